"""The entries of feeds: a piece as all feeds show it.

In: a Catalog and its pieces. Out: FeedEntries, each made once.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final, TypeVar

from msgspec import Struct

from masthead.content.links import leads_out
from masthead.content.media import media_type
from masthead.content.piece import Piece
from masthead.plan.addresses import quoted
from masthead.plan.catalog import Catalog
from masthead.plan.facts import Kept
from masthead.plan.feeds.identity import Identity
from masthead.plan.feeds.views import Category, Enclosure, FeedEntry, FeedPerson
from masthead.plan.index import asset_file
from masthead.plan.views import Body

_ANGLES: Final = {"aspirational": "What to prepare for", "practical": "What to do now"}
_V = TypeVar("_V")
_ENCLOSED: Final = ("audio/", "video/", "application/pdf")


class _Text(Struct, frozen=True):
    """Makes the text of a piece."""

    catalog: Catalog
    piece: Piece

    def __call__(self) -> Body:
        return self.catalog.body(self.piece.document, self.piece.key)


class EntryPlanner(Struct, frozen=True, dict=True):
    """Makes the entries of a catalog."""

    catalog: Catalog

    @cached_property
    def identity(self) -> Identity:
        """What names the entries."""
        return Identity(self.catalog.settings)

    def whole(self, address: str) -> str:
        """The whole address of something below the site's root."""
        return f"{self.catalog.settings.site_url}{address}"

    def entry(self, piece: Piece) -> FeedEntry:
        """The piece as all feeds show it; made once."""
        return self._entries.value(piece.key, lambda: self._make_entry(piece))

    @cached_property
    def _entries(self) -> Kept:
        return Kept(self.catalog.reads)

    def _one(self, value: _V) -> _V:
        """The first of all equal values: many entries have it, and the memory once."""
        first: _V = self._shared.setdefault(value, value)
        return first

    @cached_property
    def _shared(self) -> dict[Any, Any]:
        return {}

    def _make_entry(self, piece: Piece) -> FeedEntry:
        catalog = self.catalog
        card = catalog.card(piece)
        image = self._enclosure(piece.image, piece.key)
        if not piece.elsewhere:
            catalog.body(piece.document, piece.key)  # what the text rests on, the entry rests on
        return FeedEntry(
            id=self.identity.entry_id(piece),
            guid=self.identity.guid(piece),
            address=card.address if piece.elsewhere else self.whole(card.address),
            page=card.address,
            leads_out=piece.elsewhere,
            title=piece.title,
            summary=piece.summary,
            published=card.date,
            updated=piece.changed or card.date,
            lang=piece.lang,
            authors=tuple([self._person(p.name, p.address, p.portrait)
                           for p in catalog.persons(piece.authors)]),
            contributors=tuple(self._contributors(piece)),
            categories=tuple([self._one(category) for category in self._categories(piece)]),
            body=None if piece.elsewhere else _Text(catalog, piece),
            image=image,
            image_alt=piece.image_alt,
            enclosures=tuple(self._enclosures(piece)),
            corrections=tuple((c.date, c.text) for c in piece.corrections),
            disclosure=piece.disclosure,
            original=piece.canonical_url,
        )  # fmt: skip

    def _person(self, name: str, address: str, portrait: str = "") -> FeedPerson:
        return self._one(FeedPerson(
            name, self.whole(address) if address else "", self.whole(portrait) if portrait else ""
        ))  # fmt: skip

    def _contributors(self, piece: Piece) -> Iterator[FeedPerson]:
        for credit in piece.contributors:
            known = self.catalog.author(credit.name)
            yield self._person(known.title, known.address) if known else FeedPerson(credit.name)

    def _categories(self, piece: Piece) -> Iterator[Category]:
        catalog = self.catalog
        named = (
            ("stages", piece.stages), ("topics", piece.topics), ("audiences", piece.audiences),
            ("formats", (piece.format,)),
        )  # fmt: skip
        for axis, ids in named:
            scheme = self.whole(catalog.addresses.index(axis))
            for id in dict.fromkeys(ids):
                term = catalog.terms[axis].get(id)
                if term:
                    yield Category(id, scheme, term.title)
        if piece.angle:
            angle = piece.angle.value
            yield Category(angle, self.identity.tag("angles"), _ANGLES[angle])

    def _enclosures(self, piece: Piece) -> Iterator[Enclosure]:
        """Sound, films and papers that the piece leads to, each once, as it names them."""
        targets = [link.target for link in piece.document.links] if not piece.elsewhere else []
        targets += [link.url for link in piece.links]
        for target in dict.fromkeys(targets):
            kind = media_type(target.split("#", 1)[0].split("?", 1)[0])
            if kind.startswith(_ENCLOSED) and (found := self._enclosure(target, piece.key)):
                yield found

    def _enclosure(self, target: str, key: str) -> Enclosure | None:
        """A file of the site with its true length; None for anything else."""
        if not target or target.startswith("#") or leads_out(target):
            return None
        found = self.catalog.locate(target, key)
        if found is None or found.piece is not None or found.is_page:
            return None
        kind = media_type(found.key)
        length = self.catalog.size(found.key)
        if not kind or not length:
            return None
        return Enclosure(self.whole(quoted(asset_file(found.key))), kind, length)
