"""What a relative address in a text leads to, file by file, before anything has a web address.

In: a Library, the file that holds the address, the address as written. Out: a Target, or None.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from masthead.content.library import Library, beside
from masthead.content.piece import Piece

_PAGE_ENDINGS: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What the host takes for Markdown, in any case."""


def is_page(key: str) -> bool:
    """Whether a file is Markdown, which becomes a page and is never copied as it is."""
    return key.lower().endswith(_PAGE_ENDINGS)


class Target(Struct, frozen=True):
    """Where an address leads: to a piece, or to another file below docs (`key`), at an anchor."""

    key: str
    piece: Piece | None = None
    anchor: str = ""
    query: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is a Markdown page of the host's, and not a piece or a file to copy."""
        return self.piece is None and is_page(self.key)


def leads_out(address: str) -> bool:
    """Whether an address has a scheme of its own, and so does not name a file."""
    return ":" in address.split("/", 1)[0]


def split_address(address: str) -> tuple[str, str, str]:
    """Path, query and anchor of a relative address, path and anchor decoded."""
    rest, _, anchor = address.partition("#")
    path, _, query = rest.partition("?")
    return unquote(path), query, unquote(anchor)


def locate(address: str, key: str, library: Library) -> Target | None:
    """What `address`, written in the file `key` below docs, leads to; None for nowhere.

    An address that begins with `/` counts from the docs folder. An anchor alone leads to the file
    itself. Folders lead to their index page.
    """
    path, query, anchor = split_address(address)
    if not path:
        return Target(key, library.by_key.get(key), anchor, query)
    wanted = _below_docs(path.lstrip("/") if path.startswith("/") else beside(key, path), library)
    for candidate in (wanted, f"{wanted.rstrip('/')}/index.md".removeprefix("./").lstrip("/")):
        if candidate in library.files:
            return Target(candidate, library.by_key.get(candidate), anchor, query)
    return None


def _below_docs(path: str, library: Library) -> str:
    """A path that leaves the docs folder and comes back to it, as author files have to write it."""
    up = "../" * (library.docs_dir.count("/") + 1)
    return path.removeprefix(f"{up}{library.docs_dir}/")


def files_named_alike(path: str, folded: Mapping[str, str]) -> str:
    """A file whose path differs only in case, or that a page's address was mistaken for."""
    plain = path.rstrip("/").removesuffix(".html")
    for guess in (path, f"{plain}.md", f"{plain}/index.md"):
        if near := folded.get(guess.casefold()):
            return near
    return ""
