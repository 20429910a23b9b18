"""What every planned page has in common: its file, its head, its shell."""

from collections.abc import Iterable

from masthead.plan.addresses import file_of, root_of
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import SITE, alternates
from masthead.plan.output import Output, ShellKey
from masthead.plan.views import Card, Head, Person


def page(
    catalog: Catalog,
    address: str,
    template: str,
    data: object,
    *,
    section: str,
    title: str,
    description: str = "",
    depends: Iterable[str] = (),
    number: int = 1,
    hide: tuple[str, ...] = (),
    own_template: str = "",
    contents: bool = False,
    noindex: bool = False,
    canonical: str = "",
    authors: tuple[str, ...] = (),
    lang: str = "",
    listed: bool = True,
    lastmod: str = "",
    feeds: tuple[tuple[str, str], ...] = (SITE,),
    markdown: str = "",
) -> Output:
    """An Output with its head and shell. Page `number` of a list says so in its title.

    `feeds` are the collections whose feeds the page names, by axis and id, the nearest first.
    """
    return Output(
        address=address,
        file=file_of(address),
        template=template,
        data=data,
        head=Head(
            title=f"{title} – page {number}" if number > 1 else title,
            description=description,
            canonical=canonical or absolute(catalog, address),
            noindex=noindex,
            authors=authors,
            lang=lang,
            alternates=alternates(catalog, feeds),
            markdown=markdown,
        ),
        shell=ShellKey(section, root_of(address), own_template, hide, contents),
        depends=tuple(dict.fromkeys(depends)),
        listed=listed and not noindex,
        lastmod=lastmod,
    )


def absolute(catalog: Catalog, address: str) -> str:
    """The whole address, if the site has one."""
    return f"{catalog.settings.site_url}{address}" if catalog.settings.site_url else ""


def sources(
    catalog: Catalog, cards: Iterable[Card | None] = (), people: Iterable[Person] = ()
) -> tuple[str, ...]:
    """The files behind the cards and persons of a page."""
    authors = catalog.library.authors
    return (*catalog.paths(*cards), *(authors[person.id].path for person in people))


def latest(cards: Iterable[Card]) -> str:
    """The day on which a list last changed: its newest piece's."""
    newest = max((card.date for card in cards), default=None)
    return f"{newest:%Y-%m-%d}" if newest else ""
