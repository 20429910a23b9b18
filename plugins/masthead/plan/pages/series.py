"""Series and columns: the index, and a page for each."""

from collections.abc import Iterator
from functools import partial

from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output
from masthead.plan.pages.entries import series_entries, series_entry, series_paths, stage_entry
from masthead.plan.pages.frame import latest, page, sources
from masthead.plan.pages.views import SeriesIndexPage, SeriesPage
from masthead.plan.paging import INDEX_SIZE, pages_of
from masthead.plan.views import StageEntry


def plan_series(catalog: Catalog) -> Iterator[Output]:
    """The index, and the pages of every series that has a public piece."""
    entries = series_entries(catalog)
    if not entries:
        return
    address = partial(catalog.addresses.index, "series")
    ordered = sorted(entries, key=lambda entry: entry.column)
    for pager, shown in pages_of(ordered, INDEX_SIZE, address):
        yield page(
            catalog,
            address(pager.number),
            "series_index.html",
            SeriesIndexPage(
                series=tuple(entry for entry in shown if not entry.column),
                columns=tuple(entry for entry in shown if entry.column),
                pager=pager,
            ),
            section="series",
            title="Series",
            description="Pieces in a planned order, and columns that go on.",
            depends=("mkdocs.yml", *series_paths(shown, catalog)),
            number=pager.number,
        )
    for entry in entries:
        yield from _plan_one(entry.id, catalog)


def _plan_one(id: str, catalog: Catalog) -> Iterator[Output]:
    series, numbered = catalog.library.series[id], list(catalog.parts[id])
    if series.column:
        numbered.reverse()

    def address(number: int) -> str:
        return catalog.addresses.term("series", id, number)

    entry = series_entry(id, catalog)
    behind = (*series_paths([entry], catalog), *catalog.text_paths(series.document, series.key))
    for pager, shown in pages_of(numbered, catalog.settings.per_page, address):
        parts = tuple((number, catalog.card(piece)) for number, piece in shown)
        cards = [card for _, card in parts]
        yield page(
            catalog,
            address(pager.number),
            "series.html",
            SeriesPage(
                entry=entry,
                text=catalog.body(series.document, series.key),
                parts=parts,
                walk=_walk([piece for _, piece in shown], catalog),
                pager=pager,
                follow=follow(catalog, ("series", id)),
            ),
            section="series",
            title=series.title,
            description=series.description or series.document.summary,
            depends=(*behind, *sources(catalog, cards)),
            number=pager.number,
            lastmod=latest(cards),
            feeds=(("series", id), SITE),
        )


def _walk(pieces: list[Piece], catalog: Catalog) -> tuple[StageEntry, ...]:
    """The stages that the parts lead through, in the stages' order."""
    covered = {stage for piece in pieces for stage in piece.stages}
    return tuple(
        stage_entry(term, catalog) for term in catalog.settings.stages if term.id in covered
    )
