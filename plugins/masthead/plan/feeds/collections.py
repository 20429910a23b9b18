"""Which collections have feeds: the whole site, and what has a page and pieces.

In: a Catalog. Out: Collections. A site without an address has none, since their entries could not
lead anywhere.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog


class Collection(Struct, frozen=True, kw_only=True):
    """A set of pieces that has feeds: an author, a series, the whole site."""

    axis: str
    id: str
    title: str
    description: str
    page: str
    pieces: Sequence[Piece]
    depends: tuple[str, ...] = ()


def collections_of(catalog: Catalog) -> tuple[Collection, ...]:
    """What has feeds, the whole site first."""
    settings = catalog.settings
    if not (settings.site_url and catalog.pieces and settings.feeds.formats):
        return ()
    return tuple(c for axis in settings.feeds.collections for c in _of_axis(axis, catalog))


def _of_axis(axis: str, catalog: Catalog) -> Iterator[Collection]:
    if axis == "site":
        settings = catalog.settings
        yield Collection(
            axis=axis, id="", title=settings.title or settings.site_name,
            description=settings.description or settings.site_description,
            page=catalog.addresses.hub(), pieces=catalog.pieces, depends=("mkdocs.yml",),
        )  # fmt: skip
    elif axis == "ideas":
        yield from _of_ideas(catalog)
    else:
        for id, pieces in catalog.members[axis].items():
            if named := _named(axis, id, catalog):
                title, description, *depends = named
                yield Collection(
                    axis=axis, id=id, title=title, description=description,
                    page=catalog.addresses.term(axis, id), pieces=pieces,
                    depends=tuple(depends),
                )  # fmt: skip


def _of_ideas(catalog: Catalog) -> Iterator[Collection]:
    library = catalog.library
    place = {piece.key: number for number, piece in enumerate(catalog.pieces)}
    for idea in catalog.ideas:
        pieces = [step.of for step in idea.steps if isinstance(step.of, Piece)]
        if pieces:
            yield Collection(
                axis="ideas", id=idea.id, title=catalog.idea_title(idea), description="",
                page=catalog.addresses.term("ideas", idea.id),
                pieces=sorted(pieces, key=lambda piece: place[piece.key]),
                depends=tuple(file.path for file in [library.ideas.get(idea.named)] if file),
            )  # fmt: skip


def _named(axis: str, id: str, catalog: Catalog) -> tuple[str, ...] | None:
    """Title, description and source of what has a page; None for what has none."""
    library = catalog.library
    if axis == "authors":
        author = library.authors.get(id)
        return (author.name, author.summary, author.path) if author else None
    if axis == "series":
        series = library.series.get(id)
        return (series.title, series.description, series.path) if series else None
    term = catalog.terms[axis].get(id)
    return (term.plural or term.title, term.description, "mkdocs.yml") if term else None
