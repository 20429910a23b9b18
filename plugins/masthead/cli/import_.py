"""`masthead import jekyll|material SOURCE DEST`: turn another system's blog into a source tree.

Prints figures and what was refused; the whole account is import-report.md and .json in DEST.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from masthead.diagnostics import MastheadError
from masthead.diagnostics.show import printable
from masthead.importers.dates import zone_named
from masthead.importers.jekyll.reader import read_jekyll
from masthead.importers.material.reader import read_material
from masthead.importers.model import ImportedBlog
from masthead.importers.report import Ledger, Outcome, Weight, as_json
from masthead.importers.writer import check_target, write_blog

_DONE, _FINDINGS, _CANNOT = 0, 1, 2
_MOST_SHOWN: Final = 20
_URL_HELP: Final = "The old site's address, where its configuration does not say."
_ZONE_HELP: Final = "The zone of the old site's dates, such as Europe/Berlin."
_FORCE_HELP: Final = (
    "Write into DEST even if it is not empty; files of the same names are replaced."
)

Read = Callable[..., ImportedBlog]


@click.group("import", context_settings={"help_option_names": ["-h", "--help"]})
def importing() -> None:
    """Turn a blog of another system into a Masthead source tree.

    Every post and author of the source is accounted for in DEST/import-report.md: taken, taken
    with a change, or refused. Nothing is dropped in silence.

    Example: masthead import jekyll ../old-blog new-blog --site-url https://www.example.com
    """


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed((
        click.argument("source", type=click.Path(path_type=Path)),
        click.argument("dest", type=click.Path(path_type=Path)),
        click.option("--site-url", default="", metavar="URL", help=_URL_HELP),
        click.option("--timezone", default="", metavar="ZONE", help=_ZONE_HELP),
        click.option("--force", is_flag=True, help=_FORCE_HELP),
        click.option("--dry-run", is_flag=True, help="Do everything but write to DEST."),
        click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
                     help="What to print."),
    )):  # fmt: skip
        command = option(command)
    return command


@importing.command("jekyll")
@_options
def jekyll(**given: Any) -> None:
    """Import a Jekyll site.

    SOURCE is the folder with _posts and, if there is one, _config.yml.

    Example: masthead import jekyll ../old-blog new-blog --timezone Europe/Berlin
    """
    _run("jekyll", read_jekyll, **given)


@importing.command("material")
@_options
def material(**given: Any) -> None:
    """Import the blog of a Material for MkDocs site.

    SOURCE is the folder with mkdocs.yml, or the folder that holds the blog's own.

    Example: masthead import material ../old-site new-blog --format json
    """
    _run("material", read_material, **given)


def _run(
    system: str,
    read: Read,
    *,
    source: Path,
    dest: Path,
    site_url: str,
    timezone: str,
    force: bool,
    dry_run: bool,
    form: str,
) -> None:
    ledger = Ledger(system, source.name)
    try:
        _check(source, dest, site_url, timezone, force=force, dry_run=dry_run)
        show = _Progress(quiet=form == "json" or not sys.stderr.isatty())
        blog = read(
            source, ledger, url=site_url, zone=timezone, progress=lambda n, m: show("reading", n, m)
        )
        if not blog.posts and not ledger.entries:
            raise click.ClickException(f"{source} has no posts of a {system} blog")
        write_blog(
            blog,
            source,
            dest,
            ledger,
            now=datetime.now(UTC),
            force=force,
            dry_run=dry_run,
            progress=show,
        )
        show.end()
    except click.ClickException as error:
        _stop(form, error.message)
    except (MastheadError, OSError) as error:
        _stop(form, str(error))
    click.echo(
        as_json(ledger) if form == "json" else _text(ledger, dest, dry_run=dry_run), nl=False
    )
    sys.exit(_FINDINGS if ledger.refused else _DONE)


def _stop(form: str, message: str) -> None:
    if form == "json":
        click.echo(json.dumps({"error": message}, ensure_ascii=False))
    else:
        click.echo(f"masthead import: {message}", err=True)
    sys.exit(_CANNOT)


def _check(source: Path, dest: Path, url: str, zone: str, *, force: bool, dry_run: bool) -> None:
    if not source.is_dir():
        raise click.ClickException(f"{source} is not a folder")
    if url and not url.startswith(("http://", "https://")):
        raise click.ClickException(
            f"--site-url {url}: write the whole address, beginning with https://"
        )
    if zone and zone_named(zone) is None:
        raise click.ClickException(f"--timezone {zone}: there is no such zone; write Europe/Berlin")
    check_target(source, dest, force=force, dry_run=dry_run)


class _Progress:
    """One line on a terminal that counts; silent elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet, self._shown = quiet, False

    def __call__(self, what: str, number: int, total: int) -> None:
        if not self._quiet and (number % 25 == 0 or number == total):
            click.echo(f"\r{what} {number} of {total}\033[K", nl=False, err=True)
            self._shown = True

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def _text(ledger: Ledger, dest: Path, *, dry_run: bool) -> str:
    lines = []
    for kind, c in ledger.counts().items():
        lines.append(
            f"{kind}s: {c['total']} in the source, {c['taken']} taken, {c['changed']} taken with "
            f"a change, {c['refused']} refused"
        )
    notes = ledger.sorted_notes()
    by = {weight: sum(n.weight is weight for n in notes) for weight in Weight}
    lines.append(
        f"notes: {by[Weight.TODO]} to do by hand, {by[Weight.LOSS]} dropped, {by[Weight.CHANGE]} "
        "changed"
    )
    lines += [f"note: {_printable(remark)}" for remark in ledger.remarks]
    lines += [
        f"lowered to advice: {_printable(rule)}" for rule in ledger.facts.get("lowered_rules", [])
    ]
    refused = [e for e in ledger.settled() if e.outcome is Outcome.REFUSED]
    lines += [
        f"refused: {_printable(e.source)}:{e.line}: {_printable(e.reason)}"
        for e in refused[:_MOST_SHOWN]
    ]
    if len(refused) > _MOST_SHOWN:
        lines.append(f"… and {len(refused) - _MOST_SHOWN} more")
    lines.append(
        "nothing was written (--dry-run)"
        if dry_run
        else f"every post and author: {dest / 'import-report.md'}"
    )
    return "\n".join(lines) + "\n"


def _printable(text: str) -> str:
    return printable(text)[:300]
