"""The address of everything, from settings and ids alone.

An address is a path below the site's root, percent-encoded, without a leading slash: "" is the
root itself. With directory addresses it ends in "/", otherwise in ".html".
"""

from functools import lru_cache
from urllib.parse import quote, unquote

from msgspec import Struct

from masthead.settings import Settings

_SAFE = "/-._~"


class Addresses(Struct, frozen=True):
    """Gives out addresses. `settings.addresses` may move a collection, never rename an id."""

    settings: Settings

    def piece(self, slug: str) -> str:
        """`blog/<slug>/`."""
        return self._leaf(f"{self.settings.blog}{slug}")

    def hub(self, number: int = 1) -> str:
        """`blog/`, `blog/page/2/`."""
        return self._numbered(self._index(self.settings.blog), self.settings.blog, number)

    def index(self, axis: str, number: int = 1) -> str:
        """`authors/`, `authors/page/2/`, and so on for each collection."""
        folder = self._folder(axis)
        return self._numbered(self._index(folder), folder, number)

    def term(self, axis: str, id: str, number: int = 1) -> str:
        """`topics/pricing/`, `topics/pricing/page/2/`."""
        base = f"{self._folder(axis)}{id}"
        return self._numbered(self._leaf(base), f"{base}/", number)

    def folder(self, axis: str, id: str = "") -> str:
        """The folder for what lies beside a collection's page: `topics/pricing/`, unquoted."""
        return self.settings.blog if axis == "site" else f"{self._folder(axis)}{id}/"

    def beside(self, axis: str, name: str) -> str:
        """A file beside an index: `subscribe/feeds.opml`."""
        return quoted(f"{self._folder(axis)}{name}")

    def _folder(self, axis: str) -> str:
        default = f"{self.settings.blog}archive/" if axis == "archive" else f"{axis}/"
        return self.settings.addresses.get(axis, default)

    def _numbered(self, first: str, folder: str, number: int) -> str:
        return first if number == 1 else self._leaf(f"{folder}page/{number}")

    def _leaf(self, path: str) -> str:
        return quoted(path + ("/" if self.settings.use_directory_urls else ".html"))

    def _index(self, folder: str) -> str:
        return quote(
            folder + ("" if self.settings.use_directory_urls else "index.html"), safe=_SAFE
        )


def file_of(address: str) -> str:
    """The file, relative to the site's folder, that an address is answered from."""
    path = unquote(address)
    return f"{path}index.html" if path.endswith("/") or not path else path


def root_of(address: str) -> str:
    """The relative way from an address up to the site's root: `./`, `../`, `../../` …"""
    return "../" * address.count("/") or "./"


@lru_cache(maxsize=65536)
def quoted(path: str) -> str:
    """The address of a file that keeps its path."""
    return quote(path, safe=_SAFE)
