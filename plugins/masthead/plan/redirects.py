"""Former addresses: a page at each that leads on, so that no published address stops working."""

from collections.abc import Iterator

from masthead.content.piece import Piece
from masthead.plan.addresses import file_of, quoted
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.formats import is_feed_file
from masthead.plan.output import Output
from masthead.plan.pages.frame import absolute
from masthead.plan.pages.views import RedirectPage
from masthead.plan.views import Head


def plan_redirects(catalog: Catalog) -> Iterator[Output]:
    """Redirects from aliases, from the other ids of an idea, and from folders of feeds."""
    for alias, address, title, *paths in _aliases(catalog):
        yield _redirect(alias_file(alias), address, title, paths, catalog)


def _aliases(catalog: Catalog) -> Iterator[tuple[str, ...]]:
    """Former address, present one, title, and the files that both come from."""
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
        others = dict.fromkeys((*idea.names, *(piece.idea_id for piece in own if piece.id)))
        paths = [piece.path for piece in own]
        for other in others:
            if other != idea.id:
                yield file_of(catalog.addresses.term("ideas", other)), address, other, *paths
        if file := catalog.library.ideas.get(idea.named):
            for alias in file.aliases:
                yield alias, address, file.title, file.path, *paths
    for old, new in catalog.settings.feeds.moved.items():
        if not is_feed_file(old):
            yield old, quoted(new), "This feed has moved", "mkdocs.yml"


def alias_file(alias: str) -> str:
    """The file that answers a former address: `old/name/` and `old/name` are one folder."""
    return alias if alias.endswith((".html", ".htm")) else f"{alias.rstrip('/')}/index.html"


def _redirect(file: str, address: str, title: str, paths: list[str], catalog: Catalog) -> Output:
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
        depends=tuple(dict.fromkeys(paths)), listed=False,
    )  # fmt: skip
