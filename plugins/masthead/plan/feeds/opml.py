"""The lists of feeds for feed readers to import: one of all feeds, and one for each group.

In: a Catalog. Out: Resources of the kind `opml`. A list's date is that of the newest change in the
content, so that a build on another day writes the same bytes.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from masthead.plan.addresses import file_of
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.collections import Collection
from masthead.plan.feeds.follow import followed
from masthead.plan.feeds.groups import Group, groups_of, sources_of, whole_site
from masthead.plan.feeds.views import FeedLine, FeedList
from masthead.plan.output import Resource


def opml_address(catalog: Catalog, axis: str = "feeds") -> str:
    """Where the list of a group lies, or that of all feeds: `subscribe/feeds.opml`."""
    return catalog.addresses.beside("subscribe", f"{axis}.opml")


def plan_opml(catalog: Catalog) -> Iterator[Resource]:
    """The list of all feeds, and one for each group."""
    everything, groups = whole_site(catalog), groups_of(catalog)
    if not (everything or groups):
        return
    first = [everything] if everything else []
    settings = catalog.settings
    changed = max(filter(None, (piece.changed or piece.date for piece in catalog.pieces)))
    everyone = [*first, *(one for group in groups for one in group.collections)]
    all_feeds = FeedList(
        title=f"All feeds – {settings.site_name}",
        owner=settings.site_name,
        updated=changed,
        lang=settings.lang,
        lines=_lines(first, catalog),
        groups=tuple((group.title, _lines(group.collections, catalog)) for group in groups),
    )
    yield _resource(catalog, "feeds", everyone, all_feeds)
    for group in groups:
        yield _resource(catalog, group.axis, group.collections, _list_of(group, changed, catalog))


def _list_of(group: Group, changed: datetime, catalog: Catalog) -> FeedList:
    settings = catalog.settings
    return FeedList(
        title=f"{group.title} – {settings.site_name}",
        owner=settings.site_name,
        updated=changed,
        lang=settings.lang,
        lines=_lines(group.collections, catalog),
    )


def _lines(collections: Sequence[Collection], catalog: Catalog) -> tuple[FeedLine, ...]:
    rows, base = followed(catalog), catalog.settings.site_url
    return tuple(
        FeedLine(
            title=one.title,
            address=base + rows[one.axis, one.id].feeds[0].address,
            page=base + one.page,
            description=one.description,
        )
        for one in collections
    )


def _resource(
    catalog: Catalog, axis: str, collections: Sequence[Collection], data: FeedList
) -> Resource:
    address = opml_address(catalog, axis)
    return Resource(
        address=address, file=file_of(address), kind="opml", data=data,
        depends=sources_of(collections),
    )  # fmt: skip
