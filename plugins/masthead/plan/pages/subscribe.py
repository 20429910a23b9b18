"""The page on subscribing, which has every feed, and pages of their own for long groups."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.follow import SITE, followed, subscribe_address
from masthead.plan.feeds.groups import Group, groups_of
from masthead.plan.feeds.opml import opml_address
from masthead.plan.output import Output, Planned
from masthead.plan.pages.frame import page, planned
from masthead.plan.pages.views import FeedsPage, SubscribePage
from masthead.plan.paging import INDEX_SIZE, numbers_of, page_of
from masthead.plan.views import FeedGroup, FeedRow

_TITLE: Final = "Subscribe"
_DESCRIPTION: Final = "Follow everything, or only what concerns you: without an account."
_LONG: Final = 48
"""A group with more feeds than this has pages of its own."""


def plan_subscribe(catalog: Catalog) -> Iterator[Planned[Output]]:
    """The page, and those of long groups; nothing on a site without feeds."""
    address = subscribe_address(catalog)
    if not address:
        return
    yield planned(address, "subscribe", "subscribe.html", subscribe_page)
    for group in filter(_is_long, groups_of(catalog)):
        for number in numbers_of(group.ids, INDEX_SIZE):
            yield planned(
                catalog.addresses.term("subscribe", group.axis, number), "subscribe", "feeds.html",
                group_page, group.axis, number=number,
            )  # fmt: skip


def subscribe_page(catalog: Catalog, _: int) -> Output:
    """What feeds are, and all of them."""
    settings = catalog.settings
    return page(
        catalog,
        catalog.addresses.index("subscribe"),
        "subscribe.html",
        SubscribePage(
            everything=followed(catalog, SITE),
            groups=tuple(feed_group(catalog, group.axis) for group in groups_of(catalog)),
            opml=opml_address(catalog),
            whole=settings.feeds.content == "full",
            email=settings.subscribe.email,
            note=settings.subscribe.note,
        ),
        section="subscribe",
        title=_TITLE,
        description=_DESCRIPTION,
    )


def group_page(catalog: Catalog, axis: str, number: int) -> Output:
    """A page of a long group."""
    group = next(group for group in groups_of(catalog) if group.axis == axis)
    address = partial(catalog.addresses.term, "subscribe", group.axis)
    pager, shown = page_of(group.ids, INDEX_SIZE, number, address)
    return page(
        catalog,
        address(number),
        "feeds.html",
        FeedsPage(group=feed_group(catalog, axis), rows=_rows(axis, shown, catalog), pager=pager),
        section="subscribe",
        title=f"{_TITLE}: {group.title}",
        description=group.note,
        number=number,
    )


def _is_long(group: Group) -> bool:
    return len(group.ids) > _LONG


@question
def feed_group(catalog: Catalog, axis: str) -> FeedGroup:
    """A group as pages show it."""
    group = next(group for group in groups_of(catalog) if group.axis == axis)
    long = _is_long(group)
    return FeedGroup(
        axis=axis,
        title=group.title,
        note=group.note,
        count=len(group.ids),
        opml=opml_address(catalog, axis),
        rows=() if long else _rows(axis, group.ids, catalog),
        more=catalog.addresses.term("subscribe", axis) if long else "",
    )


def _rows(axis: str, ids: Sequence[str], catalog: Catalog) -> tuple[FeedRow, ...]:
    return tuple(row for id in ids if (row := followed(catalog, (axis, id))))
