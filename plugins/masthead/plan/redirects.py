"""Former addresses: a page at each that leads on, so that no published address stops working."""

from collections.abc import Iterator
from functools import partial

from masthead.content.chain import Idea
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
    yield from _idea_aliases(catalog)
    for old, new in catalog.settings.feeds.moved.items():
        if not is_feed_file(old):
            yield old, quoted(new), "This feed has moved", "mkdocs.yml"


def _idea_aliases(catalog: Catalog) -> Iterator[tuple[str, str, str, str]]:
    """From each id that an idea went by, or would go by if another of its pieces were the first.

    Also from those of ideas that have no page any more, to what is left of them.
    """
    term, taken = partial(catalog.addresses.term, "ideas"), {idea.id for idea in catalog.ideas}
    for idea in catalog.ideas:
        if file := catalog.whole.ideas.get(idea.named):
            for alias in file.aliases:
                yield alias, term(idea.id), file.title, file.path
    for idea in (*catalog.ideas, *catalog.ideas_once):
        left = _what_is_left(idea, catalog)
        for id in _ids_of(idea):
            if left and id not in taken:
                taken.add(id)
                yield file_of(term(id)), left[0], id, left[1]


def _ids_of(idea: Idea) -> Iterator[str]:
    yield from (idea.id, *idea.names)
    if idea.grew:
        own = (s.of for s in idea.steps if isinstance(s.of, Piece) and not s.of.elsewhere)
        yield from (piece.idea_id for piece in own if piece.id)


def _what_is_left(idea: Idea, catalog: Catalog) -> tuple[str, str] | None:
    """Address and source of the idea's page, else of its first piece that has one or a notice."""
    pieces = [step.of for step in idea.steps if isinstance(step.of, Piece)]
    own = [piece for piece in pieces if not piece.elsewhere]
    source = own[0].path if own else "mkdocs.yml"
    for piece in pieces:
        if home := catalog.homes.get(piece.key):
            return catalog.addresses.term("ideas", home.id), source
    public = [piece for piece in pieces if piece.key in catalog.whole.by_key]
    first = next(iter((*public, *own)), None)
    return (catalog.address(first), first.path) if first else None


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
