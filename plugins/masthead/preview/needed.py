"""Which files of the site the preview's documents need: those, and no others, are shown.

In: documents by their files, the files that there are. Out: the files that the documents load, and
what the style sheets among them load in turn. No path is ever made of what a browser asks for.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any, Final
from urllib.parse import unquote

from masthead.preview.looks import Maker
from masthead.render.markdown.addresses import candidates, is_ours

_LOADED: Final = re.compile(r"""(?:url\(\s*|@import\s+)(["']?)([^"')\s]+)\1""")
"""What a style loads."""
_RELS: Final = frozenset(("stylesheet", "icon", "shortcut", "apple-touch-icon"))
_ELEMENTS: Final = [
    "img", "source", "video", "audio", "track", "image", "object", "input", "use",
]  # fmt: skip
_ATTRIBUTES: Final = ("src", "poster", "data", "xlink:href")


def needed(
    documents: Mapping[str, bytes], files: Mapping[str, Maker], linked: Collection[str] = ()
) -> dict[str, Maker]:
    """The files by their path, as `documents` are by theirs. `linked` may also be linked to."""
    found: dict[str, Maker] = {}
    ways = [(file, way) for file, data in documents.items() for way in _of_page(data, file, linked)]
    while ways:
        base, way = ways.pop()
        file = beside(base, way)
        if file in found or file in documents or file not in files:
            continue
        found[file] = files[file]
        if file.endswith(".css"):
            text = files[file]().decode("utf-8", "replace")
            ways += [(file, match[2]) for match in _LOADED.finditer(text)]
    return found


def beside(base: str, address: str) -> str:
    """The file that an address leads to, written in the file `base`; "" for another host's."""
    if not address or not is_ours(address) or address.startswith("/"):
        return ""
    return normpath(join(dirname(base), unquote(address.partition("#")[0].partition("?")[0])))


def _of_page(data: bytes, file: str, linked: Collection[str]) -> Iterator[str]:
    import turbohtml  # takes long to import

    html = data.decode("utf-8", "replace")
    yield from (match[2] for match in _LOADED.finditer(html))
    page: Any = turbohtml.parse(html)
    for element in page.find_all(_ELEMENTS):
        for name in _ATTRIBUTES:
            yield str(element.attrs.get(name) or "")
        yield from (way for way, _ in candidates(str(element.attrs.get("srcset") or "")))
    for link in page.find_all("link"):
        if _RELS.intersection(link.attrs.get("rel") or ()):
            yield str(link.attrs.get("href") or "")
    for link in page.find_all("a"):
        if beside(file, way := str(link.attrs.get("href") or "")) in linked:
            yield way
