"""All well-formed content of a site: immutable, references not yet resolved."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from posixpath import dirname, join, normpath

from msgspec import Struct, field
from msgspec.structs import replace

from masthead.content.author import Author
from masthead.content.piece import Piece
from masthead.content.series import IdeaFile, Series


class Library(Struct, frozen=True, dict=True):
    """What `masthead.source` read.

    `files` are the paths of all files below the docs folder, relative to it, and of those beside
    author files (`../authors/…`). `broken` names what
    has a file that could not be read (paths relative to docs, ids where they could be guessed):
    nothing is reported that only follows from that.
    """

    pieces: tuple[Piece, ...] = ()
    authors: Mapping[str, Author] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    ideas: Mapping[str, IdeaFile] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    docs_dir: str = "docs"
    broken: frozenset[str] = frozenset()

    def only(self, pieces: Iterable[Piece]) -> "Library":
        """The same library with no other pieces than these: what a reader may know of."""
        return replace(self, pieces=tuple(pieces))

    @cached_property
    def by_key(self) -> dict[str, Piece]:
        """Pieces by their path below docs."""
        return {piece.key: piece for piece in self.pieces}

    @cached_property
    def by_id(self) -> dict[str, Piece]:
        """Pieces by permanent id; of two with one id, the first by path (a check reports it)."""
        return {piece.id: piece for piece in reversed(self.pieces) if piece.id}

    @cached_property
    def _by_address(self) -> dict[str, Piece]:
        copies = {
            same_address(copy.url): piece
            for piece in reversed(self.pieces)
            for copy in piece.syndicated
        }
        own = {same_address(p.external_url): p for p in reversed(self.pieces) if p.external_url}
        return copies | own

    def at_address(self, url: str) -> Piece | None:
        """The piece that stands at an address elsewhere, or has a copy there."""
        return self._by_address.get(same_address(url))

    @cached_property
    def paired(self) -> frozenset[str]:
        """The keys of the pieces that are in a pair, whichever of the two says so."""
        named = [(piece, self.find(piece.pair, piece)) for piece in self.pieces if piece.pair]
        return frozenset(piece.key for pair in named if pair[1] for piece in pair if piece)

    def find(self, reference: str, near: Piece | Series) -> Piece | None:
        """The piece that `reference` names: an id, or a path relative to the file of `near`."""
        if piece := self.by_id.get(reference):
            return piece
        return self.by_key.get(beside(near.key, reference))

    def is_broken(self, reference: str, near: Piece | Series) -> bool:
        """Whether `reference` names a file that could not be read."""
        return reference in self.broken or beside(near.key, reference) in self.broken


def same_address(url: str) -> str:
    """What two ways of writing one web address have in common: `https://example.com/a`.

    Whether it is fetched safely, the case of the host, and a slash or an anchor at the end make no
    other page of it.
    """
    scheme, _, rest = url.partition("#")[0].partition("://")
    host, slash, path = rest.partition("/")
    safe = "https" if scheme.lower() == "http" else scheme.lower()
    return f"{safe}://{host.lower()}{slash}{path}".rstrip("/")


def beside(key: str, target: str) -> str:
    """The path that `target`, written in the file at `key`, leads to."""
    return normpath(join(dirname(key), target))
