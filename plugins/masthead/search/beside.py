"""Make the index beside the rendering, in a process of its own where there is enough to do.

indexing = begin(Work(records, language, ways))     # returns at once
...                                                       # render
files = indexing.files()                                  # waits for the rest
"""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from masthead.diagnostics import MastheadError
from masthead.plan.output import SearchRecord
from masthead.plan.views import Anchor
from masthead.search.index import index

_WORTH_A_PROCESS: Final = 400
"""Records. Fewer take less time than it takes to start Python."""


class SearchFailed(MastheadError):  # noqa: N818 - read as a sentence
    """The process that makes the index ended early; its own words are in the message."""


class Work(Struct, frozen=True):
    """What an index is made of."""

    records: Sequence[SearchRecord]
    language: str
    ways: tuple[Anchor, ...] = ()

    def files(self) -> dict[str, bytes]:
        """Each file by its path below the site's root."""
        files: dict[str, bytes] = {}
        index(self.records, self.language, files.__setitem__, self.ways)
        return files


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

    def files(self) -> dict[str, bytes]:
        """Wait for it. Raises SearchFailed."""
        self._thread.join()
        answer, complaint = self._said
        if self._process.returncode:
            raise SearchFailed(f"the search index failed: {complaint.decode('utf-8', 'replace')}")
        return msgspec.msgpack.decode(answer, type=dict[str, bytes])


def begin(work: Work) -> Indexing | Work:
    """Begin to make the index; `files()` of what comes back gives it."""
    return Indexing(work) if len(work.records) >= _WORTH_A_PROCESS else work


def main() -> None:
    """Read work from standard input, and write the files to standard output."""
    work = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Work)
    sys.stdout.buffer.write(msgspec.msgpack.encode(work.files()))


if __name__ == "__main__":
    main()
