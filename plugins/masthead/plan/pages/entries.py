"""Stages and series as the hub and the indexes show them."""

from collections.abc import Iterable, Iterator

from masthead.plan.catalog import Catalog
from masthead.plan.views import SeriesEntry, StageEntry
from masthead.settings import Term


def stage_entry(term: Term, catalog: Catalog, *, cards: int = 0) -> StageEntry:
    """A stage with its newest pieces."""
    pieces = catalog.members["stages"].get(term.id, [])
    return StageEntry(
        id=term.id,
        title=term.title,
        address=catalog.addresses.term("stages", term.id),
        question=term.question,
        description=term.description,
        count=len(pieces),
        number=1 + [t.id for t in catalog.settings.stages].index(term.id),
        cards=catalog.cards(pieces[:cards]),
    )


def stage_entries(catalog: Catalog, *, cards: int = 0) -> tuple[StageEntry, ...]:
    """The stages that have pieces, in their order."""
    held = catalog.members["stages"]
    return tuple(
        stage_entry(t, catalog, cards=cards) for t in catalog.settings.stages if t.id in held
    )


def series_entry(id: str, catalog: Catalog) -> SeriesEntry:
    """A series that has at least one public piece."""
    series, order = catalog.library.series[id], catalog.series_order[id]
    authors = series.authors or tuple(dict.fromkeys(a for piece in order for a in piece.authors))
    covered = {stage for piece in order for stage in piece.stages}
    return SeriesEntry(
        id=id,
        title=series.title,
        address=catalog.addresses.term("series", id),
        description=series.description,
        column=series.column,
        cadence=series.cadence,
        published=len(order),
        total=0 if series.column else max(series.parts or 0, catalog.parts[id][-1][0]),
        image=catalog.file(series.image, series.key),
        picture=catalog.picture(series.image, series.key),
        stages=tuple(term.title for term in catalog.settings.stages if term.id in covered),
        authors=catalog.authors(authors[:4]),
    )


def series_paths(entries: Iterable[SeriesEntry], catalog: Catalog) -> Iterator[str]:
    """The files behind series in a list: their own, and those of the authors they name."""
    for entry in entries:
        series = catalog.library.series[entry.id]
        yield series.path
        authors = series.authors or (
            id for piece in catalog.series_order[entry.id] for id in piece.authors
        )
        yield from catalog.author_paths(dict.fromkeys(authors))


def series_entries(catalog: Catalog) -> tuple[SeriesEntry, ...]:
    """All series with public pieces, the one with the newest piece first."""
    held = [id for id in catalog.series_order if id in catalog.library.series]
    newest = {
        id: max(piece.date for piece in catalog.series_order[id] if piece.date) for id in held
    }
    held.sort()
    held.sort(key=lambda id: newest[id], reverse=True)
    return tuple(series_entry(id, catalog) for id in held)
