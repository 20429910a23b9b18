"""Find a site's source files, and read them: the only module of this room that touches the disk.

In: the folder of mkdocs.yml and Settings. Out: a Tree of files, in the order of paths, the same on
every machine. Hidden files and folders, and links that lead out of the site, are passed over.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from posixpath import normpath

from msgspec import Struct
from msgspec.structs import replace

from masthead.content.links import is_page
from masthead.settings import Settings


class SourceFile(Struct, frozen=True, dict=True):
    """A file as found: `path` relative to mkdocs.yml's folder, `key` to the docs folder.

    `size` is in bytes, `mtime` the time of the last change in nanoseconds. `place` is where it is,
    or what it holds if it is no file.
    """

    path: str
    key: str
    size: int
    mtime: int
    place: str | bytes

    @cached_property
    def data(self) -> bytes | str:
        """Its bytes, or a message when the system would not give them; read once."""
        return _read(self.place) if isinstance(self.place, str) else self.place

    def forget(self) -> None:
        """Let go of the bytes: those of a whole site would fill the memory."""
        self.__dict__.pop("data", None)


class Tree(Struct, frozen=True):
    """All sources. `files` names every file below docs and beside author files, by key."""

    pieces: tuple[SourceFile, ...] = ()
    authors: tuple[SourceFile, ...] = ()
    series: tuple[SourceFile, ...] = ()
    ideas: tuple[SourceFile, ...] = ()
    files: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    """Configured folders of pieces that do not exist."""


def read_tree(root: Path, settings: Settings) -> Tree:
    """Find the sources below `root`, the folder of mkdocs.yml; they are read when they are used."""
    docs = root / settings.docs_dir
    up = "../" * (settings.docs_dir.count("/") + 1)
    below = dict(sorted(_files(docs)))
    beside = {f"{up}{settings.authors_dir}/{key}": file
              for key, file in sorted(_files(root / settings.authors_dir))}  # fmt: skip

    def sources(files: Mapping[str, os.DirEntry[str]], *folders: str) -> tuple[SourceFile, ...]:
        starts = tuple(f"{folder}/" for folder in folders)
        return tuple(
            _source(normpath(f"{settings.docs_dir}/{key}"), key, file)
            for key, file in files.items()
            if key.startswith(starts) and is_page(key)
        )

    return Tree(
        pieces=sources(below, *settings.pieces),
        series=sources(below, settings.series_dir),
        ideas=sources(below, settings.ideas_dir),
        authors=sources(beside, f"{up}{settings.authors_dir}"),
        files=frozenset(below) | frozenset(beside),
        missing=()
        if "pieces" in settings.faults
        else tuple(folder for folder in settings.pieces if not (docs / folder).is_dir()),
    )


def without(tree: Tree, left_out: Callable[[str], bool]) -> Tree:
    """The tree without the files below docs that `left_out` tells of, by their keys."""

    def kept(sources: Iterable[SourceFile]) -> tuple[SourceFile, ...]:
        return tuple(source for source in sources if not left_out(source.key))

    return replace(
        tree,
        pieces=kept(tree.pieces),
        series=kept(tree.series),
        ideas=kept(tree.ideas),
        files=frozenset(key for key in tree.files if not left_out(key)),
    )


def _source(path: str, key: str, file: os.DirEntry[str]) -> SourceFile:
    try:
        about = file.stat()
    except OSError:
        return SourceFile(path, key, -1, 0, file.path)
    return SourceFile(path, key, about.st_size, about.st_mtime_ns, file.path)


def _read(path: str) -> bytes | str:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path costs as much again
            return file.read()
    except OSError as error:
        return f"the file cannot be read: {error.strerror or error}"


def _files(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All files below `folder`, by their path relative to it, with `/`."""
    home = folder.resolve()
    waiting = [("", os.fspath(folder))]
    while waiting:
        base, path = waiting.pop()
        try:
            with os.scandir(path) as entries:
                found = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError:  # there is none, or it may not be read
            continue
        for entry in found:
            key = f"{base}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append((f"{key}/", entry.path))
            elif not entry.is_symlink() or _leads_inside(Path(entry.path), home):
                yield key, entry


def _leads_inside(link: Path, home: Path) -> bool:
    try:
        return not link.is_dir() and link.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # it leads in circles, which RuntimeError stands for up to 3.12
        return False
