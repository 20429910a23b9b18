"""Which collections have feeds: the whole site, and what has a page and pieces.

In: a Catalog. Out: Collections. A site without an address has none, since their entries could not
lead anywhere.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.facts import Shelf


class Collection(Struct, frozen=True, kw_only=True):
    """A set of pieces that has feeds: an author, a series, the whole site.

    `source` is the file that gives it its name.
    """

    axis: str
    id: str
    title: str
    description: str
    page: str
    pieces: Shelf
    source: str = "mkdocs.yml"


def collections_of(catalog: Catalog) -> Mapping[tuple[str, str], Collection]:
    """What has feeds by axis and id, the whole site first; nothing is noted."""
    return catalog.once("collections", lambda: _collections(catalog))


def collection(catalog: Catalog, axis: str, id: str) -> Collection:
    """One of them."""
    catalog.reads.facts.add(("collection", axis, id))
    return collections_of(catalog)[axis, id]


def _collections(catalog: Catalog) -> Mapping[tuple[str, str], Collection]:
    given = catalog.given
    if not (given.site_url and catalog.whole.pieces and given.feeds.formats):
        return {}
    found = (one for axis in given.feeds.collections for one in _of_axis(axis, catalog))
    return {(one.axis, one.id): one for one in found if one.pieces.all}


def _of_axis(axis: str, catalog: Catalog) -> Iterator[Collection]:
    if axis == "site":
        given = catalog.given
        yield Collection(
            axis=axis, id="", title=given.title or given.site_name,
            description=given.description or given.site_description,
            page=catalog.addresses.hub(), pieces=catalog.pieces,
        )  # fmt: skip
    elif axis == "ideas":
        yield from _of_ideas(catalog)
    else:
        for id, pieces in catalog.shelves[axis].items():
            if named := _named(axis, id, catalog):
                title, description, source = named
                yield Collection(
                    axis=axis, id=id, title=title, description=description,
                    page=catalog.addresses.term(axis, id), pieces=pieces, source=source,
                )  # fmt: skip


def _of_ideas(catalog: Catalog) -> Iterator[Collection]:
    files = catalog.whole.ideas
    place = {piece.key: number for number, piece in enumerate(catalog.pieces.all)}
    for idea in catalog.ideas:
        pieces = [step.of for step in idea.steps if isinstance(step.of, Piece)]
        pieces.sort(key=lambda piece: place[piece.key])
        file = files.get(idea.named)
        yield Collection(
            axis="ideas", id=idea.id, title=catalog.idea_title(idea), description="",
            page=catalog.addresses.term("ideas", idea.id),
            pieces=Shelf(("idea_pieces", idea.id), pieces, catalog.reads),
            source=file.path if file else pieces[0].path if pieces else "",
        )  # fmt: skip


def _named(axis: str, id: str, catalog: Catalog) -> tuple[str, str, str] | None:
    """Title, description and source of what has a page; None for what has none."""
    whole = catalog.whole
    if axis == "authors":
        author = whole.authors.get(id)
        return (author.name, author.summary, author.path) if author else None
    if axis == "series":
        series = whole.series.get(id)
        return (series.title, series.description, series.path) if series else None
    term = catalog.vocabulary[axis].get(id)
    return (term.plural or term.title, term.description, "mkdocs.yml") if term else None
