"""What sources became in earlier builds, by their contents.

Dates are a hint: a file of the same size and date is taken for the same, unless the date was too
young to tell. A file with another date is read, and its contents decide.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from time import time_ns
from typing import Any, Final, NamedTuple, TypeVar

from msgspec.structs import replace

from masthead.content.face import face_of, text_of
from masthead.content.opening import opening_of
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic
from masthead.ports import Read, Source
from masthead.record.packing import pack, unpack
from masthead.record.store import Row, Store
from masthead.source.dates import settled

_S = TypeVar("_S", bound=Source)
Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]
"""Calls a function with each item, in other processes; the results come in the items' order."""
_MANY: Final = 300
"""Files. Fewer are read in less time than it takes to start processes."""
_Known = tuple[Piece, tuple[Diagnostic, ...]]


class Memory:
    """Remembers pieces between builds."""

    def __init__(self, store: Store, spread: Spread | None = None) -> None:
        self._store, self._spread = store, spread
        self._rows: dict[str, Row] = {row[0]: row for row in store.sources()}
        self._held: dict[str, tuple[int, int, _Known]] = {}
        """What this process has read itself, by path, with size and date."""
        self._seen: set[str] = set()
        self._changed: dict[str, tuple[Row, bytes | None]] = {}
        self._began = time_ns()

    def begin(self) -> None:
        """All sources are going to be read, maybe once more."""
        self._seen = set()
        self._began = time_ns()

    def recall(self, source: Source) -> _Known | None:
        """The piece that a file became, with what was found in it, if the file is the same."""
        held = self._held.get(source.path)
        if held and held[:2] == (source.size, source.mtime):
            self._seen.add(source.path)
            return held[2]
        known = self._recorded(source)
        if known is not None:
            self._hold(source, known)
        return known

    def _hold(self, source: Source, known: _Known) -> None:
        self._held[source.path] = (source.size, settled(source.mtime, self._began), known)
        self._seen.add(source.path)

    def _recorded(self, source: Source) -> _Known | None:
        row = self._rows.get(source.path)
        if row is None:
            return None
        _, size, mtime, digest, packed = row
        if size != source.size or mtime != source.mtime:
            data = source.data
            if isinstance(data, str) or _digest(data) != digest:
                return None
            self._changed[source.path] = (self._row(source, digest, packed), None)
        return unpack(packed, self._fetch(source.path))

    def read(self, sources: Sequence[_S], read: Callable[[_S], Read]) -> Iterator[Read]:
        """Read files, in their order, and remember what they became."""
        if len(sources) < _MANY or self._spread is None:
            for source in sources:
                one, packed = _packed(read, source)
                yield self._keep(source, one, packed) if packed else one
            return
        for source, (one, packed) in zip(
            sources, self._spread(partial(_without_piece, read), sources), strict=True
        ):
            if packed:
                piece, findings = unpack(packed.piece, partial(bytes, packed.text))
                one = Read(piece, findings)
                self._keep(source, one, packed)
            yield one

    def _keep(self, source: Source, one: Read, packed: "_Packed") -> Read:
        row = self._row(source, packed.digest, packed.piece)
        self._changed[source.path] = (row, packed.text)
        if one.piece is not None:
            self._hold(source, (one.piece, one.findings))
        return one

    def changes(self) -> tuple[list[tuple[Row, bytes | None]], list[str]]:
        """Rows that are new, and the paths of sources that are no more."""
        gone = [path for path in self._rows if path not in self._seen]
        return [*self._changed.values()], gone

    def paths(self) -> set[str]:
        """The sources that the record has, or is about to have."""
        return self._seen & (self._rows.keys() | self._changed.keys())

    def _row(self, source: Source, digest: bytes, packed: bytes) -> Row:
        return source.path, source.size, settled(source.mtime, self._began), digest, packed

    def _fetch(self, path: str) -> Callable[[], bytes]:
        return partial(self._store.text, path)


class _Packed(NamedTuple):
    digest: bytes
    piece: bytes
    text: bytes


def _packed(read: Callable[[_S], Read], source: _S) -> tuple[Read, _Packed | None]:
    """What a file became, and the same as bytes if that lasts."""
    one, data = read(source), source.data
    if one.piece is None or not one.lasting or isinstance(data, str):
        return one, None
    piece = replace(
        one.piece, face=face_of(one.piece), body=text_of(one.piece), opening=opening_of(one.piece)
    )
    return one._replace(piece=piece), _Packed(_digest(data), *pack(piece, one.findings))


def _without_piece(read: Callable[[_S], Read], source: _S) -> tuple[Read, _Packed | None]:
    """The same, for another process to send."""
    one, packed = _packed(read, source)
    return (_NOTHING, packed) if packed else (one, None)


_NOTHING: Final = Read(None, ())


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
