"""What a page shows, as plain frozen data: all that a template ever sees.

Addresses are relative to the site's root (`blog/price/`), or absolute where they lead out. Text is
text: templates escape it. `Html` is markup that the renderer made.
"""

from datetime import datetime
from enum import Enum
from typing import Final

from msgspec import Struct

from masthead.content.document import Heading
from masthead.plan.drawing import Drawing, Point

_SUMMARY: Final = 300
"""Characters of an excerpt that a list shows."""


def host_of(address: str) -> str:
    """The host of an address, as people name it: `example.com`."""
    return address.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")


def shorten(text: str, most: int = _SUMMARY) -> str:
    """The text up to the last whole word within `most` characters."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-")
    return f"{cut}…"


class Anchor(Struct, frozen=True):
    """A name that leads somewhere."""

    title: str
    address: str
    note: str = ""


class Picture(Struct, frozen=True):
    """An image in the sizes that there are of it: `candidates` are addresses and widths in pixels.

    `width` and `height` are those of the image itself, 0 if it does not say.
    """

    address: str
    width: int
    height: int
    candidates: tuple[tuple[str, int], ...] = ()


class Body(Struct, frozen=True):
    """A rendered text with its addresses: `parts` with `addresses` between them.

    An address of None leads nowhere; the renderer leaves the attribute out. `pictures` tells of
    those among the addresses that are images, by the index of the address.
    """

    parts: tuple[str, ...] = ("",)
    addresses: tuple[str | None, ...] = ()
    headings: tuple[Heading, ...] = ()
    pictures: tuple[tuple[int, Picture], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read."""
        return not any(part.strip() for part in self.parts)


class Person(Struct, frozen=True, kw_only=True):
    """An author as a byline or a card shows them."""

    id: str
    name: str
    address: str
    role: str = ""
    affiliation: str = ""
    portrait: str = ""
    portrait_alt: str = ""
    picture: Picture | None = None
    """The portrait in its sizes."""
    summary: str = ""
    links: tuple[str, ...] = ()
    """Whole addresses of profiles elsewhere."""
    fediverse: str = ""
    alumni: bool = False

    @property
    def initials(self) -> str:
        """Up to two letters, where there is no portrait."""
        words = [word for word in self.name.split() if word[0].isalnum()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Card(Struct, frozen=True, kw_only=True):
    """A piece in a list. `leads_out` when it stands elsewhere; `state` only in previews.

    `excerpt` is as long as the author made it.
    """

    key: str
    id: str
    title: str
    address: str
    leads_out: bool
    date: datetime
    format: Anchor
    excerpt: str = ""
    authors: tuple[Anchor, ...] = ()
    stage: Anchor | None = None
    angle: str = ""
    minutes: int = 0
    image: str = ""
    image_alt: str = ""
    picture: Picture | None = None
    """The image in its sizes."""
    series: str = ""
    lang: str = ""
    state: str = ""

    @property
    def summary(self) -> str:
        """The excerpt, as lists show it."""
        return shorten(self.excerpt)

    @property
    def host(self) -> str:
        """Where the piece stands if elsewhere, as readers know the place: `example.com`."""
        return host_of(self.address)


class Relation(Enum):
    """How a step of an idea is related to the piece whose page shows it."""

    HERE = "here"
    SOURCE = "source"
    """The piece grew from the step; EARLIER: by way of others."""
    EARLIER = "earlier"
    RESULT = "result"
    """The step grew from the piece; LATER: by way of others."""
    LATER = "later"
    BESIDE = "beside"
    """Neither grew from the other."""


class ChainStep(Struct, frozen=True, kw_only=True, cache_hash=True):
    """One step of an idea, `number` from 1 among all that readers see, oldest first.

    `remark` tells that the step is a remark elsewhere, which a piece that grew from it answers.
    `state` is shown only in previews.
    """

    number: int
    title: str
    address: str
    leads_out: bool
    format: str
    format_id: str
    date: datetime | None
    authors: tuple[Anchor, ...] = ()
    channel: str = ""
    text: str = ""
    state: str = ""
    remark: bool = False
    grew_from: tuple[int, ...] = ()
    """The numbers of its sources; told only where all steps are shown."""


class NearStep(Struct, frozen=True):
    """A step as the page of one of them shows it: how the two are related.

    `gap` counts the steps that were left out just before this one.
    """

    step: ChainStep
    relation: Relation
    gap: int = 0

    @property
    def here(self) -> bool:
        """Whether this is the page's own piece."""
        return self.relation is Relation.HERE

    @property
    def source(self) -> bool:
        """Whether the page's piece grew from the step."""
        return self.relation is Relation.SOURCE

    @property
    def result(self) -> bool:
        """Whether the step grew from the page's piece."""
        return self.relation is Relation.RESULT


class Road(Struct, frozen=True, kw_only=True):
    """An idea's steps drawn: `formats` name the columns, `years` the rows with which they begin.

    Round the drawing are `left` pixels for years, `top` and `right` ones for names, which slant.
    """

    drawing: Drawing
    formats: tuple[str, ...]
    years: tuple[tuple[int, str], ...]
    left: int
    top: int
    right: int

    @property
    def ways(self) -> tuple[tuple[tuple[Point, ...], ...], ...]:
        """The lines of each source."""
        lines: dict[int, list[tuple[Point, ...]]] = {}
        for (source, _), way in self.drawing.lines.items():
            lines.setdefault(source, []).append(way)
        return tuple(map(tuple, lines.values()))

    @property
    def ends(self) -> tuple[Point, ...]:
        """Where lines arrive, each place once."""
        return tuple(dict.fromkeys(way[-1] for way in self.drawing.lines.values()))


class SeriesPlace(Struct, frozen=True, kw_only=True):
    """Where a piece stands in its series. `total` is 0 for a column, which has no last part."""

    series: Anchor
    description: str
    number: int
    total: int
    column: bool
    previous: Card | None
    next: Card | None
    parts: tuple[Anchor, ...] = ()
    """Title, address (nothing for the piece itself) and, as the note, the part's number."""


class Pager(Struct, frozen=True, kw_only=True):
    """Pages of a list: a few numbers round the current one, the first and the last."""

    number: int
    total: int
    previous: str = ""
    next: str = ""
    numbers: tuple[tuple[int, str], ...] = ()
    """Page numbers with addresses; (0, "") stands for those left out between two of them."""


class Share(Struct, frozen=True):
    """A way to pass a piece on without script: a plain link."""

    channel: str
    title: str
    address: str


class Quote(Struct, frozen=True):
    """A sentence worth sharing. `marked` when it stands in the text, at `anchor` there."""

    text: str
    anchor: str
    marked: bool
    shares: tuple[Share, ...]


class FeedLink(Struct, frozen=True):
    """A feed as pages and lists of feeds name it: `address` counts from the site's root."""

    title: str
    address: str
    format: str
    type: str
    name: str
    """The format's name: `RSS`."""


class Head(Struct, frozen=True, kw_only=True):
    """What the page's head says. `canonical` is absolute; nothing without a site address.

    `alternates` are the feeds that a reader finds by the page's address, the nearest first.
    """

    title: str
    description: str = ""
    canonical: str = ""
    noindex: bool = False
    authors: tuple[str, ...] = ()
    lang: str = ""
    alternates: tuple[FeedLink, ...] = ()
    markdown: str = ""
    """The address of the page's Markdown version, below the site's root."""


class StageEntry(Struct, frozen=True, kw_only=True):
    """A stage on the hub or in the index: its question and a few pieces."""

    id: str
    title: str
    address: str
    question: str
    description: str
    count: int
    number: int
    cards: tuple[Card, ...] = ()


class SeriesEntry(Struct, frozen=True, kw_only=True):
    """A series on the hub or in the index."""

    id: str
    title: str
    address: str
    description: str
    column: bool
    cadence: str
    published: int
    total: int
    image: str = ""
    picture: Picture | None = None
    """The image in its sizes."""
    stages: tuple[str, ...] = ()
    authors: tuple[Anchor, ...] = ()


class IndexEntry(Struct, frozen=True, kw_only=True, cache_hash=True):
    """A line of an index. Of an idea also the formats that it took, since when, and its authors."""

    title: str
    address: str
    description: str = ""
    count: int = 0
    road: tuple[str, ...] = ()
    since: datetime | None = None
    authors: tuple[Anchor, ...] = ()


class FeedRow(Struct, frozen=True):
    """A collection with its page, and its feed in each format, the most usual one first."""

    title: str
    address: str
    feeds: tuple[FeedLink, ...]


class FeedGroup(Struct, frozen=True, kw_only=True):
    """The feeds of one kind of collection. A long group has pages of its own, from `more` on."""

    axis: str
    title: str
    note: str
    count: int
    opml: str
    rows: tuple[FeedRow, ...] = ()
    more: str = ""


class ListView(Struct, frozen=True, kw_only=True):
    """A live list on an ordinary page."""

    cards: tuple[Card, ...]
    more: Anchor | None = None


class Listing(Struct, frozen=True):
    """What the sitemap says of a page; `listed` tells whether sitemap and navigation know it."""

    template: str
    lastmod: str
    listed: bool
