"""The hub: featured, newest, and the ways in by stage, series, author and subject."""

from collections.abc import Iterator

from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import SITE, follow, subscribe_address
from masthead.plan.output import Output
from masthead.plan.pages.entries import series_entries, series_paths, stage_entries
from masthead.plan.pages.frame import latest, page, sources
from masthead.plan.pages.terms import TITLES
from masthead.plan.pages.views import HubPage
from masthead.plan.paging import pages_of
from masthead.plan.views import Anchor, Person

_FEATURED, _SERIES, _AUTHORS = 3, 4, 8


def plan_hub(catalog: Catalog) -> Iterator[Output]:
    """The hub's pages. The first has every way in, the others go on with the list."""
    settings = catalog.settings
    title = settings.title or settings.site_name
    description = settings.description or settings.site_description
    featured = catalog.cards([piece for piece in catalog.pieces if piece.pin][:_FEATURED])
    shown_already = {card.key for card in featured}
    rest = [piece for piece in catalog.pieces if piece.key not in shown_already]
    for pager, shown in pages_of(rest, settings.per_page, catalog.addresses.hub):
        first = pager.number == 1
        cards = catalog.cards(shown)
        people = _people(catalog) if first else ()
        view = HubPage(
            title=title,
            description=description,
            featured=featured if first else (),
            newest=cards,
            stages=stage_entries(catalog, cards=1) if first else (),
            series=series_entries(catalog)[:_SERIES] if first else (),
            authors=people,
            ways=_ways(catalog) if first else (),
            pager=pager,
            follow=follow(catalog, SITE),
        )
        inside = [card for entry in view.stages for card in entry.cards]
        yield page(
            catalog,
            catalog.addresses.hub(pager.number),
            "hub.html",
            view,
            section="blog",
            title=title,
            description=description,
            depends=(
                "mkdocs.yml",
                *sources(catalog, [*cards, *view.featured, *inside], people),
                *series_paths(view.series, catalog),
            ),
            number=pager.number,
            lastmod=latest(cards),
        )


def _people(catalog: Catalog) -> tuple[Person, ...]:
    """The authors who published most recently."""
    recent = dict.fromkeys(id for piece in catalog.pieces for id in piece.authors)
    authors = catalog.library.authors
    here = [id for id in recent if id in authors and not authors[id].alumni]
    return catalog.persons(here[:_AUTHORS])


def _ways(catalog: Catalog) -> tuple[Anchor, ...]:
    ways = [
        Anchor(title, catalog.addresses.index(axis), note)
        for axis, (title, note) in TITLES.items()
        if catalog.members[axis]
    ]
    if catalog.ideas:
        note = "How ideas grew here."
        ways.insert(-1, Anchor("Ideas", catalog.addresses.index("ideas"), note))
    if address := subscribe_address(catalog):
        ways.append(Anchor("Subscribe", address, "New pieces come to you."))
    return tuple(ways)
