"""What every page has in common: its file, its head, its shell."""

from collections.abc import Callable, Iterable

from masthead.plan.addresses import file_of, root_of
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import SITE, alternates
from masthead.plan.output import Output, Planned, Resource, ShellKey
from masthead.plan.views import Card, Head


def planned(
    address: str,
    section: str,
    template: str,
    make: Callable[..., Output],
    *words: str,
    number: int = 1,
    source: str = "mkdocs.yml",
) -> Planned[Output]:
    """A page that `make(catalog, *words, number)` makes, and that the file `source` asks for."""
    return Planned(address, file_of(address), template, section, source, make, (*words, number))


def planned_file(
    address: str, kind: str, make: Callable[..., Resource], *words: str, source: str = "mkdocs.yml"
) -> Planned[Resource]:
    """A file that is no page, which `make(catalog, *words)` makes."""
    return Planned(address, file_of(address), kind, "", source, make, words)


def page(
    catalog: Catalog,
    address: str,
    template: str,
    data: object,
    *,
    section: str,
    title: str,
    description: str = "",
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
        listed=listed and not noindex,
        lastmod=lastmod,
    )


def absolute(catalog: Catalog, address: str) -> str:
    """The whole address, if the site has one."""
    site = catalog.settings.site_url
    return f"{site}{address}" if site else ""


def latest(cards: Iterable[Card]) -> str:
    """The day on which a list last changed: its newest piece's."""
    newest = max((card.date for card in cards), default=None)
    return newest.date().isoformat() if newest else ""
