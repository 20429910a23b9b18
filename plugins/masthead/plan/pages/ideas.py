"""Ideas: the index, a page for each chain, and redirects from the ids that it also went by."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from masthead.content.chain import Idea
from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output
from masthead.plan.pages.frame import page
from masthead.plan.pages.steps import chain_steps, step_paths
from masthead.plan.pages.views import IdeaPage, IndexPage
from masthead.plan.paging import INDEX_SIZE, pages_of
from masthead.plan.views import Anchor, Body, IndexEntry

_LAST = datetime.max.replace(tzinfo=UTC)
_DESCRIPTION = "How ideas grew here, from a first remark to a paper."


def plan_ideas(catalog: Catalog) -> Iterator[Output]:
    """The index and the pages of all ideas with a public chain."""
    if not catalog.ideas:
        return
    pages = [(idea.id, *_plan_one(idea, catalog)) for idea in catalog.ideas]
    newest = sorted(pages, key=lambda row: (row[2].started or _LAST, row[0]), reverse=True)
    address = partial(catalog.addresses.index, "ideas")
    for pager, shown in pages_of(newest, INDEX_SIZE, address):
        yield page(
            catalog,
            address(pager.number),
            "index.html",
            IndexPage(
                kind="ideas",
                title="Ideas",
                description=_DESCRIPTION,
                entries=tuple(_entry(output, view) for _, output, view in shown),
                pager=pager,
            ),
            section="ideas",
            title="Ideas",
            description=_DESCRIPTION,
            depends=("mkdocs.yml", *(path for _, output, _ in shown for path in output.depends)),
            number=pager.number,
        )
    yield from (output for _, output, _ in pages)


def _entry(output: Output, view: IdeaPage) -> IndexEntry:
    steps = view.steps
    return IndexEntry(
        title=view.title,
        address=output.address,
        description=view.description,
        count=len(steps),
        note=f"from {steps[0].format} to {steps[-1].format}".lower() if len(steps) > 1 else "",
    )


def _plan_one(idea: Idea, catalog: Catalog) -> tuple[Output, IdeaPage]:
    file = catalog.library.ideas.get(idea.named)
    steps = chain_steps(idea, catalog)
    own = [s.of for s in idea.steps if isinstance(s.of, Piece)]
    first = next((piece for piece in own if not piece.elsewhere), None)
    description = (file.description or file.document.summary) if file else ""
    view = IdeaPage(
        title=catalog.idea_title(idea),
        description=description or (catalog.card(first).summary if first else ""),
        text=catalog.body(file.document, file.key) if file and file.description else Body(),
        steps=steps,
        started=steps[0].date if steps else None,
        authors=_authors([anchor for step in steps for anchor in step.authors]),
        follow=follow(catalog, ("ideas", idea.id)),
    )
    output = page(
        catalog,
        catalog.addresses.term("ideas", idea.id),
        "idea.html",
        view,
        section="ideas",
        title=view.title,
        description=view.description,
        depends=(
            *([file.path, *catalog.text_paths(file.document, file.key)] if file else []),
            *step_paths(idea, catalog),
        ),
        lastmod=max((f"{step.date:%Y-%m-%d}" for step in steps if step.date), default=""),
        feeds=(("ideas", idea.id), SITE),
    )
    return output, view


def _authors(anchors: list[Anchor]) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(anchors))
