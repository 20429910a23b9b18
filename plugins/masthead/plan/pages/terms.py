"""Topics, audiences, formats and years: indexes, and a page for each with its pieces."""

from collections.abc import Iterator
from functools import partial

from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output
from masthead.plan.pages.frame import latest, page, sources
from masthead.plan.pages.views import IndexPage, TermPage
from masthead.plan.paging import INDEX_SIZE, pages_of
from masthead.plan.views import Anchor, IndexEntry

TITLES = {
    "topics": ("Topics", "What we write about."),
    "audiences": ("Audiences", "For whom we write."),
    "formats": ("Formats", "From a remark in passing to a paper."),
    "archive": ("Archive", "Everything, by year."),
}


def plan_terms(axis: str, catalog: Catalog) -> Iterator[Output]:
    """The index of one axis, and the pages of each of its terms that has a public piece."""
    held = catalog.members[axis]
    if not held:
        return
    title, description = TITLES[axis]
    address = partial(catalog.addresses.index, axis)
    index = Anchor(title, address())
    ids = _ordered(axis, catalog)
    for pager, shown in pages_of(ids, INDEX_SIZE, address):
        yield page(
            catalog,
            address(pager.number),
            "index.html",
            IndexPage(
                kind=axis,
                title=title,
                description=description,
                entries=tuple(_entry(axis, id, catalog) for id in shown),
                pager=pager,
            ),
            section=axis,
            title=title,
            description=description,
            depends=("mkdocs.yml", *(held[id][0].path for id in shown)),
            number=pager.number,
        )
    for id in ids:
        yield from _plan_one(axis, id, index, catalog)


def _ordered(axis: str, catalog: Catalog) -> list[str]:
    """Years newest first, all else in the order of the configuration, then by id."""
    held = catalog.members[axis]
    if axis == "archive":
        return sorted(held, reverse=True)
    declared = [id for id in catalog.terms[axis] if id in held]
    return declared + sorted(id for id in held if id not in catalog.terms[axis])


def _title(axis: str, id: str, catalog: Catalog) -> str:
    term = catalog.terms.get(axis, {}).get(id)
    if term is None:
        return id
    return term.plural or term.title if axis == "formats" else term.title


def _entry(axis: str, id: str, catalog: Catalog) -> IndexEntry:
    term = catalog.terms.get(axis, {}).get(id)
    return IndexEntry(
        title=_title(axis, id, catalog),
        address=catalog.addresses.term(axis, id),
        description=term.description if term else "",
        count=len(catalog.members[axis][id]),
    )


def _plan_one(axis: str, id: str, index: Anchor, catalog: Catalog) -> Iterator[Output]:
    entry = _entry(axis, id, catalog)

    def address(number: int) -> str:
        return catalog.addresses.term(axis, id, number)

    pieces = catalog.members[axis][id]
    for pager, shown in pages_of(pieces, catalog.settings.per_page, address):
        cards = catalog.cards(shown)
        yield page(
            catalog,
            address(pager.number),
            "term.html",
            TermPage(
                kind=axis,
                address=entry.address,
                title=entry.title,
                description=entry.description,
                index=index,
                cards=cards,
                pager=pager,
                follow=follow(catalog, (axis, id)),
            ),
            section=axis,
            title=f"{index.title}: {entry.title}" if axis != "archive" else entry.title,
            description=entry.description,
            depends=("mkdocs.yml", *sources(catalog, cards)),
            number=pager.number,
            lastmod=latest(cards),
            feeds=((axis, id), SITE),
        )
