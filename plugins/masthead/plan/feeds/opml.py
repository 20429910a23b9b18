"""The lists of feeds for feed readers to import: one of all feeds, and one for each group.

In: a Catalog. Out: Resources of the kind `opml`. A list's date is that of the newest change in the
content, so that a build on another day writes the same bytes.
"""

from collections.abc import Iterator
from datetime import datetime

from masthead.plan.addresses import file_of
from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.collections import collections_of
from masthead.plan.feeds.follow import SITE, followed
from masthead.plan.feeds.groups import Group, groups_of
from masthead.plan.feeds.views import FeedLine, FeedList
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.frame import planned_file


def opml_address(catalog: Catalog, axis: str = "feeds") -> str:
    """Where the list of a group lies, or that of all feeds: `subscribe/feeds.opml`."""
    return catalog.addresses.beside("subscribe", f"{axis}.opml")


def plan_opml(catalog: Catalog) -> Iterator[Planned[Resource]]:
    """The list of all feeds, and one for each group."""
    if collections_of(catalog):
        yield planned_file(opml_address(catalog), "opml", all_feeds)
    for group in groups_of(catalog):
        yield planned_file(opml_address(catalog, group.axis), "opml", feeds_of_group, group.axis)


def all_feeds(catalog: Catalog) -> Resource:
    """The list of all feeds, the whole site's first, then group by group."""
    everything = _line(catalog, *SITE) if followed(catalog, SITE) else None
    groups = tuple((group.title, _lines(group, catalog)) for group in groups_of(catalog))
    title = f"All feeds – {catalog.settings.site_name}"
    lines = (everything,) if everything else ()
    return _resource(catalog, "feeds", title, lines, groups)


def feeds_of_group(catalog: Catalog, axis: str) -> Resource:
    """The list of one group."""
    group = next(group for group in groups_of(catalog) if group.axis == axis)
    title = f"{group.title} – {catalog.settings.site_name}"
    return _resource(catalog, axis, title, _lines(group, catalog))


@question
def last_change(catalog: Catalog) -> datetime:
    """When the content last changed."""
    return max(filter(None, (piece.changed or piece.date for piece in catalog.pieces.all)))


def _lines(group: Group, catalog: Catalog) -> tuple[FeedLine, ...]:
    return tuple(_line(catalog, group.axis, id) for id in group.ids)


@question
def _line(catalog: Catalog, axis: str, id: str) -> FeedLine:
    one, row = collections_of(catalog)[axis, id], followed(catalog, (axis, id))
    base = catalog.given.site_url
    return FeedLine(
        title=one.title,
        address=base + row.feeds[0].address if row else "",
        page=base + one.page,
        description=one.description,
    )


def _resource(
    catalog: Catalog,
    axis: str,
    title: str,
    lines: tuple[FeedLine, ...],
    groups: tuple[tuple[str, tuple[FeedLine, ...]], ...] = (),
) -> Resource:
    settings, address = catalog.settings, opml_address(catalog, axis)
    data = FeedList(
        title=title, owner=settings.site_name, updated=last_change(catalog), lang=settings.lang,
        lines=lines, groups=groups,
    )  # fmt: skip
    return Resource(address=address, file=file_of(address), kind="opml", data=data)
