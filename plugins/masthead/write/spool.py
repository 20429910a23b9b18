"""Bytes that would fill the memory: the first are kept there, the others in a file.

The file has no name, so that nothing is left behind however a build ends.
"""

import os
from tempfile import TemporaryFile
from typing import IO, Final

_MEMORY: Final = 32 * 1024 * 1024
"""Bytes. Sites of a thousand pieces need no file."""


_BITS: Final = 32
"""Of a place say the size, those above them where it begins: one number takes less memory."""
_LARGEST: Final = (1 << _BITS) - 1


class Spool:
    """Keeps bytes by key for this process. A full disk only makes it forget."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._left = _MEMORY
        self._held: dict[str, bytes] = {}
        self._places: dict[str, int] = {}
        self._file: IO[bytes] | None = None
        self._end = 0

    def get(self, key: str, /) -> bytes | None:
        """What is kept under a key, or None."""
        if self._process != os.getpid():  # a forked process shares the file's position
            self._begin()
        if key in self._held:
            return self._held[key]
        place = self._places.get(key)
        if place is None or self._file is None:
            return None
        self._file.seek(place >> _BITS)
        return self._file.read(place & _LARGEST)

    def __setitem__(self, key: str, data: bytes, /) -> None:
        if self._process != os.getpid():
            self._begin()
        if len(data) > _LARGEST:
            return
        if len(data) <= self._left:
            self._left -= len(data)
            self._held[key] = data
            return
        try:
            if self._file is None:
                self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as the build
            self._file.seek(self._end)
            if self._file.write(data) < len(data):  # so does a disk with a little room left
                return
        except OSError:
            return
        self._places[key] = self._end << _BITS | len(data)
        self._end += len(data)
