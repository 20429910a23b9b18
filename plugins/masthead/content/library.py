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
    def by_external_url(self) -> dict[str, Piece]:
        """Pieces elsewhere by their address."""
        return {p.external_url: p for p in reversed(self.pieces) if p.external_url}

    def find(self, reference: str, near: Piece | Series) -> Piece | None:
        """The piece that `reference` names: an id, or a path relative to the file of `near`."""
        if piece := self.by_id.get(reference):
            return piece
        return self.by_key.get(beside(near.key, reference))

    def is_broken(self, reference: str, near: Piece | Series) -> bool:
        """Whether `reference` names a file that could not be read."""
        return reference in self.broken or beside(near.key, reference) in self.broken


def beside(key: str, target: str) -> str:
    """The path that `target`, written in the file at `key`, leads to."""
    return normpath(join(dirname(key), target))
