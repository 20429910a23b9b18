"""Former addresses: a page at each that leads on, so that no published address stops working."""

from collections.abc import Iterator

from masthead.content.piece import Piece
from masthead.plan.addresses import file_of, quoted
from masthead.plan.catalog import Catalog
from masthead.plan.output import Output
from masthead.plan.pages.frame import absolute
from masthead.plan.views import Head, RedirectPage


def plan_redirects(catalog: Catalog) -> Iterator[Output]:
    """Redirects from every alias, and from the other ids that an idea went by."""
    for alias, address, title, path in _aliases(catalog):
        yield _redirect(alias_file(alias), address, title, path, catalog)


def _aliases(catalog: Catalog) -> Iterator[tuple[str, str, str, str]]:
    for piece in (*catalog.pieces, *catalog.retired):
        for alias in piece.aliases:
            yield alias, catalog.address(piece), piece.title, piece.path
    for author in catalog.library.authors.values():
        for alias in author.aliases:
            yield alias, catalog.addresses.term("authors", author.id), author.name, author.path
    for id in catalog.series_order:
        if series := catalog.library.series.get(id):
            for alias in series.aliases:
                yield alias, catalog.addresses.term("series", id), series.title, series.path
    for idea in catalog.ideas:
        address = catalog.addresses.term("ideas", idea.id)
        own = [s.of for s in idea.steps if isinstance(s.of, Piece) and not s.of.elsewhere]
        others = dict.fromkeys((*idea.names, *(piece.id for piece in own if piece.id)))
        path = own[0].path if own else ""
        for other in others:
            if other != idea.id:
                yield file_of(catalog.addresses.term("ideas", other)), address, other, path
        if file := catalog.library.ideas.get(idea.named):
            for alias in file.aliases:
                yield alias, address, file.title, file.path


def alias_file(alias: str) -> str:
    """The file that answers a former address: `old/name/` and `old/name` are one folder."""
    return alias if alias.endswith((".html", ".htm")) else f"{alias.rstrip('/')}/index.html"


def _redirect(file: str, address: str, title: str, path: str, catalog: Catalog) -> Output:
    at = quoted(file)
    up = "../" * file.count("/") or "./"
    inside = "://" not in address
    canonical = absolute(catalog, address) if inside else address
    view = RedirectPage(
        title=title, address=up + address if inside else address, canonical=canonical
    )
    head = Head(title=title, canonical=canonical, noindex=True)
    return Output(
        address=at, file=file, template="redirect.html", data=view, head=head, shell=None,
        depends=(path,) if path else (), listed=False,
    )  # fmt: skip
