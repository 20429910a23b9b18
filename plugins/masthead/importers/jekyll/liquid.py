"""Fill in Jekyll's Liquid, and keep track of the lines.

Jekyll runs Liquid before Markdown and everywhere, code included. So the text is cut at its tags;
what lies between is copied as it is, and python-liquid evaluates each tag with what the source
says about the site and the page. What it cannot evaluate is marked,
see `masthead.importers.jekyll.leftovers`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from liquid import Environment, FalsyStrictUndefined
from liquid.exceptions import LiquidError
from msgspec import Struct, field

from masthead.importers.model import Line, Lines
from masthead.importers.report import Log

_TAG: Final = re.compile(r"\{%(-?)\s*(\w*)\s*(.*?)\s*(-?)%\}", re.S)
_OUTPUT: Final = re.compile(r"\{\{(-?)(.*?)(-?)\}\}", re.S)
_BLOCKS: Final = frozenset(
    {
        "if",
        "unless",
        "for",
        "case",
        "capture",
        "comment",
        "tablerow",
        "highlight",
        "codeblock",
        "blockquote",
        "pullquote",
        "raw",
        "ifchanged",
    }
)
_SILENT: Final = frozenset(
    {"seo", "feed_meta", "assign", "increment", "decrement", "break", "continue"}
)
_CODE: Final = ("highlight", "codeblock")
_FILES: Final = frozenset({"include", "include_relative", "include_cached", "link", "post_url"})
_LONGEST_TAG: Final = 20_000
MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"


class Limited(Environment):
    """Liquid that stops before a template makes it run for long."""

    loop_iteration_limit = 20_000
    output_stream_limit = 2_000_000
    local_namespace_limit = 2_000_000
    context_depth_limit = 20


class Piece(Struct, frozen=True):
    """A stretch of a template: words, an output, a tag, or a block up to its end tag."""

    kind: str
    start: int
    end: int
    name: str = ""
    rest: str = ""
    inner: tuple[int, int] = (0, 0)
    strip_before: bool = False
    strip_after: bool = False


TagMaker = Callable[[str, str, str], str | None]
"""Given a tag's name, what follows it and the text inside: its replacement, None for unknown."""


class Filler(Struct):
    """Fills in one file's Liquid. `leftovers` are the sources of the marks that it left."""

    environment: Environment
    variables: Mapping[str, Any]
    make: TagMaker
    log: Log
    leftovers: list[str] = field(default_factory=list)
    prelude: str = ""

    def fill(self, text: str, first_line: int) -> Lines:
        """The text's lines with Liquid filled in."""
        if "{{" not in text and "{%" not in text:
            return tuple(Line(t, first_line + n) for n, t in enumerate(text.split("\n")))
        if not self.leftovers:
            text = text.replace(MARK_OPEN, "").replace(MARK_CLOSE, "")
        out: list[Line] = []
        current, current_line, at_line, counted = "", first_line, first_line, 0
        strip_next = False
        noted: set[str] = set()
        for piece in pieces(text):
            at_line += text.count("\n", counted, piece.start)
            counted = piece.start
            source = text[piece.start : piece.end]
            if piece.kind == "words":
                new = source.lstrip() if strip_next else source
                own = True
            else:
                if piece.strip_before:
                    current = current.rstrip()
                new = self._evaluate(piece, source, text, at_line, noted)
                own = piece.kind == "block" and piece.name in ("raw", *_CODE)
            strip_next = piece.strip_after
            for number, part in enumerate(new.split("\n")):
                if number:
                    out.append(Line(current, current_line))
                    current, current_line = "", at_line + (number if own else 0)
                current += part
        out.append(Line(current, current_line))
        return tuple(out)

    def _evaluate(self, piece: Piece, source: str, text: str, line: int, noted: set[str]) -> str:
        inner = text[slice(*piece.inner)]
        if piece.name == "raw":
            if "raw" not in noted:
                self.log.change(line, "Liquid", "{% raw %} is not needed any more")
                noted.add("raw")
            return inner
        if piece.name == "comment" or piece.name == "#":
            self.log.change(line, "Liquid", "a {% comment %} dropped; readers never saw it")
            return ""
        if piece.name in _CODE and piece.kind == "block" and ("{{" in inner or "{%" in inner):
            inner = "\n".join(part.text for part in self.fill(inner, line))
        if (
            piece.kind != "output"
            and (made := self.make(piece.name, piece.rest, inner)) is not None
        ):
            self.log.change(line, "Liquid", f"{_short(source)} filled in")
            return made
        if piece.kind == "open":
            return self._left_over(source, line, "it is not a whole tag")
        if piece.name in _FILES:
            return self._left_over(source, line, "what it names is not in the source")
        try:
            new = self.environment.from_string(self.prelude + source).render(**self.variables)
        except (
            LiquidError,
            ValueError,
            TypeError,
            ArithmeticError,
            RecursionError,
            AttributeError,
            LookupError,
        ) as error:
            return self._left_over(source, line, _reason(error))
        if piece.name in ("assign", "capture"):
            self.prelude = (self.prelude + source)[-50_000:]
        key = " ".join(source.split())
        if key not in noted:
            noted.add(key)
            if piece.name not in _SILENT:
                self.log.change(line, "Liquid", f"{_short(source)} filled in")
        return new

    def _left_over(self, source: str, line: int, reason: str) -> str:
        self.log.todo(line, "Liquid", f"{_short(source)}: {reason}")
        self.leftovers.append(source)
        return f"{MARK_OPEN}{len(self.leftovers) - 1}{MARK_CLOSE}"


def _short(source: str) -> str:
    flat = " ".join(source.split())
    return flat if len(flat) < 120 else flat[:117] + "…"


def _reason(error: Exception) -> str:
    text = str(error).split("\n")[0]
    return text or type(error).__name__


def pieces(text: str) -> Iterator[Piece]:
    """The text cut at its tags. What looks like a tag and never ends stays words."""
    at = words = 0
    size = len(text)
    while at < size:
        at = text.find("{", at)
        if at < 0 or at + 1 >= size:
            break
        sign = text[at + 1]
        if sign not in "{%":
            at += 1
            continue
        if text.find("}}" if sign == "{" else "%}", at, at + _LONGEST_TAG) < 0:
            at += 2
            continue
        piece = _output(text, at) if sign == "{" else _tag(text, at)
        if piece is None:
            at += 2
            continue
        if piece.start > words:
            yield Piece("words", words, piece.start)
        yield piece
        at = words = piece.end
    if words < size:
        yield Piece("words", words, size)


def _output(text: str, at: int) -> Piece | None:
    found = _OUTPUT.match(text, at, at + _LONGEST_TAG)
    if not found:
        return None
    return Piece(
        "output",
        at,
        found.end(),
        rest=found[2].strip(),
        strip_before=bool(found[1]),
        strip_after=bool(found[3]),
    )


def _tag(text: str, at: int) -> Piece | None:
    found = _TAG.match(text, at, at + _LONGEST_TAG)
    if not found:
        return None
    name, end = found[2], found.end()
    strip = bool(found[1])
    if name not in _BLOCKS:
        kind = "open" if name.startswith("end") or name in ("else", "elsif", "when") else "tag"
        return Piece(kind, at, end, name, found[3], strip_before=strip, strip_after=bool(found[4]))
    closing = _closing(text, end, name)
    if closing is None:
        return Piece(
            "open", at, end, name, found[3], strip_before=strip, strip_after=bool(found[4])
        )
    return Piece(
        "block",
        at,
        closing.end(),
        name,
        found[3],
        (end, closing.start()),
        strip,
        closing[0].rstrip("}%").endswith("-"),
    )


def _closing(text: str, after: int, name: str) -> re.Match[str] | None:
    pattern = re.compile(rf"\{{%-?\s*(end)?{name}\b[^%]*-?%\}}")
    depth = 1
    for count, found in enumerate(pattern.finditer(text, after)):
        if found[1]:
            depth -= 1
        elif name not in ("raw", "comment", *_CODE):
            depth += 1
        if depth == 0:
            return found
        if count > 500:
            break
    return None


def strict_environment() -> Environment:
    """Liquid that says what is not defined, except in conditions, where Jekyll says "false"."""
    return Limited(undefined=FalsyStrictUndefined, strict_filters=True)
