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


def read_marker(
    marker: str, wish: str, source: str, path: str, known: dict[str, frozenset[str]],
    findings: Findings,
) -> ListRequest | None:  # fmt: skip
    """What a marker asks for, or None after a finding at its place in the page's source."""
    request, message, remedy = parse_marker(wish, known)
    if request is None:
        before = source.partition(marker)[0] if marker in source else ""
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        length = len(marker.split("\n")[0])
        findings.add(Position(path, line, column, length), BAD_MARKER, message, remedy)
    return request
