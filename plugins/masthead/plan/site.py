"""The plan of a whole site.

In: a Library, Settings, the instant, and the addresses of the host's own pages. Out: a SitePlan.
References that lead nowhere are passed over here; `masthead.checks` reports them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from masthead.content.chain import find_sources
from masthead.content.library import Library
from masthead.content.picture import Facts
from masthead.content.piece import Piece
from masthead.content.state import State, state_of
from masthead.plan.addresses import Addresses
from masthead.plan.assets import plan_assets, plan_derived
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.opml import plan_opml
from masthead.plan.feeds.planner import plan_feeds
from masthead.plan.machines import plan_machines
from masthead.plan.machines.servers import plan_servers
from masthead.plan.machines.sitemap import plan_sitemap
from masthead.plan.output import Clash, Output, Planned, Resource, SitePlan
from masthead.plan.pages.hub import plan_hub
from masthead.plan.pages.ideas import plan_ideas
from masthead.plan.pages.people import plan_people
from masthead.plan.pages.piece import plan_pieces
from masthead.plan.pages.series import plan_series
from masthead.plan.pages.stages import plan_stages
from masthead.plan.pages.subscribe import plan_subscribe
from masthead.plan.pages.terms import TITLES, plan_terms
from masthead.plan.redirects import plan_redirects
from masthead.plan.related import Kinship
from masthead.plan.search import plan_search
from masthead.settings import Settings

_PREVIEWED: Final = (State.PUBLISHED, State.SCHEDULED, State.REVIEW, State.DRAFT)


def plan_site(
    library: Library,
    settings: Settings,
    *,
    now: datetime,
    preview: bool = False,
    pages: Mapping[str, str] | None = None,
    size_of: Callable[[str], int] = lambda _: 0,
    facts_of: Callable[[str], Facts | None] = lambda _: None,
    theirs: Collection[str] = (),
    kinship: Kinship | None = None,
) -> SitePlan:
    """Everything that will be written. A preview also shows drafts and scheduled pieces, marked.

    `size_of` gives the bytes of a file by its path below docs, `facts_of` what is known of an
    image; `theirs` are the host's own files; `kinship` is how pieces were related in a former state
    of the site.
    """
    catalog = open_catalog(
        library, settings, now=now, preview=preview, pages=pages or {}, size_of=size_of,
        facts_of=facts_of, kinship=kinship,
    )  # fmt: skip
    kept, clashes = _first_come(_pages(catalog))
    return SitePlan(
        pages=kept,
        files=(*_files(catalog, theirs), *plan_servers(catalog, kept, theirs)),
        last=plan_sitemap if settings.site_url else lambda _: iter(()),
        records=plan_search,
        clashes=clashes,
        assets=plan_assets(catalog),
        derived=plan_derived(catalog),
        catalog=catalog,
    )


def open_catalog(
    library: Library,
    settings: Settings,
    *,
    now: datetime,
    preview: bool,
    pages: Mapping[str, str],
    size_of: Callable[[str], int] = lambda _: 0,
    facts_of: Callable[[str], Facts | None] = lambda _: None,
    kinship: Kinship | None = None,
) -> Catalog:
    """The public part of a library, and the retired pieces of which a notice stays.

    In a preview, a draft that has no date yet stands where it would if it were of today. Midnight
    and not the instant: a server asks at each save, and only what has changed is to change.
    """
    today = now.astimezone(settings.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    states = {piece.key: state_of(piece, now=now) for piece in library.pieces}
    shown = _PREVIEWED if preview else (State.PUBLISHED,)

    def visible(piece: Piece) -> bool:
        return states[piece.key] in shown and not piece.private

    public = library.only(
        piece if piece.date else replace(piece, date=today)
        for piece in library.pieces if visible(piece)
    )  # fmt: skip
    return Catalog(
        whole=public,
        sources=find_sources(library, public.by_key.keys()),
        retired=tuple(
            piece
            for piece in library.pieces
            if states[piece.key] is State.RETIRED and not piece.private
        ),
        given=settings,
        addresses=Addresses(settings),
        states=states,
        pages=pages,
        size_of=size_of,
        facts_of=facts_of,
        everything=library,
        now=now,
        kinship_before=kinship,
    )


def _pages(catalog: Catalog) -> Iterator[Planned[Output]]:
    yield from plan_hub(catalog)
    yield from plan_pieces(catalog)
    yield from plan_people(catalog)
    yield from plan_series(catalog)
    yield from plan_stages(catalog)
    yield from plan_ideas(catalog)
    for axis in TITLES:
        yield from plan_terms(axis, catalog)
    yield from plan_subscribe(catalog)
    yield from plan_redirects(catalog)


def _files(catalog: Catalog, theirs: Collection[str]) -> Iterator[Planned[Resource]]:
    yield from plan_machines(catalog, theirs)
    yield from plan_feeds(catalog)
    yield from plan_opml(catalog)


def _first_come(
    planned: Iterable[Planned[Output]],
) -> tuple[tuple[Planned[Output], ...], tuple[Clash, ...]]:
    """Each file once: pages come before redirects, and a page's own alias of itself is nothing.

    Former addresses of one piece may differ by case alone: both were published once. Where the
    file system folds case they are one file, and lead to the same place.
    """
    holders: dict[str, Planned[Output]] = {}
    kept: dict[str, Planned[Output]] = {}
    clashes: list[Clash] = []
    for page in planned:
        holder = holders.setdefault(page.file.casefold(), page)
        if holder is page:
            kept[page.file] = page
        elif not _is_of(holder, page):
            clashes.append(Clash(page, holder.source))
        elif holder.template == page.template == "redirect.html":
            kept.setdefault(page.file, page)
    return tuple(kept[file] for file in sorted(kept)), tuple(clashes)


def _is_of(holder: Planned[Output], page: Planned[Output]) -> bool:
    """Whether two pages at one address are no clash, since one source asks for both.

    That is a page's former address which is its present one, or terms that only case tells apart,
    which are found as unknown. Two kinds of pages from mkdocs.yml have more than it in common.
    """
    alike = (holder.template, holder.section) == (page.template, page.section)
    return (alike or page.template == "redirect.html") and holder.source == page.source
