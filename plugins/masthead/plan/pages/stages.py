"""The stages: the buyer's questions in order, and a page for each with both angles."""

from collections.abc import Iterator

from masthead.content.piece import Angle, Piece
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output
from masthead.plan.pages.entries import stage_entries, stage_entry
from masthead.plan.pages.frame import latest, page, sources
from masthead.plan.pages.views import StagePage, StagesPage
from masthead.plan.paging import pages_of
from masthead.plan.views import Anchor
from masthead.settings import Term

_SIDE = 4


def plan_stages(catalog: Catalog) -> Iterator[Output]:
    """The index, and the pages of every stage that has a public piece."""
    entries = stage_entries(catalog, cards=3)
    if not entries:
        return
    yield page(
        catalog,
        catalog.addresses.index("stages"),
        "stages.html",
        StagesPage(stages=entries),
        section="stages",
        title="Where do you stand?",
        description="Every piece answers a question that comes up on the way to a decision.",
        depends=("mkdocs.yml", *sources(catalog, [c for entry in entries for c in entry.cards])),
    )
    terms = [term for term in catalog.settings.stages if term.id in catalog.members["stages"]]
    for index, term in enumerate(terms):
        before = terms[index - 1] if index else None
        after = terms[index + 1] if index + 1 < len(terms) else None
        yield from _plan_one(term, before, after, catalog)


def _plan_one(
    term: Term, before: Term | None, after: Term | None, catalog: Catalog
) -> Iterator[Output]:
    pieces = catalog.members["stages"][term.id]

    def address(number: int) -> str:
        return catalog.addresses.term("stages", term.id, number)

    def neighbour(other: Term | None) -> Anchor | None:
        return catalog.term("stages", other.id) if other else None

    def side(angle: Angle, number: int) -> list[Piece]:
        return [p for p in pieces if p.angle is angle][:_SIDE] if number == 1 else []

    for pager, shown in pages_of(pieces, catalog.settings.per_page, address):
        cards = catalog.cards(shown)
        aspirational = catalog.cards(side(Angle.ASPIRATIONAL, pager.number))
        practical = catalog.cards(side(Angle.PRACTICAL, pager.number))
        yield page(
            catalog,
            address(pager.number),
            "stage.html",
            StagePage(
                entry=stage_entry(term, catalog),
                previous=neighbour(before),
                next=neighbour(after),
                aspirational=aspirational,
                practical=practical,
                cards=cards,
                pager=pager,
                follow=follow(catalog, ("stages", term.id)),
            ),
            section="stages",
            title=term.title,
            description=term.description or term.question,
            depends=("mkdocs.yml", *sources(catalog, [*cards, *aspirational, *practical])),
            number=pager.number,
            lastmod=latest(cards),
            feeds=(("stages", term.id), SITE),
        )
