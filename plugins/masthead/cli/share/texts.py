"""What `masthead share` shows: each text with its count, the address, the card's picture.

In: a Catalog with all pieces, and a piece. Out: lines for people, values for machines.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.content.state import State, state_of
from masthead.plan.catalog import Catalog
from masthead.plan.sharing import Wording, piece_wording, quote_wording, quotes_of, whole_address
from masthead.share.networks import NETWORKS


class Sharing(Struct, frozen=True):
    """What is shown; `too_long` when a text is longer than its network takes."""

    lines: list[str]
    values: dict[str, Any]
    too_long: bool


class _Quoted(Struct, frozen=True):
    """A sentence worth sharing, with its text for each network."""

    quote: str
    wordings: list[Wording]


def sharing_of(catalog: Catalog, piece: Piece, channels: Sequence[str]) -> Sharing:
    """Everything that an expert pastes, for these networks."""
    networks = [NETWORKS[channel] for channel in channels]
    own = [piece_wording(catalog, piece, network) for network in networks]
    quoted = [
        _Quoted(quote, [quote_wording(catalog, piece, n, quote, anchor) for n in networks])
        for quote, anchor, _ in quotes_of(piece)
    ]
    state, picture = state_of(piece, now=catalog.now), picture_of(catalog, piece)
    values = {
        "piece": piece.path,
        "title": piece.title,
        "address": whole_address(catalog, piece),
        "state": state.value,
        "date": piece.date.isoformat() if piece.date else None,
        "image": picture and {"path": picture[0], "alt": picture[1]},
        "texts": [_value(wording) for wording in own],
        "quotes": [{"quote": q.quote, "texts": [*map(_value, q.wordings)]} for q in quoted],
    }
    lines = [*_head(catalog, piece, state, picture)]
    for wording in own:
        lines += _block(wording, "")
    for number, one in enumerate(quoted, start=1):
        for wording in one.wordings:
            lines += _block(wording, f", quote {number}")
    every = [*own, *(wording for one in quoted for wording in one.wordings)]
    return Sharing(lines, values, not all(wording.text.fits for wording in every))


def _value(wording: Wording) -> dict[str, Any]:
    text, network = wording.text, wording.network
    return {
        "channel": network.id,
        "text": text.text,
        "count": text.count,
        "limit": network.limit or None,
        "unit": network.unit,
        "fits": text.fits,
        "shortened": text.cut,
        "from": "share" if wording.own else "piece",
        "address": wording.address,
    }


def _head(
    catalog: Catalog, piece: Piece, state: State, picture: tuple[str, str] | None
) -> Iterator[str]:
    yield piece.title
    yield _where(whole_address(catalog, piece), piece, state)
    if picture:
        path, alt = picture
        yield f"Picture: {path} ({alt or 'it has no alternative text: give `image_alt`'})"


def _where(address: str, piece: Piece, state: State) -> str:
    if not address:
        return "It has no address yet: mkdocs.yml has no `site_url`."
    match state:
        case State.PUBLISHED:
            return address
        case State.RETIRED:
            return f"It is retired; its notice is at {address}"
        case State.SCHEDULED:
            return f"Not published yet: its address will be {address} on {piece.date:%Y-%m-%d}"
        case State.PLANNED | State.DRAFT | State.REVIEW:
            when = f" ({piece.date:%Y-%m-%d} or later)" if piece.date else ""
            return f"Not published ({state.value}): its address will be {address}{when}"


def picture_of(catalog: Catalog, piece: Piece) -> tuple[str, str] | None:
    """The card's picture, from the folder of mkdocs.yml, and what it shows."""
    settings = catalog.settings
    if "://" in piece.image:
        return piece.image, piece.image_alt
    target = catalog.locate(piece.image, piece.key) if piece.image else None
    if target:
        return f"{settings.docs_dir}/{target.key}", piece.image_alt
    if settings.image:
        whole = "://" in settings.image
        return (
            settings.image if whole else f"{settings.docs_dir}/{settings.image}",
            settings.image_alt,
        )
    return None


def _block(wording: Wording, what: str) -> Iterator[str]:
    text, network = wording.text, wording.network
    of = f" of {network.limit}" if network.limit else ""
    remark = "" if text.fits else " – TOO LONG"
    shortened = ", shortened" if text.cut else ""
    yield ""
    yield f"--- {network.title}{what}: {text.count}{of} {network.unit}{shortened}{remark}"
    yield text.text
