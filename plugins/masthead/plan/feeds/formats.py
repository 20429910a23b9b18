"""The formats of feeds: their files, media types and names, and where a collection's feeds lie."""

from typing import Final

from masthead.plan.addresses import quoted
from masthead.plan.catalog import Catalog

FILES: Final = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
TYPES: Final = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
SHEET: Final = "assets/masthead/feeds.css"
"""The style sheet of feeds, for people who open one in a browser."""
STYLED: Final = frozenset(("rss", "atom"))
"""The formats that name it."""
NAMES: Final = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


def is_feed_file(address: str) -> bool:
    """Whether an address is that of a feed's file, and not of a page."""
    return address.endswith((".xml", ".json", ".rss", ".atom", ".rdf"))


def feed_title(catalog: Catalog, title: str) -> str:
    """The name of a collection's feed, which says whose it is: `The ledger – Millrace`."""
    site = catalog.settings.site_name
    return title if title == site else f"{title} – {site}"


def feed_address(catalog: Catalog, axis: str, id: str, kind: str) -> str:
    """Where a feed lies, below the site's root: beside the collection's page."""
    return quoted(f"{catalog.addresses.folder(axis, id)}{FILES[kind]}")
