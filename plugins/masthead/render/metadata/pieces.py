"""A piece's nodes: the piece by its format, its authors, series, sources and the chain.

Google asks of some types what a piece may not have (a film's file and picture, a day and a place);
such a piece is an Article instead, which is true as well.
"""

from collections.abc import Iterator
from typing import Any, Final

from masthead.plan.output import Output
from masthead.plan.pages.views import PiecePage
from masthead.plan.views import ChainStep
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
    """The piece, and what only it makes known; what has a page of its own is only named."""
    yield _piece(page, output, nodes)
    if page.occasion:
        yield _event(page, output, nodes)
    if _chain_is_shown(page):
        this = {"@id": nodes.name(page.address, "piece")}
        for near in page.chain:
            if near.result:
                name = nodes.work_name(near.step.address, near.step.leads_out)
                yield {"@type": "CreativeWork", "@id": name, "isBasedOn": this}


def _piece(page: PiecePage, output: Output, nodes: Nodes) -> dict[str, Any]:
    kind, url = type_of(page), nodes.whole(page.address)
    film = kind == "VideoObject"
    topics = [topic.title for topic in page.topics]
    image = _image(page, nodes)
    authors = [nodes.someone(person.name, person.address) for person in page.authors]
    within = [nodes.blog]
    if page.series:
        within.append({"@id": nodes.name(page.series.series.address, "series")})
    about = [{"@id": nodes.name(topic.address, "term")} for topic in page.topics]
    if page.occasion:
        about.append({"@id": f"{url}#event"})
    return filled({
        "@type": kind,
        "@id": f"{url}#piece",
        "url": url,
        "headline": page.title,
        "name": page.title if film else "",
        "description": output.head.description if film else "",  # else the page's tags have it
        "image": image,
        "datePublished": stamp(page.date),
        "dateModified": stamp(page.updated or page.date),
        "author": one_or_all(authors) if authors else nodes.house,
        "contributor": [nodes.someone(name, at) for name, _, at in page.contributors],
        "publisher": nodes.house,
        "isPartOf": one_or_all(within),
        "position": page.series.number if page.series else None,
        "inLanguage": page.lang or nodes.site.lang,
        "genre": page.format.title,
        "keywords": topics,
        "about": about,
        "audience": [
            {"@type": "Audience", "audienceType": group.title} for group in page.audiences
        ],
        "wordCount": page.words if not film else None,
        "timeRequired": f"PT{page.minutes}M",
        "text": page.plain,
        "thumbnailUrl": nodes.whole(page.image) if film else "",
        "uploadDate": stamp(page.date) if film else "",
        "contentUrl": nodes.whole(page.video) if film else "",
        "citation": [source.address or source.title for source in page.sources],
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


def _image(page: PiecePage, nodes: Nodes) -> dict[str, Any] | str:
    """The piece's image, else the one that the configuration has for such pages."""
    address = page.image or nodes.site.image
    if not (page.image and page.image_credit):
        return nodes.whole(address) if address else ""
    return {"@type": "ImageObject", "url": nodes.whole(address), "creditText": page.image_credit}


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
