"""Ideas: the index, a page for each chain, and redirects from the ids that it also went by."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from masthead.content.chain import Idea
from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output, Planned
from masthead.plan.pages.frame import page, planned
from masthead.plan.pages.steps import chain_steps
from masthead.plan.pages.views import IdeaPage, IndexPage
from masthead.plan.paging import INDEX_SIZE, numbers_of, page_of
from masthead.plan.views import Anchor, Body, IndexEntry

_LAST = datetime.max.replace(tzinfo=UTC)
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
    steps = view.steps
    return IndexEntry(
        title=view.title,
        address=catalog.addresses.term("ideas", id),
        description=view.description,
        count=len(steps),
        note=f"from {steps[0].format} to {steps[-1].format}".lower() if len(steps) > 1 else "",
    )


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
        started=steps[0].date if steps else None,
        authors=_authors([anchor for step in steps for anchor in step.authors]),
        follow=follow(catalog, ("ideas", idea.id)),
    )


def _authors(anchors: list[Anchor]) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(anchors))
