"""What the search knows of our pages: their words, what results show, what they are narrowed by."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Final

from masthead.content.document import Document
from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.output import PlannedRecord, SearchRecord
from masthead.plan.views import Anchor

FACETS: Final = ("stage", "topic", "author", "audience", "angle", "format", "year")
"""In the order in which readers see them."""


def plan_search(catalog: Catalog) -> Iterator[PlannedRecord]:
    """A record for each public piece, author and series; the elsewhere ones lead out."""
    for piece in catalog.pieces:
        if not piece.search_exclude:
            yield PlannedRecord(piece.key, partial(_of_piece, piece))
    for id in catalog.library.authors:
        yield PlannedRecord(f"author {id}", partial(_of_author, id))
    for id in catalog.members["series"]:
        if id in catalog.library.series:
            yield PlannedRecord(f"series {id}", partial(_of_series, id))


def search_ways(catalog: Catalog) -> tuple[Anchor, ...]:
    """Ways in for who finds nothing: the stages that have a page, with their questions."""
    return tuple(
        Anchor(stage.title, catalog.addresses.term("stages", stage.id), stage.question)
        for stage in catalog.terms["stages"].values()
        if stage.id in catalog.members["stages"]
    )


def _of_author(id: str, catalog: Catalog) -> SearchRecord:
    author = catalog.library.authors[id]
    person = catalog.person(author)
    return SearchRecord(
        address=person.address,
        title=author.name,
        text=f"{author.role} {author.affiliation} {author.document.text}".strip(),
        kind="Author",
        summary=person.role or person.summary,
        image=person.portrait,
    )


def _of_series(id: str, catalog: Catalog) -> SearchRecord:
    series = catalog.library.series[id]
    return SearchRecord(
        address=catalog.addresses.term("series", id),
        title=series.title,
        text=f"{series.description} {series.document.text}".strip(),
        kind="Series",
        summary=series.description,
    )


def _of_piece(piece: Piece, catalog: Catalog) -> SearchRecord:
    catalog.reads.facts.add(("text", piece.key))
    card = catalog.card(piece)
    topics = tuple(anchor.title for anchor in catalog.linked_terms("topics", piece.topics))
    facets = {
        "stage": tuple(a.title for a in catalog.linked_terms("stages", piece.stages)),
        "topic": topics,
        "author": tuple(author.title for author in card.authors),
        "audience": tuple(a.title for a in catalog.linked_terms("audiences", piece.audiences)),
        "angle": (piece.angle.value.capitalize(),) if piece.angle else (),
        "format": (card.format.title,),
        "year": (f"{card.date.year:04}",),
    }
    before = f"{piece.description} " if piece.description else ""
    return SearchRecord(
        address=card.address,
        title=piece.title,
        text=f"{before}{piece.document.text}",
        tags=topics,
        boost=piece.search_boost,
        facets=tuple((name, facets[name]) for name in FACETS if facets[name]),
        date=_in_utc(card.date),
        day=f"{card.date:%Y-%m-%d}",
        kind=card.format.title,
        authors=facets["author"],
        summary=card.summary,
        image=card.image,
        lang=piece.lang,
        parts=() if piece.elsewhere else tuple(_parts(piece.document, len(before))),
    )


def _parts(document: Document, before: int) -> Iterator[tuple[int, str, str]]:
    """Where each heading stands in a text with so many letters before the document's."""
    for heading, (start, end) in zip(document.headings, document.heads, strict=False):
        yield before + start, heading.id, document.text[start:end]


def _in_utc(moment: datetime) -> str:
    """So that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
