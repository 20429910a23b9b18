"""The hub: featured, newest, and the ways in by stage, series, author and subject."""

from collections.abc import Iterator

from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.follow import SITE, follow, subscribe_address
from masthead.plan.output import Output, Planned
from masthead.plan.pages.entries import series_entry, series_ids, stage_entries
from masthead.plan.pages.frame import latest, page, planned
from masthead.plan.pages.terms import TITLES
from masthead.plan.pages.views import HubPage
from masthead.plan.paging import numbers_of, page_of
from masthead.plan.views import Anchor

_SERIES, _AUTHORS = 4, 8


def plan_hub(catalog: Catalog) -> Iterator[Planned[Output]]:
    """The hub's pages. The first has every way in, the others go on with the list."""
    for number in numbers_of(catalog.others, catalog.settings.per_page):
        yield planned(catalog.addresses.hub(number), "blog", "hub.html", hub_page, number=number)


def hub_page(catalog: Catalog, number: int) -> Output:
    """A page of the hub."""
    settings, first = catalog.settings, number == 1
    title = settings.title or settings.site_name
    description = settings.description or settings.site_description
    pager, shown = page_of(catalog.others, settings.per_page, number, catalog.addresses.hub)
    cards = catalog.cards(shown)
    return page(
        catalog,
        catalog.addresses.hub(number),
        "hub.html",
        HubPage(
            title=title,
            description=description,
            featured=catalog.cards(catalog.featured) if first else (),
            newest=cards,
            stages=stage_entries(catalog, cards=1) if first else (),
            series=tuple(series_entry(catalog, id) for id in series_ids(catalog)[:_SERIES])
            if first else (),
            authors=catalog.persons(recent_authors(catalog)) if first else (),
            ways=_ways(catalog) if first else (),
            pager=pager,
            follow=follow(catalog, SITE),
        ),
        section="blog",
        title=title,
        description=description,
        number=number,
        lastmod=latest(cards),
    )  # fmt: skip


@question
def recent_authors(catalog: Catalog) -> tuple[str, ...]:
    """The authors who published most recently, without those who have left."""
    recent = dict.fromkeys(id for piece in catalog.pieces.all for id in piece.authors)
    authors = catalog.whole.authors
    return tuple([id for id in recent if id in authors and not authors[id].alumni][:_AUTHORS])


def _ways(catalog: Catalog) -> tuple[Anchor, ...]:
    ways = [
        Anchor(title, catalog.addresses.index(axis), note)
        for axis, (title, note) in TITLES.items()
        if catalog.members[axis]
    ]
    if any_ideas(catalog):
        note = "How ideas grew here."
        ways.insert(-1, Anchor("Ideas", catalog.addresses.index("ideas"), note))
    if address := subscribe_address(catalog):
        ways.append(Anchor("Subscribe", address, "New pieces come to you."))
    return tuple(ways)


@question
def any_ideas(catalog: Catalog) -> bool:
    """Whether there are pages of ideas."""
    return bool(catalog.ideas)
