"""Find the place in an author's text that a piece of rendered HTML came from.

In: the text as the renderer saw it. Out: offsets, and lines and columns counted from 1.
comrak says where an element begins and ends; the target inside it, and anything that stands in raw
HTML, is searched for from the last known place onwards.
"""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote

from msgspec import Struct, field

_SPAN = re.compile(r'data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"')
_LINE_END = re.compile(r"\r\n|\n|\r")
_DEFINITION = re.compile(r"\]:[ \t]*(?:\r?\n[ \t]*)?<?([^\s<>]+)")
_DESTINATION = re.compile(r"\]\(\s{0,9}<?([^\s()<>]+)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NEAR = 4000
"""How far behind a wrong position of comrak's the target is looked for, in characters."""


class _Column(Struct):
    """Where one line was last counted from bytes to characters, so that long lines stay linear."""

    line: int = 0
    octets: int = 0
    chars: int = 0
    encoded: bytes = b""


class Place(Struct, frozen=True):
    """A stretch of the text: its offset, and what the author wrote there."""

    offset: int
    written: str


class Source(Struct, dict=True):
    """The text, and how far the walk over its HTML has come in it."""

    text: str
    first_line: int = 1
    at: int = 0
    roams: bool = False
    """Whether nothing but searching says how far the walk has come."""
    _column: _Column = field(default_factory=_Column)

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        lengths = map(len, self.text.split("\n"))  # a loop in C takes a quarter as long
        return [*accumulate(map((1).__add__, lengths), initial=0)][:-1]

    @cached_property
    def _plain(self) -> bool:
        return self.text.isascii()

    @cached_property
    def _visible(self) -> str:
        """The text with its comments blanked, in small letters, offsets unchanged."""
        text = self.text
        if "<!--" in text:
            text = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
        small = text.lower()
        # A few letters grow when made small, which would move what stands behind them.
        return small if len(small) == len(text) else text

    @cached_property
    def _definitions(self) -> dict[str, int]:
        """Where each target of a link definition, and else of an inline link, first stands."""
        found: dict[str, int] = {}
        for pattern in (_DEFINITION, _DESTINATION):
            for match in pattern.finditer(self.text):
                found.setdefault(match[1], match.start(1))
        return found

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file."""
        line = bisect_right(self._starts, offset)
        return self.first_line + line - 1, offset - self._starts[line - 1] + 1

    def span(self, attributes: str) -> tuple[int, int] | None:
        """Offsets of an element's source, from the attributes that comrak gave it."""
        match = _SPAN.search(attributes)
        if not match:
            return None
        first, start, last, end = (int(number) for number in match.groups())
        if not 0 < first <= last <= len(self._starts):
            return None
        begin = self._offset(first, start - 1)
        if last == first and not self._plain:
            body = self._encoded(first)[start - 1 : end]
            return begin, begin + len(body.decode(errors="ignore"))
        return begin, max(begin, self._offset(last, end))

    def address(self, target: str, attributes: str) -> Place:
        """Where a target stands: of a Markdown link by its span, of raw HTML by searching on."""
        span = self.span(attributes)
        if span is None:
            return self._onwards(target)
        start, end = span
        self.at = start
        body = self.text[start:end]
        wordings = _wordings(target)
        for wording in wordings:
            for opening in ("](", "](<", "<", ""):
                at = body.rfind(opening + wording)
                if at >= 0:
                    return Place(start + at + len(opening), wording)
        # The target is in a definition elsewhere, or comrak counted from the wrong line (it does
        # so in a paragraph that begins with link definitions).
        for wording in wordings:
            at = self.text.find("](" + wording, start, start + _NEAR)
            if at >= 0:
                return Place(at + 2, wording)
            if wording in self._definitions:
                return Place(self._definitions[wording], wording)
        return Place(start, target)

    def tag(self, name: str) -> int:
        """Where the next raw tag of this name begins; the search goes on behind it."""
        at = self._visible.find("<" + name, self.at)
        if at < 0:
            return self.at
        self.at = at + 1
        return at

    def has_next(self, name: str) -> bool:
        """Whether a raw tag of this name comes next, or behind."""
        return self._visible.find("<" + name, self.at) >= 0

    def near(self, words: str) -> Place:
        """Where these words stand next, at or behind the last known place."""
        at = self.text.find(words, self.at)
        return Place(at if at >= 0 else self.at, words)

    def _onwards(self, target: str) -> Place:
        for wording in _wordings(target) if target else ():
            at = self.text.find(wording, max(0, self.at - 1))
            if at < 0:
                at = self._definitions.get(wording, -1)
            if at >= 0:
                self.at = max(self.at, at) if self.roams else self.at
                return Place(at, wording)
        return Place(self.at, target)

    def _offset(self, line: int, column: int) -> int:
        """`column` counts bytes in this line from 0, as comrak does it fastest."""
        start = self._starts[line - 1]
        if self._plain:
            return min(start + column, len(self.text))
        encoded, known = self._encoded(line), self._column
        if known.octets > column:
            known.octets = known.chars = 0
        known.chars += len(encoded[known.octets : column].decode(errors="ignore"))
        known.octets = column
        return start + known.chars

    def _encoded(self, line: int) -> bytes:
        if self._column.line != line:
            end = self._starts[line] if line < len(self._starts) else len(self.text)
            encoded = self.text[self._starts[line - 1] : end].encode(errors="replace")
            self._column = _Column(line, 0, 0, encoded)
        return self._column.encoded


def _wordings(target: str) -> tuple[str, ...]:
    """How the author may have written what comrak percent-encoded."""
    plain = unquote(target)
    return (target,) if plain == target else (target, plain)
