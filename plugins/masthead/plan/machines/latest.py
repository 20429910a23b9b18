"""The newest pieces for other pages of the company: `latest.json` and `latest.html`.

In: a Catalog. Out: two Resources for the site and for each author, stage and topic, beside their
pages, with whole addresses.

The second is a list for other pages to take in.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.plan.addresses import quoted
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.identity import Identity
from masthead.plan.output import Resource
from masthead.plan.pages.frame import absolute
from masthead.plan.views import Anchor

_FILES: Final = {"latest.json": "latest-json", "latest.html": "latest-html"}


class LatestEntry(Struct, frozen=True, kw_only=True):
    """A piece, as a page of somebody else's shows it. `id` is that of its entry in feeds."""

    id: str
    title: str
    address: str
    published: datetime
    format: str
    summary: str
    authors: tuple[Anchor, ...]
    image: str
    image_alt: str
    minutes: int
    lang: str


class LatestList(Struct, frozen=True, kw_only=True):
    """The newest pieces of a collection whose page is at `address`, newest first."""

    title: str
    address: str
    lang: str
    entries: tuple[LatestEntry, ...]


def plan_latest(catalog: Catalog) -> Iterator[Resource]:
    """Both files for each collection that has pieces."""
    number = catalog.settings.latest
    if not number or not catalog.pieces:
        return
    made: dict[str, LatestEntry] = {}
    identity = Identity(catalog.settings)
    for axis, id, title, page, pieces, *paths in _collections(catalog):
        shown = pieces[:number]
        for piece in shown:
            if piece.key not in made:
                made[piece.key] = _entry(catalog, identity, piece)
        data = LatestList(
            title=title,
            address=absolute(catalog, page),
            lang=catalog.settings.lang,
            entries=tuple(made[piece.key] for piece in shown),
        )
        depends = (*paths, *catalog.paths(*map(catalog.card, shown)))
        for name, kind in _FILES.items():
            file = f"{catalog.addresses.folder(axis, id)}{name}"
            yield Resource(
                address=quoted(file), file=file, kind=kind, data=data,
                depends=tuple(dict.fromkeys(depends)),
            )  # fmt: skip


_Collection = tuple[str, str, str, str, Sequence[Piece], str]


def _collections(catalog: Catalog) -> Iterator[_Collection]:
    """Axis, id, title, page, pieces and source of everything that has a list of its newest."""
    settings, library = catalog.settings, catalog.library
    title = settings.title or settings.site_name
    yield "site", "", title, catalog.addresses.hub(), catalog.pieces, "mkdocs.yml"
    for id, pieces in catalog.members["authors"].items():
        if author := library.authors.get(id):
            page = catalog.addresses.term("authors", id)
            yield "authors", id, author.name, page, pieces, author.path
    for axis in ("stages", "topics"):
        for id, pieces in catalog.members[axis].items():
            if term := catalog.terms[axis].get(id):
                page = catalog.addresses.term(axis, id)
                yield axis, id, term.title, page, pieces, "mkdocs.yml"


def _entry(catalog: Catalog, identity: Identity, piece: Piece) -> LatestEntry:
    card = catalog.card(piece)
    return LatestEntry(
        id=identity.entry_id(piece),
        title=card.title,
        address=card.address if piece.elsewhere else absolute(catalog, card.address),
        published=card.date,
        format=card.format.title,
        summary=card.summary,
        authors=tuple(Anchor(a.title, absolute(catalog, a.address)) for a in card.authors),
        image=absolute(catalog, card.image) if card.image else "",
        image_alt=card.image_alt,
        minutes=card.minutes,
        lang=card.lang,
    )
