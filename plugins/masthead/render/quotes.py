"""Sentences worth sharing, drawn as pull quotes in a text.

In: a text's HTML, in which each marked sentence has its anchor, and what draws a quote. Out: the
HTML with a figure behind the block in which a sentence stands, marked or not, or at the end. A
sentence that is a paragraph of its own becomes the figure, so that nobody reads it twice.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final, Protocol

from masthead.plan.views import Quote
from masthead.render.markdown.tags import VOID

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
_ALONE: Final = re.compile(r'\s*<p><mark id="[^"]*">((?:(?!</?mark\b).)*)</mark></p>', re.DOTALL)


class Draw(Protocol):
    """Draws a quote: `html` are its words as they were marked, if they stand nowhere else."""

    def __call__(self, quote: Quote, *, html: str = "", said: bool = False) -> str:
        """The figure; `said` when the text has the words too."""
        ...


def with_quotes(html: str, quotes: Sequence[Quote], draw: Draw) -> str:
    """The HTML with a figure for each of the quotes."""
    waiting = list(quotes)
    out: list[str] = []
    for block, marks in _blocks(html):
        out.append(block)
        words = "" if all(quote.marked for quote in waiting) else _words(block)
        for quote in [q for q in waiting if _stands(q, marks, words)]:
            waiting.remove(quote)
            if quote.marked and len(marks) == 1 and (alone := _ALONE.fullmatch(block)):
                out[-1] = draw(quote, html=alone[1])
            else:
                out.append(draw(quote, said=True))
    return "".join([*out, *(draw(quote) for quote in waiting)])


def _stands(quote: Quote, marks: Sequence[str], words: str) -> bool:
    if quote.marked:
        return any(mark.startswith(f' id="{quote.anchor}"') for mark in marks)
    return quote.text in words


def _words(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def _blocks(html: str) -> Iterator[tuple[str, list[str]]]:
    """Each outer element with what stands before it, and the attributes of what may be a mark."""
    start = depth = 0
    marks: list[str] = []
    for tag in _TAG.finditer(html):
        closing, name, raw = tag.groups()
        if name in VOID or raw.endswith("/"):
            continue
        depth += -1 if closing else 1
        if not closing and name in ("mark", "span"):
            marks.append(raw)
        if depth == 0:
            yield html[start : tag.end()], marks
            start, marks = tag.end(), []
    yield html[start:], marks
