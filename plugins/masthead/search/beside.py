"""Make the index beside the rendering, in a process of its own where there is enough to do.

indexing = begin(Work(wanted, site, stock))         # returns at once
...                                                       # render
made = indexing.index()                                   # waits for the rest
"""

import os
import subprocess
import sys
import threading
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from masthead.diagnostics import MastheadError
from masthead.search.index import ENTRY, Entry, Index, Stock, Wanted, index

_WORTH_A_PROCESS: Final = 400
"""Records. Fewer take less time than it takes to start Python."""


class SearchFailed(MastheadError):  # noqa: N818 - read as a sentence
    """The process that makes the index ended early; its own words are in the message."""


class Work(Struct, frozen=True):
    """What is wanted, and where the last index and its Stock lie; without, nothing is kept."""

    wanted: Wanted
    site: str = ""
    stock: str = ""

    def index(self) -> Index | None:
        """The index; None if it cannot go on from the last one, and has to be made whole."""
        try:
            stock = self._stock() if self.wanted.same else Stock()
            made = index(self.wanted, stock, self._former)
        except (OSError, msgspec.DecodeError, zlib.error):
            return None
        if made is not None and self.stock:
            _keep(stock, Path(self.stock))
        return made

    def _former(self, file: str) -> bytes:
        return Path(self.site, file).read_bytes()

    def _stock(self) -> Stock:
        """The Stock of the index that is published. Raises OSError or DecodeError."""
        entry = msgspec.json.decode(self._former(ENTRY), type=Entry)
        stock = _STOCKS.decode(Path(self.stock).read_bytes())
        return stock if stock.version == entry.version else Stock()


def _keep(stock: Stock, file: Path) -> None:
    """For the next index; if there is no room for it, that is made whole."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        draft.write_bytes(msgspec.msgpack.encode(stock))
        draft.replace(file)


class Indexing:
    """An index that is being made."""

    def __init__(self, work: Work) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "masthead.search.beside"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._said: tuple[bytes, bytes] = b"", b""
        # Encoded now: nothing that the build does from here on can change it.
        data = msgspec.msgpack.encode(work)
        self._thread = threading.Thread(target=self._talk, args=(data,), daemon=True)
        self._thread.start()

    def _talk(self, data: bytes) -> None:
        self._said = self._process.communicate(data)

    def index(self) -> Index | None:
        """Wait for it; see Work. Raises SearchFailed."""
        self._thread.join()
        answer, complaint = self._said
        if self._process.returncode:
            raise SearchFailed(f"the search index failed: {complaint.decode('utf-8', 'replace')}")
        return msgspec.msgpack.decode(answer, type=Index | None)


def begin(work: Work) -> Indexing | Work:
    """Begin to make the index; `index()` of what comes back gives it."""
    count = len(work.wanted.records) + len(work.wanted.same)
    return Indexing(work) if count >= _WORTH_A_PROCESS else work


def main() -> None:
    """Read work from standard input, and write the index to standard output."""
    work = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Work)
    sys.stdout.buffer.write(msgspec.msgpack.encode(work.index()))


_STOCKS: Final = msgspec.msgpack.Decoder(Stock)

if __name__ == "__main__":
    main()
