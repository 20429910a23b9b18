"""A piece as bytes, and back.

What every build needs of every piece is apart from the bulk of its text and the places of its
values, which are fetched when somebody asks for them.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from sys import intern
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import force_setattr

from masthead.content.document import NO_TEXT, Content, Document, Heading, Link, Note
from masthead.content.marks import Key, Marks, Place
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic


class _Packed(Struct, frozen=True, array_like=True):
    piece: Piece
    title: str
    summary: str
    words: int
    links: tuple[Link, ...]
    ids: str
    quotes: tuple[str, ...]
    notes: tuple[Note, ...]
    findings: tuple[Diagnostic, ...]


class _Bulk(Struct, frozen=True, array_like=True):
    """Begins as Content does, of which only that is decoded."""

    parts: Raw
    headings: Raw
    text: Raw
    heads: Raw
    places: bytes


class StoredPlaces(Mapping[tuple[Key, ...], Place]):
    """The places of a file's values, fetched at each question: few are asked."""

    __slots__ = ("_fetch", "_path")

    def __init__(self, fetch: Callable[[str], bytes], path: str) -> None:
        self._fetch, self._path = fetch, path

    @property
    def _known(self) -> Mapping[tuple[Key, ...], Place]:
        return _places(_STORED.decode(self._fetch(self._path)).places)

    def __getitem__(self, key: tuple[Key, ...]) -> Place:
        return self._known[key]

    def __iter__(self) -> Iterator[tuple[Key, ...]]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@lru_cache(maxsize=16)
def _places(packed: bytes) -> dict[tuple[Key, ...], Place]:
    return {tuple(key): place for key, place in _PLACES.decode(packed)}


class StoredContent:
    """The bulk of a text, fetched at the first question."""

    __slots__ = ("_fetch", "_mark", "_path")

    def __init__(self, fetch: Callable[[str], bytes], path: str, mark: bytes) -> None:
        self._fetch, self._path, self._mark = fetch, path, mark

    @property
    def _content(self) -> Content:
        return _fetched(self._fetch, self._path, self._mark)

    @property
    def parts(self) -> tuple[str, ...]:
        """See Content."""
        return self._content.parts

    @property
    def headings(self) -> tuple[Heading, ...]:
        """See Content."""
        return self._content.headings

    @property
    def text(self) -> str:
        """See Content."""
        return self._content.text

    @property
    def heads(self) -> tuple[tuple[int, int], ...]:
        """See Content."""
        return self._content.heads


@lru_cache(maxsize=256)
def _fetched(fetch: Callable[[str], bytes], path: str, _: bytes) -> Content:
    """A text, for as long as it is in use: all of them would fill the memory.

    Its fingerprint tells it from a later one of the same path.
    """
    return _CONTENT.decode(fetch(path))


def pack(piece: Piece, findings: tuple[Diagnostic, ...]) -> tuple[bytes, bytes]:
    """The piece with its findings, and the bulk of its text."""
    document = piece.document
    bare = copy.copy(piece)
    force_setattr(bare, "document", NO_TEXT)
    force_setattr(bare, "marks", _NO_MARKS)
    places = _ENCODER.encode([[*pair] for pair in piece.marks.places.items()])
    packed = _Packed(
        bare, document.title, document.summary, document.words, document.links, document.ids,
        document.quotes, document.notes, findings,
    )  # fmt: skip
    bulk = (document.parts, document.headings, document.text, document.heads, places)
    return _ENCODER.encode(packed), _BULK.encode(bulk)


def unpack(data: bytes, fetch: Callable[[str], bytes]) -> tuple[Piece, tuple[Diagnostic, ...]]:
    """The piece with its findings; `fetch` gives the bulk of its text by its path."""
    packed = _DECODER.decode(data)
    piece = packed.piece
    document = Document(
        title=packed.title, summary=packed.summary, words=packed.words, links=packed.links,
        ids=packed.ids, quotes=packed.quotes, notes=packed.notes,
        content=StoredContent(fetch, piece.path, piece.body),
    )  # fmt: skip
    force_setattr(piece, "document", document)
    force_setattr(piece, "marks", Marks(piece.path, StoredPlaces(fetch, piece.path)))
    for name in ("share", "extra"):
        if not getattr(piece, name):
            force_setattr(piece, name, _NOTHING)
    for name in _SHARED:  # the words of many pieces: one copy of each will do
        force_setattr(piece, name, tuple(map(intern, getattr(piece, name))))
    return piece, packed.findings


_SHARED: Final = ("authors", "stages", "audiences", "topics")
_NOTHING: Final[Mapping[str, Any]] = {}
_NO_MARKS: Final[Any] = Piece.__struct_defaults__[0]
_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(_Packed)
_PLACES: Final = msgspec.json.Decoder(list[tuple[list[Key], Place]])
_BULK: Final = msgspec.msgpack.Encoder()
_STORED: Final = msgspec.msgpack.Decoder(_Bulk)
_CONTENT: Final = msgspec.msgpack.Decoder(Content)
