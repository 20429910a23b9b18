"""Live lists: pieces that an ordinary page asks for by axis, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

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


@dataclass(frozen=True, slots=True)
class ListRequest:
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
        name, equals, value = word.partition("=")
        value = value.strip("\"'")
        if not equals or name not in (*_AXES, "angle", "limit"):
            near = get_close_matches(name, [*_AXES, "angle", "limit"], 1, 0.6)
            hint = (
                f"Did you mean `{near[0]}=`?"
                if near
                else f"Write one of: {', '.join(_AXES)}, angle, limit."
            )
            return None, f"a list cannot be asked for by `{word}`", hint
        if name == "limit":
            if not value.isdecimal() or not 1 <= int(value[:4]) <= _MOST:
                return None, f"`{value}` is not a number of pieces", f"Write 1 to {_MOST}."
            limit = int(value)
        elif name == "angle":
            if value not in {a.value for a in Angle}:
                return None, f"there is no angle `{value}`", "Write aspirational or practical."
            angle = value
        else:
            ids = known.get(_AXES[name], frozenset())
            if value not in ids and name != "year":
                near = get_close_matches(value, sorted(ids), 1, 0.6)
                return (
                    None,
                    f"there is no {name} `{value}`",
                    f"Did you mean `{near[0]}`?" if near else "",
                )
            wanted.append((_AXES[name], value))
    return ListRequest(tuple(wanted), angle, limit), "", ""


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

    shelves = [catalog.members[axis].get(id, []) for axis, id in request.wanted]
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
