"""The index of what is public, turned into cards, persons and addresses on demand.

In: what an Index is made of. Out: a Catalog, from which the modules of this room build their
pages. Nothing unpublished can get past it, because it never has anything unpublished in it.
Whatever its own methods hand out is noted in `reads`; what is looked up in the Index is not.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from msgspec import field
from msgspec.structs import replace

from masthead.content.author import Author
from masthead.content.chain import Idea, Step
from masthead.content.document import Document, LinkKind
from masthead.content.library import Library
from masthead.content.links import Target, leads_out, locate
from masthead.content.piece import Piece
from masthead.content.state import State
from masthead.plan.addresses import quoted
from masthead.plan.facts import (
    Fact,
    Kept,
    Shelf,
    Watched,
    WatchedPieces,
    WatchedSet,
    WatchedSettings,
)
from masthead.plan.index import Index, asset_file, date_of
from masthead.plan.pictures import make_picture
from masthead.plan.views import Anchor, Body, Card, Listing, Person, Picture, shorten
from masthead.settings import Settings, Term

_BODIES = 256
_T = TypeVar("_T")


class Catalog(Index, frozen=True, dict=True):
    """The public site, as what makes an output sees it.

    `library` and `settings` are `whole` and `given`, and note the use of them.
    """

    known: dict[Fact, Any] = field(default_factory=dict)
    """The answers to facts that were asked for."""

    def once(self, name: str, make: Callable[[], _T]) -> _T:
        """A table that is made once, for which nothing is noted."""
        fact = ("", name)
        if fact not in self.known:
            self.known[fact] = self.reads.apart(make)[0]
        return self.known[fact]  # type: ignore[no-any-return]  # `make` gave it

    def forget(self, name: str) -> None:
        """Let go of a table that was made once."""
        self.known.pop(("", name), None)

    def kept(self, name: str) -> Kept:
        """A shelf of values that are made once, each with what its making asked."""
        return self._shelf_of_kept.setdefault(name, Kept(self.reads))

    @cached_property
    def _shelf_of_kept(self) -> dict[str, Kept]:
        return {}

    def listed(self) -> dict[str, Listing]:
        """What the sitemap says of each page, by address."""
        self.reads.facts.add(("listings",))
        return self.listings

    @cached_property
    def settings(self) -> Settings:
        """The settings."""
        return WatchedSettings(self.given, self.reads)  # type: ignore[return-value]  # stands in

    @cached_property
    def library(self) -> Library:
        """The library."""
        whole, reads = self.whole, self.reads
        library = replace(
            whole,
            pieces=self.pieces,
            authors=Watched(("author",), whole.authors, reads),
            series=Watched(("series",), whole.series, reads),
            ideas=Watched(("idea_file",), whole.ideas, reads),
            files=WatchedSet("file", whole.files, reads),
        )
        library.__dict__["by_key"] = WatchedPieces(("piece",), whole.by_key, reads)
        library.__dict__["by_id"] = WatchedPieces(("id",), whole.by_id, reads)
        return library

    @cached_property
    def pieces(self) -> Shelf:
        """Newest first; of two at one moment, by path."""
        return Shelf(("pieces",), self.newest_first, self.reads)

    @cached_property
    def featured(self) -> Shelf:
        """The pinned pieces that the hub shows first."""
        return Shelf(("featured",), self.pinned, self.reads)

    @cached_property
    def others(self) -> Shelf:
        """All that are not featured."""
        featured = {piece.key for piece in self.pinned}
        rest = [piece for piece in self.newest_first if piece.key not in featured]
        return Shelf(("others",), rest, self.reads)

    @cached_property
    def members(self) -> dict[str, Watched[Shelf]]:
        """Pieces newest first, by axis (`topics`, `authors`, `archive` …) and id."""
        return {
            axis: Watched(("held", axis), held, self.reads) for axis, held in self.shelves.items()
        }

    def retired_piece(self, key: str) -> Piece:
        """The retired piece with this key."""
        self.reads.facts.add(("retired", key))
        return self.notices[key]

    def idea(self, id: str) -> Idea | None:
        """The idea with this id."""
        return self._noted(self.known_ideas.get(id), ("idea", id))

    def idea_of(self, key: str) -> Idea | None:
        """The idea that the piece with this key belongs to."""
        idea = self.homes.get(key)
        return self._noted(idea, ("ties", key))

    def sources_of(self, key: str) -> tuple[Step, ...]:
        """What the piece with this key grew from, as far as readers may know."""
        found = self.sources.get(key, ())
        self.reads.facts.add(("ties", key))
        self.reads.facts.update([step.id for step in found if isinstance(step.of, Piece)])
        return found

    def results_of(self, key: str) -> tuple[Piece, ...]:
        """What grew from the piece with this key, oldest first."""
        found = self.results.get(key, ())
        self.reads.facts.add(("ties", key))
        self.reads.facts.update([piece.key for piece in found])
        return found

    def _noted(self, idea: Idea | None, fact: Fact) -> Idea | None:
        self.reads.facts.add(fact)
        if idea is not None:
            self.reads.facts.add(("idea", idea.id))
            self.reads.facts.update([s.id for s in idea.steps if isinstance(s.of, Piece)])
        return idea

    def idea_title(self, idea: Idea) -> str:
        """The title that its file gives, else that of its earliest piece on the site."""
        file = self.library.ideas.get(idea.named)
        if file and file.title:
            return file.title
        own = [s.of for s in idea.steps if isinstance(s.of, Piece) and not s.of.elsewhere]
        return own[0].title if own else idea.id

    @cached_property
    def terms(self) -> dict[str, Watched[Term]]:
        """The vocabulary by axis and id."""
        return {
            axis: Watched(("term", axis), terms, self.reads)
            for axis, terms in self.vocabulary.items()
        }

    def term(self, axis: str, id: str) -> Anchor:
        """A term's title and page."""
        term = self.terms[axis].get(id)
        return self._anchor(axis, id, term.title if term else id)

    def _anchor(self, axis: str, id: str, title: str) -> Anchor:
        """One for all cards."""
        known = self._anchors.get((axis, id))
        if known is None:
            known = Anchor(title, self.addresses.term(axis, id))
            self._anchors[axis, id] = known
        return known

    @cached_property
    def _anchors(self) -> dict[tuple[str, str], Anchor]:
        return {}

    def linked_terms(self, axis: str, ids: Iterable[str]) -> tuple[Anchor, ...]:
        """The terms that have a page."""
        return tuple(self.term(axis, id) for id in ids if id in self.members[axis])

    def author(self, id: str) -> Anchor | None:
        """An author's name and page; nothing for an author without a file."""
        author = self.library.authors.get(id)
        return self._anchor("authors", id, author.name) if author else None

    def authors(self, ids: Iterable[str]) -> tuple[Anchor, ...]:
        """The authors that have a page."""
        return tuple(anchor for id in ids if (anchor := self.author(id)))

    @cached_property
    def _cards(self) -> Kept:
        return Kept(self.reads)

    def card(self, piece: Piece) -> Card:
        """The piece as lists show it; made once, whatever shows it."""
        return self._cards.value(piece.key, lambda: self._make_card(piece))

    def cards(self, pieces: Iterable[Piece]) -> tuple[Card, ...]:
        """Cards in the order of the pieces."""
        return tuple(self.card(piece) for piece in pieces)

    def _make_card(self, piece: Piece) -> Card:
        self.reads.facts.add(piece.key)
        state = self.states.get(piece.key, State.PUBLISHED)
        series = self.library.series.get(piece.series) if piece.series else None
        return Card(
            key=piece.key,
            id=piece.id,
            title=piece.title,
            address=self.address(piece),
            leads_out=piece.elsewhere,
            date=date_of(piece),
            format=self.term("formats", piece.format),
            excerpt=piece.summary,
            authors=self.authors(piece.authors),
            stage=self.term("stages", piece.stage) if piece.stage in self.terms["stages"] else None,
            angle=piece.angle.value if piece.angle else "",
            minutes=0 if piece.elsewhere else piece.minutes,
            image=self.file(piece.image, piece.key),
            image_alt=piece.image_alt,
            picture=self.picture(piece.image, piece.key),
            series=series.title if series else "",
            lang=piece.lang,
            state="" if state in (State.PUBLISHED, State.RETIRED) else state.value,
        )

    @cached_property
    def _persons(self) -> Kept:
        return Kept(self.reads)

    def person(self, author: Author) -> Person:
        """The author as bylines and cards show them."""
        return self._persons.value(author.id, lambda: self._make_person(author))

    def _make_person(self, author: Author) -> Person:
        self.reads.facts.add(("author", author.id))
        return Person(
            id=author.id,
            name=author.name,
            address=self.addresses.term("authors", author.id),
            role=author.role,
            affiliation=author.affiliation,
            portrait=self.file(author.portrait, author.key),
            portrait_alt=author.portrait_alt,
            picture=self.picture(author.portrait, author.key, portrait=True),
            summary=shorten(author.summary, 200),
            links=tuple(dict.fromkeys(
                url for url in (author.url, *(link.url for link in author.links))
                if url.startswith(("https://", "http://"))
            )),
            fediverse=author.fediverse,
            alumni=author.alumni,
        )  # fmt: skip

    def persons(self, ids: Iterable[str]) -> tuple[Person, ...]:
        """Persons in the order of the ids."""
        authors = self.library.authors
        return tuple(self.person(authors[id]) for id in ids if id in authors)

    def locate(self, address: str, key: str) -> Target | None:
        """What an address in the file `key` leads to. Of a piece, only its address is asked."""
        target = locate(address, key, self.whole)
        if target is None or target.key.endswith("/index.md"):  # other files may come before it
            self.reads.facts.add(("target", address, key))
        if target is not None:
            self.reads.facts.add(("at", target.key))
        return target

    def file(self, path: str, key: str) -> str:
        """The address of a file that is copied, or nothing if there is none."""
        target = self.locate(path, key) if path and "://" not in path else None
        return quoted(asset_file(target.key)) if target else ""

    def picture(self, path: str, key: str, *, portrait: bool = False) -> Picture | None:
        """The image that `path`, written in the file `key`, names, in its sizes."""
        target = self.locate(path, key) if path and not leads_out(path) else None
        if target is None or target.piece is not None:
            return None
        found = target.key
        return self._pictures.value((found, portrait), lambda: self._make_picture(found, portrait))

    def _make_picture(self, key: str, portrait: bool) -> Picture | None:
        self.reads.facts.add(("picture", key))
        facts = self.facts_of(key)
        if facts is None:
            return None
        return make_picture(quoted(asset_file(key)), facts, self.settings.images, portrait)

    @cached_property
    def _pictures(self) -> Kept:
        return Kept(self.reads)

    def link(self, address: str, key: str) -> str | None:
        """The address that a link written in the file `key` leads to; None for nowhere public."""
        if address.startswith("#") or not address:
            return address or "#"
        if leads_out(address):
            return address
        target = self.locate(address, key)
        if target is None:
            return None
        found, goes_on = self.at(target.key)
        if found is None or not goes_on:
            return found
        tail = (f"?{target.query}" if target.query else "") + (
            f"#{quoted(target.anchor)}" if target.anchor else ""
        )
        return found + tail

    def body(self, document: Document, key: str) -> Body:
        """The rendered text of the file `key` with the addresses of this site; made once."""
        return self._bodies.value(key, lambda: self._make_body(document, key))

    def _make_body(self, document: Document, key: str) -> Body:
        self.reads.facts.add(("text", key))
        addresses = tuple([self.link(link.target, key) for link in document.links])
        pictures = [
            (index, picture)
            for index, link in enumerate(document.links)
            if link.kind is LinkKind.IMAGE and (picture := self.picture(link.target, key))
        ]
        return Body(document.parts, addresses, document.headings, tuple(pictures))

    @cached_property
    def _bodies(self) -> Kept:
        return Kept(self.reads, _BODIES)

    def size(self, key: str) -> int:
        """The bytes of a file by its path below docs, 0 if they are unknown."""
        self.reads.facts.add(("size", key))
        return self.size_of(key)

    @cached_property
    def series_order(self) -> dict[str, Shelf]:
        """The pieces of each series, first to last."""
        return {
            id: Shelf(("ordered", id), [piece for _, piece in parts], self.reads)
            for id, parts in self.numbered.items()
        }

    def place_of(self, key: str) -> int:
        """Where in its series a piece stands, from 0, by the piece's key."""
        self.reads.facts.add(("place", key))
        return self.places[key]

    def part_at(self, id: str, index: int) -> tuple[int, Piece] | None:
        """The number and the piece at a place of a series, from 0, if there is one."""
        numbered = self.numbered[id]
        self.reads.facts.add(("part_of", id, str(index)))
        if not 0 <= index < len(numbered):
            return None
        self.reads.facts.add(numbered[index][1].key)
        return numbered[index]

    def last_number(self, id: str) -> int:
        """The number of the last part of a series."""
        self.reads.facts.add(("last_number", id))
        return self.numbered[id][-1][0]

    def partner_of(self, key: str) -> Piece | None:
        """The other piece of a pair, whichever side names the other."""
        partner = self.partners.get(key)
        self.reads.facts.add(("ties", key))
        if partner is not None:
            self.reads.facts.add(partner.key)
        return partner
