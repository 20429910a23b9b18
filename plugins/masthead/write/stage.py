"""The only writer to the published site: everything is staged first, and swapped in at the end.

A build writes below a folder of its own. `commit` then notes in a journal which files move and
which go, and does so; a run that is killed in the middle is finished by the next one. A build that
fails or is killed before that leaves the site exactly as it was. Files that did not change are not
touched, and hidden files at any depth (`.gitignore`, `.well-known`) stay.
"""

import json
import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self

from masthead.diagnostics import WriteError

_JOURNAL: Final = "journal.json"


class Stage:
    """A build's own copy of what it changes. `site` is published to; `cache` belongs to Masthead.

    Raises WriteError when the file system refuses.
    """

    def __init__(self, site: Path, cache: Path) -> None:
        self.site = site
        self.home = cache / f"stage-{sha256(str(site).encode()).hexdigest()[:12]}"
        self.folder = self.home / "site"
        self._kept: set[str] = set()
        self._put: set[str] = set()

    def open(self) -> Self:
        """Finish what a killed run began, and begin with nothing staged."""
        try:
            self._recover()
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
        except OSError as error:
            raise WriteError(f"cannot prepare {self.folder}: {error}") from error
        self._kept, self._put = set(), set()
        return self

    def put(self, file: str, data: bytes) -> bool:
        """Stage one file; returns whether it differs from what is published."""
        if _bytes(self.site / file) == data:
            self._kept.add(file)
            return False
        target = self.folder / file
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            raise WriteError(f"cannot write {target}: {error}") from error
        self._put.add(file)
        return True

    def remove(self, file: str) -> None:
        """Take back a staged file."""
        (self.folder / file).unlink(missing_ok=True)
        self._kept.discard(file)
        self._put.discard(file)

    def commit(self) -> tuple[int, int]:
        """Swap everything in; returns how many files were written and how many removed."""
        try:
            moves, removals = self._changes()
            _write_whole(
                self.home / _JOURNAL,
                json.dumps({"site": str(self.site), "moves": moves, "removals": removals}),
            )
            self._recover()
        except OSError as error:
            raise WriteError(f"cannot publish to {self.site}: {error}") from error
        return len(moves), len(removals)

    def discard(self) -> None:
        """Forget what was staged. The site stays as it is."""
        shutil.rmtree(self.home, ignore_errors=True)

    def _changes(self) -> tuple[list[str], list[str]]:
        staged = {
            file
            for file in _walk(self.folder)
            if file in self._put or _bytes(self.folder / file) != _bytes(self.site / file)
        }
        wanted = set(_walk(self.folder)) | self._kept
        return sorted(staged), sorted(file for file in _walk(self.site) if file not in wanted)

    def _recover(self) -> None:
        """Do what the journal says. Each step may have been done already."""
        journal = self.home / _JOURNAL
        if not journal.is_file():
            return
        plan: Any = json.loads(journal.read_text(encoding="utf-8"))
        for file in plan["removals"]:
            (self.site / file).unlink(missing_ok=True)
            _remove_empty_parents(self.site, file)
        for file in plan["moves"]:
            staged = self.folder / file
            if staged.is_file():
                _make_way(self.site, file)
                _move(staged, self.site / file)
        journal.unlink()
        shutil.rmtree(self.home, ignore_errors=True)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _walk(folder: Path) -> Iterator[str]:
    """Paths of all files below, relative, with `/`; hidden ones are not ours."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = Path(parent).relative_to(folder)
        yield from ((base / name).as_posix() for name in names if not name.startswith("."))


def _write_whole(path: Path, text: str) -> None:
    """A journal is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _make_way(site: Path, file: str) -> None:
    """A file in a folder's place, or a folder in a file's, is from an older site."""
    target = site / file
    for parent in reversed(target.relative_to(site).parents):
        if (site / parent).is_file():
            (site / parent).unlink()
    if target.is_dir() and not any(target.iterdir()):
        target.rmdir()
    target.parent.mkdir(parents=True, exist_ok=True)


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError:  # another file system: copy beside the target, then swap
        beside = target.with_name(f".{target.name}.new")
        shutil.copyfile(source, beside)
        beside.replace(target)


def _remove_empty_parents(site: Path, file: str) -> None:
    for parent in (site / file).parents:
        if parent == site or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()
