"""Find and read a site's source files: the only module of this room that touches the disk.

In: the folder of mkdocs.yml and Settings. Out: a Tree of bytes, in the order of paths, the same on
every machine. Hidden files and folders, and links that lead out of the site, are passed over.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from posixpath import normpath

from msgspec import Struct

from masthead.content.links import is_page
from masthead.settings import Settings


class SourceFile(Struct, frozen=True):
    """A file as found: `path` relative to mkdocs.yml's folder, `key` to the docs folder.

    `data` is its bytes, or a message when the system would not give them.
    """

    path: str
    key: str
    data: bytes | str


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
    """Read the site below `root`, the folder of mkdocs.yml."""
    docs = root / settings.docs_dir
    keys = sorted(_walk(docs))
    up = "../" * (settings.docs_dir.count("/") + 1)
    profiles = [f"{up}{settings.authors_dir}/{key}" for key in _walk(root / settings.authors_dir)]

    def sources(keys: Iterable[str], *folders: str) -> tuple[SourceFile, ...]:
        pages = (key for key in keys if _is_page(key, folders))
        return tuple(
            SourceFile(normpath(f"{settings.docs_dir}/{key}"), key, _read(docs / key))
            for key in pages
        )

    return Tree(
        pieces=sources(keys, *settings.pieces),
        series=sources(keys, settings.series_dir),
        ideas=sources(keys, settings.ideas_dir),
        authors=sources(sorted(profiles), f"{up}{settings.authors_dir}"),
        files=frozenset(keys) | frozenset(profiles),
        missing=()
        if "pieces" in settings.faults
        else tuple(folder for folder in settings.pieces if not (docs / folder).is_dir()),
    )


def _is_page(key: str, folders: tuple[str, ...]) -> bool:
    inside = any(key.startswith(f"{folder}/") for folder in folders)
    return inside and is_page(key)


def _read(path: Path) -> bytes | str:
    try:
        with path.open("rb", buffering=0) as file:
            return file.read()
    except OSError as error:
        return f"the file cannot be read: {error.strerror or error}"


def _walk(folder: Path) -> Iterator[str]:
    """Paths of all files below `folder`, relative to it, with `/`."""
    home = folder.resolve()
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = Path(parent)
        for name in names:
            file = base / name
            if name.startswith(".") or (file.is_symlink() and not _leads_inside(file, home)):
                continue
            yield file.relative_to(folder).as_posix()


def _leads_inside(link: Path, home: Path) -> bool:
    return link.resolve().is_relative_to(home)
