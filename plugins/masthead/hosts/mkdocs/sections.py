"""The words of an ordinary page, and where in them what stands below each heading begins."""

from collections.abc import Iterator
from typing import Final

from lxml import html
from lxml.etree import ParserError, _Element
from msgspec import Struct

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNREAD: Final = ("script", "style", "template", "noscript", "svg", "math")
_INLINE: Final = frozenset(
    ("a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s",
     "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr")
)  # fmt: skip


def sections(page: str) -> tuple[str, tuple[tuple[int, str, str], ...]]:
    """The text with one space between two words; and place, anchor and title of each heading.

    What the theme's search leaves out by `data-search-exclude` is left out here too.
    """
    try:
        root = html.fragment_fromstring(page, create_parent="div")
    except (ParserError, ValueError):
        return "", ()
    words: list[str] = []
    parts: list[tuple[int, str, str]] = []
    length = 0
    for piece in _pieces(root):
        if isinstance(piece, str):
            if text := " ".join(piece.split()):
                words.append(text)
                length += len(text) + 1
        else:
            parts.append((length, str(piece.get("id")), " ".join(_text(piece).split())))
    return " ".join(words), tuple(parts)


def _pieces(root: _Element) -> Iterator[str | _Element]:
    """Runs of text in order, and before the text of a heading the heading itself."""
    run: list[str] = []
    for step in _walk(root):
        if isinstance(step, str):
            run.append(step)
        elif step.node.tag not in _INLINE:
            yield "".join(run)
            run.clear()
            if step.begins and step.node.tag in _HEADINGS and step.node.get("id"):
                yield step.node
    yield "".join(run)


class _Edge(Struct, frozen=True):
    """Where an element begins or ends."""

    node: _Element
    begins: bool


def _walk(node: _Element) -> Iterator[str | _Edge]:
    yield _Edge(node, True)
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str) and not _is_left_out(child):
            yield from _walk(child)
        yield child.tail or ""
    yield _Edge(node, False)


def _is_left_out(node: _Element) -> bool:
    permalink = "headerlink" in (node.get("class") or "").split()
    return node.tag in _UNREAD or permalink or node.get("data-search-exclude") is not None


def _text(heading: _Element) -> str:
    return "".join(step for step in _walk(heading) if isinstance(step, str))
