"""What can be followed: every collection that has feeds, and how pages name it.

In: a Catalog. Out: the FeedLinks for a page's head, and Anchors for its visible links. Without
feeds there are none of either, and no page on subscribing.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from masthead.plan.catalog import Catalog
from masthead.plan.feeds.collections import Collection, collections_of
from masthead.plan.feeds.formats import NAMES, TYPES, feed_address, feed_title
from masthead.plan.views import Anchor, FeedLink, FeedRow

SITE: Final = ("site", "")
"""The collection of everything."""
KINDS: Final = {
    "site": "Everything",
    "series": "Series",
    "stages": "Stage",
    "topics": "Topic",
    "audiences": "Audience",
    "formats": "Format",
    "authors": "Author",
    "ideas": "Idea",
}
_BEST: Final = ("rss", "atom", "json")
"""The format that most readers take comes first, and is the one that a single link leads to."""


def followed(catalog: Catalog) -> dict[tuple[str, str], FeedRow]:
    """Every collection that has feeds, by axis and id."""
    rows = catalog.feed_rows
    if not rows:
        for one in collections_of(catalog):
            rows[one.axis, one.id] = FeedRow(one.title, one.page, tuple(_links(one, catalog)))
    return rows


def _links(one: Collection, catalog: Catalog) -> Iterator[FeedLink]:
    """A link for each format, the best first."""
    name = feed_title(catalog, one.title)
    for kind in sorted(catalog.settings.feeds.formats, key=_BEST.index):
        address = feed_address(catalog, one.axis, one.id, kind)
        yield FeedLink(f"{name} ({NAMES[kind]})", address, kind, TYPES[kind], NAMES[kind])


def alternates(catalog: Catalog, of: Iterable[tuple[str, str]]) -> tuple[FeedLink, ...]:
    """The feeds of these collections, no two of one title: the kind is named where need be."""
    return tuple(_distinct(followed(catalog), of))


def _distinct(
    rows: dict[tuple[str, str], FeedRow], of: Iterable[tuple[str, str]]
) -> Iterator[FeedLink]:
    seen: set[str] = set()
    for key in of:
        for link in rows[key].feeds if key in rows else ():
            title = link.title
            while title in seen:
                title = f"{KINDS[key[0]]}: {title}"
            seen.add(title)
            if title == link.title:
                yield link
            else:
                yield FeedLink(title, link.address, link.format, link.type, link.name)


def follow(catalog: Catalog, *of: tuple[str, str]) -> tuple[Anchor, ...]:
    """The feed of each of these collections, in the first of its formats."""
    rows = followed(catalog)
    found = ((rows[key].title, rows[key].feeds[0]) for key in of if key in rows)
    return tuple(Anchor(title, feed.address, feed.type) for title, feed in found)


def subscribe_address(catalog: Catalog) -> str:
    """The page on subscribing; nothing if there is nothing to subscribe to."""
    return catalog.addresses.index("subscribe") if followed(catalog) else ""
