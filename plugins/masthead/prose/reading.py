"""From a piece's source to its blocks, as a reader has them, with every place in the file.

In: the text of a whole file. Out: Prose. What stands in raw HTML, code blocks and formulas is left
out: nobody reads it as prose. comrak says where elements stand, in its HTML; the words between two
of them are found in the source when somebody asks.
"""

import re
from bisect import bisect_right
from enum import Enum
from functools import cache, cached_property
from html import unescape
from typing import Final

import comrak
from msgspec import Struct, field

from masthead.prose.syntax import extensions_for, tame

_TAG: Final = re.compile(r"<!--.*?-->|<(/?)([a-z][a-z0-9]*)([^<>]*)>", re.DOTALL)
_PLACE: Final = re.compile(r'data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"')
_TARGET: Final = re.compile(r' (?:href|src)="([^"]*)"')
_ALT: Final = re.compile(r' alt="([^"]*)"')
_HEADER: Final = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_COLLAPSE: Final = re.compile(r"\s+")
_ADMONITION: Final = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?) .*$", re.MULTILINE)
_WORD: Final = re.compile(r"\w+")
_NEAR: Final = 5
"""How much markup there may be before a sign, in characters."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_ENDS_BLOCK: Final = frozenset(("p", "li", "td", "th", "ul", "ol", "blockquote", "pre", "table",
                                "div", "hr", *_HEADINGS))  # fmt: skip


class Kind(Enum):
    """What a block of text is to its reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    QUOTATION = "quotation"
    NOTE = "note"


class Span(Struct, frozen=True):
    """A stretch of a block's text that is a link or code; `target` is a link's address."""

    start: int
    end: int
    target: str = ""
    code: bool = False


class Picture(Struct, frozen=True):
    """An image: its address and alternative text as they are read, and where it begins."""

    target: str
    alt: str
    line: int
    column: int
    length: int


class _Lines(Struct, dict=True):
    """A text, and where its lines begin."""

    text: str

    @cached_property
    def starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def offset(self, line: int, octet: int) -> int:
        """Where a place of comrak's is, which counts bytes from 1."""
        if line > len(self.starts):
            return len(self.text)
        start = self.starts[line - 1]
        row = self.text[start : start + octet - 1]
        if row.isascii():
            return start + octet - 1
        return start + len(row.encode()[: octet - 1].decode(errors="ignore"))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class Block(Struct, frozen=True, kw_only=True):
    """A paragraph, heading, item or cell: its words with single spaces, and what is in them.

    `level` is a heading's. `sourced` says that a footnote or a link, also a raw one, stands in it.
    """

    kind: Kind
    text: str
    level: int = 0
    spans: tuple[Span, ...] = ()
    sourced: bool = False
    start: int = 0
    end: int = 0
    _lines: _Lines = field(default_factory=lambda: _Lines(""))
    _anchors: tuple[tuple[int, int], ...] = ()

    @property
    def links(self) -> tuple[Span, ...]:
        """Its links, in their order."""
        return tuple(span for span in self.spans if not span.code)

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + 1 if self.text else 0

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self._lines.place(self.start)[0]

    def within_code(self, start: int, end: int) -> bool:
        """Whether a stretch of its text touches code."""
        return any(span.code and span.start < end and start < span.end for span in self.spans)

    def place(self, start: int = 0, end: int | None = None) -> tuple[int, int, int]:
        """Line, column and length in the file of a stretch of its text; of its first line only."""
        end = len(self.text) if end is None else end
        first = self._offset(start, last=False)
        last = max(first + 1, self._offset(end, last=True))
        line, column = self._lines.place(first)
        written = self._lines.text[first:last].split("\n", 1)[0].rstrip()
        return line, column, max(1, len(written))

    def _offset(self, at: int, *, last: bool) -> int:
        """Where in the source a place of the text is: the words before it are gone through.

        With `last` it is the end of the word before, else the beginning of the one behind.
        """
        known = [spot for spot in self._anchors if spot[0] < at or (spot[0] == at and not last)]
        here, offset = known[-1] if known else (0, self.start)
        source = self._lines.text
        for word in _WORD.finditer(self.text, here):
            if word.start() > at or (last and word.start() == at):
                break
            found = source.find(word[0], offset, self.end)
            begin = offset if found < 0 else found
            if at < word.end() or (last and at == word.end()):
                return begin + at - word.start()
            here, offset = word.end(), begin + (len(word[0]) if found >= 0 else 0)
        for sign in self.text[here:at]:
            offset = self._behind(sign, offset)
        return offset if last else self._behind(self.text[at : at + 1], offset, itself=True)

    def _behind(self, sign: str, offset: int, *, itself: bool = False) -> int:
        """The place behind a sign that is no letter, or of it, if it follows or nearly does."""
        source = self._lines.text
        if sign == " ":
            while offset < self.end and source[offset].isspace():
                offset += 1
            return offset
        found = source.find(sign, offset, min(self.end, offset + _NEAR))
        return offset if found < 0 else found + (not itself)


class Prose(Struct, frozen=True):
    """A text as it is read. Raw HTML, code blocks and formulas are not in it."""

    blocks: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def words(self) -> int:
        """How many words its blocks have."""
        return sum(block.words for block in self.blocks)

    def of(self, *kinds: Kind) -> tuple[Block, ...]:
        """The blocks of these kinds."""
        return tuple(block for block in self.blocks if block.kind in kinds)


def read_prose(text: str) -> Prose:
    """The prose of a file, front matter left out. Never raises for any text."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    source = text.encode("utf-8", "replace").decode()
    body = source
    if header := _HEADER.match(source):
        body = "\n" * header[0].count("\n") + source[header.end() :]
        # Blank lines in place of the front matter: lines stay as they are, and offsets come from
        # a text in which it is blank as well.
    body = tame(_ADMONITION.sub("", body))
    options = comrak.ParseOptions()
    html = comrak.render_markdown(body, extensions_for(body), options, _rendering())
    return _Reader(_Lines(body)).read(html)


class _Open(Struct):
    """A block whose end has not come yet."""

    kind: Kind
    level: int
    start: int
    end: int
    texts: list[str] = field(default_factory=list)
    length: int = 0
    anchors: list[tuple[int, int]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    sourced: bool = False


class _Reader(Struct):
    """One pass over comrak's HTML, which has no raw HTML in it, so that its tags are known."""

    lines: _Lines
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    open: _Open | None = None
    items: list[tuple[int, int]] = field(default_factory=list)
    """Where each open item of a list begins and ends."""
    quotes: int = 0
    notes: bool = False
    silent: list[str] = field(default_factory=list)
    """Open elements whose words nobody reads as prose, by name, with those inside them."""
    inline: list[tuple[str, int, str, int]] = field(default_factory=list)
    """Open links and code: tag, where in the block it begins, address, where its source ends."""

    def read(self, html: str) -> Prose:
        at = 0
        for tag in _TAG.finditer(html):
            if tag.start() > at:
                self.words(html[at : tag.start()])
            at = tag.end()
            if tag[2]:
                (self.shut if tag[1] else self.begin)(tag[2], tag[3])
        self.close()
        return Prose(tuple(self.blocks), tuple(self.pictures))

    def words(self, raw: str) -> None:
        if self.silent or (self.open is None and (not self.items or not raw.strip())):
            return
        if self.open is None:
            start, end = self.items[-1]
            self.open = _Open(Kind.ITEM, 0, start, end)
        block = self.open
        text = _COLLAPSE.sub(" ", unescape(raw))
        if text.startswith(" ") and (not block.texts or block.texts[-1].endswith(" ")):
            text = text[1:]
        if text:
            block.texts.append(text)
            block.length += len(text)

    def begin(self, name: str, attributes: str) -> None:
        if self.silent:
            if name not in ("br", "img", "input", "hr"):
                self.silent.append(name)
            return
        if name in _ENDS_BLOCK:
            self.close()
        span = self.span(attributes)
        if name in ("pre", "sup") or "data-math-style" in attributes or _is_ours(attributes):
            if name == "sup" and self.open:
                self.open.sourced = True
            self.silent.append(name)
        elif name in _HEADINGS and span:
            self.open = _Open(Kind.HEADING, int(name[1]), *span)
        elif name == "p" and span:
            self.open = _Open(self.kind(), 0, *span)
        elif name in ("td", "th") and span:
            self.open = _Open(Kind.CELL, 0, *span)
        elif name == "li" and span:
            self.items.append(span)
        elif name == "blockquote":
            self.quotes += 1
        elif name == "section":
            self.notes = True
        elif name == "img":
            self.picture(attributes, span)
        elif name in ("a", "code"):
            self.begin_inline(name, attributes, span)
        elif name == "br":
            self.words(" ")
        elif span and self.open:
            self.anchor(span[0])

    def kind(self) -> Kind:
        if self.notes:
            return Kind.NOTE
        if self.quotes:
            return Kind.QUOTATION
        return Kind.ITEM if self.items else Kind.PARAGRAPH

    def begin_inline(self, name: str, attributes: str, span: tuple[int, int] | None) -> None:
        if self.open is None:
            self.words("\u200b")  # an item of a list may begin with a link
            if self.open is None:
                return
            self.open.texts.clear()
            self.open.length = 0
        target = _TARGET.search(attributes)
        self.inline.append((
            name, self.open.length, unescape(target[1]) if target else "", span[1] if span else -1
        ))  # fmt: skip
        if span:
            self.anchor(span[0])

    def shut(self, name: str, _: str) -> None:
        if self.silent:
            if self.silent[-1] == name:
                self.silent.pop()
            return
        if name in _ENDS_BLOCK:
            self.close()
        if name == "li" and self.items:
            self.items.pop()
        elif name == "blockquote":
            self.quotes -= 1
        elif name == "section":
            self.notes = False
        elif name in ("a", "code") and self.open and self.inline:
            kind, start, target, end = self.inline.pop()
            self.open.spans.append(Span(start, self.open.length, target, kind == "code"))
            if end >= 0:
                self.anchor(end)

    def picture(self, attributes: str, span: tuple[int, int] | None) -> None:
        target, alt = _TARGET.search(attributes), _ALT.search(attributes)
        if span and target:
            line, column = self.lines.place(span[0])
            written = self.lines.text[span[0] : span[1]].split("\n", 1)[0]
            words = unescape(alt[1]) if alt else ""
            self.pictures.append(
                Picture(unescape(target[1]), words, line, column, max(1, len(written)))
            )
            if self.open:
                self.anchor(span[1])

    def span(self, attributes: str) -> tuple[int, int] | None:
        """Where an element begins and ends in the source."""
        place = _PLACE.search(attributes)
        if not place:
            return None
        one, first, two, last = map(int, place.groups())
        return self.lines.offset(one, first), self.lines.offset(two, last + 1)

    def anchor(self, offset: int) -> None:
        """The words that come now stand behind this place. comrak is wrong at times: not back."""
        block = self.open
        if block and block.start <= offset <= block.end:
            before = block.anchors[-1][1] if block.anchors else block.start
            if offset >= before:
                block.anchors.append((block.length, offset))

    def close(self) -> None:
        """The open block has come to its end."""
        block, self.open = self.open, None
        self.inline.clear()
        if block is None:
            return
        text = "".join(block.texts).rstrip()
        written = self.lines.text[block.start : block.end]
        if text:
            self.blocks.append(Block(
                kind=block.kind, level=block.level, text=text, start=block.start, end=block.end,
                spans=tuple(sorted(block.spans, key=lambda span: span.start)),
                sourced=block.sourced or "<a " in written
                or any(not span.code for span in block.spans),
                _lines=self.lines, _anchors=tuple(block.anchors),
            ))  # fmt: skip


def _is_ours(attributes: str) -> bool:
    """Whether an element is comrak's own addition, not the author's words."""
    return "markdown-alert-title" in attributes or "footnote-backref" in attributes


@cache
def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.sourcepos = True
    return options
