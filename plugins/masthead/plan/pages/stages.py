"""The stages: the buyer's questions in order, and a page for each with both angles."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from masthead.content.piece import Angle
from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.output import Output, Planned
from masthead.plan.pages.entries import stage_entries, stage_entry
from masthead.plan.pages.frame import latest, page, planned
from masthead.plan.pages.views import StagePage, StagesPage
from masthead.plan.paging import numbers_of, page_of
from masthead.plan.views import Anchor, Card

_SIDE = 4


def plan_stages(catalog: Catalog) -> Iterator[Planned[Output]]:
    """The index, and the pages of every stage that has a public piece."""
    held, addresses = catalog.shelves["stages"], catalog.addresses
    ids = held_stages(catalog)
    if ids:
        yield planned(addresses.index("stages"), "stages", "stages.html", index_page)
    for id in ids:
        for number in numbers_of(held[id].all, catalog.settings.per_page):
            address = addresses.term("stages", id, number)
            yield planned(address, "stages", "stage.html", stage_page, id, number=number)


def index_page(catalog: Catalog, _: int) -> Output:
    """The buyer's questions in order."""
    return page(
        catalog,
        catalog.addresses.index("stages"),
        "stages.html",
        StagesPage(stages=stage_entries(catalog, cards=3)),
        section="stages",
        title="Where do you stand?",
        description="Every piece answers a question that comes up on the way to a decision.",
    )


@question
def held_stages(catalog: Catalog) -> tuple[str, ...]:
    """The stages that have pieces, in their order."""
    held = catalog.shelves["stages"]
    return tuple(id for id in catalog.vocabulary["stages"] if id in held)


@question
def of_angle(catalog: Catalog, stage: str, angle: str) -> tuple[str, ...]:
    """The newest pieces of a stage and an angle, by key."""
    pieces = catalog.shelves["stages"][stage].all
    found = (piece.key for piece in pieces if piece.angle and piece.angle.value == angle)
    return tuple(islice(found, _SIDE))


def stage_page(catalog: Catalog, id: str, number: int) -> Output:
    """A page of a stage. The first has both angles side by side."""
    term, ids = catalog.terms["stages"][id], held_stages(catalog)
    at, address = ids.index(id), partial(catalog.addresses.term, "stages", id)
    pieces, by_key = catalog.members["stages"][id], catalog.library.by_key
    pager, shown = page_of(pieces, catalog.settings.per_page, number, address)
    cards = catalog.cards(shown)

    def neighbour(place: int) -> Anchor | None:
        return catalog.term("stages", ids[place]) if 0 <= place < len(ids) else None

    def side(angle: Angle) -> tuple[Card, ...]:
        keys = of_angle(catalog, id, angle.value) if number == 1 else ()
        return catalog.cards(by_key[key] for key in keys)

    return page(
        catalog,
        address(number),
        "stage.html",
        StagePage(
            entry=stage_entry(term, catalog),
            previous=neighbour(at - 1),
            next=neighbour(at + 1),
            aspirational=side(Angle.ASPIRATIONAL),
            practical=side(Angle.PRACTICAL),
            cards=cards,
            pager=pager,
            follow=follow(catalog, ("stages", id)),
        ),
        section="stages",
        title=term.title,
        description=term.description or term.question,
        number=number,
        lastmod=latest(cards),
        feeds=(("stages", id), SITE),
    )
