"""Ideas: the index, a page for each chain, and redirects from the ids that it also went by."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from masthead.content.chain import Idea
from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.drawing import draw
from masthead.plan.facts import question
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output, Planned
from masthead.plan.pages.frame import page, planned
from masthead.plan.pages.steps import chain_steps
from masthead.plan.pages.views import IdeaPage, IndexPage
from masthead.plan.paging import INDEX_SIZE, numbers_of, page_of
from masthead.plan.views import Anchor, Body, ChainStep, IndexEntry, Road

_LAST = datetime.max.replace(tzinfo=UTC)
_LETTER = 7
_YEAR = 40
"""Pixels that a letter, and a year, of the drawing's small type take across."""
_DESCRIPTION = "How ideas grew here, from a first remark to a paper."


def plan_ideas(catalog: Catalog) -> Iterator[Planned[Output]]:
    """The index and the pages of all ideas with a public chain."""
    addresses = catalog.addresses
    for number in numbers_of(catalog.ideas, INDEX_SIZE) if catalog.ideas else ():
        address = addresses.index("ideas", number)
        yield planned(address, "ideas", "index.html", index_page, number=number)
    for idea in catalog.ideas:
        yield planned(
            addresses.term("ideas", idea.id), "ideas", "idea.html", idea_page, idea.id,
            source=_source(idea, catalog),
        )  # fmt: skip


def _source(idea: Idea, catalog: Catalog) -> str:
    """The file of an idea, else that of its first piece with a page."""
    if file := catalog.whole.ideas.get(idea.named):
        return file.path
    return next((s.of.path for s in idea.steps if isinstance(s.of, Piece)), "mkdocs.yml")


def index_page(catalog: Catalog, number: int) -> Output:
    """A page of the index, the youngest ideas first."""
    address = partial(catalog.addresses.index, "ideas")
    pager, shown = page_of(ideas_in_order(catalog), INDEX_SIZE, number, address)
    return page(
        catalog,
        address(number),
        "index.html",
        IndexPage(
            kind="ideas",
            title="Ideas",
            description=_DESCRIPTION,
            entries=tuple(idea_entry(catalog, id) for id in shown),
            pager=pager,
        ),
        section="ideas",
        title="Ideas",
        description=_DESCRIPTION,
        number=number,
    )


@question
def ideas_in_order(catalog: Catalog) -> tuple[str, ...]:
    """The ids of ideas, those that began last first."""
    began = {idea.id: _began(idea) for idea in catalog.ideas}
    return tuple(sorted(began, key=lambda id: (began[id], id), reverse=True))


def _began(idea: Idea) -> datetime:
    return next((step.date for step in idea.steps if step.date), _LAST)


@question
def idea_entry(catalog: Catalog, id: str) -> IndexEntry:
    """An idea as the index shows it."""
    view = _view(id, catalog)
    return IndexEntry(
        title=view.title,
        address=catalog.addresses.term("ideas", id),
        description=view.description,
        count=len(view.steps),
        road=tuple(dict.fromkeys(step.format for step in view.steps)),
        since=view.started,
        authors=view.authors,
    )


@question
def ideas_begun_by(catalog: Catalog, author: str) -> tuple[str, ...]:
    """The ids of the ideas that an author started and that grew, those that began last first.

    Each step that grew from nothing starts its idea.
    """
    return tuple(
        id for id in ideas_in_order(catalog)
        if (idea := catalog.known_ideas[id]).grew and author in _starters(idea)
    )  # fmt: skip


def _starters(idea: Idea) -> set[str]:
    results = {result for _, result in idea.grew}
    sources = {source for source, _ in idea.grew}
    begun = (step for step in idea.steps if step.id in sources - results)
    return {author for step in begun for author in step.of.authors}


def idea_page(catalog: Catalog, id: str, _: int) -> Output:
    """An idea's page."""
    view = _view(id, catalog)
    return page(
        catalog,
        catalog.addresses.term("ideas", id),
        "idea.html",
        view,
        section="ideas",
        title=view.title,
        description=view.description,
        lastmod=max((f"{step.date:%Y-%m-%d}" for step in view.steps if step.date), default=""),
        feeds=(("ideas", id), SITE),
    )


def _view(id: str, catalog: Catalog) -> IdeaPage:
    """What the idea's page shows; made once, also for lists of ideas."""
    return catalog.kept("ideas").value(id, lambda: _make_view(id, catalog))


def _make_view(id: str, catalog: Catalog) -> IdeaPage:
    idea = catalog.idea(id)
    assert idea is not None  # it was planned  # noqa: S101
    file = catalog.library.ideas.get(idea.named)
    steps = chain_steps(idea, catalog)
    own = [s.of for s in idea.steps if isinstance(s.of, Piece)]
    first = next((piece for piece in own if not piece.elsewhere), None)
    description = (file.description or file.document.summary) if file else ""
    return IdeaPage(
        title=catalog.idea_title(idea),
        description=description or (catalog.card(first).summary if first else ""),
        text=catalog.body(file.document, file.key) if file and file.description else Body(),
        steps=steps,
        road=_road(steps, catalog) if len(steps) > 1 else None,
        started=next((step.date for step in steps if step.date), None),
        authors=_authors([anchor for step in steps for anchor in step.authors]),
        follow=follow(catalog, ("ideas", idea.id)),
    )


def _road(steps: tuple[ChainStep, ...], catalog: Catalog) -> Road:
    """The steps drawn, with a column for each format, in the order of the ladder."""
    terms, titles = catalog.terms["formats"], {step.format_id: step.format for step in steps}
    ranks = {id: term.rank if (term := terms.get(id)) else 0 for id in titles}
    held = sorted(titles, key=lambda id: (ranks[id], titles[id], id))
    drawing = draw(
        [held.index(step.format_id) for step in steps],
        [(source - 1, step.number - 1) for step in steps for source in step.grew_from],
    )
    years = {f"{step.date:%Y}": row for row, step in reversed([*enumerate(steps)]) if step.date}
    # What slants by 45° takes 0.7 of its length both ways.
    lengths = [7 * _LETTER * len(titles[id]) // 10 for id in held]
    ends = (x + length for x, length in zip(drawing.columns, lengths, strict=True))
    return Road(
        drawing=drawing,
        formats=tuple(titles[id] for id in held),
        years=tuple((row, year) for year, row in reversed(years.items())),
        left=_YEAR if years else 0,
        top=max(lengths) + _LETTER,
        right=max(0, max(ends) + _LETTER - drawing.width),
    )


def _authors(anchors: list[Anchor]) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(anchors))
