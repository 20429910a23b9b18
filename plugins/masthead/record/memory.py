"""What sources became in earlier builds, by their contents.

Dates are a hint: a file of the same size and date is taken for the same, unless the date was too
young to tell. A file with another date is read, and its contents decide.
"""

from collections.abc import Callable
from functools import partial
from hashlib import blake2b
from time import time_ns

from msgspec.structs import replace

from masthead.content.face import face_of, text_of
from masthead.content.opening import opening_of
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic
from masthead.ports import Source
from masthead.record.packing import pack, unpack
from masthead.record.store import Row, Store
from masthead.source.dates import settled

_Known = tuple[Piece, tuple[Diagnostic, ...]]


class Memory:
    """Remembers pieces between builds."""

    def __init__(self, store: Store) -> None:
        self._store = store
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

    def keep(self, source: Source, piece: Piece, findings: tuple[Diagnostic, ...]) -> Piece:
        """Remember what a file became; returns the piece with its fingerprints."""
        data = source.data
        known = replace(piece, face=face_of(piece), body=text_of(piece), opening=opening_of(piece))
        if isinstance(data, bytes):
            packed, text = pack(known, findings)
            self._changed[source.path] = (self._row(source, _digest(data), packed), text)
            self._hold(source, (known, findings))
        return known

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


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
