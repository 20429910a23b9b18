"""What commands about a site's sources share: opening the site, paths, and how they end.

A check of a few files takes less time than importing MkDocs: that is done when a site is opened.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from masthead.diagnostics import Diagnostic, MastheadError, Severity
from masthead.diagnostics.show import printable, show_finding

if TYPE_CHECKING:
    from masthead.build.pipeline import Site

DONE, FINDINGS, CANNOT = 0, 1, 2
CONFIG_FILE: Final = click.option(
    "-f", "--config-file", "file", type=click.Path(path_type=Path, dir_okay=False),
    default=Path("mkdocs.yml"), help="The site's configuration.",
)  # fmt: skip
NOW: Final = click.option(
    "--now", default="", metavar="DATE",
    help="Ask as if it were then: 2026-03-04, or '2026-03-04 09:30'. Default: MASTHEAD_NOW, else "
    "now.",
)  # fmt: skip


class CannotRun(MastheadError):  # noqa: N818 - read as a sentence
    """A command was asked for something that it cannot do; the message says what to do instead."""


def configuration(file: Path) -> Path:
    """The file itself. Raises CannotRun where there is none."""
    if not file.is_file():
        raise CannotRun(
            f"there is no {file}: go to the folder of the site's mkdocs.yml, or name it with -f"
        )
    return file


def open_site(file: Path, now: str = "", *, texts: bool = True) -> "Site":
    """The sources, without a build; without `texts` faster. Raises MastheadError."""
    from masthead.hosts.mkdocs.names import read_names
    from masthead.hosts.mkdocs.reading import read_site

    return read_site(configuration(file), now) if texts else read_names(configuration(file), now)


def below_root(word: str, site: "Site") -> str:
    """The word, taken as a path from here, as a path from the folder of mkdocs.yml; or nothing."""
    try:
        return Path(word).resolve().relative_to(site.root).as_posix()
    except (ValueError, OSError, RuntimeError):
        return ""


def not_read(site: "Site") -> Iterator[Diagnostic]:
    """Why files of pieces, authors, series and ideas are missing from the library."""
    library = site.library
    there = {thing.path for thing in library.pieces}
    for shelf in (library.authors, library.series, library.ideas):
        there |= {thing.path for thing in shelf.values()}
    tree = site.tree
    sources = {source.path for source in (*tree.pieces, *tree.authors, *tree.series, *tree.ideas)}
    for finding in site.found:
        path = finding.position.path
        if path in sources - there and finding.severity is Severity.ERROR:
            yield finding


def not_read_values(findings: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """The same for machines: where each of these files breaks, and why."""
    return [
        {"path": f.position.path, "line": f.position.line, "message": f.message} for f in findings
    ]


def tell_not_read(findings: list[Diagnostic], site: "Site") -> None:
    """Say on the error channel which files could not be read, and why."""
    for finding in findings:
        text = show_finding(finding, site.lines(finding.position.path))
        click.echo(f"{text}\n", err=True)
    if findings:
        files = len({finding.position.path for finding in findings})
        click.echo(f"{files} file{'s' * (files != 1)} could not be read", err=True)


def stop(command: str, error: Exception, form: str = "text") -> NoReturn:
    """End with 2, and say why in the form that was asked for."""
    if form == "json":
        click.echo(as_json({"error": str(error)}))
    else:
        lines = map(printable, f"masthead {command}: {error}".split("\n"))
        click.echo("\n".join(lines), err=True)
    sys.exit(CANNOT)


def iso(moment: datetime | None) -> str | None:
    """An instant for machines, in the site's time."""
    return moment.isoformat() if moment else None


def as_json(values: Any) -> str:
    """The values as people like to read them, too: what does not show is escaped."""
    text = json.dumps(values, ensure_ascii=False, indent=1)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
