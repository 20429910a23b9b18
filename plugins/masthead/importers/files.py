"""Find files of a source without ever leaving it: links out of the tree are not followed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from masthead.importers.names import inside

_NEVER: Final = frozenset(
    {
        ".git",
        ".svn",
        ".hg",
        "node_modules",
        "vendor",
        "_site",
        ".jekyll-cache",
        ".sass-cache",
        ".bundle",
        "venv",
        ".venv",
        "__pycache__",
    }
)


class Tree(Struct, frozen=True):
    """The source's folder. Paths are relative to it, with `/`."""

    root: Path

    def walk(self) -> Iterator[str]:
        """All files, in order."""
        for folder, folders, files in os.walk(self.root, followlinks=False):
            folders[:] = sorted(
                f for f in folders if f not in _NEVER and not (Path(folder) / f).is_symlink()
            )
            for name in sorted(files):
                path = Path(folder) / name
                relative = path.relative_to(self.root).as_posix()
                if self.find(relative) is not None:
                    yield relative

    def outside(self) -> Iterator[str]:
        """Symbolic links that lead out of the source, and are not followed."""
        for folder, folders, files in os.walk(self.root, followlinks=False):
            folders[:] = sorted(f for f in folders if f not in _NEVER)
            for name in sorted([*files, *folders]):
                path = Path(folder) / name
                if path.is_symlink() and self._real(path) is None:
                    yield path.relative_to(self.root).as_posix()

    def find(self, relative: str) -> Path | None:
        """The file at a path, if it is a file of this tree."""
        clean = inside(relative)
        if clean is None:
            return None
        try:
            path = self.root / clean
            return self._real(path) if path.is_file() else None
        except (OSError, ValueError):
            return None

    def _real(self, path: Path) -> Path | None:
        try:
            real = path.resolve()
            return path if real.is_relative_to(self.root.resolve()) else None
        except (OSError, RuntimeError):
            return None
