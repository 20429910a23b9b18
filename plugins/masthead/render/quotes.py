"""Sentences worth sharing, drawn as pull quotes in a text.

In: a text's HTML, in which each marked sentence has its anchor, and what draws a quote. Out: the
HTML with a figure behind the block in which a sentence stands. A sentence that is a paragraph of
its own becomes the figure, so that nobody reads it twice.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from masthead.plan.views import Quote
from masthead.render.markdown.tags import VOID

Draw = Callable[[Quote, str], str]
"""Given a quote, and its HTML if the text does not have it besides; gives the figure."""

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
_ALONE: Final = re.compile(r'\s*<p><mark id="[^"]*">((?:(?!</?mark\b).)*)</mark></p>\s*', re.DOTALL)


def with_quotes(html: str, quotes: Sequence[Quote], draw: Draw) -> str:
    """The HTML with a figure for each of the marked `quotes`."""
    waiting = {f' id="{quote.anchor}"': quote for quote in quotes if quote.marked}
    out: list[str] = []
    for block, names in _blocks(html, "mark", "span"):
        held = [quote for name in names for id, quote in waiting.items() if name.startswith(id)]
        if len(held) == 1 and (alone := _ALONE.fullmatch(block)):
            out.append(draw(held[0], alone[1]))
        else:
            out += (block, *(draw(quote, "") for quote in held))
    return "".join(out)


def _blocks(html: str, *wanted: str) -> Iterator[tuple[str, list[str]]]:
    """Each outer element with what stands before it, and attributes of those `wanted` in it."""
    start = depth = 0
    found: list[str] = []
    for tag in _TAG.finditer(html):
        closing, name, raw = tag.groups()
        if name in VOID or raw.endswith("/"):
            continue
        depth += -1 if closing else 1
        if name in wanted and not closing:
            found.append(raw)
        if depth == 0:
            yield html[start : tag.end()], found
            start, found = tag.end(), []
    yield html[start:], found
