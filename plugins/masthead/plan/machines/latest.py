"""The newest pieces for other pages of the company: `latest.json` and `latest.html`.

In: a Catalog. Out: two files for the site and for each author, stage and topic, beside their
pages, with whole addresses.

The second is a list for other pages to take in.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.plan.addresses import quoted
from masthead.plan.catalog import Catalog
from masthead.plan.facts import Kept
from masthead.plan.feeds.identity import Identity
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.frame import absolute, planned_file
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


def plan_latest(catalog: Catalog) -> Iterator[Planned[Resource]]:
    """Both files for each collection that has pieces."""
    if not (catalog.given.latest and catalog.pieces.all):
        return
    for axis, id, source in _collections(catalog):
        for name in _FILES:
            address = quoted(f"{catalog.addresses.folder(axis, id)}{name}")
            yield planned_file(address, _FILES[name], latest_file, axis, id, name, source=source)


def _collections(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Axis, id and source of everything that has a list of its newest."""
    whole, shelves = catalog.whole, catalog.shelves
    yield "site", "", "mkdocs.yml"
    for id in shelves["authors"]:
        if author := whole.authors.get(id):
            yield "authors", id, author.path
    for axis in ("stages", "topics"):
        for id in shelves[axis]:
            if id in catalog.vocabulary[axis]:
                yield axis, id, "mkdocs.yml"


def latest_file(catalog: Catalog, axis: str, id: str, name: str) -> Resource:
    """One of the two files of a collection."""
    settings, page = catalog.settings, _page(catalog, axis, id)
    pieces = catalog.pieces if axis == "site" else catalog.members[axis][id]
    entries = catalog.once("latest entries", lambda: Kept(catalog.reads))
    identity = catalog.once("latest identity", lambda: Identity(settings))
    data = LatestList(
        title=page.title,
        address=absolute(catalog, page.address),
        lang=settings.lang,
        entries=tuple(
            entries.value(piece.key, partial(_entry, catalog, identity, piece))
            for piece in pieces[: settings.latest]
        ),
    )
    file = f"{catalog.addresses.folder(axis, id)}{name}"
    return Resource(address=quoted(file), file=file, kind=_FILES[name], data=data)


def _page(catalog: Catalog, axis: str, id: str) -> Anchor:
    """Title and page of a collection."""
    settings = catalog.settings
    if axis == "site":
        return Anchor(settings.title or settings.site_name, catalog.addresses.hub())
    if axis == "authors":
        return Anchor(catalog.library.authors[id].name, catalog.addresses.term(axis, id))
    return catalog.term(axis, id)


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
