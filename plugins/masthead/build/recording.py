"""The record of one site: what earlier builds have done, and what this one does.

In: the cache's folder, settings. Out: a Memory for reading, the Kinship and the Published of the
last build. It is written after the site has been, so that a build which is killed is done again.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from masthead.build.crew import processors, spread
from masthead.build.epoch import program
from masthead.plan.facts import fingerprint
from masthead.plan.related import Kinship
from masthead.ports import NoMemory
from masthead.record.memory import Memory
from masthead.record.outputs import Published, dump, load
from masthead.record.store import Store
from masthead.settings import Settings

FILE: Final = "record.db"
_KINSHIP: Final = "kinship"


class Recording:
    """Opened by a build that begins; `site_dir` tells the sites apart that are built from one."""

    def __init__(self, cache: Path, site_dir: str, settings: Settings) -> None:
        self.reading = reading(settings)
        self.store = Store(cache / FILE, self.reading).open()
        self.memory = Memory(self.store, spread(processors()))
        self._name = f"published {sha256(site_dir.encode()).hexdigest()[:12]}"
        self._kinship: Kinship | None = None

    def kinship(self) -> Kinship | None:
        """How the pieces were related."""
        data = self.store.note(_KINSHIP)
        try:
            self._kinship = _DECODER.decode(data) if data else None
        except msgspec.DecodeError:
            self._kinship = None
        return self._kinship

    def before(self, epoch: bytes) -> Published:
        """What was published last; nothing if it rested on another epoch."""
        published = load(self.store.note(self._name))
        return published if published.epoch == epoch else Published()

    def save(self, published: Published | None, kinship: Kinship) -> None:
        """Write what this build has read, and what it has published if that is anything new."""
        rows, gone = self.memory.changes()
        related = kinship is not self._kinship
        if rows or gone or related or published:
            self.store.write(rows, gone, self._notes(published, kinship if related else None))

    def _notes(
        self, published: Published | None, kinship: Kinship | None
    ) -> Iterator[tuple[str, bytes]]:
        """One after the other, since each may be large."""
        if kinship is not None:
            yield _KINSHIP, _ENCODER.encode(kinship)
        if published is not None:
            yield self._name, dump(published)

    def close(self) -> None:
        """Nothing is asked any more."""
        self.store.close()


@contextmanager
def known_sources(cache: Path, settings: Settings) -> Iterator[Memory | NoMemory]:
    """What builds have read, for a command that only asks. It begins no record of its own."""
    store = Store(cache / FILE, reading(settings)).open_known()
    try:
        yield NoMemory() if store.fresh else Memory(store, spread(processors()))
    finally:
        store.close()


def lend_record(root: Path, other: Path) -> None:
    """Copy the record of one state of a site to another: most of their files are the same."""
    record, home = root / ".cache" / "masthead" / FILE, other / ".cache" / "masthead" / FILE
    if record.is_file() and other.is_dir():
        home.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(record, home)


def reading(settings: Settings) -> bytes:
    """All that decides what a piece's file becomes, besides itself."""
    chosen = (
        settings.timezone.key, settings.tags, settings.dialect, settings.remote_hosts,
        settings.site_url,
    )  # fmt: skip
    return program() + fingerprint(chosen)


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Kinship)
