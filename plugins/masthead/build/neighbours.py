"""The part of a site that has a say in the findings about some of its files.

In: a site's tree, and the files that are asked about. Out: the Library of that part. Others are
found by the words in their front matter, read, and asked in turn for those that they are tied to.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Final, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from masthead.content.author import Author
from masthead.content.library import Library, same_address
from masthead.content.links import leads_out, locate
from masthead.content.piece import InlineStep, Piece
from masthead.content.series import IdeaFile, Series
from masthead.content.slug import slug_of_file
from masthead.diagnostics import Diagnostic
from masthead.plan.addresses import Addresses, file_of
from masthead.plan.redirects import alias_file
from masthead.ports import Dialects, Memory, NoMemory, Read, Source
from masthead.settings import COLLECTIONS, Settings
from masthead.source.heads import Heads
from masthead.source.library import read_library
from masthead.source.tree import SourceFile, Tree

_S = TypeVar("_S", bound=Source)
_MOST: Final = 300
"""Pieces. Where more have a say, reading all with what builds remember takes no longer."""
_MANY: Final = 60
"""Pieces that are asked about. For more, each one's words would be looked for in all others."""


class Ask(Struct, frozen=True):
    """What is asked: `wanted` are paths below the folder of mkdocs.yml."""

    root: Path
    settings: Settings
    dialects: Dialects
    now: datetime
    wanted: frozenset[str]
    left_out: Callable[[str], bool] = lambda _: False
    memory: Memory = NoMemory()


class TooWide(Exception):  # noqa: N818 - nothing is wrong: more is to be read
    """More files have a say than are worth picking out."""


class _Kept(Struct):
    """Remembers what was read in this run: the small site grows, and nothing is read twice."""

    known: dict[str, tuple[Piece, tuple[Diagnostic, ...]]] = field(default_factory=dict)

    def recall(self, source: Source) -> tuple[Piece, tuple[Diagnostic, ...]] | None:
        """What became of a file in this run."""
        return self.known.get(source.path)

    def read(self, sources: Sequence[_S], read: Callable[[_S], Read]) -> Iterator[Read]:
        """Read, and remember."""
        for source in sources:
            one = read(source)
            if one.piece is not None:
                self.known[source.path] = (one.piece, one.findings)
            yield one


class Neighbours:
    """A part of a site's tree that grows by what has a say in the findings of some files."""

    def __init__(self, ask: Ask, tree: Tree) -> None:
        self.ask, self.tree = ask, tree
        self.heads = Heads(tree.pieces)
        self.by_key = {source.key: source for source in tree.pieces}
        self.memory = _Kept()
        shelves = (*tree.authors, *tree.series, *tree.ideas)
        self.shelved = {source.key: source for source in shelves}
        self.others = {s.key for s in shelves if s.path in ask.wanted}
        self.pieces: dict[str, SourceFile] = {}
        if any(source.path in ask.wanted for source in tree.ideas):
            raise TooWide  # whether any piece belongs to an idea is a question to all of them
        self.first = [s for s in tree.pieces if s.path in ask.wanted]
        if len(self.first) > _MANY:
            raise TooWide

    def grow(self) -> tuple[Library, list[Diagnostic]]:
        """The library of the part, and the findings about its files."""
        self._add(self.first)
        library, _ = self._read()
        self._refuse_clashes(library)
        for piece in self._wanted(library):
            self._add(self._at_one_place(piece))
            self._add(self._named_by(piece))
            self._name_shelves(piece)
        shelves = (library.authors, library.series)
        for aliases in (
            *(piece.aliases for piece in self._wanted(library)),
            *(thing.aliases for shelf in shelves for thing in shelf.values()),
        ):
            self._name_holders(aliases)
        self._name_linked()
        self._grow_chains()
        return self._read()

    def _refuse_clashes(self, library: Library) -> None:
        """Where an address may be a list's, that depends on all pieces which there are."""
        settings = self.ask.settings
        folders = _folders_of_lists(settings)
        shelves = (library.authors, library.series)
        given = [
            *(piece.aliases for piece in self._wanted(library)),
            *(thing.aliases for shelf in shelves for thing in shelf.values()),
        ]
        files = [alias_file(alias) for aliases in given for alias in aliases]
        if library.pieces:
            addresses = Addresses(settings)
            files += [file_of(addresses.piece(piece.slug)) for piece in self._wanted(library)]
            folders += (file_of(addresses.hub()), f"{settings.blog}page/")
        if any(file.casefold().startswith(folders) for file in files):
            raise TooWide

    def _add(self, sources: Iterable[SourceFile]) -> None:
        for source in sources:
            self.pieces.setdefault(source.key, source)
        if len(self.pieces) > _MOST + len(self.first):
            raise TooWide

    def _read(self) -> tuple[Library, list[Diagnostic]]:
        ask, tree = self.ask, self.tree
        part = replace(
            tree,
            pieces=tuple(self.pieces[key] for key in self.by_key if key in self.pieces),
            authors=tuple(s for s in tree.authors if s.key in self.others),
            series=tuple(s for s in tree.series if s.key in self.others),
            ideas=tuple(s for s in tree.ideas if s.key in self.others),
        )
        return read_library(part, ask.settings, ask.dialects, self.memory)

    def _wanted(self, library: Library) -> list[Piece]:
        return [piece for piece in library.pieces if piece.path in self.ask.wanted]

    def _at_one_place(self, piece: Piece) -> Iterator[SourceFile]:
        """Those that may want the same id, slug, part or address."""
        heads = self.heads
        yield from heads.naming([piece.id], "id")
        if not piece.elsewhere:
            yield from self._with_slug(piece.slug)
        if piece.series and piece.part is not None:
            yield from heads.naming([piece.series], "part")
        if piece.external_url:
            yield from heads.naming([_core(piece.external_url)], "external_url")

    def _with_slug(self, slug: str) -> Iterator[SourceFile]:
        folded = slug.casefold()
        for source in self.tree.pieces:
            name = source.key.rpartition("/")[2]
            # Most names differ from the slug by their date alone.
            if folded[:3] in name.casefold() and slug_of_file(name).casefold() == folded:
                yield source
        yield from self.heads.naming([slug], "slug")

    def _named_by(self, piece: Piece) -> Iterator[SourceFile]:
        """The pieces that this one names: in references, and in links of its text."""
        references = [r for r in piece.sources_of if isinstance(r, str)]
        yield from self._referred([*references, piece.pair, piece.successor], piece.key)

    def _referred(self, references: Iterable[str], key: str) -> Iterator[SourceFile]:
        for reference in filter(None, references):
            beside = normpath(f"{key.rpartition('/')[0]}/{reference}")
            if source := self.by_key.get(beside):
                yield source
            yield from self.heads.naming([reference], "id")
            yield from self.heads.called([reference])

    def _name_holders(self, aliases: Sequence[str]) -> None:
        """Those that may have one of these former addresses, now or formerly."""
        lasts = {_last(alias).casefold() for alias in aliases}
        for last in lasts:
            self._add(self._with_slug(last))
        self._add(self.heads.naming(lasts, "alias", "redirect_from"))
        for source in self.shelved.values():
            if PurePosixPath(source.key).stem.casefold() in lasts:
                self.others.add(source.key)
        if lasts:
            heads = Heads(tuple(self.shelved.values()))
            self.others |= {s.key for s in heads.naming(lasts, "alias", "redirect_from")}

    def _name_shelves(self, piece: Piece) -> None:
        """The authors and the series that a piece names."""
        inline = [s for s in piece.sources_of if isinstance(s, InlineStep)]
        people = {*piece.authors, *(id for step in inline for id in step.authors)}
        self._shelve(self.tree.authors, people)
        self._shelve(self.tree.series, {piece.series} if piece.series else set())

    def _shelve(self, sources: Sequence[SourceFile], ids: Collection[str]) -> None:
        """The files of these ids; all of them, for the remedy to choose from, if one has none.

        A file that cannot be read is taken for what it may be, so that nobody is blamed for it.
        """
        by_id = {PurePosixPath(source.key).stem: source for source in sources}
        self.others |= {by_id[id].key for id in ids if id in by_id}
        missing = [id for id in ids if id not in by_id]
        if missing:
            self.others |= {source.key for source in sources}
            self._add(self.heads.called(missing))
            words = (f"id:{gap}{id}" for id in missing for gap in ("", " ", ' "', " '"))
            self._add(self.heads.naming(words))
            called = {id.casefold() for id in missing}
            for source in self.shelved.values():
                if PurePosixPath(source.key).stem.casefold() in called:
                    self.others.add(source.key)

    def _name_linked(self) -> None:
        """What the texts and front matter of the wanted files link to."""
        library, _ = self._read()
        shelves = (library.authors, library.series, library.ideas)
        others = [thing for shelf in shelves for thing in shelf.values()]
        for thing in (*library.pieces, *others):
            if thing.path not in self.ask.wanted:
                continue
            addresses = [link.target for link in thing.document.links]
            if isinstance(thing, Piece):
                addresses += [link.url for link in (*thing.links, *thing.sources)]
            addresses += [link.url for link in getattr(thing, "links", ())]
            for address in addresses:
                if (
                    address
                    and not leads_out(address)
                    and (t := locate(address, thing.key, library))
                ):
                    self._add(filter(None, [self.by_key.get(t.key)]))
                    self.others |= {t.key} & self.shelved.keys()
        for series in library.series.values():
            if series.path in self.ask.wanted:
                self._add(self._referred(series.order, series.key))
                self._shelve(self.tree.authors, series.authors)
        twins = {PurePosixPath(key).stem.casefold() for key in self.others}
        self.others |= {key for key in self.shelved if PurePosixPath(key).stem.casefold() in twins}

    def _grow_chains(self) -> None:
        """The pieces of the wanted ones' pairs and ideas, however far those lead."""
        done: set[str] = set()
        while True:
            library, _ = self._read()
            tied = self._tied(library)
            fresh = [piece for piece in tied if piece.key not in done]
            if not fresh:
                break
            for piece in fresh:
                done.add(piece.key)
                self._add(self._ties_of(piece))
        if any(piece.idea or piece.sources_of for piece in tied) or len(tied) > len(self.first):
            self.others |= {source.key for source in self.tree.ideas}

    def _ties_of(self, piece: Piece) -> Iterator[SourceFile]:
        """Those that may be tied to a piece, by either side's words."""
        heads = self.heads
        yield from self._named_by(piece)
        yield from heads.naming([piece.id, piece.key.rpartition("/")[2]], "pair", "from")
        yield from heads.naming([piece.idea], "idea")
        cores = [_core(url) for url in _addresses(piece)]
        yield from heads.naming(cores, "from", "external_url", "syndicated")

    def _tied(self, library: Library) -> list[Piece]:
        """The wanted pieces, and what is tied to them within what has been read."""
        ties: dict[str, set[str]] = {}
        for piece in library.pieces:
            for tie in _ties(piece, library):
                ties.setdefault(tie, set()).add(piece.key)
        linked: dict[str, set[str]] = {}
        for keys in ties.values():
            for key in keys:
                linked.setdefault(key, set()).update(keys)
        waiting, met = [piece.key for piece in self._wanted(library)], set[str]()
        while waiting:
            key = waiting.pop()
            if key not in met:
                met.add(key)
                waiting.extend(linked.get(key, ()))
        return [piece for piece in library.pieces if piece.key in met]


def _linked(thing: Piece | Author | Series | IdeaFile, library: Library) -> Iterator[str]:
    """The files that a text and its front matter link to, by key."""
    addresses = [link.target for link in thing.document.links]
    if isinstance(thing, Piece):
        addresses += [link.url for link in (*thing.links, *thing.sources)]
    elif isinstance(thing, Author):
        addresses += [link.url for link in thing.links]
    for address in addresses:
        if address and not leads_out(address) and (target := locate(address, thing.key, library)):
            yield target.key


def _ties(piece: Piece, library: Library) -> Iterator[str]:
    """Names of what ties pieces together: of two pieces with one name, each has a say in both."""
    yield piece.key
    for reference in (*piece.sources_of, piece.pair):
        if isinstance(reference, str) and reference and (other := library.find(reference, piece)):
            yield other.key
    yield from (f"at {same_address(url)}" for url in _addresses(piece))
    if piece.idea:
        yield f"idea {piece.idea}"


def _addresses(piece: Piece) -> Iterator[str]:
    if piece.external_url:
        yield piece.external_url
    yield from (copy.url for copy in piece.syndicated)
    yield from (step.url for step in piece.sources_of if isinstance(step, InlineStep))


def _folders_of_lists(settings: Settings) -> tuple[str, ...]:
    """What the addresses of lists begin with."""
    addresses = Addresses(settings)
    indexes = (file_of(addresses.index(axis)) for axis in COLLECTIONS)
    return tuple(index.removesuffix("index.html").casefold() or index for index in indexes)


def _core(url: str) -> str:
    """The part of an address that all ways of writing it have in common."""
    return same_address(url).partition("://")[2]


def _last(alias: str) -> str:
    return PurePosixPath(alias_file(alias).removesuffix("/index.html")).stem
