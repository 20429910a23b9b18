"""The page on subscribing, which has every feed, and pages of their own for long groups."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from masthead.plan.catalog import Catalog
from masthead.plan.feeds.collections import Collection
from masthead.plan.feeds.follow import SITE, followed, subscribe_address
from masthead.plan.feeds.groups import Group, groups_of, sources_of, whole_site
from masthead.plan.feeds.opml import opml_address
from masthead.plan.output import Output
from masthead.plan.pages.frame import page
from masthead.plan.pages.views import FeedsPage, SubscribePage
from masthead.plan.paging import INDEX_SIZE, pages_of
from masthead.plan.views import FeedGroup, FeedRow

_TITLE: Final = "Subscribe"
_DESCRIPTION: Final = "Follow everything, or only what concerns you: without an account."
_LONG: Final = 48
"""A group with more feeds than this has pages of its own."""


def plan_subscribe(catalog: Catalog) -> Iterator[Output]:
    """The page, and those of long groups; nothing on a site without feeds."""
    address = subscribe_address(catalog)
    if not address:
        return
    settings, everything, groups = catalog.settings, whole_site(catalog), groups_of(catalog)
    shown = [c for group in groups if not _is_long(group) for c in group.collections]
    yield page(
        catalog,
        address,
        "subscribe.html",
        SubscribePage(
            everything=followed(catalog).get(SITE),
            groups=tuple(_view(group, catalog) for group in groups),
            opml=opml_address(catalog),
            whole=settings.feeds.content == "full",
            email=settings.subscribe.email,
            note=settings.subscribe.note,
        ),
        section="subscribe",
        title=_TITLE,
        description=_DESCRIPTION,
        depends=sources_of([*([everything] if everything else []), *shown]),
    )
    for group in filter(_is_long, groups):
        yield from _plan_group(group, catalog)


def _plan_group(group: Group, catalog: Catalog) -> Iterator[Output]:
    address = partial(catalog.addresses.term, "subscribe", group.axis)
    view = _view(group, catalog)
    for pager, shown in pages_of(group.collections, INDEX_SIZE, address):
        yield page(
            catalog,
            address(pager.number),
            "feeds.html",
            FeedsPage(group=view, rows=_rows(shown, catalog), pager=pager),
            section="subscribe",
            title=f"{_TITLE}: {group.title}",
            description=group.note,
            depends=sources_of(shown),
            number=pager.number,
        )


def _is_long(group: Group) -> bool:
    return len(group.collections) > _LONG


def _view(group: Group, catalog: Catalog) -> FeedGroup:
    long = _is_long(group)
    return FeedGroup(
        axis=group.axis,
        title=group.title,
        note=group.note,
        count=len(group.collections),
        opml=opml_address(catalog, group.axis),
        rows=() if long else _rows(group.collections, catalog),
        more=catalog.addresses.term("subscribe", group.axis) if long else "",
    )


def _rows(collections: Sequence[Collection], catalog: Catalog) -> tuple[FeedRow, ...]:
    rows = followed(catalog)
    return tuple(rows[one.axis, one.id] for one in collections)
