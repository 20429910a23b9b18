"""llms.txt (https://llmstxt.org): the way for assistants to the pieces, as Markdown.

In: a Catalog. Out: one Resource of bounded size: the newest of each section, and where all are.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.machines.catalogue import CATALOGUE
from masthead.plan.machines.markdown import markdown_address
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.frame import absolute, planned_file
from masthead.plan.views import Anchor, shorten

LLMS: Final = "llms.txt"
_NEWEST: Final = 20
_OF_SERIES: Final = 20
_OF_TOPIC: Final = 10
_SECTIONS: Final = 25
"""Series, and topics, that have a section; the newest of them, if there are more."""
_NOTE: Final = 200


class LlmsSection(Struct, frozen=True):
    """A heading, and links with their notes below it."""

    title: str
    links: tuple[Anchor, ...]


class LlmsText(Struct, frozen=True):
    """The whole file."""

    title: str
    description: str
    sections: tuple[LlmsSection, ...]


def plan_llms(catalog: Catalog) -> Iterator[Planned[Resource]]:
    """llms.txt, unless it is switched off or there is nothing to lead to."""
    if catalog.given.llms and any(not piece.elsewhere for piece in catalog.pieces.all):
        yield planned_file(LLMS, "llms", llms_file)


def llms_file(catalog: Catalog) -> Resource:
    """The way to the pieces."""
    settings = catalog.settings
    sections = tuple(
        LlmsSection(title, tuple(_link(catalog, catalog.library.by_key[key]) for key in keys))
        for title, keys in llms_sections(catalog)
    )
    data = LlmsText(
        title=settings.title or settings.site_name,
        description=settings.description or settings.site_description,
        sections=(*sections, _more(catalog)),
    )
    return Resource(address=LLMS, file=LLMS, kind="llms", data=data)


@question
def llms_sections(catalog: Catalog) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The title of each section, and the keys of its pieces."""
    public = [piece for piece in catalog.pieces.all if not piece.elsewhere]
    pinned = [piece for piece in public if piece.pin]
    sections = (
        ("Featured", pinned[:_NEWEST]), ("Newest", public[:_NEWEST]),
        *_of_series(catalog), *_of_topics(catalog),
    )  # fmt: skip
    return tuple(
        (title, tuple(piece.key for piece in pieces)) for title, pieces in sections if pieces
    )


_Titled = tuple[str, Sequence[Piece]]


def _of_series(catalog: Catalog) -> Iterator[_Titled]:
    """The parts on this site; the series in the order of their newest pieces, as members are."""
    known = catalog.whole.series
    for id in [id for id in catalog.shelves["series"] if id in known][:_SECTIONS]:
        own = [piece for _, piece in catalog.numbered[id] if not piece.elsewhere]
        yield f"Series: {known[id].title}", own[-_OF_SERIES:]


def _of_topics(catalog: Catalog) -> Iterator[_Titled]:
    """The newest pieces on this site; the topics in the same order."""
    known, shelves = catalog.vocabulary["topics"], catalog.shelves["topics"]
    for id in [id for id in shelves if id in known][:_SECTIONS]:
        own = [piece for piece in shelves[id].all if not piece.elsewhere]
        yield f"Topic: {known[id].title}", own[:_OF_TOPIC]


def _link(catalog: Catalog, piece: Piece) -> Anchor:
    address = markdown_address(catalog, piece) or catalog.address(piece)
    return Anchor(piece.title, absolute(catalog, address), shorten(piece.summary, _NOTE))


def _more(catalog: Catalog) -> LlmsSection:
    """What may be left out where little can be read; llms.txt fixes the heading's word."""
    return LlmsSection("Optional", (
        Anchor("Catalogue", absolute(catalog, CATALOGUE),
               "every piece with its authors, subjects and relations, as JSON"),
        Anchor("Overview", absolute(catalog, catalog.addresses.hub()), "all pieces, for people"),
    ))  # fmt: skip
