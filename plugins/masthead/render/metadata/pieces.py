"""A piece's nodes: the piece by its format, its authors, series, sources and the chain.

Google asks of some types what a piece may not have (a film's file and picture, a day and a place);
such a piece is an Article instead, which is true as well.
"""

from collections.abc import Iterator
from typing import Any, Final

from masthead.plan.output import Output
from masthead.plan.pages.views import PiecePage
from masthead.plan.views import Anchor, ChainStep
from masthead.render.metadata.nodes import Node, Nodes, filled, one_or_all, stamp

FORMAT_TYPES: Final = {
    "tweet": "SocialMediaPosting",
    "forum-post": "DiscussionForumPosting",
    "post": "BlogPosting",
    "video": "VideoObject",
    "talk": "Article",
    "case-study": "Article",
    "white-paper": "Report",
    "event": "Article",
}
"""schema.org's type of each format; other formats are articles. An event is told of beside it."""


def type_of(page: PiecePage) -> str:
    """The type of a piece, as far as it has what the type asks for."""
    kind = FORMAT_TYPES.get(page.format_id, "Article")
    return "Article" if kind == "VideoObject" and not (page.video and page.image) else kind


def piece_nodes(page: PiecePage, output: Output, nodes: Nodes) -> Iterator[Node]:
    """The piece, and what only it makes known."""
    yield nodes.blog_stub
    yield _piece(page, output, nodes)
    for person in page.authors:
        yield nodes.person(person)
    if page.series:
        place = page.series
        yield filled({
            "@type": "CreativeWorkSeries", "@id": nodes.name(place.series.address, "series"),
            "name": place.series.title, "url": nodes.whole(place.series.address),
            "description": place.description,
        })  # fmt: skip
    if page.occasion:
        yield _event(page, output, nodes)
    if _chain_is_shown(page):
        this = {"@id": nodes.name(page.address, "piece")}
        for near in page.chain:
            if near.source:
                yield step_node(near.step, nodes)
            elif near.result:
                yield {**step_node(near.step, nodes), "isBasedOn": this}


def _piece(page: PiecePage, output: Output, nodes: Nodes) -> dict[str, Any]:
    kind, url = type_of(page), nodes.whole(page.address)
    film = kind == "VideoObject"
    topics = [topic.title for topic in page.topics]
    image = _image(page, nodes)
    authors = [{"@id": nodes.name(person.address, "person")} for person in page.authors]
    within = [nodes.blog]
    if page.series:
        within.append({"@id": nodes.name(page.series.series.address, "series")})
    about: list[Any] = [nodes.term(topic) for topic in page.topics]
    if page.occasion:
        about.append({"@id": f"{url}#event"})
    return filled({
        "@type": kind,
        "@id": f"{url}#piece",
        "url": url,
        "mainEntityOfPage": {"@id": f"{url}#page"},
        "headline": page.title,
        "name": page.title if film else "",
        "description": output.head.description,
        "image": image,
        "datePublished": stamp(page.date),
        "dateModified": stamp(page.updated or page.date),
        "author": one_or_all(authors) if authors else nodes.publisher,
        "contributor": [nodes.someone(name, at) for name, _, at in page.contributors],
        "publisher": nodes.publisher,
        "isPartOf": one_or_all(within),
        "position": page.series.number if page.series else None,
        "inLanguage": page.lang or nodes.site.lang,
        "genre": page.format.title,
        "articleSection": topics[0] if topics and not film else "",
        "keywords": topics,
        "about": about,
        "audience": [
            {"@type": "Audience", "audienceType": group.title, "url": nodes.whole(group.address)}
            for group in page.audiences
        ],
        "wordCount": page.words if not film else None,
        "timeRequired": f"PT{page.minutes}M",
        "text": page.plain,
        "thumbnailUrl": nodes.whole(page.image) if film else "",
        "uploadDate": stamp(page.date) if film else "",
        "contentUrl": nodes.whole(page.video) if film else "",
        "citation": [_source(source, nodes) for source in page.sources],
        "isBasedOn": [
            {"@id": nodes.work_name(near.step.address, near.step.leads_out)}
            for near in page.chain if near.source
        ] if _chain_is_shown(page) else None,
        "correction": [
            {"@type": "CorrectionComment", "text": words, "datePublished": stamp(moment)}
            for moment, words in page.corrections
        ],
        "sameAs": [*([page.original] if page.original else []),
                   *(copy.address for copy in page.syndicated)],
    })  # fmt: skip


def _image(page: PiecePage, nodes: Nodes) -> dict[str, Any] | None:
    """The piece's image, else the one that the configuration has for such pages."""
    if page.image:
        return filled({
            "@type": "ImageObject", "url": nodes.whole(page.image), "caption": page.image_alt,
            "creditText": page.image_credit,
        })  # fmt: skip
    if nodes.site.image:
        return {"@type": "ImageObject", "url": nodes.whole(nodes.site.image)}
    return None


def _source(source: Anchor, nodes: Nodes) -> Any:
    if not source.address:
        return source.title
    return {"@type": "CreativeWork", "name": source.title, "url": nodes.whole(source.address)}


def _chain_is_shown(page: PiecePage) -> bool:
    return len(page.chain) > 1 and page.idea is not None


def step_node(step: ChainStep, nodes: Nodes) -> dict[str, Any]:
    """A step of an idea."""
    return filled({
        "@type": "CreativeWork", "@id": nodes.work_name(step.address, step.leads_out),
        "name": step.title, "url": nodes.whole(step.address), "datePublished": stamp(step.date),
    })  # fmt: skip


def _event(page: PiecePage, output: Output, nodes: Nodes) -> dict[str, Any]:
    assert page.occasion is not None  # asked for only then  # noqa: S101
    url, where = nodes.whole(page.address), page.occasion.place
    return filled({
        "@type": "Event",
        "@id": f"{url}#event",
        "name": page.title,
        "url": url,
        "description": output.head.description,
        "image": nodes.whole(page.image) if page.image else "",
        "startDate": stamp(page.occasion.starts),
        "endDate": stamp(page.occasion.ends),
        "location": {"@type": "Place", "name": where, "address": where},
        "organizer": nodes.publisher,
    })  # fmt: skip
