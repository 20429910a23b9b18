"""The nodes of people, of series and of every list: what it is about, and its items in order."""

from collections.abc import Iterable, Iterator
from typing import Any

from masthead.plan.output import Output
from masthead.plan.pages.views import (
    AuthorPage,
    HubPage,
    IdeaPage,
    IndexPage,
    PeoplePage,
    SeriesIndexPage,
    SeriesPage,
    StagePage,
    StagesPage,
    TermPage,
)
from masthead.plan.views import Card
from masthead.render.metadata.nodes import Node, Nodes, filled, one_or_all, stamp
from masthead.render.metadata.pieces import step_node


def hub_nodes(page: HubPage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The blog with the pieces that the page shows, and the list of them."""
    cards = (*page.featured, *page.newest)
    yield filled({
        **nodes.blog_facts,
        "description": page.description if page.pager.number == 1 else "",
        # The list beside it has their names and addresses.
        "hasPart": [{"@id": nodes.work_name(card.address, card.leads_out)} for card in cards],
    })  # fmt: skip
    yield _items(cards, output, nodes)


def author_nodes(page: AuthorPage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The person, with what only their own page says, and their pieces."""
    facts = nodes.person_facts(page.person)
    first = page.pager.number == 1
    yield filled({
        **facts,
        "pronouns": page.pronouns,
        "email": page.email if first else "",
        "knowsAbout": [nodes.term(topic) for topic in page.expertise] if first else None,
    })  # fmt: skip
    if page.cards:
        yield _items(page.cards, output, nodes)


def series_nodes(page: SeriesPage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The series, with its parts and their numbers."""
    entry = page.entry
    authors = [nodes.someone(author.title, author.address) for author in entry.authors]
    yield filled({
        "@type": "CreativeWorkSeries",
        "@id": nodes.name(entry.address, "series"),
        "url": nodes.whole(entry.address),
        "name": entry.title,
        "description": entry.description,
        "image": nodes.whole(entry.image) if entry.image else "",
        "author": one_or_all(authors) if authors else None,
        "publisher": nodes.publisher,
        "isPartOf": nodes.blog,
        "inLanguage": nodes.site.lang,
        "hasPart": [{**nodes.work(card), "position": number} for number, card in page.parts],
    })  # fmt: skip
    yield nodes.blog_stub
    yield _items([card for _, card in page.parts], output, nodes)


def stage_nodes(page: StagePage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The stage as a term of the publication's own, and its pieces."""
    entry = page.entry
    yield _term(entry.title, entry.address, entry.description, nodes.site.index("stages"), nodes)
    yield _items(page.cards, output, nodes)


def term_nodes(page: TermPage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The topic, audience or format, and its pieces; a year is only a list."""
    if page.kind != "archive":
        description = page.description if page.pager.number == 1 else ""
        yield _term(page.title, page.address, description, page.index.address, nodes)
    yield _items(page.cards, output, nodes)


def idea_nodes(page: IdeaPage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The steps, oldest first, and what each of them grew from."""
    url = nodes.whole(output.address)
    yield nodes.items(url, ((step.title, step.address) for step in page.steps))
    names = [nodes.work_name(step.address, step.leads_out) for step in page.steps]
    for step in page.steps:
        if step.grew_from:
            sources = [{"@id": names[number - 1]} for number in step.grew_from]
            yield {**step_node(step, nodes), "isBasedOn": sources}


def index_nodes(page: IndexPage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The entries of an index."""
    url = nodes.whole(output.address)
    yield nodes.items(url, ((entry.title, entry.address) for entry in page.entries))


def people_nodes(page: PeoplePage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The people of an index."""
    people = (entry.person for entry in (*page.people, *page.guests, *page.alumni))
    yield nodes.items(nodes.whole(output.address), ((one.name, one.address) for one in people))


def stages_nodes(page: StagesPage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The stages in order."""
    url = nodes.whole(output.address)
    yield nodes.items(url, ((stage.title, stage.address) for stage in page.stages))


def series_index_nodes(page: SeriesIndexPage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """All series, then all columns."""
    entries = (*page.series, *page.columns)
    yield nodes.items(nodes.whole(output.address), ((e.title, e.address) for e in entries))


def _term(name: str, address: str, description: str, index: str, nodes: Nodes) -> dict[str, Any]:
    return filled({
        "@type": "DefinedTerm", "@id": nodes.name(address, "term"), "name": name,
        "url": nodes.whole(address), "description": description,
        "inDefinedTermSet": nodes.whole(index),
    })  # fmt: skip


def _items(cards: Iterable[Card], output: Output, nodes: Nodes) -> dict[str, Any]:
    return nodes.items(nodes.whole(output.address), ((c.title, c.address) for c in cards))


def profile_dates(page: AuthorPage) -> dict[str, Any]:
    """A person's page begins with the first piece, and changes with each new one."""
    return filled({"dateCreated": stamp(page.first), "dateModified": stamp(page.latest)})
