"""`masthead check`: questions about a site that a build does not ask.

Each option is one check, a function from what was given to a Report; later ones stand beside it.
`feed_places` finds the feeds of a site on the disk or on the web, `feed_documents` reads them, and
masthead.checks.feed_ids compares.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import click
from msgspec import Struct, field

from masthead.checks.feed_ids import Comparison, IdFinding, Kind, compare_feeds
from masthead.cli.check.feed_places import CannotCompare, feeds_at, present_site
from masthead.diagnostics import Findings, MastheadError
from masthead.source.nodes import read_nodes

_DONE, _FINDINGS, _CANNOT = 0, 1, 2
_MOST_NAMED: Final = 3


class Report(Struct):
    """What one check found: lines for people, values for machines."""

    lines: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    findings: int = 0


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--feeds", "previous", metavar="PREVIOUS_SITE",
    help="Compare the entry ids of all feeds with those of an older build: a folder, a feed's "
    "file, or the address of a site, a feed or an OPML file.",
)  # fmt: skip
@click.option(
    "--site", type=click.Path(path_type=Path),
    help="The present site: the folder of a build, or that of a source with its mkdocs.yml, which "
    "knows every id. Default: where the mkdocs.yml in this folder builds to.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="What to print.")  # fmt: skip
def check(previous: str | None, site: Path | None, form: str) -> None:
    """Find what subscribers would notice before they do.

    A feed reader knows an entry by its id alone: a changed id shows the piece a second time, and a
    vanished one is a piece that nobody can follow any more. Ends with 0 (nothing found), 1
    (findings) or 2 (it could not run). Only an address makes it use the network.

    \b
    Example: masthead check --feeds https://www.example.com/
             masthead check --feeds ../old/_site --site . --format json
    """
    try:
        if previous is None:
            raise CannotCompare("say what to check: --feeds PREVIOUS_SITE (see --help)")
        report = check_feeds(previous, site or built_site(Path()))
    except (MastheadError, OSError) as error:
        if form == "json":
            click.echo(json.dumps({"error": str(error)}, ensure_ascii=False))
        else:
            click.echo(f"masthead check: {_printable(str(error))}", err=True)
        sys.exit(_CANNOT)
    if form == "json":
        click.echo(json.dumps(report.values, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(report.lines))
    sys.exit(_FINDINGS if report.findings else _DONE)


def built_site(folder: Path) -> Path:
    """Where the mkdocs.yml in a folder builds to."""
    file = folder / "mkdocs.yml"
    if not file.is_file():
        raise CannotCompare(
            "there is no mkdocs.yml here: give --site the folder of the present site"
        )
    root = read_nodes(file.read_text("utf-8-sig", "replace"), "mkdocs.yml", Findings())
    named = [value.text for key, value in root.entries if key.text == "site_dir"] if root else []
    return folder / (named[0].strip() if named and named[0].strip() else "site")


def check_feeds(previous: str, site: Path) -> Report:
    """Which ids of an older site's feeds vanished or changed, and which stand twice in a feed."""
    before = feeds_at(previous)
    present, faults = present_site(site)
    result = compare_feeds(before.feeds, present)
    faults = [*before.faults, *faults]
    return Report(
        lines=list(map(_printable, _lines(result, faults, previous, site))),
        values={
            "check": "feeds",
            "previous": previous,
            "site": str(site),
            "feeds": len(before.feeds),
            "compared": result.compared,
            "out_of_sight": result.out_of_sight,
            "not_read": faults,
            "findings": [_values(finding) for finding in result.findings],
        },
        findings=len(result.findings),
    )


def _lines(result: Comparison, faults: list[str], previous: str, site: Path) -> list[str]:
    lines = [
        f"{result.compared} entry ids in the feeds of {previous}, {result.present} in {site}",
        *(f"not read: {fault}" for fault in faults),
    ]
    for finding in result.findings:
        lines += _about(finding)
    if result.out_of_sight:
        lines.append(
            f"{result.out_of_sight} ids are older than all that the present feeds hold, and were "
            "not judged: give --site the folder of mkdocs.yml"
        )
    counts = Counter(finding.kind for finding in result.findings)
    words = ", ".join(f"{counts[kind]} {kind.value}" for kind in Kind if counts[kind])
    return [*lines, words or "no entry id vanished or changed"]


def _about(finding: IdFinding) -> list[str]:
    named = ", ".join(finding.feeds[:_MOST_NAMED])
    more = len(finding.feeds) - _MOST_NAMED
    where = named + (f" and {more} more" if more > 0 else "")
    match finding.kind:
        case Kind.CHANGED:
            first = f"changed: {finding.id} is {finding.now} now"
        case Kind.VANISHED:
            first = f"vanished: {finding.id}"
        case Kind.DUPLICATE:
            first = f"duplicate: {finding.id} stands {finding.times} times in one feed"
    words = f"“{finding.title}” " if finding.title else ""
    return [first, f"  {words}{finding.address} (in {where})".replace("  (", " (")]


def _values(finding: IdFinding) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": finding.kind.value,
        "id": finding.id,
        "title": finding.title,
        "address": finding.address,
        "feeds": list(finding.feeds),
    }
    if finding.kind is Kind.CHANGED:
        values["now"] = finding.now
    return values


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)[:600]
