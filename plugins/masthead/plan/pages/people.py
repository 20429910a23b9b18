"""Author pages and the index of authors. Who has left keeps page and pieces."""

from collections.abc import Iterator
from functools import partial

from masthead.content.author import Author
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output
from masthead.plan.pages.entries import series_entry, series_paths
from masthead.plan.pages.frame import latest, page, sources
from masthead.plan.pages.views import AuthorPage, PeoplePage
from masthead.plan.paging import INDEX_SIZE, pages_of
from masthead.plan.views import Anchor, Person

_HERE, _GUEST, _GONE = range(3)


def plan_people(catalog: Catalog) -> Iterator[Output]:
    """A page for every author file, and the index."""
    authors = sorted(catalog.library.authors.values(), key=lambda a: (a.name.casefold(), a.id))
    if not authors:
        return
    people = sorted(map(catalog.person, authors), key=_group)
    address = partial(catalog.addresses.index, "authors")
    for pager, shown in pages_of(people, INDEX_SIZE, address):
        yield page(
            catalog,
            address(pager.number),
            "people.html",
            PeoplePage(
                people=tuple(person for person in shown if _group(person) == _HERE),
                guests=tuple(person for person in shown if _group(person) == _GUEST),
                alumni=tuple(person for person in shown if _group(person) == _GONE),
                pager=pager,
            ),
            section="authors",
            title="Authors",
            description="The people who write here.",
            depends=("mkdocs.yml", *sources(catalog, (), shown)),
            number=pager.number,
        )
    for author in authors:
        yield from _plan_author(author, catalog)


def _group(person: Person) -> int:
    """Which group of the index a person stands in; the groups follow one another."""
    if person.alumni:
        return _GONE
    return _GUEST if person.affiliation else _HERE


def _plan_author(author: Author, catalog: Catalog) -> Iterator[Output]:
    pieces = catalog.members["authors"].get(author.id, [])
    person = catalog.person(author)
    mine = [
        id for id, order in catalog.series_order.items()
        if id in catalog.library.series and any(author.id in piece.authors for piece in order)
    ] if pieces else []  # fmt: skip
    links = tuple(
        Anchor(link.title or _host(link.url), target)
        for link in author.links
        if (target := catalog.link(link.url, author.key))
    )

    def address(number: int) -> str:
        return catalog.addresses.term("authors", author.id, number)

    own = ("authors", author.id)
    series = tuple(series_entry(id, catalog) for id in sorted(mine))
    behind = (
        author.path,
        *catalog.text_paths(author.document, author.key),
        *catalog.linked_paths((link.url for link in author.links), author.key),
        *series_paths(series, catalog),
    )
    for pager, shown in pages_of(pieces, catalog.settings.per_page, address):
        cards = catalog.cards(shown)
        yield page(
            catalog,
            address(pager.number),
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
                series=series,
                cards=cards,
                pager=pager,
                follow=follow(catalog, own),
            ),
            section="authors",
            title=person.name,
            description=author.summary,
            depends=(*behind, *sources(catalog, cards)),
            number=pager.number,
            hide=author.hide,
            lastmod=latest(cards),
            feeds=(own, SITE),
        )


def _host(url: str) -> str:
    return url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")
