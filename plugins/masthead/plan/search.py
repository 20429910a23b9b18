"""What the search knows of our pages."""

from collections.abc import Iterator

from masthead.plan.catalog import Catalog
from masthead.plan.output import SearchRecord


def plan_search(catalog: Catalog) -> Iterator[SearchRecord]:
    """A record for each on-site piece, author and series, in the order of their addresses."""
    for piece in catalog.pieces:
        if not (piece.elsewhere or piece.search_exclude):
            catalog.reads.facts.add(("text", piece.key))
            yield SearchRecord(
                address=catalog.address(piece),
                title=piece.title,
                text=f"{piece.description} {piece.document.text}".strip(),
                tags=tuple(anchor.title for anchor in catalog.linked_terms("topics", piece.topics)),
                boost=piece.search_boost,
            )
    for author in catalog.library.authors.values():
        yield SearchRecord(
            address=catalog.addresses.term("authors", author.id),
            title=author.name,
            text=f"{author.role} {author.affiliation} {author.document.text}".strip(),
        )
    for id in catalog.members["series"]:
        if series := catalog.library.series.get(id):
            yield SearchRecord(
                address=catalog.addresses.term("series", id),
                title=series.title,
                text=f"{series.description} {series.document.text}".strip(),
            )
