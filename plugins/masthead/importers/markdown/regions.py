"""Cut a text into regions that may be changed: paragraphs and HTML blocks. Code is in none of them.

markdown-it-py parses the blocks only (its inline rules stay off), so that what counts as code here
is what a CommonMark renderer takes for code, in lists and quotes too.
"""

import re
from collections.abc import Callable
from enum import Enum
from typing import Final

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from masthead.importers.model import Line, Lines


class RegionKind(Enum):
    """What kind of text a region holds."""

    INLINE = "inline"
    HEADING = "heading"
    HTML = "html"
    DEFINITION = "definition"


class Region(Struct, frozen=True):
    """Lines `[start:end]`; `level` is a heading's."""

    kind: RegionKind
    start: int
    end: int
    level: int = 0


_DEFINITION: Final = re.compile(r"\s{0,3}(?:>\s?)*\s{0,3}\[(?!\^)((?:\\.|[^\]\\]){1,999})\]:")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table").use(footnote_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_PARSER: Final = _parser()


def regions(lines: Lines) -> list[Region]:
    """The regions of a text, in order, without overlap."""
    text = "\n".join(line.text for line in lines)
    tokens = _PARSER.parse(text, {})
    found: list[Region] = []
    opaque: set[int] = set()
    level = 0
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        if token.map is None:
            continue
        start, end = token.map[0], min(token.map[1], len(lines))
        if token.type in ("fence", "code_block"):
            opaque.update(range(start, end))
        elif token.type == "html_block":
            found.append(Region(RegionKind.HTML, start, end))
        elif token.type == "inline":
            found.append(
                Region(RegionKind.HEADING if level else RegionKind.INLINE, start, end, level)
            )
    return _tidy(found, opaque, lines)


def _tidy(found: list[Region], opaque: set[int], lines: Lines) -> list[Region]:
    result: list[Region] = []
    covered: set[int] = set(opaque)
    for region in sorted(found, key=lambda r: (r.start, r.end)):
        span = range(region.start, region.end)
        if region.start >= region.end or any(n in covered for n in span):
            continue
        covered.update(span)
        result.append(region)
    for number, line in enumerate(lines):
        if number not in covered and _DEFINITION.match(line.text):
            result.append(Region(RegionKind.DEFINITION, number, number + 1))
    return sorted(result, key=lambda r: r.start)


Change = Callable[[Region, str, int], str]
"""Given a region, its text and its first line in the source file: the new text."""


def rewrite(lines: Lines, change: Change) -> Lines:
    """The lines with every region's text changed; what lies between is copied."""
    out: list[Line] = []
    at = 0
    for region in regions(lines):
        out.extend(lines[at : region.start])
        old = lines[region.start : region.end]
        text = "\n".join(line.text for line in old)
        new = change(region, text, old[0].at)
        out.extend(old if new == text else relined(new, old))
        at = region.end
    out.extend(lines[at:])
    return tuple(out)


def relined(text: str, old: Lines) -> Lines:
    """New text in place of old lines, each new line with the number of the line it stands for."""
    if not text and old:
        return ()
    last = len(old) - 1
    return tuple(Line(line, old[min(n, last)].at) for n, line in enumerate(text.split("\n")))
