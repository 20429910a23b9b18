"""What the core asks of the outside, as Protocols: the build hands in real ones, tests fakes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from masthead.content.document import Document
    from masthead.content.piece import Piece
    from masthead.diagnostics import Diagnostic


class Room(Protocol):
    """Where bytes are kept that are dear to make: a dictionary, or what holds more than one."""

    def get(self, key: str, /) -> bytes | None:
        """What is kept under a key, or None."""
        ...

    def __setitem__(self, key: str, data: bytes, /) -> None:
        """Keep it, as long as there is room."""
        ...


class Source(Protocol):
    """A file to be read: `path` relative to mkdocs.yml's folder, its size in bytes, its date."""

    @property
    def path(self) -> str:
        """Where it is."""
        ...

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    @property
    def mtime(self) -> int:
        """When it last changed, in nanoseconds."""
        ...

    @property
    def data(self) -> bytes | str:
        """Its bytes, or why the system would not give them."""
        ...

    def forget(self) -> None:
        """Let go of the bytes."""
        ...


_S = TypeVar("_S", bound=Source)


class Read(NamedTuple):
    """What a file became: a piece or nothing, and what was found in it.

    `broken` names what is missing because the file could not be read. A piece that rests on more
    than its own file is not `lasting`.
    """

    piece: "Piece | None"
    findings: "tuple[Diagnostic, ...]"
    broken: tuple[str, ...] = ()
    lasting: bool = True


class Memory(Protocol):
    """Remembers what files became when they were read before."""

    def recall(self, source: Source) -> "tuple[Piece, tuple[Diagnostic, ...]] | None":
        """The piece that a file with these contents became, and what was found in it."""
        ...

    def read(self, sources: Sequence[_S], read: "Callable[[_S], Read]") -> "Iterator[Read]":
        """Read files that it does not know, in their order, and remember what they became."""
        ...


class NoMemory:
    """Remembers nothing."""

    def recall(self, _: Source) -> None:
        """Nothing."""

    def read(self, sources: Sequence[_S], read: "Callable[[_S], Read]") -> "Iterator[Read]":
        """Read them."""
        return map(read, sources)


class Markdown(Protocol):
    """Turns a piece's text into a Document. Pure: the same text gives the same Document."""

    def render(self, text: str, *, first_line: int, title: str) -> "Document":
        """Render `text`, whose first line is line `first_line` of its file.

        With an empty `title`, the first level-one heading serves as the piece's title and is left
        out of the HTML; otherwise a level-one heading with the same words is left out.
        Never raises for any text: what is wrong comes back as notes.
        """
        ...


Dialects = Mapping[str, Markdown]
"""A renderer for each value of the key `dialect`."""


Cut = tuple[Sequence[bytes], Sequence[str]]
"""A page in parts, and the names of the slots between them."""


class Shell(Protocol):
    """One kind of page of the host's theme, rendered once, with holes for what differs."""

    def fill(self, slots: dict[str, str]) -> bytes:
        """The whole page. Values are HTML, already escaped."""
        ...

    def cut(self, empty: tuple[str, ...]) -> Cut:
        """What lies between the holes of a page that leaves these slots empty, and their names."""
        ...
