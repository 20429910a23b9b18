"""What is public, sorted and indexed once, and turned into cards, persons and addresses on demand.

In: the public part of a Library, Settings, the addresses of the host's pages. Out: a Catalog, from
which the modules of this room build their pages. Nothing unpublished can get past it, because it
never has anything unpublished in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from posixpath import normpath

from msgspec import Struct, field

from masthead.content.author import Author
from masthead.content.chain import Idea, Step, find_ideas
from masthead.content.document import Document, LinkKind
from masthead.content.library import Library
from masthead.content.links import is_page, leads_out, locate
from masthead.content.picture import Facts
from masthead.content.piece import Piece
from masthead.content.state import State
from masthead.plan.addresses import Addresses, quoted
from masthead.plan.parts import Parts, number_parts
from masthead.plan.pictures import make_picture
from masthead.plan.views import Anchor, Body, Card, FeedRow, Person, Picture
from masthead.settings import Settings, Term

_WORDS_A_MINUTE = 220
_SUMMARY = 300


def _unknown(_: str) -> int:
    return 0


def _no_facts(_: str) -> Facts | None:
    return None


class Catalog(Struct, frozen=True, dict=True):
    """The public site. `states` tells of each piece where it stands; only previews show it.

    `pages` are the addresses of the host's pages by path below docs; `retired` pieces keep a
    notice. `size_of` gives the bytes of a file by its path below docs, 0 if they are unknown;
    `facts_of` what is known of an image.
    """

    library: Library
    retired: tuple[Piece, ...]
    settings: Settings
    addresses: Addresses
    states: Mapping[str, State]
    pages: Mapping[str, str] = field(default_factory=dict)
    size_of: Callable[[str], int] = _unknown
    facts_of: Callable[[str], Facts | None] = _no_facts

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Newest first; of two at one moment, by path."""
        dated = [piece for piece in self.library.pieces if piece.date]
        dated.sort(key=lambda piece: piece.key)
        dated.sort(key=_date, reverse=True)
        return tuple(dated)

    @cached_property
    def members(self) -> dict[str, dict[str, list[Piece]]]:
        """Pieces newest first, by axis (`topics`, `authors`, `archive` …) and id."""
        shelves: dict[str, dict[str, list[Piece]]] = defaultdict(lambda: defaultdict(list))
        for piece in self.pieces:
            for axis, ids in _axes(piece):
                for id in dict.fromkeys(ids):
                    shelves[axis][id].append(piece)
        return shelves

    @cached_property
    def ideas(self) -> tuple[Idea, ...]:
        """Ideas with a page: those with at least two public steps, or a name."""
        found = find_ideas(self.library)
        return tuple(i for i in found if len(public_steps(i)) > 1 or i.named in self.library.ideas)

    def idea_title(self, idea: Idea) -> str:
        """The title that its file gives, else that of its earliest piece on the site."""
        file = self.library.ideas.get(idea.named)
        if file and file.title:
            return file.title
        own = [s.of for s in idea.steps if isinstance(s.of, Piece) and not s.of.elsewhere]
        return own[0].title if own else idea.id

    @cached_property
    def idea_of(self) -> dict[str, Idea]:
        """The idea that a piece belongs to, by the piece's key."""
        return {step.id: idea for idea in self.ideas for step in idea.steps}

    @cached_property
    def terms(self) -> dict[str, dict[str, Term]]:
        """The vocabulary by axis and id."""
        vocabulary = self.settings
        return {
            "stages": {term.id: term for term in vocabulary.stages},
            "topics": {term.id: term for term in vocabulary.topics},
            "audiences": {term.id: term for term in vocabulary.audiences},
            "formats": {term.id: term for term in vocabulary.formats},
        }

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
    def _cards(self) -> dict[str, Card]:
        return {}

    def card(self, piece: Piece) -> Card:
        """The piece as lists show it; made once, whatever shows it."""
        card = self._cards.get(piece.key)
        if card is None:
            card = self._cards[piece.key] = self._make_card(piece)
        return card

    def cards(self, pieces: Iterable[Piece]) -> tuple[Card, ...]:
        """Cards in the order of the pieces."""
        return tuple(self.card(piece) for piece in pieces)

    def _make_card(self, piece: Piece) -> Card:
        state = self.states.get(piece.key, State.PUBLISHED)
        series = self.library.series.get(piece.series)
        return Card(
            key=piece.key,
            id=piece.id,
            title=piece.title,
            address=self.address(piece),
            leads_out=piece.elsewhere,
            date=_date(piece),
            format=self.term("formats", piece.format),
            summary=shorten(piece.summary),
            authors=self.authors(piece.authors),
            stage=self.term("stages", piece.stage) if piece.stage in self.terms["stages"] else None,
            angle=piece.angle.value if piece.angle else "",
            minutes=0 if piece.elsewhere else minutes(piece),
            image=self.file(piece.image, piece.key),
            image_alt=piece.image_alt,
            picture=self.picture(piece.image, piece.key),
            series=series.title if series else "",
            lang=piece.lang,
            state="" if state in (State.PUBLISHED, State.RETIRED) else state.value,
        )

    @cached_property
    def _persons(self) -> dict[str, Person]:
        return {}

    def person(self, author: Author) -> Person:
        """The author as bylines and cards show them."""
        person = self._persons.get(author.id)
        if person is None:
            person = self._persons[author.id] = Person(
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
                count=len(self.members["authors"].get(author.id, ())),
            )  # fmt: skip
        return person

    def persons(self, ids: Iterable[str]) -> tuple[Person, ...]:
        """Persons in the order of the ids."""
        authors = self.library.authors
        return tuple(self.person(authors[id]) for id in ids if id in authors)

    def file(self, path: str, key: str) -> str:
        """The address of a file that is copied, or nothing if there is none."""
        target = locate(path, key, self.library) if path and "://" not in path else None
        return quoted(asset_file(target.key)) if target else ""

    def picture(self, path: str, key: str, *, portrait: bool = False) -> Picture | None:
        """The image that `path`, written in the file `key`, names, in its sizes."""
        target = locate(path, key, self.library) if path and not leads_out(path) else None
        if target is None or target.piece is not None:
            return None
        return self._picture(target.key, portrait)

    def _picture(self, key: str, portrait: bool) -> Picture | None:
        known = (key, portrait)
        if known not in self._pictures:
            facts = self.facts_of(key)
            self._pictures[known] = (
                make_picture(quoted(asset_file(key)), facts, self.settings.images, portrait)
                if facts
                else None
            )
        return self._pictures[known]

    @cached_property
    def _pictures(self) -> dict[tuple[str, bool], Picture | None]:
        return {}

    def link(self, address: str, key: str) -> str | None:
        """The address that a link written in the file `key` leads to; None for nowhere public."""
        if address.startswith("#") or not address:
            return address or "#"
        if leads_out(address):
            return address
        target = locate(address, key, self.library)
        if target is None:
            return None
        tail = (f"?{target.query}" if target.query else "") + (
            f"#{quoted(target.anchor)}" if target.anchor else ""
        )
        if target.piece is not None:
            return self.address(target.piece) + ("" if target.piece.elsewhere else tail)
        if retired := self._notices.get(target.key):
            return retired
        if target.is_page:
            own = self.by_source.get(target.key) or self.pages.get(target.key)
            return own + tail if own is not None else None
        return quoted(asset_file(target.key)) + tail

    @cached_property
    def _notices(self) -> dict[str, str]:
        return {p.key: self.addresses.piece(p.slug) for p in self.retired if not p.elsewhere}

    @cached_property
    def by_source(self) -> dict[str, str]:
        """The addresses of public source files that have a page of ours."""
        own = {p.key: self.address(p) for p in self.pieces}
        series = {
            s.key: self.addresses.term("series", s.id)
            for s in self.library.series.values()
            if s.key and s.id in self.members["series"]
        }
        ideas = {i.named: self.addresses.term("ideas", i.id) for i in self.ideas if i.named}
        people = {
            a.key: self.addresses.term("authors", a.id) for a in self.library.authors.values()
        }
        files = self.library.ideas
        return (
            own
            | series
            | people
            | {files[id].key: to for id, to in ideas.items() if id in files}
            | self._notices
        )

    def body(self, document: Document, key: str) -> Body:
        """The rendered text of the file `key` with the addresses of this site; made once."""
        body = self._bodies.get(key)
        if body is None:
            addresses = tuple([self.link(link.target, key) for link in document.links])
            pictures = [
                (index, picture)
                for index, link in enumerate(document.links)
                if link.kind is LinkKind.IMAGE and (picture := self.picture(link.target, key))
            ]
            body = self._bodies[key] = Body(
                document.parts, addresses, document.headings, tuple(pictures)
            )
        return body

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return {}

    @cached_property
    def feed_rows(self) -> dict[tuple[str, str], FeedRow]:
        """What has feeds, by axis and id; `masthead.plan.feeds.follow` fills it in."""
        return {}

    @cached_property
    def parts(self) -> dict[str, Parts]:
        """The pieces of each series, first to last, each with its number."""
        return {
            id: number_parts(self.library.series.get(id), pieces, self.library)
            for id, pieces in self.members["series"].items()
        }

    @cached_property
    def series_order(self) -> dict[str, tuple[Piece, ...]]:
        """The pieces of each series, first to last."""
        return {id: tuple(piece for _, piece in parts) for id, parts in self.parts.items()}

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Where in its series a piece stands, from 0, by the piece's key."""
        orders = self.series_order.values()
        return {piece.key: index for order in orders for index, piece in enumerate(order)}

    @cached_property
    def pair_of(self) -> dict[str, Piece]:
        """Each paired piece's partner, whichever side names the other."""
        partners: dict[str, Piece] = {}
        for piece in self.library.pieces:
            other = self.library.find(piece.pair, piece) if piece.pair else None
            if other and other.key != piece.key:
                partners.setdefault(piece.key, other)
                partners.setdefault(other.key, piece)
        return partners

    def paths(self, *cards: Card | None) -> Iterator[str]:
        """The source files behind cards: pieces, and the authors and series that they name."""
        for card in cards:
            if card:
                yield from self._behind[card.key]

    @cached_property
    def _behind(self) -> dict[str, tuple[str, ...]]:
        series = self.library.series
        return {
            piece.key: (
                piece.path,
                *self.author_paths(piece.authors),
                *((series[piece.series].path,) if piece.series in series else ()),
            )
            for piece in self.library.pieces
        }

    def author_paths(self, ids: Iterable[str]) -> Iterator[str]:
        """The files of authors."""
        authors = self.library.authors
        return (authors[id].path for id in ids if id in authors)

    def linked_paths(self, addresses: Iterable[str], key: str) -> Iterator[str]:
        """The files of the pages that addresses written in the file `key` lead to."""
        for address in addresses:
            target = None if address.startswith("#") else locate(address, key, self.library)
            if target and is_page(target.key):
                yield normpath(f"{self.library.docs_dir}/{target.key}")

    def text_paths(self, document: Document, key: str) -> tuple[str, ...]:
        """The files of the pages that the text of the file `key` links to; found once."""
        paths = self._text_paths.get(key)
        if paths is None:
            targets = (link.target for link in document.links)
            paths = self._text_paths[key] = tuple(self.linked_paths(targets, key))
        return paths

    @cached_property
    def _text_paths(self) -> dict[str, tuple[str, ...]]:
        return {}


def public_steps(idea: Idea) -> list[Step]:
    """The steps that readers may see."""
    return [s for s in idea.steps if isinstance(s.of, Piece) or s.of.visibility == "public"]


def minutes(piece: Piece) -> int:
    """How long a reader takes, in minutes, at least one."""
    return piece.reading_time or max(1, round(piece.document.words / _WORDS_A_MINUTE))


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


def _date(piece: Piece) -> datetime:
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
