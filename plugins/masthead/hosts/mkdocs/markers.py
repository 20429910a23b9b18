"""Live lists on ordinary pages: `<!-- masthead:list topic=pricing limit=5 -->` in their Markdown.

A comment shows nothing where Masthead is not at work, for instance in a git host's preview.
"""

import re
from typing import Final

from masthead.diagnostics import Findings, Position
from masthead.diagnostics.rules import BAD_MARKER
from masthead.plan.live import ListRequest, parse_marker

_MARKER: Final = re.compile(r"<!--\s*masthead:list\b(.*?)-->", re.DOTALL)


def find_markers(html: str) -> list[tuple[str, str]]:
    """Each marker of a page as it stands, and what it asks for."""
    return [(match[0], match[1]) for match in _MARKER.finditer(html)]


def place_of(marker: str, source: str, after: int) -> int:
    """The index just behind a marker in its page's source, searched from `after` on."""
    found = source.find(marker, after)
    return found + len(marker) if found >= 0 else after


def position(path: str, source: str, end: int, marker: str) -> Position:
    """The position of the marker that ends at an index of its page's source."""
    before = source[: max(0, end - len(marker))]
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Position(path, line, column, len(marker.split("\n")[0]))


def read_marker(
    wish: str, at: Position, known: dict[str, frozenset[str]], findings: Findings
) -> ListRequest | None:
    """What a marker asks for, or None after a finding at its place in the page's source."""
    request, message, remedy = parse_marker(wish, known)
    if request is None:
        findings.add(at, BAD_MARKER, message, remedy)
    return request
