"""The only writer to the published site: everything is staged first, and swapped in at the end.

A build writes below a folder of its own. `commit` then notes in a journal which files move and
which go, and does so; a run that is killed in the middle is finished by the next one. A build that
fails or is killed before that leaves the site exactly as it was. Files that did not change are not
touched, and hidden files at any depth (`.gitignore`, `.well-known`) stay, but for those that an
earlier build published: a list in the cache names them. Of two builds of one site at once, the
first to finish publishes, and the other is told so.
"""

import json
import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from time import time
from typing import Any, Final, Self

from masthead.diagnostics import WriteError

_JOURNAL: Final = "journal.json"
_TURN: Final = "turn"
"""Names the build that published last."""
_HIDDEN: Final = "hidden.json"
"""Names the hidden files that builds have published: they go when no build makes them any more."""
_FORGOTTEN: Final = 3600
"""Seconds after which what a killed build left behind cannot be a running build's."""


About = tuple[int, int]
"""Size in bytes, and date in nanoseconds."""


class Stage:
    """A build's own copy of what it changes. `site` is published to; `cache` belongs to Masthead.

    Raises WriteError when the file system refuses.
    """

    def __init__(self, site: Path, cache: Path) -> None:
        self.site = site
        self.home = cache / f"stage-{sha256(str(site).encode()).hexdigest()[:12]}"
        self._name = token_hex(8)
        self.folder = self.home / self._name
        self._turn = ""
        self._begun = False
        self._kept: set[str] = set()
        self._put: set[str] = set()
        self._made: set[str] = set()
        self._there: dict[str, About] = {}
        """The files of the published site, but hidden ones."""

    def open(self) -> Self:
        """Finish what a killed run began, and begin with nothing staged."""
        try:
            self._recover()
            self._clean_up()
            self._turn = self._last_turn()
            self.folder.mkdir(parents=True)
            self._there = _scan(self.site)
        except OSError as error:
            raise WriteError(f"cannot prepare {self.folder}: {error}") from error
        self._kept, self._put, self._made = set(), set(), set()
        return self

    def put(self, file: str, data: bytes) -> bool:
        """Stage one file; returns whether it differs from what is published."""
        written = self.write(file, data)
        self.note(file, written)
        return written

    def note(self, file: str, written: bool) -> None:
        """Know what `write` has done, maybe in another process."""
        (self._put if written else self._kept).add(file)

    def write(self, file: str, data: bytes) -> bool:
        """As `put`, but nothing is known of it before it has been noted."""
        target = f"{self.folder}/{file}"  # a Path would take as long as the writing
        try:
            if (file in self._there or _is_hidden(file)) and _bytes(self.site / file) == data:
                Path(target).unlink(missing_ok=True)
                return False
            if (parent := file.rpartition("/")[0]) not in self._made:
                _make_folder(f"{self.folder}/{parent}")
                self._made.add(parent)
            # Unbuffered: a third of the calls to the system, which are most of a file's cost.
            with open(target, "wb", buffering=0) as output:  # noqa: PTH123
                done = output.write(data)
                while done < len(data):  # so far a disk has room; what it says next is an error
                    done += output.write(data[done:])
        except OSError as error:
            raise WriteError(f"cannot write {target}: {error}") from error
        return True

    def keep(self, file: str, about: About) -> bool:
        """Leave a file as it is published, if it is still as `about` says; returns whether it is.

        Nobody can tell of a hidden file, since nobody looks for those.
        """
        if self._there.get(file) != about:
            return False
        self._kept.add(file)
        return True

    def keep_any(self, file: str) -> None:
        """Leave a file as it is published, however that is."""
        self._kept.add(file)

    def about(self, file: str) -> About:
        """Size in bytes and date in nanoseconds of a published file. Raises OSError."""
        found = os.stat(f"{self.site}/{file}")  # noqa: PTH116 - a Path costs as much again
        return found.st_size, found.st_mtime_ns

    def take(self, file: str) -> bytes | None:
        """Take back a staged file; returns its bytes, if there is one."""
        data = _bytes(self.folder / file)
        self.remove(file)
        return data

    def remove(self, file: str) -> None:
        """Take back a staged file."""
        (self.folder / file).unlink(missing_ok=True)
        self._kept.discard(file)
        self._put.discard(file)

    def files(self) -> Iterator[tuple[str, bool, int]]:
        """All that will be published, in order: whether it differs from what is, and its bytes."""
        staged = set(_walk(self.folder, hidden=True))
        for file in sorted(staged | self._kept):
            if file in staged:
                yield file, self._differs(file), (self.folder / file).stat().st_size
            else:
                yield file, False, (self._there.get(file) or self.about(file))[0]

    def read(self, file: str) -> bytes:
        """The bytes that will be published as `file`."""
        data = _bytes(self.folder / file)
        if data is None:
            data = (self.site / file).read_bytes()
        return data

    def commit(self) -> tuple[int, int]:
        """Swap everything in; returns how many files were written and how many removed."""
        try:
            self._recover()
            if self._last_turn() != self._turn:
                raise WriteError(f"another build published to {self.site} meanwhile; build again")
            staged, removals, hidden = self._changes()
            moves = _as_folders(self.site, staged)
            _check_way(self.site, moves, removals)
            journal = {
                "folder": self._name, "moves": moves, "removals": removals, "hidden": hidden,
            }  # fmt: skip
            _write_whole(self.home / _JOURNAL, json.dumps(journal))
            self._begun = True
            self._recover()
        except OSError as error:
            later = "; the next build completes it" if self._begun else ""
            raise WriteError(f"cannot publish to {self.site}: {error}{later}") from error
        return len(staged), len(removals)

    def discard(self) -> None:
        """Forget what was staged. The site stays as it is; what was begun is for the next run."""
        if not self._begun:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _changes(self) -> tuple[list[str], list[str], list[str]]:
        """What is written, what goes, and which hidden files are ours from now on."""
        files = set(_walk(self.folder, hidden=True))
        staged = {file for file in files if self._differs(file)}
        wanted = files | self._kept
        ours = {*self._there, *self._published_hidden()}
        return sorted(staged), sorted(ours - wanted), sorted(filter(_is_hidden, wanted))

    def _differs(self, file: str) -> bool:
        return file in self._put or _bytes(self.folder / file) != _bytes(self.site / file)

    def _published_hidden(self) -> list[str]:
        """The hidden files of the published site that builds have put there."""
        file = self.home / _HIDDEN
        names = _read_note(file) if file.is_file() else []
        return [name for name in names if (self.site / name).is_file()]

    def _recover(self) -> None:
        """Do what the journal says. Each step may have been done already."""
        journal = self.home / _JOURNAL
        if not journal.is_file():
            return
        plan = _read_note(journal)
        folder = self.home / plan["folder"]
        for file in plan["removals"]:
            _unlink(self.site / file)
            _remove_empty_parents(self.site, file)
        for name in plan["moves"]:
            staged, target = folder / name, self.site / name
            # A folder moves only to where there was none: one that is there has arrived.
            if staged.exists() and not (staged.is_dir() and target.is_dir()):
                _make_way(self.site, name)
                _move(staged, target)
        # A journal of an older version names none.
        _write_whole(self.home / _HIDDEN, json.dumps(plan.get("hidden", [])))
        _write_whole(self.home / _TURN, plan["folder"])
        journal.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)

    def _last_turn(self) -> str:
        return (_bytes(self.home / _TURN) or b"").decode("utf-8", "replace")

    def _clean_up(self) -> None:
        """Remove what killed builds left, but nothing that another build may be at work on."""
        for folder in self.home.iterdir() if self.home.is_dir() else ():
            if folder.is_dir() and time() - folder.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(folder, ignore_errors=True)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 - a Path costs more than the folder
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112 - as above
            raise


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb", buffering=0) as file:
            return file.read()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _walk(folder: Path, *, hidden: bool = False) -> Iterator[str]:
    """Paths of all files below, relative, with `/`. Hidden ones in the site are not ours."""
    return (path for path, _ in _entries(folder, hidden=hidden))


def _scan(site: Path) -> dict[str, About]:
    """Size and date of every file below, by its path relative to it; hidden ones are not ours."""
    found: dict[str, About] = {}
    for path, entry in _entries(site, hidden=False):
        about = entry.stat(follow_symlinks=False)
        found[path] = about.st_size, about.st_mtime_ns
    return found


def _entries(folder: Path, *, hidden: bool) -> Iterator[tuple[str, os.DirEntry[str]]]:
    waiting = [("", os.fspath(folder))]
    while waiting:
        base, place = waiting.pop()
        try:
            entries = os.scandir(place)
        except (FileNotFoundError, NotADirectoryError):
            continue
        with entries:
            for entry in entries:
                if entry.name.startswith(".") and not hidden:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{base}{entry.name}/", entry.path))
                else:
                    yield base + entry.name, entry


def _is_hidden(file: str) -> bool:
    return file.startswith(".") or "/." in file


def _read_note(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise WriteError(f"{path} is damaged; remove it and build again") from error


def _write_whole(path: Path, text: str) -> None:
    """A file that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _as_folders(site: Path, files: list[str]) -> list[str]:
    """The files, and in the place of all those in a folder that the site lacks, that folder.

    A site that is new then moves in a few steps instead of thousands.
    """
    there: dict[str, bool] = {}

    def is_there(folder: str) -> bool:
        if folder not in there:
            there[folder] = (site / folder).exists()
        return there[folder]

    moves: dict[str, None] = {}
    for file in files:
        parts = file.split("/")
        parents = ("/".join(parts[:depth]) for depth in range(len(parts)))
        missing = next((parent for parent in parents if not is_there(parent)), file)
        moves[missing] = None
    return [*moves]


def _check_way(site: Path, moves: list[str], removals: list[str]) -> None:
    """A folder with hidden files cannot make way for a file: say so before anything moves."""
    going = set(removals)
    for file in moves:
        target = site / file
        if target.is_dir() and not target.is_symlink():
            staying = [f for f in _walk(target, hidden=True) if f"{file}/{f}" not in going]
            if staying:
                raise WriteError(
                    f"{target} is a folder with a hidden file, {staying[0]}, and has to make way "
                    "for a page; remove it and build again"
                )


def _make_way(site: Path, file: str) -> None:
    """A file in a folder's place, or a folder in a file's, is from an older site."""
    target = site / file
    for parent in reversed(target.relative_to(site).parents):
        if (site / parent).is_file():
            (site / parent).unlink()
    if target.is_dir() and not target.is_symlink():
        for folder, _, _ in os.walk(target, topdown=False):
            Path(folder).rmdir()
    target.parent.mkdir(parents=True, exist_ok=True)


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except FileNotFoundError:  # another run is completing the same journal, and was faster
        return
    except OSError:  # another file system: copy beside the target, then swap
        beside = target.with_name(f".{target.name}.new")
        if source.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
            shutil.copytree(source, beside)
        else:
            shutil.copyfile(source, beside)
        beside.replace(target)


def _unlink(path: Path) -> None:
    """Remove a file, unless a killed run did so and put a folder there, or a file for a parent."""
    if path.is_file() or path.is_symlink():
        path.unlink()


def _remove_empty_parents(site: Path, file: str) -> None:
    for parent in (site / file).parents:
        if parent == site or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()
