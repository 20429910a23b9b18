"""What is public, sorted and indexed once: the tables that a catalog answers from.

In: the public part of a Library, Settings, the addresses of the host's pages. Out: an Index. Of
what is looked up here nothing is noted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from msgspec import Struct, field

from masthead.content.author import Author
from masthead.content.chain import Idea, Sources, find_ideas, find_sources
from masthead.content.library import Library
from masthead.content.links import Target, is_page, locate
from masthead.content.picture import Facts
from masthead.content.piece import Piece
from masthead.content.series import IdeaFile, Series
from masthead.content.state import State
from masthead.plan.addresses import Addresses, quoted
from masthead.plan.facts import Reads, Shelf
from masthead.plan.parts import Parts, number_parts
from masthead.plan.related import Kinship, find_kin
from masthead.plan.views import Listing
from masthead.settings import Settings, Term

_FEATURED: Final = 3
_TERMS: Final = ("stages", "topics", "audiences", "formats")
_AXES: Final = ("authors", "stages", "topics", "audiences", "formats", "series", "archive")


def _unknown(_: str) -> int:
    return 0


def _no_facts(_: str) -> Facts | None:
    return None


class Index(Struct, frozen=True, dict=True):
    """The public site. `states` tells of each piece where it stands; only previews show it.

    `pages` are the addresses of the host's pages by path below docs; `retired` pieces keep a
    notice. `size_of` gives the bytes of a file by its path below docs, 0 if they are unknown;
    `facts_of` what is known of an image.
    """

    whole: Library
    retired: tuple[Piece, ...]
    given: Settings
    addresses: Addresses
    states: Mapping[str, State]
    sources: Sources = field(default_factory=dict)
    """What each public piece grew from, as readers may know it."""
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
    """What shelves note the use of their pieces in."""

    def prepare(self) -> None:
        """Make the tables that most pages need: processes that are forked then have them too."""
        _ = self.kin_of, self.shelves, self.homes, self.results, self.by_source, self.partners

    @cached_property
    def newest_first(self) -> tuple[Piece, ...]:
        """All that have a date; of two at one moment, by path."""
        dated = [piece for piece in self.whole.pieces if piece.date]
        dated.sort(key=lambda piece: piece.key)
        dated.sort(key=date_of, reverse=True)
        return tuple(dated)

    @cached_property
    def pinned(self) -> list[Piece]:
        """The pinned pieces that the hub shows first."""
        return [piece for piece in self.newest_first if piece.pin][:_FEATURED]

    @cached_property
    def shelves(self) -> dict[str, dict[str, Shelf]]:
        """Pieces newest first, by axis (`topics`, `authors`, `archive` …) and id."""
        shelves: dict[str, dict[str, list[Piece]]] = {axis: defaultdict(list) for axis in _AXES}
        for piece in self.newest_first:
            for axis, ids in _axes(piece):
                for id in dict.fromkeys(ids):
                    shelves[axis][id].append(piece)
        return {
            axis: {id: Shelf((axis, id), pieces, self.reads) for id, pieces in held.items()}
            for axis, held in shelves.items()
        }

    @cached_property
    def ideas(self) -> tuple[Idea, ...]:
        """Ideas with a page: those with at least two steps, or a file.

        What makes an output takes them from `idea` and `idea_of` instead.
        """
        found = self._found_ideas
        return tuple(i for i in found if len(i.steps) > 1 or i.named in self.whole.ideas)

    @cached_property
    def _found_ideas(self) -> tuple[Idea, ...]:
        return find_ideas(self.whole, self.sources)

    @cached_property
    def ideas_once(self) -> tuple[Idea, ...]:
        """Ideas as they were before pieces were retired, also those left without a page."""
        if not self.retired:
            return self._found_ideas
        known = self.whole.by_key.keys() | self.notices.keys()
        library = self.everything.only(p for p in self.everything.pieces if p.key in known)
        return find_ideas(library, find_sources(self.everything, known))

    @cached_property
    def results(self) -> Mapping[str, tuple[Piece, ...]]:
        """The public pieces that grew from each step, oldest first, by the step's id."""
        found: dict[str, list[Piece]] = defaultdict(list)
        for piece in reversed(self.newest_first):
            for step in self.sources.get(piece.key, ()):
                found[step.id].append(piece)
        return {id: tuple(pieces) for id, pieces in found.items()}

    @cached_property
    def notices(self) -> dict[str, Piece]:
        """Retired pieces by key."""
        return {piece.key: piece for piece in self.retired}

    @cached_property
    def known_ideas(self) -> dict[str, Idea]:
        """Ideas by id."""
        return {idea.id: idea for idea in self.ideas}

    @cached_property
    def homes(self) -> dict[str, Idea]:
        """The idea that each step belongs to."""
        return {step.id: idea for idea in self.ideas for step in idea.steps}

    @cached_property
    def vocabulary(self) -> dict[str, dict[str, Term]]:
        """The vocabulary by axis and id."""
        return {axis: {term.id: term for term in getattr(self.given, axis)} for axis in _TERMS}

    def address(self, piece: Piece) -> str:
        """Where a link to the piece leads: its page, or the place elsewhere."""
        return piece.external_url if piece.elsewhere else self.addresses.piece(piece.slug)

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
        own = {p.key: self.address(p) for p in self.newest_first}
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

    @cached_property
    def numbered(self) -> dict[str, Parts]:
        """The pieces of each series, first to last, each with its number."""
        whole = self.whole
        return {
            id: number_parts(whole.series.get(id), shelf.all, whole)
            for id, shelf in self.shelves["series"].items()
        }

    @cached_property
    def places(self) -> dict[str, int]:
        """Where in its series each piece stands, from 0, by the piece's key."""
        orders = self.numbered.values()
        return {piece.key: index for order in orders for index, (_, piece) in enumerate(order)}

    @cached_property
    def partners(self) -> dict[str, Piece]:
        """Each paired piece's partner, whichever side names the other."""
        partners: dict[str, Piece] = {}
        for piece in self.whole.pieces:
            other = self.whole.find(piece.pair, piece) if piece.pair else None
            if other and other.key != piece.key:
                partners.setdefault(piece.key, other)
                partners.setdefault(other.key, piece)
        return partners

    @cached_property
    def kin_of(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of related pieces, nearest first, by the key of each on-site piece."""
        return {key: one.kin for key, one in self.kinship.relatives.items()}

    @cached_property
    def kinship(self) -> Kinship:
        """How the on-site pieces are related."""
        public = [piece for piece in self.newest_first if not piece.elsewhere]
        return find_kin(public, self.kinship_before)

    @cached_property
    def by_key(self) -> dict[str, Author | Series | IdeaFile]:
        """Authors, series and ideas with a file, by its path below docs."""
        shelves = (self.whole.authors, self.whole.series, self.whole.ideas)
        return {thing.key: thing for shelf in shelves for thing in shelf.values()}

    def part_key(self, id: str, index: int) -> tuple[int, str] | None:
        """The number and key at a place of a series."""
        numbered = self.numbered.get(id, ())
        there = 0 <= index < len(numbered)
        return (numbered[index][0], numbered[index][1].key) if there else None

    def find(self, address: str, key: str) -> Target | None:
        """What an address in the file `key` leads to."""
        return locate(address, key, self.whole)


def asset_file(key: str) -> str:
    """Where a copied file lies below the site's root: where it lies below docs, or beside it."""
    while key.startswith("../"):
        key = key[3:]
    return key


def date_of(piece: Piece) -> datetime:
    """The date that a piece is sorted by."""
    return piece.date or datetime.min.replace(tzinfo=UTC)


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
