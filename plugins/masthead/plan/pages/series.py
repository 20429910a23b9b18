"""Series and columns: the index, and a page for each."""

from collections.abc import Iterator, Sequence
from functools import partial

from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output, Planned
from masthead.plan.pages.entries import series_entry, series_ids, stage_entry
from masthead.plan.pages.frame import latest, page, planned
from masthead.plan.pages.views import SeriesIndexPage, SeriesPage
from masthead.plan.paging import INDEX_SIZE, numbers_of, page_of
from masthead.plan.views import StageEntry


def plan_series(catalog: Catalog) -> Iterator[Planned[Output]]:
    """The index, and the pages of every series that has a public piece."""
    ids, addresses = series_ids(catalog), catalog.addresses
    for number in numbers_of(ids, INDEX_SIZE) if ids else ():
        address = addresses.index("series", number)
        yield planned(address, "series", "series_index.html", index_page, number=number)
    for id in ids:
        source = catalog.whole.series[id].path
        for number in numbers_of(catalog.numbered[id], catalog.settings.per_page):
            yield planned(
                addresses.term("series", id, number), "series", "series.html", series_page, id,
                number=number, source=source,
            )  # fmt: skip


def index_page(catalog: Catalog, number: int) -> Output:
    """A page of the index: all series, then all columns."""
    address = partial(catalog.addresses.index, "series")
    entries = [series_entry(catalog, id) for id in series_ids(catalog)]
    ordered = sorted(entries, key=lambda entry: entry.column)
    pager, shown = page_of(ordered, INDEX_SIZE, number, address)
    return page(
        catalog,
        address(number),
        "series_index.html",
        SeriesIndexPage(
            series=tuple(entry for entry in shown if not entry.column),
            columns=tuple(entry for entry in shown if entry.column),
            pager=pager,
        ),
        section="series",
        title="Series",
        description="Pieces in a planned order, and columns that go on.",
        number=number,
    )


def series_page(catalog: Catalog, id: str, number: int) -> Output:
    """A page of a series: its parts in order, or a column's newest first."""
    series, size = catalog.library.series[id], catalog.settings.per_page
    address = partial(catalog.addresses.term, "series", id)
    places = series_places(catalog, id)
    pager, shown = page_of(places, size, number, address)
    numbered = [part for place in shown if (part := catalog.part_at(id, place))]
    parts = tuple((number, catalog.card(piece)) for number, piece in numbered)
    return page(
        catalog,
        address(number),
        "series.html",
        SeriesPage(
            entry=series_entry(catalog, id),
            text=catalog.body(series.document, series.key),
            parts=parts,
            walk=_walk([piece for _, piece in numbered], catalog),
            pager=pager,
            follow=follow(catalog, ("series", id)),
        ),
        section="series",
        title=series.title,
        description=series.description or series.document.summary,
        number=number,
        lastmod=latest(card for _, card in parts),
        feeds=(("series", id), SITE),
    )


@question
def series_places(catalog: Catalog, id: str) -> Sequence[int]:
    """The places of the parts in the order in which the series' page shows them."""
    places = range(len(catalog.numbered[id]))
    return places[::-1] if catalog.whole.series[id].column else places


def _walk(pieces: list[Piece], catalog: Catalog) -> tuple[StageEntry, ...]:
    """The stages that the parts lead through, in the stages' order."""
    covered = {stage for piece in pieces for stage in piece.stages}
    terms = catalog.terms["stages"]
    return tuple(stage_entry(terms[id], catalog) for id in terms if id in covered)
