"""The plan of a whole site.

In: a Library, Settings, the instant, and the addresses of the host's own pages. Out: a SitePlan.
References that lead nowhere are passed over here; `masthead.checks` reports them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from masthead.content.library import Library
from masthead.content.picture import Facts
from masthead.content.piece import Piece
from masthead.content.state import State, state_of
from masthead.plan.addresses import Addresses
from masthead.plan.assets import plan_assets, plan_derived
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.opml import plan_opml
from masthead.plan.feeds.planner import FeedPlanner
from masthead.plan.machines import plan_machines
from masthead.plan.output import Clash, Output, Resource, SitePlan
from masthead.plan.pages.hub import plan_hub
from masthead.plan.pages.ideas import plan_ideas
from masthead.plan.pages.people import plan_people
from masthead.plan.pages.piece import PiecePlanner
from masthead.plan.pages.series import plan_series
from masthead.plan.pages.stages import plan_stages
from masthead.plan.pages.subscribe import plan_subscribe
from masthead.plan.pages.terms import TITLES, plan_terms
from masthead.plan.redirects import plan_redirects
from masthead.plan.related import find_kin
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
) -> SitePlan:
    """Everything that will be written. A preview also shows drafts and scheduled pieces, marked.

    `size_of` gives the bytes of a file by its path below docs, `facts_of` what is known of an
    image; `theirs` are the host's own files.
    """
    catalog = open_catalog(
        library, settings, now=now, preview=preview, pages=pages or {}, size_of=size_of,
        facts_of=facts_of,
    )  # fmt: skip
    outputs, clashes = _first_come(_outputs(catalog))
    return SitePlan(
        outputs=outputs,
        resources=tuple(_resources(catalog, outputs, theirs)),
        clashes=clashes,
        assets=plan_assets(catalog),
        derived=plan_derived(catalog),
        search=tuple(plan_search(catalog)),
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
) -> Catalog:
    """The public part of a library, and the retired pieces of which a notice stays."""
    states = {piece.key: state_of(piece, now=now) for piece in library.pieces}
    shown = _PREVIEWED if preview else (State.PUBLISHED,)

    def visible(piece: Piece) -> bool:
        return states[piece.key] in shown and not piece.private and piece.date is not None

    return Catalog(
        library=library.only(piece for piece in library.pieces if visible(piece)),
        retired=tuple(
            piece
            for piece in library.pieces
            if states[piece.key] is State.RETIRED and not piece.private
        ),
        settings=settings,
        addresses=Addresses(settings),
        states=states,
        pages=pages,
        size_of=size_of,
        facts_of=facts_of,
    )


def _outputs(catalog: Catalog) -> Iterator[Output]:
    public = [piece for piece in catalog.pieces if not piece.elsewhere]
    yield from plan_hub(catalog)
    yield from PiecePlanner(catalog, find_kin(public)).plan()
    yield from plan_people(catalog)
    yield from plan_series(catalog)
    yield from plan_stages(catalog)
    yield from plan_ideas(catalog)
    for axis in TITLES:
        yield from plan_terms(axis, catalog)
    yield from plan_subscribe(catalog)
    yield from plan_redirects(catalog)


def _resources(
    catalog: Catalog, outputs: Sequence[Output], theirs: Collection[str]
) -> Iterator[Resource]:
    yield from plan_machines(catalog, outputs, theirs)
    yield from FeedPlanner(catalog).plan()
    yield from plan_opml(catalog)


def _first_come(outputs: Iterable[Output]) -> tuple[tuple[Output, ...], tuple[Clash, ...]]:
    """Each file once: pages come before redirects, and a page's own alias of itself is nothing.

    Former addresses of one piece may differ by case alone: both were published once. Where the
    file system folds case they are one file, and lead to the same place.
    """
    holders: dict[str, Output] = {}
    kept: dict[str, Output] = {}
    clashes: list[Clash] = []
    for output in outputs:
        holder = holders.setdefault(output.file.casefold(), output)
        if holder is output:
            kept[output.file] = output
        elif not _is_of(holder, output):
            clashes.append(Clash(output, holder.depends[0] if holder.depends else "mkdocs.yml"))
        elif holder.template == output.template == "redirect.html":
            kept.setdefault(output.file, output)
    return tuple(kept[file] for file in sorted(kept)), tuple(clashes)


def _is_of(holder: Output, output: Output) -> bool:
    """Whether two outputs at one address are no clash, since one source asks for both.

    That is a page's former address which is its present one, or terms that only case tells apart,
    which are found as unknown. Two kinds of pages from mkdocs.yml have more than it in common.
    """
    kinds = {(one.template, one.shell and one.shell.section) for one in (holder, output)}
    alike = len(kinds) == 1 or output.template == "redirect.html"
    return alike and holder.depends[:1] == output.depends[:1]
