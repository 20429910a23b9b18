"""What a web server has to know to answer former addresses with 301, and retired pieces with 410.

In: the pages of the plan. Out: a Resource for each server that the setting `servers` names. The
pages at these addresses stay as they are, for servers that know nothing of it.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import msgspec
from msgspec import Struct

from masthead.plan.catalog import Catalog
from masthead.plan.output import Output, Planned, Resource
from masthead.plan.pages.frame import planned_file

FILES: Final = {
    "netlify": "_redirects",
    "cloudflare": "_redirects",
    "nginx": "masthead-nginx.conf",
    "apache": ".htaccess",
}
_REDIRECT: Final = "redirect.html"
_NOTICE: Final = "notice.html"
_INDEX: Final = "index.html"


class ServerAddresses(Struct, frozen=True):
    """`moved` has each former path and where it leads, `gone` each retired one and its file.

    Paths are decoded and begin with "/", in the order of the site's files. What they lead to is an
    address: encoded, whole if it is outside. `pages` are the paths of all other pages, folded:
    those that a server which does not tell case apart must leave alone.
    """

    moved: tuple[tuple[str, str], ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    pages: frozenset[str] = frozenset()


def plan_servers(
    catalog: Catalog, pages: Iterable[Planned[Output]], theirs: Collection[str] = ()
) -> Iterator[Planned[Resource]]:
    """The files of the servers; none takes the place of one that the owner has below docs."""
    servers = catalog.given.servers
    if not servers:
        return
    packed = msgspec.json.encode(_addresses(pages, catalog.given.site_url)).decode()
    for server in servers:
        if FILES[server] not in theirs:
            yield planned_file(FILES[server], f"{server} addresses", server_file, server, packed)


def server_file(_: Catalog, server: str, packed: str) -> Resource:
    """A server's file. It rests on nothing but the addresses that it was planned with."""
    data = msgspec.json.decode(packed, type=ServerAddresses)
    file = FILES[server]
    return Resource(address=file, file=file, kind=f"{server} addresses", data=data)


def _addresses(pages: Iterable[Planned[Output]], site_url: str) -> ServerAddresses:
    base = unquote(urlsplit(site_url).path) or "/"
    moved: list[tuple[str, str]] = []
    gone: list[tuple[str, str]] = []
    others: set[str] = set()
    for page in pages:
        path = f"{base}{page.file.removesuffix(_INDEX)}"
        if page.template == _REDIRECT:
            to = str(page.words[1])
            moved.append((path, to if "://" in to else quote(base, safe="/-._~") + to))
        elif page.template == _NOTICE:
            gone.append((path, f"{base}{page.file}"))
            others.add(path.casefold())
        else:
            others.add(path.casefold())
    kept = [path.casefold() for path, _ in moved]
    return ServerAddresses(tuple(moved), tuple(gone), frozenset(others.intersection(kept)))
