"""llms.txt (https://llmstxt.org): the way for assistants to the pieces, as Markdown.

In: a Catalog. Out: one Resource of bounded size: the newest of each section, and where all are.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog, shorten
from masthead.plan.machines.catalogue import CATALOGUE
from masthead.plan.machines.markdown import markdown_address
from masthead.plan.output import Resource
from masthead.plan.pages.frame import absolute
from masthead.plan.views import Anchor

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


def plan_llms(catalog: Catalog) -> Iterator[Resource]:
    """llms.txt, unless it is switched off or there is nothing to lead to."""
    settings = catalog.settings
    public = [piece for piece in catalog.pieces if not piece.elsewhere]
    if not settings.llms or not public:
        return
    sections = tuple(_sections(catalog, public))
    data = LlmsText(
        title=settings.title or settings.site_name,
        description=settings.description or settings.site_description,
        sections=(*sections, _more(catalog)),
    )
    yield Resource(
        address=LLMS, file=LLMS, kind="llms", data=data,
        depends=tuple(dict.fromkeys(("mkdocs.yml", *(piece.path for piece in catalog.pieces)))),
    )  # fmt: skip


def _sections(catalog: Catalog, public: Sequence[Piece]) -> Iterator[LlmsSection]:
    pinned = [piece for piece in public if piece.pin]
    if pinned:
        yield _section(catalog, "Featured", pinned[:_NEWEST])
    yield _section(catalog, "Newest", public[:_NEWEST])
    for title, pieces in (*_of_series(catalog), *_of_topics(catalog)):
        if pieces:
            yield _section(catalog, title, pieces)


_Titled = tuple[str, list[Piece]]


def _of_series(catalog: Catalog) -> Iterator[_Titled]:
    """The parts on this site; the series in the order of their newest pieces, as members are."""
    known = catalog.library.series
    for id in [id for id in catalog.members["series"] if id in known][:_SECTIONS]:
        own = [piece for piece in catalog.series_order[id] if not piece.elsewhere]
        yield f"Series: {known[id].title}", own[-_OF_SERIES:]


def _of_topics(catalog: Catalog) -> Iterator[_Titled]:
    """The newest pieces on this site; the topics in the same order."""
    known, members = catalog.terms["topics"], catalog.members["topics"]
    for id in [id for id in members if id in known][:_SECTIONS]:
        own = [piece for piece in members[id] if not piece.elsewhere]
        yield f"Topic: {known[id].title}", own[:_OF_TOPIC]


def _section(catalog: Catalog, title: str, pieces: Iterable[Piece]) -> LlmsSection:
    return LlmsSection(title, tuple(_link(catalog, piece) for piece in pieces))


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
