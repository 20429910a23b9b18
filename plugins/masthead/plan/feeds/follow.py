"""What can be followed: every collection that has feeds, and how pages name it.

In: a Catalog. Out: the FeedLinks for a page's head, and Anchors for its visible links. Without
feeds there are none of either, and no page on subscribing.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
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


def followed(catalog: Catalog, key: tuple[str, str]) -> FeedRow | None:
    """What pages say of a collection's feeds, by its axis and id; None if it has none."""
    return _followed(catalog, *key)


@question
def _followed(catalog: Catalog, axis: str, id: str) -> FeedRow | None:
    one = collections_of(catalog).get((axis, id))
    return FeedRow(one.title, one.page, tuple(_links(one, catalog))) if one else None


def _links(one: Collection, catalog: Catalog) -> Iterator[FeedLink]:
    """A link for each format, the best first."""
    name = feed_title(catalog, one.title)
    for kind in sorted(catalog.settings.feeds.formats, key=_BEST.index):
        address = feed_address(catalog, one.axis, one.id, kind)
        yield FeedLink(f"{name} ({NAMES[kind]})", address, kind, TYPES[kind], NAMES[kind])


def alternates(catalog: Catalog, of: Iterable[tuple[str, str]]) -> tuple[FeedLink, ...]:
    """The feeds of these collections, no two of one title: the kind is named where need be.

    The first is named in all its formats, the others in the one that most readers take.
    """
    return tuple(_distinct((key[0], row) for key in of if (row := followed(catalog, key))))


def _distinct(rows: Iterable[tuple[str, FeedRow]]) -> Iterator[FeedLink]:
    seen: set[str] = set()
    for place, (axis, row) in enumerate(rows):
        for link in row.feeds[: None if place == 0 else 1]:
            title = link.title
            while title in seen:
                title = f"{KINDS[axis]}: {title}"
            seen.add(title)
            if title == link.title:
                yield link
            else:
                yield FeedLink(title, link.address, link.format, link.type, link.name)


def follow(catalog: Catalog, *of: tuple[str, str]) -> tuple[Anchor, ...]:
    """The feed of each of these collections, in the first of its formats."""
    rows = (row for key in of if (row := followed(catalog, key)))
    return tuple(Anchor(row.title, row.feeds[0].address, row.feeds[0].type) for row in rows)


@question
def subscribe_address(catalog: Catalog) -> str:
    """The page on subscribing; nothing if there is nothing to subscribe to."""
    return catalog.addresses.index("subscribe") if collections_of(catalog) else ""
