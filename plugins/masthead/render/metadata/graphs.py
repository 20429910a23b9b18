"""The graph of a page: the site, its publisher, the page, the way to it, and what it is about.

Which nodes a kind of page has stands in one table, by the class of its data.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec import Struct

from masthead.plan.output import Output
from masthead.plan.pages.views import (
    AuthorPage,
    HubPage,
    IdeaPage,
    IndexPage,
    PeoplePage,
    PiecePage,
    SeriesIndexPage,
    SeriesPage,
    StagePage,
    StagesPage,
    TermPage,
)
from masthead.render.metadata import lists
from masthead.render.metadata.nodes import Node, Nodes, filled
from masthead.render.metadata.pieces import piece_nodes


class _Kind(Struct, frozen=True, kw_only=True):
    """The type of a page, its nodes, the way to it, and the fragment that names its subject.

    Without a type, the page says nothing of itself, nor of the site: there are many such pages,
    and what stands whole elsewhere would be most of what they say.
    """

    type: str
    nodes: Callable[[Any, Output, Nodes], Iterator[Node]]
    way: Callable[[Any, Nodes], list[tuple[str, str]]]
    subject: Callable[[Any, Output, Nodes], str] = lambda _, output, nodes: nodes.name(
        output.address, "list"
    )
    more: Callable[[Any], dict[str, Any]] = lambda _: {}


def _hub(nodes: Nodes) -> list[tuple[str, str]]:
    return [(nodes.site.title, nodes.site.hub)] if nodes.site.hub else []


def _axis(axis: str, title: str, nodes: Nodes) -> list[tuple[str, str]]:
    return [(title, nodes.site.index(axis))]


_KINDS: Final[dict[type, _Kind]] = {
    PiecePage: _Kind(
        type="",
        nodes=piece_nodes,
        way=lambda page, nodes: [*_hub(nodes), (page.title, page.address)],
    ),
    HubPage: _Kind(
        type="CollectionPage",
        nodes=lists.hub_nodes,
        way=lambda _, nodes: _hub(nodes),
        subject=lambda _page, _output, nodes: nodes.blog["@id"],
    ),
    AuthorPage: _Kind(
        type="ProfilePage",
        nodes=lists.author_nodes,
        way=lambda page, nodes: [
            *_axis("authors", "Authors", nodes), (page.person.name, page.person.address)
        ],
        subject=lambda page, _, nodes: nodes.name(page.person.address, "person"),
        more=lists.profile_dates,
    ),
    SeriesPage: _Kind(
        type="CollectionPage",
        nodes=lists.series_nodes,
        way=lambda page, nodes: [
            *_axis("series", "Column" if page.entry.column else "Series", nodes),
            (page.entry.title, page.entry.address),
        ],
        subject=lambda page, _, nodes: nodes.name(page.entry.address, "series"),
    ),
    StagePage: _Kind(
        type="CollectionPage",
        nodes=lists.stage_nodes,
        way=lambda page, nodes: [
            *_axis("stages", "Stages", nodes), (page.entry.title, page.entry.address)
        ],
    ),
    TermPage: _Kind(
        type="CollectionPage",
        nodes=lists.term_nodes,
        way=lambda page, _: [
            (page.index.title, page.index.address), (page.title, page.address)
        ],
    ),
    IdeaPage: _Kind(
        type="CollectionPage",
        nodes=lists.idea_nodes,
        way=lambda page, nodes: [*_axis("ideas", "Idea", nodes), (page.title, "")],
    ),
    IndexPage: _Kind(
        type="CollectionPage",
        nodes=lists.index_nodes,
        way=lambda page, nodes: _axis(page.kind, page.title, nodes),
    ),
    PeoplePage: _Kind(
        type="CollectionPage",
        nodes=lists.people_nodes,
        way=lambda _, nodes: _axis("authors", "Authors", nodes),
    ),
    StagesPage: _Kind(
        type="CollectionPage",
        nodes=lists.stages_nodes,
        way=lambda _, nodes: _axis("stages", "Where do you stand?", nodes),
    ),
    SeriesIndexPage: _Kind(
        type="CollectionPage",
        nodes=lists.series_index_nodes,
        way=lambda _, nodes: _axis("series", "Series", nodes),
    ),
}  # fmt: skip


def make_graph(output: Output, nodes: Nodes) -> dict[str, Any]:
    """All that a page says, as one graph."""
    kind = _KINDS.get(type(output.data))
    crumbs = _crumbs(output, kind, nodes)
    graph: list[Node] = []
    if kind is None or kind.type:
        graph += [*nodes.everywhere, _page(output, kind, nodes, way=bool(crumbs))]
    if kind:
        graph.extend(kind.nodes(output.data, output, nodes))
    if crumbs:
        graph.append(nodes.crumbs(nodes.whole(output.address), crumbs))
    return {"@context": "https://schema.org", "@graph": graph}


def _page(output: Output, kind: _Kind | None, nodes: Nodes, *, way: bool) -> Node:
    url, head = nodes.whole(output.address), output.head
    return filled({
        "@type": kind.type if kind else "WebPage",
        "@id": f"{url}#page",
        "url": url,
        "name": head.title,
        "description": head.description,
        "inLanguage": head.lang or nodes.site.lang,
        "isPartOf": nodes.website,
        "breadcrumb": {"@id": f"{url}#breadcrumbs"} if way else None,
        "mainEntity": {"@id": kind.subject(output.data, output, nodes)} if kind else None,
        **(kind.more(output.data) if kind else {}),
    })  # fmt: skip


def _crumbs(output: Output, kind: _Kind | None, nodes: Nodes) -> list[tuple[str, str]]:
    """The way to the page; none at the beginning of all ways, as validators refuse one step."""
    way = kind.way(output.data, nodes) if kind else [(output.head.title, output.address)]
    pager = getattr(output.data, "pager", None)
    if pager and pager.number > 1:
        way.append((f"Page {pager.number}", output.address))
    elif way:
        way[-1] = (way[-1][0], output.address)
    crumbs = list(dict.fromkeys([(nodes.site.name, ""), *way]))
    return crumbs if output.address and len(crumbs) > 1 else []
