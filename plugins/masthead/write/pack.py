"""Packed files beside those of text, for servers that send what lies ready: `.br` and `.gz`.

In: a Stage with everything that the build will publish, and the packed files of an earlier build.
Out: the same stage with a packed file for each that is worth it. What did not change keeps the one
that it has. The same bytes for the same text: nothing in them tells the time.
"""

import gzip
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple, TypeAlias

from masthead.diagnostics import MastheadError
from masthead.write.stage import About, Stage

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


class Packed(NamedTuple):
    """The packed files of a build: those that were kept, and those that were made."""

    kept: list[str]
    made: list[str]


def pack(stage: Stage, packings: Iterable[str], known: Mapping[str, About]) -> Packed:
    """Pack what is staged in each of the packings, `br` and `gz`.

    `known` are the packed files that an earlier build has made, as they were then.
    """
    packers = {packing: _PACKERS[packing]() for packing in packings}
    done = Packed([], [])
    if not packers:
        return done
    todo: list[tuple[str, str]] = []
    for file, packing, changed in _texts(stage, packers):
        name = f"{file}.{packing}"
        if not changed and name in known and stage.keep(name, known[name]):
            done.kept.append(name)
        else:
            todo.append((file, packing))
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        results = executor.map(lambda one: _packed(stage, packers, *one), todo)
        for (file, packing), data in zip(todo, results, strict=True):
            if data:
                stage.put(f"{file}.{packing}", data)
                done.made.append(f"{file}.{packing}")
    return done


def _texts(stage: Stage, packings: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """Files worth packing, each with each packing, and whether it differs from what is there."""
    files = {file: (changed, size) for file, changed, size in stage.files()}
    for file, (changed, size) in files.items():
        if size >= _LEAST and file.endswith(_TEXTS):
            # One that is there already is somebody else's: a sitemap is published packed as well.
            yield from ((file, one, changed) for one in packings if f"{file}.{one}" not in files)


def _packed(stage: Stage, packers: Mapping[str, Packer], file: str, packing: str) -> bytes:
    """The packed file, or nothing if it is not smaller."""
    data = stage.read(file)
    packed = packers[packing](data, file)
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
