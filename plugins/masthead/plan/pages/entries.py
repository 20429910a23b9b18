"""Stages and series as the hub and the indexes show them."""

from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.index import date_of
from masthead.plan.views import SeriesEntry, StageEntry
from masthead.settings import Term


def stage_entry(term: Term, catalog: Catalog, *, cards: int = 0) -> StageEntry:
    """A stage with its newest pieces."""
    pieces = catalog.members["stages"].get(term.id, ())
    return StageEntry(
        id=term.id,
        title=term.title,
        address=catalog.addresses.term("stages", term.id),
        question=term.question,
        description=term.description,
        count=len(pieces),
        number=1 + [*catalog.terms["stages"]].index(term.id),
        cards=catalog.cards(pieces[:cards]),
    )


def stage_entries(catalog: Catalog, *, cards: int = 0) -> tuple[StageEntry, ...]:
    """The stages that have pieces, in their order."""
    held = catalog.members["stages"]
    terms = catalog.terms["stages"]
    return tuple(stage_entry(terms[id], catalog, cards=cards) for id in terms if id in held)


@question
def series_entry(catalog: Catalog, id: str) -> SeriesEntry:
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
        total=0 if series.column else max(series.parts or 0, catalog.last_number(id)),
        image=catalog.file(series.image, series.key),
        picture=catalog.picture(series.image, series.key),
        stages=tuple(term.title for term in catalog.terms["stages"].values() if term.id in covered),
        authors=catalog.authors(authors[:4]),
    )


@question
def series_ids(catalog: Catalog) -> tuple[str, ...]:
    """All series with public pieces, the one with the newest piece first."""
    held = catalog.shelves["series"]
    known = sorted(id for id in held if id in catalog.whole.series)
    return tuple(sorted(known, key=lambda id: date_of(held[id].all[0]), reverse=True))


@question
def series_of(catalog: Catalog, author: str) -> tuple[str, ...]:
    """The series that an author has written for, by id."""
    held = catalog.shelves["authors"].get(author)
    found = {piece.series for piece in held.all} if held else set()
    return tuple(sorted(found & catalog.whole.series.keys()))


@question
def part_keys(catalog: Catalog, id: str) -> tuple[str, ...]:
    """The keys of a series' pieces, first to last."""
    return tuple(piece.key for _, piece in catalog.numbered.get(id, ()))
