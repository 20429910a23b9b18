"""`masthead check`: what a build would find, and what editors would advise.

`run` finds, `forms` tells, `mending` writes what has one right answer; `feeds` is a question of its
own, asked by an option.
"""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from masthead.cli.sources import CONFIG_FILE, DONE, FINDINGS, NOW, CannotRun, as_json, stop
from masthead.diagnostics import MastheadError
from masthead.diagnostics.show import printable

if TYPE_CHECKING:
    from masthead.cli.check.forms import Told

FORMS: Final = ("text", "json", "github", "sarif", "markdown")
_DEFAULT_BASE: Final = ":upstream:"
"""Stands for `--changed` without a base; no branch can have this name."""
# What a few files need decides how long they take: everything else is imported where it is used.


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]},
    short_help="Find mistakes without a build, and advise on the craft.",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@CONFIG_FILE
@click.option("--fix", is_flag=True, help="Write what has one right answer into the files; tell "
              "what is left.")  # fmt: skip
@click.option("--changed", "base", metavar="[BASE]", is_flag=False, flag_value=_DEFAULT_BASE,
              help="Only what the branch changes since it left BASE, and what that does to other "
              "files. Default: the upstream's default branch.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMS), default="text",
              help="What to print: for people, programs, GitHub's annotations, code scanning, or a "
              "comment.")  # fmt: skip
@NOW
@click.option(
    "--feeds", "previous", metavar="PREVIOUS_SITE",
    help="Instead: compare the entry ids of all feeds with those of an older build: a folder, a "
    "feed's file, or the address of a site, a feed or an OPML file.",
)  # fmt: skip
@click.option(
    "--site", type=click.Path(path_type=Path),
    help="With --feeds, the present site: the folder of a build, or that of a source with its "
    "mkdocs.yml, which knows every id. Default: where the mkdocs.yml in this folder builds to.",
)  # fmt: skip
def check(
    paths: tuple[Path, ...], file: Path, *, fix: bool, base: str | None, form: str, now: str,
    previous: str | None, site: Path | None,
) -> None:  # fmt: skip
    """Find what a build would find, and advise on the craft, without building.

    Without PATHS: everything. With files or folders: the findings in these, reading only what has
    a say in them, in a tenth of the time. They are those of the whole check, but for what only
    MkDocs knows: anchors of its own pages, and what hooks and other plugins do to those pages.

    Ends with 0 (no error; advice never blocks), 1 (errors) or 2 (it could not run).

    \b
    Example: masthead check
             masthead check --fix docs/posts/2026-03-04-price-the-leak.md
             masthead check --changed origin/main --format github
             masthead check --feeds https://www.example.com/
    """
    try:
        if previous is not None:
            if paths or fix or base:
                raise CannotRun(
                    "--feeds compares whole sites: leave PATHS, --fix and --changed out"
                )
            _check_feeds(previous, site, form)
        if base is not None and paths:
            raise CannotRun("give either PATHS or --changed")
        _check_content(paths, file, fix=fix, base=base, form=form, now=now)
    except (MastheadError, OSError) as error:
        stop("check", error, form)


def _check_content(
    paths: tuple[Path, ...], file: Path, *, fix: bool, base: str | None, form: str, now: str
) -> None:
    from masthead.cli.check import run
    from masthead.cli.check.forms import Told

    if base is not None:
        from masthead.cli.check.changed import check_changed

        named = "" if base == _DEFAULT_BASE else base
        scope, look = "changes", partial(check_changed, file, named, now)
    elif paths:
        scope, look = "files", partial(run.check_paths, file, paths, now)
    else:
        scope, look = "site", partial(run.check_all, file, now)
    seen = look()
    fixed: tuple[tuple[str, int], ...] = ()
    if fix:
        from masthead.cli.check.mending import mend

        seen, fixed = mend(seen, look)
    for said in (*(f"passed over, since it is no source of the site: {path}"
                   for path in seen.passed_over), *seen.complaints):  # fmt: skip
        click.echo(printable(said), err=True)
    told = Told(
        findings=seen.findings, lines=seen.lines, scope=scope, fixed=fixed,
        passed_over=seen.passed_over, complaints=seen.complaints, prefix=_prefix(seen.root, form),
    )  # fmt: skip
    click.echo(_shown(told, form))
    sys.exit(FINDINGS if seen.blocked else DONE)


def _prefix(root: Path, form: str) -> str:
    """The way from the repository's top, for readers who know the repository and not the site."""
    if form not in ("github", "sarif"):
        return ""
    from masthead.desk.changes import top_of

    return top_of(root)


def _shown(told: "Told", form: str) -> str:
    from importlib import import_module

    name = "machine" if form == "json" else form
    shown: str = getattr(import_module(f"masthead.cli.check.forms.{name}"), f"as_{form}")(told)
    return shown


def _check_feeds(previous: str, site: Path | None, form: str) -> None:
    from masthead.cli.check.feeds import built_site, check_feeds

    if form not in ("text", "json"):
        raise CannotRun("--feeds answers as text or json")
    report = check_feeds(previous, site or built_site(Path()))
    if form == "json":
        click.echo(as_json(report.values))
    else:
        click.echo("\n".join(report.lines))
    sys.exit(FINDINGS if report.findings else DONE)
