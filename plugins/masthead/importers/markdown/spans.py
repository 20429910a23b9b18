"""Find what stands where inside a paragraph: code, tags, links; and change only what may change.

In: the source text of one paragraph, heading, table row or HTML block. Out: spans by position,
leftmost first, as CommonMark's precedence wants it (code, HTML and autolinks before links).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

from msgspec import Struct

from masthead.importers.markdown.tags import Tag, tag_at


class Kind(Enum):
    """What a span is."""

    CODE = "code"
    MATH = "math"
    TAG = "tag"
    COMMENT = "comment"
    AUTOLINK = "autolink"
    LINK = "link"
    IMAGE = "image"
    REFERENCE = "reference"


class Span(Struct, frozen=True):
    """`[start:end]` is the whole of it; `inner` the text between brackets, `target` the address."""

    kind: Kind
    start: int
    end: int
    inner: tuple[int, int] = (0, 0)
    target: tuple[int, int] = (0, 0)
    title: tuple[int, int] = (0, 0)
    tag: Tag | None = None


Edit = tuple[int, int, str]

_RUN: Final = re.compile(r"`+")
_AUTOLINK: Final = re.compile(
    r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,4000}|[\w.+-]{1,200}@[\w.-]{1,200})>"
)
_ESCAPABLE: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_SPACE: Final = re.compile(r"[ \t]*\n?[ \t]*")
_BARE: Final = re.compile(r"(?:\\[!-/:-@\[-`{-~]|[^\s()\\<]|\\|\((?:\\.|[^\s()\\])*\))+")
_ANGLED: Final = re.compile(r"<((?:\\.|[^<>\n\\])*)>")
_TITLE: Final = re.compile(
    r'"((?:\\.|[^"\\])*)"|\'((?:\\.|[^\'\\])*)\'|\(((?:\\.|[^()\\])*)\)', re.S
)
_LABEL: Final = re.compile(r"\[((?:\\.|[^\[\]\\]){0,999})\]", re.S)
_DOLLARS: Final = re.compile(r"\$\$(?=\S|\n).+?\$\$", re.S)


def scan(text: str, *, markdown: bool = True) -> list[Span]:
    """All spans of the text; with `markdown=False` only tags and comments (inside HTML blocks)."""
    return list(_scan(text, markdown=markdown))


def _scan(text: str, *, markdown: bool) -> Iterator[Span]:
    runs = _backtick_runs(text) if markdown else {}
    brackets: list[tuple[int, bool]] = []
    at, size = 0, len(text)
    no_comment = no_math = False
    while at < size:
        char = text[at]
        if char == "<":
            if text.startswith("<!--", at) and not no_comment:
                close = text.find("-->", at + 4)
                if close >= 0:
                    yield Span(Kind.COMMENT, at, close + 3)
                    at = close + 3
                    continue
                no_comment = True
            if markdown and (auto := _AUTOLINK.match(text, at)):
                yield Span(Kind.AUTOLINK, at, auto.end(), target=auto.span(1))
                at = auto.end()
                continue
            if tag := tag_at(text, at):
                yield Span(Kind.TAG, at, tag.end, tag=tag)
                at = tag.end
                continue
        elif not markdown:
            pass
        elif char == "\\" and at + 1 < size and text[at + 1] in _ESCAPABLE:
            at += 2
            continue
        elif char == "`":
            length = _run_length(text, at)
            if (end := _closing_run(runs, length, at + length)) is not None:
                yield Span(Kind.CODE, at, end + length, inner=(at + length, end))
                at = end + length
            else:
                at += length
            continue
        elif char == "$" and text.startswith("$$", at) and not no_math:
            if found := _DOLLARS.match(text, at):
                yield Span(Kind.MATH, at, found.end(), inner=(at + 2, found.end() - 2))
                at = found.end()
                continue
            no_math = True
        elif char == "[":
            brackets.append((at, at > 0 and text[at - 1] == "!" and not _escaped(text, at - 1)))
        elif char == "]" and brackets:
            opening, image = brackets.pop()
            span = _link(text, opening, at, image=image)
            if span:
                yield span
                at = span.end
                continue
        at += 1


def _run_length(text: str, at: int) -> int:
    found = _RUN.match(text, at)
    return found.end() - at if found else 1


def _backtick_runs(text: str) -> dict[int, list[int]]:
    table: dict[int, list[int]] = {}
    for run in _RUN.finditer(text):
        table.setdefault(run.end() - run.start(), []).append(run.start())
    return table


def _closing_run(runs: dict[int, list[int]], length: int, after: int) -> int | None:
    places = runs.get(length, [])
    index = bisect_left(places, after)
    return places[index] if index < len(places) else None


def _escaped(text: str, at: int) -> bool:
    count = 0
    while at - 1 - count >= 0 and text[at - 1 - count] == "\\":
        count += 1
    return count % 2 == 1


def _link(text: str, opening: int, closing: int, *, image: bool) -> Span | None:
    start = opening - 1 if image else opening
    kind = Kind.IMAGE if image else Kind.LINK
    inner = (opening + 1, closing)
    after = closing + 1
    called = after < len(text) and text[after] == "("
    if called and (span := _inline_target(text, after, kind, start, inner)):
        return span
    if after < len(text) and text[after] == "[" and (label := _LABEL.match(text, after)):
        return Span(Kind.REFERENCE, start, label.end(), inner=inner)
    return None


def _inline_target(
    text: str, paren: int, kind: Kind, start: int, inner: tuple[int, int]
) -> Span | None:
    at = _skip(text, paren + 1)
    if found := _ANGLED.match(text, at):
        target = found.span(1)
    elif found := _BARE.match(text, at):
        target = found.span()
    else:
        target = (at, at)
    at = found.end() if found else at
    gap = _skip(text, at)
    title = (0, 0)
    if gap > at and (words := _TITLE.match(text, gap)):
        title = next(words.span(group) for group in (1, 2, 3) if words[group] is not None)
        gap = _skip(text, words.end())
    if gap < len(text) and text[gap] == ")":
        return Span(kind, start, gap + 1, inner=inner, target=target, title=title)
    return None


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def words_between(text: str, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """The stretches that are plain words: no code, tag, address or title."""
    blocked: list[tuple[int, int]] = []
    for span in spans:
        if span.kind in (Kind.LINK, Kind.IMAGE) or span.kind is Kind.REFERENCE:
            blocked.append((span.inner[1], span.end))
        else:
            blocked.append((span.start, span.end))
    at = 0
    for start, end in sorted(blocked):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; of two that overlap, the one that begins first wins."""
    out: list[str] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if start < at:
            continue
        out += (text[at:start], new)
        at = end
    return "".join((*out, text[at:]))
