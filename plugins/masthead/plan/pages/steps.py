"""An idea's chain as readers see it: public steps, oldest first."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from masthead.content.chain import Idea, Step
from masthead.content.piece import InlineStep
from masthead.plan.catalog import Catalog
from masthead.plan.views import ChainStep, NearStep, Relation, host_of, shorten

_REMARKS: Final = ("tweet", "forum-post")
_SHORT: Final = 9
"""A chain of so many steps is shown whole on the pages of its pieces."""


def chain_steps(idea: Idea, catalog: Catalog) -> tuple[ChainStep, ...]:
    """All steps of an idea."""
    places = {step.id: number for number, step in enumerate(idea.steps, 1)}
    grew_from = {id: sorted(places[one] for one in ids) for id, ids in idea.sources.items()}
    return tuple(
        replace(_view(step, catalog, number), grew_from=tuple(grew_from.get(step.id, ())))
        for number, step in enumerate(idea.steps, 1)
    )


def chain_round(idea: Idea, catalog: Catalog, here: str) -> tuple[NearStep, ...]:
    """The steps that the page of the piece `here` shows, each with its relation to the piece.

    Of a long chain these are the first and the last, what the piece grew from, and what grew from
    it; a single step between two of them is no gap worth making.
    """
    relations = relations_to(here, idea)
    near, before = [], -1
    for number in _shown(idea, relations):
        step = idea.steps[number]
        view, gap = _view(step, catalog, number + 1), number - before - 1
        near.append(NearStep(view, relations[step.id], gap))
        before = number
    return tuple(near)


def _shown(idea: Idea, relations: Mapping[str, Relation]) -> Iterable[int]:
    """The places of the steps that are shown, in order."""
    if len(idea.steps) <= _SHORT:
        return range(len(idea.steps))
    shown = {
        number for number, step in enumerate(idea.steps)
        if relations[step.id] in (Relation.HERE, Relation.SOURCE, Relation.RESULT)
    } | {0, len(idea.steps) - 1}  # fmt: skip
    return sorted(shown | {number + 1 for number in shown if number + 2 in shown})


def relations_to(here: str, idea: Idea) -> Mapping[str, Relation]:
    """How each step of an idea is related to the step with the id `here`."""
    relations = dict.fromkeys((step.id for step in idea.steps), Relation.BESIDE)
    relations.update(dict.fromkeys(_reached(here, idea.sources), Relation.EARLIER))
    relations.update(dict.fromkeys(_reached(here, idea.results), Relation.LATER))
    relations.update(dict.fromkeys(idea.sources.get(here, ()), Relation.SOURCE))
    relations.update(dict.fromkeys(idea.results.get(here, ()), Relation.RESULT))
    relations[here] = Relation.HERE
    return relations


def _reached(start: str, ways: Mapping[str, Iterable[str]]) -> Iterator[str]:
    met, ahead = {start}, [start]
    while ahead:
        for id in ways.get(ahead.pop(), ()):
            if id not in met:
                met.add(id)
                ahead.append(id)
                yield id


def _view(step: Step, catalog: Catalog, number: int) -> ChainStep:
    """The step as all pages show it; made once."""
    steps = catalog.kept("steps")
    return steps.value((step.id, number), lambda: _make_view(step, catalog, number))


def _make_view(step: Step, catalog: Catalog, number: int) -> ChainStep:
    remark = step.of.format in _REMARKS
    if isinstance(step.of, InlineStep):
        inline = step.of
        return ChainStep(
            number=number,
            title=inline.title or shorten(inline.text, 90) or host_of(inline.url),
            address=inline.url,
            leads_out=True,
            format=catalog.term("formats", inline.format).title,
            format_id=inline.format,
            date=inline.date,
            authors=catalog.authors(inline.authors),
            channel=inline.channel or host_of(inline.url),
            text=inline.text,
            remark=remark,
        )
    card = catalog.card(step.of)
    return ChainStep(
        number=number,
        title=card.title,
        address=card.address,
        leads_out=card.leads_out,
        format=card.format.title,
        format_id=step.of.format,
        date=card.date,
        authors=card.authors,
        channel=card.host if card.leads_out else "",
        text=card.summary,
        state=card.state,
        remark=remark and card.leads_out,
    )
