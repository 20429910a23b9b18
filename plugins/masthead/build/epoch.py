"""What everything rests on besides its own sources: this program, its libraries, templates.

In: what is installed. Out: a few bytes that change when any of it does, the same on each machine.
"""

import os
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final
from zlib import ZLIB_RUNTIME_VERSION

import masthead

_LIBRARIES: Final = (
    "babel", "brotli", "comrak", "feedgen", "jinja2", "lxml", "math-core", "msgspec", "pygments",
    "pystemmer", "turbohtml",
)  # fmt: skip
"""Those whose work ends up in files."""


@cache
def program() -> bytes:
    """This version of the program and its libraries."""
    own = _contents(Path(masthead.__file__).parent, (".py", ".html", ".css", ".js", ".xsl"))
    versions = (f"{name} {_version(name)}" for name in _LIBRARIES)
    return _digest((own.hex(), sys.version, ZLIB_RUNTIME_VERSION, *versions))


def templates(folders: Iterable[Path]) -> bytes:
    """The templates in these folders."""
    return _digest(_contents(folder, ("",)).hex() for folder in folders)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _contents(folder: Path, endings: tuple[str, ...]) -> bytes:
    found = blake2b(digest_size=16)
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(endings) and not name.startswith("."):
                path = f"{parent}/{name}"
                found.update(f"\0{path[len(os.fspath(folder)) :]}\0".encode())
                with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - many small files
                    found.update(file.read())
    return found.digest()


def _digest(parts: Iterable[str]) -> bytes:
    return blake2b("\0".join(parts).encode(), digest_size=16).digest()
