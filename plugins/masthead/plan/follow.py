"""What can be followed: every collection that has feeds, and how pages name it.

In: a Catalog. Out: the FeedLinks for a page's head, and Anchors for its visible links. Without
feeds there are none of either, and no page on subscribing.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from masthead.plan.catalog import Catalog
from masthead.plan.feeds import FeedPlanner, feed_links
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
    if not rows and catalog.settings.feeds.formats:
        for one in FeedPlanner(catalog).collections:
            links = feed_links(catalog, one.axis, one.id, one.title)
            rows[one.axis, one.id] = FeedRow(one.title, one.page, tuple(sorted(links, key=_rank)))
    return rows


def _rank(link: FeedLink) -> int:
    return _BEST.index(link.format)


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
