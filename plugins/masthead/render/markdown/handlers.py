"""Who is asked about which tag. In: the module of each idea. Out: the two tables of the walk."""

from typing import Final

from masthead.render.markdown import (
    attributes,
    balance,
    blocks,
    code,
    filtered,
    formulas,
    headings,
    links,
    media,
    words,
)
from masthead.render.markdown.source import Source
from masthead.render.markdown.walk import Closer, Opener, Walk


def _open_anchor(walk: Walk, raw: str, here: int) -> int:
    if "data-footnote-backref-idx" in raw:
        after = blocks.back_link(walk, raw, here)
        if after is not None:
            return after
    return links.open_link(walk, raw, here)


def _open_input(walk: Walk, raw: str, here: int) -> int:
    if "task-list-item-checkbox" in raw:
        return blocks.open_input(walk, raw, here)
    return _open_image_input(walk, raw, here)


def _nothing(walk: Walk) -> None:
    """A stray end tag of something that is left out."""


_open_image_input = media.embedder("input", "src", void=True)
_LEVELS: Final = range(1, 7)
_CONTAINERS: Final = ("ul", "ol", "blockquote", "table")
_PLAYERS: Final = ("video", "audio", "picture")

_OPENERS: Final[dict[str, Opener]] = {
    "a": _open_anchor,
    "br": blocks.void_opener("br"),
    "code": formulas.opener("code"),
    "div": blocks.open_div,
    "embed": media.embedder("embed", "src", void=True),
    "hr": blocks.void_opener("hr"),
    "img": media.open_image,
    "input": _open_input,
    "li": blocks.open_item,
    "mark": words.open_mark,
    "object": media.embedder("object", "data", void=False),
    "p": blocks.open_paragraph,
    "pre": code.open_block,
    "section": blocks.open_section,
    "source": media.open_source,
    "span": formulas.opener("span"),
    "sup": blocks.open_sup,
    "td": blocks.cell_opener("td"),
    "th": blocks.cell_opener("th"),
    "track": media.open_track,
    **{f"h{level}": headings.opener(level) for level in _LEVELS},
    **{name: blocks.container_opener(name) for name in _CONTAINERS},
    **{name: media.player_opener(name) for name in _PLAYERS},
}

CLOSERS: Final[dict[str, Closer]] = {
    "a": links.close_link,
    "div": blocks.close_div,
    "mark": words.close_mark,
    "p": blocks.close_paragraph,
    "pre": code.close_block,
    "section": blocks.close_section,
    **{f"h{level}": headings.close_heading for level in _LEVELS},
    **{name: blocks.container_closer(name) for name in _CONTAINERS},
    **{name: media.player_closer(name) for name in _PLAYERS},
    **dict.fromkeys(filtered.HOLDING, _nothing),
}

GITHUB: Final[dict[str, Opener]] = {
    **_OPENERS,
    **{name: filtered.opener(name) for name in (*filtered.HOLDING, *filtered.HEAD)},
}
"""For GitHub's dialect: what GitHub filters is refused."""

OTHER: Final[dict[str, Opener]] = {
    **_OPENERS,
    **{name: filtered.kept_opener(name) for name in (*balance.RAW_TEXT, *filtered.HEAD)},
}
"""For the other dialect: only what loads from other hosts is refused."""


def walk_over(
    pieces: list[str], source: Source, hosts: tuple[str, ...], *, gfm: bool = True
) -> Walk:
    """A walk that has not begun, with everyone in place."""
    openers = GITHUB if gfm else OTHER
    return Walk(pieces, source, attributes.sieve, hosts, gfm=gfm, openers=openers, closers=CLOSERS)
