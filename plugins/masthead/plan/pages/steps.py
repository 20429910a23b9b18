"""An idea's chain as readers see it: public steps, oldest first."""

from masthead.content.chain import Idea, Step
from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog, shorten
from masthead.plan.views import ChainStep

_REMARKS = ("tweet", "forum-post")


def chain_steps(idea: Idea, catalog: Catalog, *, here: str = "") -> tuple[ChainStep, ...]:
    """The steps of an idea; the one with the key `here` is marked."""
    sources = {source for source, result in idea.grew if result == here}
    results = {result for source, result in idea.grew if source == here}
    return tuple(
        _view(step, catalog, here, step.id in sources, step.id in results)
        for step in idea.steps
    )


def _view(step: Step, catalog: Catalog, here: str, source: bool, result: bool) -> ChainStep:
    remark = step.of.format in _REMARKS
    if isinstance(step.of, Piece):
        card = catalog.card(step.of)
        return ChainStep(
            title=card.title,
            address=card.address,
            leads_out=card.leads_out,
            format=card.format.title,
            date=card.date,
            authors=card.authors,
            channel=_host(card.address) if card.leads_out else "",
            text=card.summary,
            here=step.id == here,
            source=source,
            result=result,
            remark=remark and card.leads_out,
        )
    inline = step.of
    return ChainStep(
        title=inline.title or shorten(inline.text, 90) or _host(inline.url),
        address=inline.url,
        leads_out=True,
        format=catalog.term("formats", inline.format).title,
        date=inline.date,
        authors=catalog.authors(inline.authors),
        channel=inline.channel or _host(inline.url),
        text=inline.text,
        source=source,
        result=result,
        remark=remark,
    )


def _host(url: str) -> str:
    return url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")
