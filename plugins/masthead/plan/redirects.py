"""Former addresses: a page at each that leads on, so that no published address stops working."""

from collections.abc import Iterator

from masthead.content.piece import Piece
from masthead.plan.addresses import file_of, quoted
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.formats import is_feed_file
from masthead.plan.output import Output, Planned
from masthead.plan.pages.frame import absolute
from masthead.plan.pages.views import RedirectPage
from masthead.plan.views import Head


def plan_redirects(catalog: Catalog) -> Iterator[Planned[Output]]:
    """Redirects from aliases, from the other ids of an idea, and from folders of feeds."""
    for alias, address, title, source in _aliases(catalog):
        file = alias_file(alias)
        yield Planned(
            quoted(file), file, "redirect.html", "", source, redirect, (file, address, title)
        )


def _aliases(catalog: Catalog) -> Iterator[tuple[str, str, str, str]]:
    """Former address, present one, title, and the file that says so."""
    whole = catalog.whole
    for piece in (*catalog.pieces.all, *catalog.retired):
        for alias in piece.aliases:
            yield alias, catalog.address(piece), piece.title, piece.path
    for author in whole.authors.values():
        for alias in author.aliases:
            yield alias, catalog.addresses.term("authors", author.id), author.name, author.path
    for id in catalog.numbered:
        if series := whole.series.get(id):
            for alias in series.aliases:
                yield alias, catalog.addresses.term("series", id), series.title, series.path
    for idea in catalog.ideas:
        address = catalog.addresses.term("ideas", idea.id)
        own = [s.of for s in idea.steps if isinstance(s.of, Piece) and not s.of.elsewhere]
        others = dict.fromkeys((*idea.names, *(piece.idea_id for piece in own if piece.id)))
        source = own[0].path if own else "mkdocs.yml"
        for other in others:
            if other != idea.id:
                yield file_of(catalog.addresses.term("ideas", other)), address, other, source
        if file := whole.ideas.get(idea.named):
            for alias in file.aliases:
                yield alias, address, file.title, file.path
    for old, new in catalog.settings.feeds.moved.items():
        if not is_feed_file(old):
            yield old, quoted(new), "This feed has moved", "mkdocs.yml"


def alias_file(alias: str) -> str:
    """The file that answers a former address: `old/name/` and `old/name` are one folder."""
    return alias if alias.endswith((".html", ".htm")) else f"{alias.rstrip('/')}/index.html"


def redirect(catalog: Catalog, file: str, address: str, title: str) -> Output:
    """The page at a former address, which says no more than the words that it was planned with."""
    up = "../" * file.count("/") or "./"
    inside = "://" not in address
    canonical = absolute(catalog, address) if inside else address
    view = RedirectPage(
        title=title, address=up + address if inside else address, canonical=canonical
    )
    head = Head(title=title, canonical=canonical, noindex=True)
    return Output(
        address=quoted(file), file=file, template="redirect.html", data=view, head=head, shell=None,
        listed=False,
    )  # fmt: skip
