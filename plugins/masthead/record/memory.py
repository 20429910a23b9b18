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
_BATCH: Final = 500
"""Files whose texts are in memory at once."""
_MANY: Final = 2000
"""Files. One process reads fewer in a second or two; several cost more processor time."""
_ROOM: Final = 16 * 1024 * 1024
"""Bytes for texts that were just read: fetching one takes as long as decoding it."""
_FIRST: Final = 24
"""Files read here, so that what reading needs is loaded once and not in every process."""
_Known = tuple[Piece, tuple[Diagnostic, ...]]


class Memory:
    """Remembers pieces between builds."""

    def __init__(self, store: Store, spread: Spread | None = None) -> None:
        self._store, self._spread = store, spread
        self._rows: dict[str, Row] = {row[0]: row for row in store.sources()}
        self._held: dict[str, _Held] = {}
        """What this process knows already, by path, with size, date and contents."""
        self._seen: set[str] = set()
        self._changed: dict[str, tuple[Row, bytes | None]] = {}
        self._began = time_ns()
        self._text = _Texts(store)  # one for all pieces

    def begin(self) -> None:
        """All sources are going to be read, maybe once more."""
        self._seen = set()
        self._began = time_ns()

    def recall(self, source: Source) -> _Known | None:
        """The piece that a file became, with what was found in it, if the file is the same."""
        held = self._held.get(source.path)
        if held and (held.size, held.mtime) == (source.size, source.mtime):
            self._seen.add(source.path)
            return held.known
        row = self._rows.get(source.path)
        if row is None:
            return None
        _, size, mtime, digest, packed = row
        if (size, mtime) != (source.size, source.mtime):
            data = source.data
            if isinstance(data, str) or _digest(data) != digest:
                return None
            source.forget()
        if held and held.digest == digest:
            known = held.known
        elif packed:
            known = unpack(packed, self._text)
        else:
            return None
        if (size, mtime) != (source.size, source.mtime):
            self._changed[source.path] = (self._row(source, digest), None)
        self._hold(source, digest, known)
        return known

    def _hold(self, source: Source, digest: bytes, known: _Known) -> None:
        """Know a piece from here on; the row that it came from need not be in memory too."""
        row = self._row(source, digest)
        self._held[source.path] = _Held(row[1], row[2], digest, known)
        if (there := self._rows.get(source.path)) and there[3] == digest:
            self._rows[source.path] = row
        self._seen.add(source.path)

    def read(self, sources: Sequence[_S], read: Callable[[_S], Read]) -> Iterator[Read]:
        """Read files, in their order, and remember what they became.

        What is remembered is fetched from the record again when it is wanted, so that the texts of
        a large site need not all be in memory.
        """
        results = self._results(sources, read)
        for start in range(0, len(sources), _BATCH):
            batch = sources[start : start + _BATCH]
            yield from self._kept([(source, *next(results)) for source in batch])

    def _results(
        self, sources: Sequence[_S], read: Callable[[_S], Read]
    ) -> Iterator[tuple[Read, "_Packed | None"]]:
        if len(sources) < _MANY or self._spread is None:
            yield from map(partial(_packed, read), sources)
            return
        first, others = sources[:_FIRST], sources[_FIRST:]
        yield from map(partial(_packed, read), first)
        yield from self._spread(partial(_without_piece, read), others)

    def _kept(self, batch: "list[tuple[_S, Read, _Packed | None]]") -> Iterator[Read]:
        rows = {
            source.path: (self._row(source, packed.digest, packed.piece), packed.text)
            for source, _, packed in batch if packed
        }  # fmt: skip
        written = self._store.write(rows.values(), (), ())
        for source, one, packed in batch:
            if packed is None:
                yield one
                continue
            path = source.path
            if written:
                self._rows[path] = rows[path][0]
                self._text.hold(path, packed.text)
            else:
                self._changed[path] = rows[path]
            fetch = self._text if written else partial(_given, packed.text)
            # What comes back from the record takes less memory than what was read just now.
            known = unpack(packed.piece, fetch)
            self._hold(source, packed.digest, known)
            yield Read(*known)

    def changes(self) -> tuple[list[tuple[Row, bytes | None]], list[str]]:
        """Rows that are new or have another date, and the paths of sources that are no more."""
        gone = [path for path in self._rows if path not in self._seen]
        return [*self._changed.values()], gone

    def _row(self, source: Source, digest: bytes, packed: bytes = b"") -> Row:
        return source.path, source.size, settled(source.mtime, self._began), digest, packed


class _Texts:
    """The bulk of texts by path: those read in this build are at hand, as far as there is room."""

    def __init__(self, store: Store) -> None:
        self._store, self._held, self._room = store, dict[str, bytes](), _ROOM

    def __call__(self, path: str) -> bytes:
        held = self._held.get(path)
        return self._store.text(path) if held is None else held

    def hold(self, path: str, text: bytes) -> None:
        """Keep a text, in the place of what was known by its path."""
        self._room += len(self._held.pop(path, b""))
        if len(text) <= self._room:
            self._held[path] = text
            self._room -= len(text)

    def __reduce__(self) -> tuple[type["_Texts"], tuple[Store]]:
        """Another process asks the store."""
        return _Texts, (self._store,)


def _given(text: bytes, _: str) -> bytes:
    """The text of a piece that the record does not hold."""
    return text


class _Held(NamedTuple):
    size: int
    mtime: int
    digest: bytes
    known: _Known


class _Packed(NamedTuple):
    digest: bytes
    piece: bytes
    text: bytes


def _packed(read: Callable[[_S], Read], source: _S) -> tuple[Read, _Packed | None]:
    """What a file became, and the same as bytes if that lasts."""
    one, data = read(source), source.data
    source.forget()
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
