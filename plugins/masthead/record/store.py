"""The record's file: a SQLite database whose tables are rows of bytes.

It is a cache. A file that is damaged, locked, of another version or not writable is passed over or
begun anew, and never ends a build.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from sys import byteorder
from typing import Any, Final

_FORMAT: Final = f"3 {byteorder}".encode()
"""To be raised whenever what the rows mean changes."""
_PAGES: Final = "PRAGMA page_size = 16384;"
"""Bytes: most texts fit into one page, and are written and fetched in half the time."""
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS sources (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, digest BLOB, piece BLOB
);
CREATE TABLE IF NOT EXISTS texts (path TEXT PRIMARY KEY, value BLOB);
"""

_DATE: Final = "UPDATE sources SET size = ?, mtime = ? WHERE path = ? AND digest = ?"

Row = tuple[str, int, int, bytes, bytes]
"""A source: path, size, time of its last change in nanoseconds or 0, digest, packed piece."""


class Store:
    """The file. `epoch` stands for all that decides what a source becomes besides itself.

    Rows of another epoch are forgotten.
    """

    def __init__(self, file: Path, epoch: bytes) -> None:
        self._file = file
        self._epoch = _FORMAT + epoch
        self._database: sqlite3.Connection | None = None
        self.fresh = True
        """Whether nothing was known."""

    def open(self) -> "Store":
        """Open the file, or begin it."""
        return self._first_of(self._open, self._begin)

    def open_known(self) -> "Store":
        """Open the file if it is there and of this epoch; `fresh` says whether it was not."""
        return self._first_of(self._open)

    def _first_of(self, *attempts: Callable[[], sqlite3.Connection]) -> "Store":
        for attempt in attempts:
            try:
                self._database = attempt()
                break
            except (sqlite3.Error, OSError) as error:
                if "locked" in str(error):  # somebody is at work on it: this build does without
                    break
        return self

    def __getstate__(self) -> tuple[Path, bytes]:
        """Another process opens the file for itself, when it first asks for something."""
        return self._file, self._epoch

    def __setstate__(self, state: tuple[Path, bytes]) -> None:
        self._file, self._epoch = state
        self._database, self.fresh = None, False

    def close(self) -> None:
        """What was written is kept from now on."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def sources(self) -> list[Row]:
        """All sources."""
        return self._rows("SELECT path, size, mtime, digest, piece FROM sources")

    def text(self, path: str) -> bytes:
        """The bulk of a source's text. Raises KeyError if it has gone."""
        if self._database is None:
            self._database = self._open()
        for (value,) in self._rows("SELECT value FROM texts WHERE path = ?", (path,)):
            return bytes(value)
        raise KeyError(path)

    def note(self, name: str) -> bytes:
        """What was noted under a name, or nothing."""
        for (value,) in self._rows("SELECT value FROM notes WHERE name = ?", (name,)):
            return bytes(value)
        return b""

    def write(
        self,
        rows: Iterable[tuple[Row, bytes | None]],
        gone: Iterable[str],
        notes: Iterable[tuple[str, bytes]],
    ) -> bool:
        """Keep these rows with their texts; forget others. All or nothing.

        A row without a text is one that is known, and has another date.

        Returns whether that is done.
        """
        if self._database is None:
            return False
        # Another build at the same site, or a full disk: then this build is not recorded.
        with suppress(sqlite3.Error), self._database as database:
            for row, text in rows:
                if text is None:
                    database.execute(_DATE, (*row[1:3], row[0], row[3]))
                    continue
                database.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)", row)
                database.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (row[0], text))
            for path in gone:
                database.execute("DELETE FROM sources WHERE path = ?", (path,))
                database.execute("DELETE FROM texts WHERE path = ?", (path,))
            database.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", notes)
            return True
        return False

    def _rows(self, query: str, words: tuple[str, ...] = ()) -> list[Any]:
        if self._database is None:
            return []
        try:
            return self._database.execute(query, words).fetchall()
        except sqlite3.Error:
            return []

    def _open(self) -> sqlite3.Connection:
        if not self._file.is_file():
            raise FileNotFoundError(self._file)
        database = self._connect()
        found = database.execute("SELECT value FROM notes WHERE name = 'epoch'").fetchone()
        if found is None or found[0] != self._epoch:
            database.close()
            raise sqlite3.DatabaseError("of another version")
        self.fresh = False
        return database

    def _connect(self) -> sqlite3.Connection:
        # A development server answers from threads, one at a time.
        return sqlite3.connect(self._file, timeout=1, check_same_thread=False)

    def _begin(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        for file in self._file.parent.glob(f"{self._file.name}*"):
            file.unlink()
        self.fresh = True
        database = self._connect()
        database.executescript(_PAGES + _TABLES)
        with database:
            database.execute("INSERT INTO notes VALUES ('epoch', ?)", (self._epoch,))
        return database
