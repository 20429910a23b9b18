"""Topics, audiences, formats and years: indexes, and a page for each with its pieces."""

from collections.abc import Iterator
from functools import partial

from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output, Planned
from masthead.plan.pages.frame import latest, page, planned
from masthead.plan.pages.views import IndexPage, TermPage
from masthead.plan.paging import INDEX_SIZE, numbers_of, page_of
from masthead.plan.views import Anchor, IndexEntry
from masthead.settings import Term

TITLES = {
    "topics": ("Topics", "What we write about."),
    "audiences": ("Audiences", "For whom we write."),
    "formats": ("Formats", "From a remark in passing to a paper."),
    "archive": ("Archive", "Everything, by year."),
}


def plan_terms(axis: str, catalog: Catalog) -> Iterator[Planned[Output]]:
    """The index of one axis, and the pages of each of its terms that has a public piece."""
    shelves, addresses = catalog.shelves[axis], catalog.addresses
    for number in numbers_of([*shelves], INDEX_SIZE) if shelves else ():
        address = addresses.index(axis, number)
        yield planned(address, axis, "index.html", index_page, axis, number=number)
    for id in terms_in_order(catalog, axis):
        for number in numbers_of(shelves[id].all, catalog.settings.per_page):
            address = addresses.term(axis, id, number)
            yield planned(address, axis, "term.html", term_page, axis, id, number=number)


def index_page(catalog: Catalog, axis: str, number: int) -> Output:
    """A page of an axis's index."""
    title, description = TITLES[axis]
    address = partial(catalog.addresses.index, axis)
    pager, shown = page_of(terms_in_order(catalog, axis), INDEX_SIZE, number, address)
    return page(
        catalog,
        address(number),
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
        number=number,
    )


@question
def terms_in_order(catalog: Catalog, axis: str) -> tuple[str, ...]:
    """Years newest first, all else in the order of the configuration, then by id."""
    held = catalog.shelves[axis]
    if axis == "archive":
        return tuple(sorted(held, reverse=True))
    terms = catalog.vocabulary[axis]
    return (*(id for id in terms if id in held), *sorted(id for id in held if id not in terms))


def _title(axis: str, id: str, catalog: Catalog) -> str:
    term: Term | None = catalog.terms[axis].get(id) if axis in catalog.terms else None
    if term is None:
        return id
    return term.plural or term.title if axis == "formats" else term.title


def _entry(axis: str, id: str, catalog: Catalog) -> IndexEntry:
    term = catalog.terms[axis].get(id) if axis in catalog.terms else None
    return IndexEntry(
        title=_title(axis, id, catalog),
        address=catalog.addresses.term(axis, id),
        description=term.description if term else "",
        count=len(catalog.members[axis][id]),
    )


def term_page(catalog: Catalog, axis: str, id: str, number: int) -> Output:
    """A page of a term."""
    entry, index = _entry(axis, id, catalog), Anchor(TITLES[axis][0], catalog.addresses.index(axis))
    address = partial(catalog.addresses.term, axis, id)
    pieces = catalog.members[axis][id]
    pager, shown = page_of(pieces, catalog.settings.per_page, number, address)
    cards = catalog.cards(shown)
    return page(
        catalog,
        address(number),
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
        number=number,
        lastmod=latest(cards),
        feeds=((axis, id), SITE),
    )
