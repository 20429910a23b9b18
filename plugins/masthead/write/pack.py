"""Packed files beside those of text, for servers that send what lies ready: `.br` and `.gz`.

In: a Stage with everything that the build will publish. Out: the same stage with a packed file for
each that is worth it. What did not change keeps the packed file that it has. The same bytes for the
same text: nothing in them tells the time.
"""

import gzip
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Final, TypeAlias

from masthead.diagnostics import MastheadError
from masthead.write.stage import Stage

_TEXTS: Final = (
    ".html", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".txt", ".md", ".opml", ".map",
    ".webmanifest", ".wasm",
)  # fmt: skip
_LEAST: Final = 1024
"""Bytes; a smaller file fits into one packet as it is."""
_SHARED: Final = (".css", ".js", ".mjs", ".wasm")
"""Every reader loads these, so that the last bit of effort pays."""

Packer: TypeAlias = Callable[[bytes, str], bytes]
"""Packs the bytes of a file of this name."""


class CannotPack(MastheadError):  # noqa: N818 - read as a sentence
    """A packing is asked for whose library is not there."""


def pack(stage: Stage, packings: Iterable[str]) -> int:
    """Pack what is staged in each of the packings, `br` and `gz`; returns how many were packed."""
    packers = {packing: _PACKERS[packing]() for packing in packings}
    if not packers:
        return 0
    todo: list[tuple[str, str]] = []
    files = dict(stage.files())
    for (file, changed), packing in product(files.items(), packers):
        # One that is there already is somebody else's: a sitemap is published packed as well.
        ours = file.endswith(_TEXTS) and f"{file}.{packing}" not in files
        if ours and (changed or not stage.keep(f"{file}.{packing}")):
            todo.append((file, packing))
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        for (file, packing), packed in zip(
            todo, executor.map(lambda one: _packed(stage, packers, *one), todo), strict=True
        ):
            if packed:
                stage.put(f"{file}.{packing}", packed)
    return len(todo)


def _packed(stage: Stage, packers: Mapping[str, Packer], file: str, packing: str) -> bytes:
    """The packed file, or nothing if it is not worth it."""
    data = stage.read(file)
    packed = packers[packing](data, file) if len(data) >= _LEAST else data
    return packed if len(packed) < len(data) else b""


def _gzip() -> Packer:
    return lambda data, _: gzip.compress(data, 9, mtime=0)


def _brotli() -> Packer:
    try:
        import brotli
    except ImportError as error:
        raise CannotPack(
            "`compress` names br, and brotli is not installed: pip install 'masthead[compress]'"
        ) from error
    compress: Callable[..., bytes] = brotli.compress
    # Of 11: the last step takes three times as long, and saves one part in fifty.
    return lambda data, file: compress(data, quality=11 if file.endswith(_SHARED) else 10)


_PACKERS: Final[Mapping[str, Callable[[], Packer]]] = {
    "br": _brotli,
    "gz": _gzip,
}
