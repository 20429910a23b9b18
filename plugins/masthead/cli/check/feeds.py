"""`masthead check --feeds`: what subscribers would notice between two builds of a site.

`feed_places` finds the feeds of a site on the disk or on the web, `feed_documents` reads them, and
masthead.checks.feed_ids compares.
"""

from collections import Counter
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from masthead.checks.feed_ids import Comparison, IdFinding, Kind, compare_feeds
from masthead.cli.check.feed_places import CannotCompare, feeds_at, present_site
from masthead.diagnostics import Findings
from masthead.diagnostics.show import printable
from masthead.source.nodes import read_nodes

_MOST_NAMED: Final = 3
_WIDEST: Final = 600


class Report(Struct):
    """What one check found: lines for people, values for machines."""

    lines: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    findings: int = 0


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
        lines=[printable(line)[:_WIDEST] for line in _lines(result, faults, previous, site)],
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
