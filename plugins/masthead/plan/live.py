"""Live lists: pieces that an ordinary page asks for by axis, newest first."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from masthead.content.piece import Angle, Piece
from masthead.plan.catalog import Catalog
from masthead.plan.views import ListView

_AXES: Final = {
    "topic": "topics",
    "author": "authors",
    "stage": "stages",
    "audience": "audiences",
    "format": "formats",
    "series": "series",
    "year": "archive",
}
_MOST: Final = 100
_SHOWN: Final = 8


class ListRequest(Struct, frozen=True):
    """What a marker asks for: all pieces that have every one of `wanted` (axis, id)."""

    wanted: tuple[tuple[str, str], ...] = ()
    angle: str = ""
    limit: int = 5


def parse_marker(
    wish: str, known: Mapping[str, frozenset[str]]
) -> tuple[ListRequest | None, str, str]:
    """The request in a marker's words (`topic=pricing limit=5`), else message and remedy.

    `known` gives the declared ids of each axis; an id without pieces asks for an empty list.
    """
    wanted: list[tuple[str, str]] = []
    angle, limit = "", 5
    for word in wish.split():
        name, _, value = word.partition("=")
        value = value.strip("\"'")
        if wrong := _wrong(word, name, value, known):
            return None, *wrong
        if name == "limit":
            limit = int(value)
        elif name == "angle":
            angle = value
        else:
            wanted.append((_AXES[name], value))
    return ListRequest(tuple(wanted), angle, limit), "", ""


def _wrong(
    word: str, name: str, value: str, known: Mapping[str, frozenset[str]]
) -> tuple[str, str] | None:
    """Message and remedy for a word of a marker that cannot be read."""
    if "=" not in word or name not in (*_AXES, "angle", "limit"):
        near = get_close_matches(name, [*_AXES, "angle", "limit"], 1, 0.6)
        names = ", ".join(_AXES)
        return (
            f"a list cannot be asked for by `{word}`",
            f"Did you mean `{near[0]}=`?" if near else f"Write one of: {names}, angle, limit.",
        )
    if name == "limit":
        number = int(value) if value.isascii() and value.isdecimal() and len(value) < 5 else 0
        fits = 1 <= number <= _MOST
        return None if fits else (f"`{value}` is not a number of pieces", f"Write 1 to {_MOST}.")
    if name == "angle":
        fits = value in {a.value for a in Angle}
        return (
            None if fits else (f"there is no angle `{value}`", "Write aspirational or practical.")
        )
    if name == "year":
        fits = value.isascii() and value.isdecimal()
        return None if fits else (f"there is no year `{value}`", "Write it such as `year=2026`.")
    ids = known.get(_AXES[name], frozenset())
    return None if value in ids else (f"there is no {name} `{value}`", _choices(value, sorted(ids)))


def _choices(value: str, ids: Sequence[str]) -> str:
    if near := get_close_matches(value, ids, 1, 0.6):
        return f"Did you mean `{near[0]}`?"
    more = ", …" if len(ids) > _SHOWN else ""
    return f"Write one of: {', '.join(ids[:_SHOWN])}{more}." if ids else "The site declares none."


def known_ids(catalog: Catalog) -> dict[str, frozenset[str]]:
    """The ids that a marker may name, by axis."""
    terms = {axis: frozenset(terms) for axis, terms in catalog.terms.items()}
    return terms | {
        "authors": frozenset(catalog.library.authors),
        "series": frozenset(catalog.library.series),
    }


def live_list(request: ListRequest, catalog: Catalog) -> ListView:
    """The newest pieces that a request asks for, and the way to more of them."""

    def fits(piece: Piece) -> bool:
        return not request.angle or bool(piece.angle and piece.angle.value == request.angle)

    shelves = [catalog.members[axis].get(id, ()) for axis, id in request.wanted]
    base = min(shelves, key=len) if shelves else catalog.pieces
    inside = [{piece.key for piece in shelf} for shelf in shelves]
    chosen = []
    for piece in base:
        if fits(piece) and all(piece.key in keys for keys in inside):
            chosen.append(piece)
            if len(chosen) == request.limit:
                break
    more = None
    if len(request.wanted) == 1 and chosen and request.wanted[0][0] in catalog.terms:
        more = catalog.term(*request.wanted[0])
    return ListView(cards=catalog.cards(chosen), more=more)
