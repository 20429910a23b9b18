"""Walk over a text's blocks in another dialect and hand each to the converter that knows it.

In: lines. Out: lines in GitHub's Markdown. The walk knows fences, indented code and lists, so that
nothing inside code is ever taken for syntax. What a dialect adds to Markdown is a Handler: given
the lines and a place, it returns the new lines and where to go on, or None when it is not its own.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct, field

from masthead.importers.model import Line
from masthead.importers.report import Log

_LIST_ITEM: Final = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])([ \t]+|$)")
_OPEN_FENCE: Final = re.compile(r"([ \t]*)(`{3,}|~{3,})([^\n]*)")
_QUOTE: Final = re.compile(r"[ ]{0,3}>[ ]?")
_DEEPEST: Final = 24

Result = tuple[Sequence[Line], int]
Handler = Callable[["Walk", Sequence[Line], int], Result | None]


def indent_of(text: str) -> int:
    """How many columns the text is indented; a tab goes to the next multiple of four."""
    column = 0
    for char in text:
        if char == " ":
            column += 1
        elif char == "\t":
            column += 4 - column % 4
        else:
            break
    return column


def dedent(line: Line, columns: int) -> Line:
    """The line without up to `columns` columns of indentation."""
    text, column = line.text, 0
    for index, char in enumerate(text):
        if column >= columns or char not in " \t":
            return Line(" " * (column - columns) + text[index:], line.at)
        column += 1 if char == " " else 4 - column % 4
    return Line("", line.at)


def is_blank(line: Line) -> bool:
    """Whether there is nothing on the line."""
    return not line.text.strip()


def prefixed(lines: Sequence[Line], prefix: str) -> list[Line]:
    """The lines with a prefix; no spaces at the end of blank ones."""
    return [
        Line((prefix + line.text).rstrip() if is_blank(line) else prefix + line.text, line.at)
        for line in lines
    ]


def trimmed(lines: Sequence[Line]) -> list[Line]:
    """The lines without blank ones at both ends."""
    start, end = 0, len(lines)
    while start < end and is_blank(lines[start]):
        start += 1
    while end > start and is_blank(lines[end - 1]):
        end -= 1
    return list(lines[start:end])


def indented_body(lines: Sequence[Line], start: int, columns: int) -> tuple[list[Line], int]:
    """The lines from `start` indented by `columns` at least, dedented, and where they end."""
    end, last = start, start
    while end < len(lines) and (is_blank(lines[end]) or indent_of(lines[end].text) >= columns):
        end += 1
        if not is_blank(lines[end - 1]):
            last = end
    return [dedent(line, columns) for line in lines[start:last]], last


class Walk(Struct):
    """One text's conversion: which handlers to ask, and what was noted for later passes.

    `list_step` is how far a dialect indents what continues a list item: None for "to its text".
    """

    log: Log
    handlers: tuple[Handler, ...]
    fence: Callable[["Walk", str, Line], tuple[list[Line], str]] | None = None
    first: tuple[Handler, ...] = ()
    """Handlers that are asked before quotations are looked into."""
    list_step: int | None = None
    abbreviations: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    budget: int = 400_000
    """How many lines searches for the end of something may look at, all together."""

    def convert(self, lines: Sequence[Line]) -> list[Line]:
        """The lines in GitHub's Markdown."""
        if self.depth >= _DEEPEST:
            return list(lines)
        self.depth += 1
        try:
            return self._convert(lines)
        finally:
            self.depth -= 1

    def _convert(self, lines: Sequence[Line]) -> list[Line]:
        out: list[Line] = []
        items: list[tuple[int, int]] = []
        at, after_blank = 0, True
        while at < len(lines):
            line = lines[at]
            if is_blank(line):
                out.append(line)
                at, after_blank = at + 1, True
                continue
            if after_blank and self._is_code(line, items):
                out.append(line)
                at += 1
                continue
            step = self._fenced(lines, at)
            for handler in (*self.first, Walk._quoted, *self.handlers):
                if step is not None:
                    break
                step = handler(self, lines, at)
            if step is not None:
                new, following = step
                out.extend(new)
                after_blank = following > at and is_blank(lines[following - 1])
                at = max(following, at + 1)
                continue
            self._note_list(line, items)
            out.append(line)
            at, after_blank = at + 1, False
        return out

    def _is_code(self, line: Line, items: list[tuple[int, int]]) -> bool:
        indent = indent_of(line.text)
        while items and indent <= items[-1][0] and not _LIST_ITEM.match(line.text):
            items.pop()
        base = items[-1][1] if items else 0
        return indent >= base + 4

    def _note_list(self, line: Line, items: list[tuple[int, int]]) -> None:
        found = _LIST_ITEM.match(line.text)
        if not found:
            return
        indent = indent_of(line.text)
        while items and items[-1][0] >= indent:
            items.pop()
        content = indent_of(" " * found.end(1) + " " * (found.end() - found.end(1)))
        items.append(
            (indent, indent + self.list_step if self.list_step else max(content, indent + 2))
        )

    def _fenced(self, lines: Sequence[Line], at: int) -> Result | None:
        opened = _OPEN_FENCE.fullmatch(lines[at].text)
        if not opened or (opened[2][0] == "`" and "`" in opened[3]):
            return None
        closing = re.compile(rf"[ \t]*{re.escape(opened[2][0])}{{{len(opened[2])},}}[ \t]*")
        end = at + 1
        while end < len(lines) and not closing.fullmatch(lines[end].text):
            end += 1
        end = min(end + 1, len(lines))
        before, info = self.fence(self, opened[3], lines[at]) if self.fence else ([], opened[3])
        first = Line(opened[1] + opened[2] + info, lines[at].at)
        return [*prefixed(before, opened[1]), first, *lines[at + 1 : end]], end

    def _quoted(self, lines: Sequence[Line], at: int) -> Result | None:
        if not _QUOTE.match(lines[at].text):
            return None
        end = at
        while end < len(lines) and _QUOTE.match(lines[end].text):
            end += 1
        marks = [_QUOTE.match(line.text) for line in lines[at:end]]
        inner = [
            Line(line.text[mark.end() if mark else 0 :], line.at)
            for line, mark in zip(lines[at:end], marks, strict=True)
        ]
        converted = self.convert(inner)
        if converted == inner:
            return lines[at:end], end
        return prefixed(converted, "> "), end
