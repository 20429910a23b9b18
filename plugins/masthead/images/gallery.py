"""A site's image files: their facts, and their smaller copies, each made once and kept.

What is kept lies in a folder that may be deleted at any time, as may any file in it; a run that is
killed leaves nothing by halves. Facts are kept by path, with the file's size, date and digest: the
date is a hint, and the digest decides. Copies are kept by the digest of what they are made of and
how.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from posixpath import normpath
from secrets import token_hex
from time import time, time_ns
from typing import Final

import msgspec
from msgspec.structs import replace

from masthead.content.picture import Facts, Fault, is_picture
from masthead.images.make import Wish, make_copies
from masthead.images.metadata import without_metadata
from masthead.images.read import read_facts
from masthead.plan.output import Derived
from masthead.source.dates import settled

Progress = Callable[[int, int], None]
"""Told how many images of how many are done."""

_FACTS: Final = "facts.msgpack"
_VERSION: Final = 2
"""To be raised whenever other facts are read, or copies are made otherwise."""
_FORGOTTEN: Final = 30 * 24 * 3600
"""Seconds after which a copy goes that no build has asked for."""


class _Known(msgspec.Struct, frozen=True, array_like=True):
    size: int
    mtime: int
    digest: str
    facts: Facts | None = None
    fault: Fault | None = None


class _Notes(msgspec.Struct, array_like=True):
    makers: str
    files: dict[str, _Known]


class Gallery:
    """The images below `root`, by their paths; `folder` keeps what was made of them."""

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        self.root = root
        self.folder = folder or root / ".cache" / "masthead" / "images"
        self.faults: dict[str, Fault] = {}
        """What cannot be used, by path, of all that was asked for."""
        self.made = 0
        """How many copies had to be made."""
        self._began = time_ns()
        self._known = self._read_notes()
        self._asked: dict[str, _Known] = {}

    def facts(self, path: str) -> Facts | None:
        """What is known of an image file; nothing if it is none, is not there or is broken."""
        if not is_picture(path):
            return None
        known = self._asked.get(path)
        if known is None:
            known = self._look(path)
            if known is None:
                return None
            self._asked[path] = known
            if known.fault:
                self.faults[path] = known.fault
        return known.facts

    def _look(self, path: str) -> _Known | None:
        file = self.root / path
        try:
            status = file.stat()
            known = self._known.get(path)
            if known and (known.size, known.mtime) == (status.st_size, status.st_mtime_ns):
                return known
            data = file.read_bytes()
        except OSError:
            return None
        mtime, digest = settled(status.st_mtime_ns, self._began), sha256(data).hexdigest()
        if known and known.digest == digest:
            return replace(known, size=len(data), mtime=mtime)
        found = read_facts(data, path)
        if isinstance(found, Fault):
            return _Known(len(data), mtime, digest, fault=found)
        return _Known(len(data), mtime, digest, facts=found)

    def published(self, path: str) -> bytes:
        """The bytes of the copy in full size: those of the file, without what a camera noted."""
        data = (self.root / path).read_bytes()
        return without_metadata(data) if is_picture(path) else data

    def length(self, path: str) -> int:
        """How many bytes that are; 0 for a file that is not there."""
        if facts := self.facts(path):
            return facts.length
        try:
            return (self.root / path).stat().st_size
        except OSError:
            return 0

    def state(self, path: str) -> tuple[str | int, ...]:
        """What stands for the bytes of `published`: as long as it is the same, so are they.

        Raises OSError.
        """
        known = self._asked.get(path)
        if known and known.facts:
            return (known.digest,)
        status = (self.root / path).stat()
        return status.st_size, status.st_mtime_ns

    def prepare(self, derived: Iterable[Derived], progress: Progress = lambda *_: None) -> None:
        """Make the copies that are not there yet. What fails is among `faults` afterwards."""
        there = {file.name for file in self.folder.glob("*")}
        missing = [one for one in derived if self.name(one) not in there]
        missing.sort(key=lambda one: (one.source, one.width))
        groups = [(source, list(ones)) for source, ones in groupby(missing, lambda x: x.source)]
        if groups:
            with ThreadPoolExecutor(os.cpu_count()) as executor:
                for done, (source, made) in enumerate(self._results(executor, groups), 1):
                    if isinstance(made, Fault):
                        self.faults[source] = made
                    else:
                        self.made += len(made)
                    progress(done, len(groups))

    def _results(
        self, executor: Executor, groups: Iterable[tuple[str, list[Derived]]]
    ) -> Iterator[tuple[str, list[bytes] | Fault]]:
        """Sources with the copies that were made of them, in the order of the groups."""
        groups = list(groups)
        made = executor.map(lambda group: self._make(*group), groups)
        yield from zip((source for source, _ in groups), made, strict=True)

    def _make(self, source: str, wanted: list[Derived]) -> list[bytes] | Fault:
        data = (self.root / source).read_bytes()
        copies = make_copies(data, [Wish(x.width, x.format, x.quality) for x in wanted])
        # An image that was saved since it was looked at is not the one that the names stand for.
        if not isinstance(copies, Fault) and sha256(data).hexdigest() == wanted[0].digest:
            self.folder.mkdir(parents=True, exist_ok=True)
            for one, copy in zip(wanted, copies, strict=True):
                _write_whole(self.folder / self.name(one), copy)
        return copies

    def copy(self, derived: Derived) -> bytes:
        """The bytes of a copy, made now if it was not; of one that cannot be, the image's own."""
        try:
            return (self.folder / self.name(derived)).read_bytes()
        except FileNotFoundError:
            made = self._make(derived.source, [derived])
        if isinstance(made, Fault):
            self.faults[derived.source] = made
            return self.published(derived.source)
        return made[0]

    def name(self, one: Derived) -> str:
        """What a copy is kept as: it stands for the copy's bytes."""
        words = f"{one.digest} {one.width} {one.format} {one.quality} {self._makers}"
        return f"{sha256(words.encode()).hexdigest()[:32]}.{one.format}"

    @cached_property
    def _makers(self) -> str:
        """The versions of what reads facts and makes copies: others may make other bytes."""
        return f"{_VERSION} pillow {version('pillow')}"

    def tidy(self, derived: Iterable[Derived]) -> None:
        """Forget copies of which none is used and that are older than a month, if any are new."""
        if not self.made:
            return
        used = {self.name(one) for one in derived}
        for file in self.folder.iterdir() if self.folder.is_dir() else ():
            unused = file.name != _FACTS and file.name not in used
            if unused and time() - file.stat().st_mtime > _FORGOTTEN:
                file.unlink(missing_ok=True)

    def _read_notes(self) -> dict[str, _Known]:
        try:
            notes = msgspec.msgpack.decode((self.folder / _FACTS).read_bytes(), type=_Notes)
        except (OSError, msgspec.MsgspecError):
            return {}
        return notes.files if notes.makers == self._makers else {}

    def save(self) -> None:
        """Keep what is known of the files that there are."""
        files = {
            path: known
            for path, known in sorted((self._known | self._asked).items())
            if path in self._asked or (self.root / path).is_file()
        }
        if files != self._known:
            self.folder.mkdir(parents=True, exist_ok=True)
            notes = _Notes(self._makers, files)
            _write_whole(self.folder / _FACTS, msgspec.msgpack.encode(notes))
            self._known = files


def size_below(gallery: Gallery, docs: str, key: str) -> int:
    """The bytes of a file by its path below docs, 0 if they are unknown."""
    return gallery.length(normpath(f"{docs}/{key}"))


def facts_below(gallery: Gallery, docs: str, key: str) -> Facts | None:
    """What is known of an image by its path below docs."""
    return gallery.facts(normpath(f"{docs}/{key}"))


def _write_whole(path: Path, data: bytes) -> None:
    """A file that is there whole or not at all, whoever else is writing it."""
    draft = path.with_name(f"{path.name}.{token_hex(4)}.new")
    draft.write_bytes(data)
    draft.replace(path)
