"""What is public, sorted and indexed once, and turned into cards, persons and addresses on demand.

In: the public part of a Library, Settings, the addresses of the host's pages. Out: a Catalog, from
which the modules of this room build their pages. Nothing unpublished can get past it, because it
never has anything unpublished in it. Whatever it hands out is noted in `reads`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from masthead.content.author import Author
from masthead.content.chain import Idea, Step, find_ideas
from masthead.content.document import Document, LinkKind
from masthead.content.library import Library
from masthead.content.links import Target, is_page, leads_out, locate
from masthead.content.picture import Facts
from masthead.content.piece import Piece
from masthead.content.series import IdeaFile, Series
from masthead.content.state import State
from masthead.plan.addresses import Addresses, quoted
from masthead.plan.facts import (
    Fact,
    Kept,
    Reads,
    Shelf,
    Watched,
    WatchedPieces,
    WatchedSet,
    WatchedSettings,
)
from masthead.plan.parts import Parts, number_parts
from masthead.plan.pictures import make_picture
from masthead.plan.related import Kinship, find_kin
from masthead.plan.views import Anchor, Body, Card, Listing, Person, Picture
from masthead.settings import Settings, Term

_SUMMARY = 300
_BODIES = 256
_T = TypeVar("_T")


def _unknown(_: str) -> int:
    return 0


def _no_facts(_: str) -> Facts | None:
    return None


class Catalog(Struct, frozen=True, dict=True):
    """The public site. `states` tells of each piece where it stands; only previews show it.

    `whole` and `given` are what `library` and `settings` note the use of. `pages` are the addresses
    of the host's pages by path below docs; `retired` pieces keep a notice. `size_of` gives the
    bytes of a file by its path below docs, 0 if they are unknown; `facts_of` what is known of an
    image.
    """

    whole: Library
    retired: tuple[Piece, ...]
    given: Settings
    addresses: Addresses
    states: Mapping[str, State]
    pages: Mapping[str, str] = field(default_factory=dict)
    size_of: Callable[[str], int] = _unknown
    facts_of: Callable[[str], Facts | None] = _no_facts
    everything: Library = field(default_factory=Library)
    """Unpublished pieces too: what the catalog was opened with, for a process to open it again."""
    now: datetime = datetime.min.replace(tzinfo=UTC)
    kinship_before: Kinship | None = None
    """What an earlier build found out about how pieces are related."""
    listings: dict[str, Listing] = field(default_factory=dict)
    """What the sitemap says of each page, by address; whoever makes the pages fills it in."""
    reads: Reads = field(default_factory=Reads)
    known: dict[Fact, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], _T]) -> _T:
        """A table that is made once, for which nothing is noted."""
        fact = ("", name)
        if fact not in self.known:
            self.known[fact] = self.reads.apart(make)[0]
        return self.known[fact]  # type: ignore[no-any-return]  # `make` gave it

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
        library.__dict__["by_external_url"] = WatchedPieces(
            ("external_url",), whole.by_external_url, reads
        )
        return library

    @cached_property
    def _newest_first(self) -> tuple[Piece, ...]:
        dated = [piece for piece in self.whole.pieces if piece.date]
        dated.sort(key=lambda piece: piece.key)
        dated.sort(key=date_of, reverse=True)
        return tuple(dated)

    @cached_property
    def pieces(self) -> Shelf:
        """Newest first; of two at one moment, by path."""
        return Shelf(("pieces",), self._newest_first, self.reads)

    @cached_property
    def featured(self) -> Shelf:
        """The pinned pieces that the hub shows first."""
        return Shelf(("featured",), self._pinned, self.reads)

    @cached_property
    def _pinned(self) -> list[Piece]:
        return [piece for piece in self._newest_first if piece.pin][:_FEATURED]

    @cached_property
    def others(self) -> Shelf:
        """All that are not featured."""
        featured = {piece.key for piece in self._pinned}
        rest = [piece for piece in self._newest_first if piece.key not in featured]
        return Shelf(("others",), rest, self.reads)

    @cached_property
    def shelves(self) -> dict[str, dict[str, Shelf]]:
        """As `members`, but nothing is noted of what is looked up."""
        shelves: dict[str, dict[str, list[Piece]]] = {axis: defaultdict(list) for axis in _AXES}
        for piece in self._newest_first:
            for axis, ids in _axes(piece):
                for id in dict.fromkeys(ids):
                    shelves[axis][id].append(piece)
        return {
            axis: {id: Shelf((axis, id), pieces, self.reads) for id, pieces in held.items()}
            for axis, held in shelves.items()
        }

    @cached_property
    def members(self) -> dict[str, Watched[Shelf]]:
        """Pieces newest first, by axis (`topics`, `authors`, `archive` …) and id."""
        return {
            axis: Watched(("held", axis), held, self.reads) for axis, held in self.shelves.items()
        }

    @cached_property
    def ideas(self) -> tuple[Idea, ...]:
        """Ideas with a page: those with at least two public steps, or a name.

        What makes an output takes them from `idea` and `idea_of` instead.
        """
        found = find_ideas(self.whole)
        return tuple(i for i in found if len(public_steps(i)) > 1 or i.named in self.whole.ideas)

    def retired_piece(self, key: str) -> Piece:
        """The retired piece with this key."""
        self.reads.facts.add(("retired", key))
        return self.notices[key]

    @cached_property
    def notices(self) -> dict[str, Piece]:
        """Retired pieces by key; nothing is noted."""
        return {piece.key: piece for piece in self.retired}

    def idea(self, id: str) -> Idea | None:
        """The idea with this id."""
        return self._noted(self.known_ideas.get(id), ("idea", id))

    def idea_of(self, key: str) -> Idea | None:
        """The idea that the piece with this key belongs to."""
        idea = self.homes.get(key)
        return self._noted(idea, ("idea_of", key))

    def _noted(self, idea: Idea | None, fact: Fact) -> Idea | None:
        self.reads.facts.add(fact)
        if idea is not None:
            self.reads.facts.add(("idea", idea.id))
            self.reads.facts.update([s.id for s in idea.steps if isinstance(s.of, Piece)])
        return idea

    @cached_property
    def known_ideas(self) -> dict[str, Idea]:
        """Ideas by id; nothing is noted."""
        return {idea.id: idea for idea in self.ideas}

    @cached_property
    def homes(self) -> dict[str, Idea]:
        """The idea that each step belongs to; nothing is noted."""
        return {step.id: idea for idea in self.ideas for step in idea.steps}

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

    @cached_property
    def vocabulary(self) -> dict[str, dict[str, Term]]:
        """As `terms`, but nothing is noted."""
        return {axis: {term.id: term for term in getattr(self.given, axis)} for axis in _TERMS}

    def term(self, axis: str, id: str) -> Anchor:
        """A term's title and page."""
        term = self.terms[axis].get(id)
        return Anchor(term.title if term else id, self.addresses.term(axis, id))

    def linked_terms(self, axis: str, ids: Iterable[str]) -> tuple[Anchor, ...]:
        """The terms that have a page."""
        return tuple(self.term(axis, id) for id in ids if id in self.members[axis])

    def address(self, piece: Piece) -> str:
        """Where a link to the piece leads: its page, or the place elsewhere."""
        return piece.external_url if piece.elsewhere else self.addresses.piece(piece.slug)

    def author(self, id: str) -> Anchor | None:
        """An author's name and page; nothing for an author without a file."""
        author = self.library.authors.get(id)
        return Anchor(author.name, self.addresses.term("authors", id)) if author else None

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
            summary=shorten(piece.summary),
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

    def at(self, key: str) -> tuple[str | None, bool]:
        """The address of what is made from a file, and whether a link may lead to a part of it."""
        piece = self.whole.by_key.get(key)
        if piece is not None:
            return self.address(piece), not piece.elsewhere
        if retired := self._notices.get(key):
            return retired, False
        if is_page(key):
            own = self.by_source.get(key)
            return (own or self.pages.get(key)), True
        return quoted(asset_file(key)), True

    @cached_property
    def _notices(self) -> dict[str, str]:
        return {p.key: self.addresses.piece(p.slug) for p in self.retired if not p.elsewhere}

    @cached_property
    def by_source(self) -> dict[str, str]:
        """The addresses of public source files that have a page of ours."""
        own = {p.key: self.address(p) for p in self._newest_first}
        held, whole = self.shelves["series"], self.whole
        series = {
            s.key: self.addresses.term("series", s.id)
            for s in whole.series.values()
            if s.key and s.id in held
        }
        ideas = {i.named: self.addresses.term("ideas", i.id) for i in self.ideas if i.named}
        people = {a.key: self.addresses.term("authors", a.id) for a in whole.authors.values()}
        return (
            own
            | series
            | people
            | {whole.ideas[id].key: to for id, to in ideas.items() if id in whole.ideas}
            | self._notices
        )

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
    def numbered(self) -> dict[str, Parts]:
        """The pieces of each series, first to last, each with its number; nothing is noted."""
        whole = self.whole
        return {
            id: number_parts(whole.series.get(id), shelf.all, whole)
            for id, shelf in self.shelves["series"].items()
        }

    def parts(self, id: str) -> Parts:
        """The pieces of a series, first to last, each with its number."""
        numbered = self.numbered[id]
        self.reads.facts.add(("numbers", id))
        self.reads.facts.update([piece.key for _, piece in numbered])
        return numbered

    @cached_property
    def series_order(self) -> dict[str, Shelf]:
        """The pieces of each series, first to last."""
        return {
            id: Shelf(("ordered", id), [piece for _, piece in parts], self.reads)
            for id, parts in self.numbered.items()
        }

    @cached_property
    def places(self) -> dict[str, int]:
        """As `place_of`; nothing is noted."""
        orders = self.numbered.values()
        return {piece.key: index for order in orders for index, (_, piece) in enumerate(order)}

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

    @cached_property
    def partners(self) -> dict[str, Piece]:
        """As `pair_of`, but nothing is noted."""
        partners: dict[str, Piece] = {}
        for piece in self.whole.pieces:
            other = self.whole.find(piece.pair, piece) if piece.pair else None
            if other and other.key != piece.key:
                partners.setdefault(piece.key, other)
                partners.setdefault(other.key, piece)
        return partners

    @cached_property
    def pair_of(self) -> WatchedPieces:
        """Each paired piece's partner, whichever side names the other."""
        return WatchedPieces(("pair",), self.partners, self.reads)

    @cached_property
    def kin_of(self) -> Mapping[str, tuple[str, ...]]:
        """As `kin`, but nothing is noted."""
        return {key: one.kin for key, one in self.kinship.relatives.items()}

    @cached_property
    def kinship(self) -> Kinship:
        """How the on-site pieces are related."""
        public = [piece for piece in self._newest_first if not piece.elsewhere]
        return find_kin(public, self.kinship_before)

    @cached_property
    def kin(self) -> Watched[tuple[str, ...]]:
        """The keys of related pieces, nearest first, by the key of each on-site piece."""
        return Watched(("kin",), self.kin_of, self.reads)

    @cached_property
    def by_key(self) -> dict[str, Author | Series | IdeaFile]:
        """Authors, series and ideas with a file, by its path below docs; nothing is noted."""
        shelves = (self.whole.authors, self.whole.series, self.whole.ideas)
        return {thing.key: thing for shelf in shelves for thing in shelf.values()}

    def part_key(self, id: str, index: int) -> tuple[int, str] | None:
        """The number and key at a place of a series; nothing is noted."""
        numbered = self.numbered.get(id, ())
        there = 0 <= index < len(numbered)
        return (numbered[index][0], numbered[index][1].key) if there else None

    def find(self, address: str, key: str) -> Target | None:
        """As `locate`, but nothing is noted."""
        return locate(address, key, self.whole)


def public_steps(idea: Idea) -> list[Step]:
    """The steps that readers may see."""
    return [s for s in idea.steps if isinstance(s.of, Piece) or s.of.visibility == "public"]


def shorten(text: str, most: int = _SUMMARY) -> str:
    """The text up to the last whole word within `most` characters."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-")
    return f"{cut}…"


def asset_file(key: str) -> str:
    """Where a copied file lies below the site's root: where it lies below docs, or beside it."""
    while key.startswith("../"):
        key = key[3:]
    return key


def date_of(piece: Piece) -> datetime:
    return piece.date or datetime.min.replace(tzinfo=UTC)


_FEATURED = 3
_TERMS = ("stages", "topics", "audiences", "formats")
_AXES = ("authors", "stages", "topics", "audiences", "formats", "series", "archive")


def _axes(piece: Piece) -> Iterable[tuple[str, tuple[str, ...]]]:
    yield "authors", piece.authors
    yield "stages", piece.stages
    yield "topics", piece.topics
    yield "audiences", piece.audiences
    yield "formats", (piece.format,)
    if piece.series:
        yield "series", (piece.series,)
    if piece.date:
        yield "archive", (f"{piece.date.year:04}",)
