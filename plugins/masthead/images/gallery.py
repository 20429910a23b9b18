"""A site's image files: their facts, and their smaller copies, each made once and kept.

What is kept lies in a folder that may be deleted at any time, as may any file in it; a run that is
killed leaves nothing by halves. Facts are kept by path, time and length, copies by the digest of
what they are made of and how.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from secrets import token_hex
from time import time
from typing import Final

import msgspec

from masthead.content.picture import Facts, Fault, is_picture
from masthead.images.make import Wish, make_copies
from masthead.images.metadata import without_metadata
from masthead.images.read import read_facts
from masthead.plan.output import Derived

Progress = Callable[[int, int], None]
"""Told how many images of how many are done."""

_FACTS: Final = "facts.msgpack"
_VERSION: Final = 1
"""Of what is kept: another one, and all is made anew."""
_FORGOTTEN: Final = 30 * 24 * 3600
"""Seconds after which a copy goes that no build has asked for."""


class _Known(msgspec.Struct, frozen=True, array_like=True):
    time: int
    size: int
    facts: Facts | None = None
    fault: Fault | None = None


class _Notes(msgspec.Struct, array_like=True):
    version: int
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
            if known and (known.time, known.size) == (status.st_mtime_ns, status.st_size):
                return known
            found = read_facts(file.read_bytes(), path)
        except OSError:
            return None
        if isinstance(found, Fault):
            return _Known(status.st_mtime_ns, status.st_size, fault=found)
        return _Known(status.st_mtime_ns, status.st_size, facts=found)

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

    def prepare(self, derived: Iterable[Derived], progress: Progress = lambda *_: None) -> None:
        """Make the copies that are not there yet. What fails is among `faults` afterwards."""
        missing = [one for one in derived if not self._place(one).is_file()]
        missing.sort(key=lambda one: (one.source, one.width))
        groups = [(source, list(ones)) for source, ones in groupby(missing, lambda x: x.source)]
        if groups:
            self.folder.mkdir(parents=True, exist_ok=True)
            with ThreadPoolExecutor(os.cpu_count()) as executor:
                for done, (source, made) in enumerate(self._results(executor, groups), 1):
                    if isinstance(made, Fault):
                        self.faults[source] = made
                    else:
                        self.made += made
                    progress(done, len(groups))
        self._write_notes()

    def _results(
        self, executor: Executor, groups: Iterable[tuple[str, list[Derived]]]
    ) -> Iterator[tuple[str, int | Fault]]:
        """Sources with how many copies were made of them, in the order of the groups."""
        groups = list(groups)
        made = executor.map(lambda group: self._make(*group), groups)
        yield from zip((source for source, _ in groups), made, strict=True)

    def _make(self, source: str, wanted: list[Derived]) -> int | Fault:
        data = (self.root / source).read_bytes()
        copies = make_copies(data, [Wish(x.width, x.format, x.quality) for x in wanted])
        if isinstance(copies, Fault):
            return copies
        for one, copy in zip(wanted, copies, strict=True):
            _write_whole(self._place(one), copy)
        return len(copies)

    def copy(self, derived: Derived) -> bytes:
        """The bytes of a copy that was prepared; of one that cannot be made, the image's own."""
        try:
            return self._place(derived).read_bytes()
        except FileNotFoundError:
            return self.published(derived.source)

    def _place(self, one: Derived) -> Path:
        words = f"{one.digest} {one.width} {one.format} {one.quality} {self._encoders}"
        return self.folder / f"{sha256(words.encode()).hexdigest()[:32]}.{one.format}"

    @cached_property
    def _encoders(self) -> str:
        """The version of what makes the copies: another one may make other bytes."""
        return f"pillow {version('pillow')}"

    def tidy(self, derived: Iterable[Derived]) -> None:
        """Forget copies that no build has asked for in a month."""
        used = {self._place(one).name for one in derived}
        for file in self.folder.iterdir() if self.folder.is_dir() else ():
            unused = file.name != _FACTS and file.name not in used
            if unused and time() - file.stat().st_mtime > _FORGOTTEN:
                file.unlink(missing_ok=True)

    def _read_notes(self) -> dict[str, _Known]:
        try:
            notes = msgspec.msgpack.decode((self.folder / _FACTS).read_bytes(), type=_Notes)
        except (OSError, msgspec.MsgspecError):
            return {}
        return notes.files if notes.version == _VERSION else {}

    def _write_notes(self) -> None:
        if self._asked != self._known and self._asked:
            self.folder.mkdir(parents=True, exist_ok=True)
            notes = _Notes(_VERSION, dict(sorted(self._asked.items())))
            _write_whole(self.folder / _FACTS, msgspec.msgpack.encode(notes))
            self._known = dict(self._asked)


def _write_whole(path: Path, data: bytes) -> None:
    """A file that is there whole or not at all, whoever else is writing it."""
    draft = path.with_name(f"{path.name}.{token_hex(4)}.new")
    draft.write_bytes(data)
    draft.replace(path)
