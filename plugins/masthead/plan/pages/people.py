"""Author pages and the index of authors. Who has left keeps page and pieces."""

from collections.abc import Iterator
from functools import partial

from masthead.content.author import Author
from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output, Planned
from masthead.plan.pages.entries import series_entry, series_of
from masthead.plan.pages.frame import latest, page, planned
from masthead.plan.pages.ideas import idea_entry, ideas_begun_by
from masthead.plan.pages.views import AuthorPage, PeoplePage, PersonEntry
from masthead.plan.paging import INDEX_SIZE, numbers_of, page_of
from masthead.plan.views import Anchor

_HERE, _GUEST, _GONE = range(3)


def plan_people(catalog: Catalog) -> Iterator[Planned[Output]]:
    """A page for every author file, and the index."""
    authors = catalog.whole.authors
    for number in numbers_of([*authors], INDEX_SIZE) if authors else ():
        address = catalog.addresses.index("authors", number)
        yield planned(address, "authors", "people.html", people_page, number=number)
    shelves, size = catalog.shelves["authors"], catalog.settings.per_page
    for id, author in authors.items():
        for number in numbers_of(shelves.get(id, ()), size):
            yield planned(
                catalog.addresses.term("authors", id, number), "authors", "author.html",
                author_page, id, number=number, source=author.path,
            )  # fmt: skip


def people_page(catalog: Catalog, number: int) -> Output:
    """A page of the index."""
    address = partial(catalog.addresses.index, "authors")
    pager, ids = page_of(people_in_order(catalog), INDEX_SIZE, number, address)
    authors = [catalog.library.authors[id] for id in ids]

    def entries(group: int) -> tuple[PersonEntry, ...]:
        return tuple(
            PersonEntry(catalog.person(author), len(catalog.members["authors"].get(author.id, ())))
            for author in authors
            if _group(author) == group
        )

    return page(
        catalog,
        address(number),
        "people.html",
        PeoplePage(
            people=entries(_HERE), guests=entries(_GUEST), alumni=entries(_GONE), pager=pager
        ),
        section="authors",
        title="Authors",
        description="The people who write here.",
        number=number,
    )


@question
def people_in_order(catalog: Catalog) -> tuple[str, ...]:
    """The ids of all authors: those of the house, guests, and those who have left, by name."""
    authors = catalog.whole.authors.values()
    ordered = sorted(authors, key=lambda a: (_group(a), a.name.casefold(), a.id))
    return tuple(author.id for author in ordered)


def _group(author: Author) -> int:
    """Which group of the index an author stands in; the groups follow one another."""
    if author.alumni:
        return _GONE
    return _GUEST if author.affiliation else _HERE


def author_page(catalog: Catalog, id: str, number: int) -> Output:
    """A page of an author's."""
    author = catalog.library.authors[id]
    pieces = catalog.members["authors"].get(id, ())
    person, own = catalog.person(author), ("authors", id)
    address = partial(catalog.addresses.term, "authors", id)
    pager, shown = page_of(pieces, catalog.settings.per_page, number, address)
    cards = catalog.cards(shown)
    begun = ideas_begun_by(catalog, id) if number == 1 else ()
    links = tuple(
        Anchor(link.title or _host(link.url), target)
        for link in author.links
        if (target := catalog.link(link.url, author.key))
    )
    return page(
        catalog,
        address(number),
        "author.html",
        AuthorPage(
            person=person,
            pronouns=author.pronouns,
            email=author.email,
            url=author.url,
            until=author.until,
            first=pieces[-1].date if pieces else None,
            latest=pieces[0].date if pieces else None,
            biography=catalog.body(author.document, author.key),
            links=links,
            expertise=catalog.linked_terms("topics", author.expertise),
            series=tuple(series_entry(catalog, one) for one in series_of(catalog, id)),
            ideas=tuple(idea_entry(catalog, one) for one in begun),
            cards=cards,
            pager=pager,
            follow=follow(catalog, own),
        ),
        section="authors",
        title=person.name,
        description=author.summary,
        number=number,
        hide=author.hide,
        lastmod=latest(cards),
        feeds=(own, SITE),
    )


def _host(url: str) -> str:
    return url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")
