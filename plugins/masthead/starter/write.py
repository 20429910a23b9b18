"""Put the files of a new site into a folder: all of them or none, and over no file.

In: a folder and contents by path. Out: files.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from masthead.diagnostics import MastheadError

_NAMED: Final = 5


class CannotStart(MastheadError):  # noqa: N818 - read as a sentence
    """The folder cannot take the site; nothing was written."""


def write_site(target: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write all files below `target`, which may exist and hold other files. Raises CannotStart."""
    _refuse_taken(target, contents)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise CannotStart(f"{target.parent} cannot be written to: {error.strerror}") from error
    moved: list[Path] = []
    try:
        for path, content in contents.items():
            file = stage / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        for path in contents:
            new = target / path
            new.parent.mkdir(parents=True, exist_ok=True)
            _move(stage / path, new)
            moved.append(new)
    except OSError as error:
        for file in moved:
            file.unlink(missing_ok=True)
        where = error.filename2 or error.filename or target
        raise CannotStart(f"{where} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _refuse_taken(target: Path, paths: Collection[str]) -> None:
    if target.exists() and not target.is_dir():
        raise CannotStart(f"{target} is a file; give a folder")
    root = target.resolve()
    taken = [path for path in paths if os.path.lexists(target / path)]
    taken += [path for path in paths if not (target / path).resolve().is_relative_to(root)]
    if taken:
        named = ", ".join(taken[:_NAMED]) + (" and others" if len(taken) > _NAMED else "")
        raise CannotStart(
            f"{target} has {named} already, and no file is ever overwritten: give another folder"
        )


def _move(source: Path, new: Path) -> None:
    """Unlike a renaming, a link never takes another file's place."""
    try:
        os.link(source, new)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with new.open("xb") as file:
            file.write(source.read_bytes())
