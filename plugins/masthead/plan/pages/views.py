"""What each kind of page shows: the `page` of its template, made of the parts in `plan.views`."""

from datetime import date, datetime

from msgspec import Struct

from masthead.plan.views import (
    Anchor,
    Body,
    Card,
    ChainStep,
    FeedGroup,
    FeedRow,
    IndexEntry,
    NearStep,
    Pager,
    Person,
    Picture,
    Quote,
    Road,
    SeriesEntry,
    SeriesPlace,
    Share,
    StageEntry,
    host_of,
)


class Occasion(Struct, frozen=True, kw_only=True):
    """When and where an event takes place."""

    starts: datetime
    place: str
    ends: datetime | None = None


class PiecePage(Struct, frozen=True, kw_only=True):
    """A piece's own page. `video` is the address of the film that it shows."""

    title: str
    address: str
    lede: str
    date: datetime
    updated: datetime | None
    minutes: int
    body: Body
    lang: str
    state: str
    authors: tuple[Person, ...] = ()
    contributors: tuple[tuple[str, str, str], ...] = ()
    """Name, role, and the address of the author's page or nothing."""
    format: Anchor
    format_id: str
    words: int = 0
    plain: str = ""
    """The text without markup, of a format that is nothing else."""
    video: str = ""
    occasion: Occasion | None = None
    stages: tuple[Anchor, ...] = ()
    angle: str = ""
    angle_note: str = ""
    topics: tuple[Anchor, ...] = ()
    audiences: tuple[Anchor, ...] = ()
    image: str = ""
    image_alt: str = ""
    image_credit: str = ""
    picture: Picture | None = None
    series: SeriesPlace | None = None
    pair: Card | None = None
    pair_angle: str = ""
    idea: Anchor | None = None
    chain: tuple[NearStep, ...] = ()
    next_stage: Anchor | None = None
    next_reading: tuple[Card, ...] = ()
    related: tuple[Card, ...] = ()
    question: str = ""
    sources: tuple[Anchor, ...] = ()
    links: tuple[Anchor, ...] = ()
    disclosure: str = ""
    corrections: tuple[tuple[datetime, str], ...] = ()
    syndicated: tuple[Anchor, ...] = ()
    original: str = ""
    shares: tuple[Share, ...] = ()
    quotes: tuple[Quote, ...] = ()
    follow: tuple[Anchor, ...] = ()
    """What can be followed from here, with the address of its feed; the note is its media type."""
    hide: tuple[str, ...] = ()

    @property
    def original_host(self) -> str:
        """Where the piece first appeared, if elsewhere: `example.com`."""
        return host_of(self.original)


class HubPage(Struct, frozen=True, kw_only=True):
    """The hub: page 1 has every way in, the others only the list."""

    title: str
    description: str
    featured: tuple[Card, ...]
    newest: tuple[Card, ...]
    stages: tuple[StageEntry, ...]
    series: tuple[SeriesEntry, ...]
    authors: tuple[Person, ...]
    ways: tuple[Anchor, ...]
    pager: Pager
    follow: tuple[Anchor, ...] = ()


class AuthorPage(Struct, frozen=True, kw_only=True):
    """A person's page."""

    person: Person
    pronouns: str
    email: str
    url: str
    until: date | None
    first: datetime | None
    latest: datetime | None
    """When the person's first and newest pieces appeared."""
    biography: Body
    links: tuple[Anchor, ...]
    expertise: tuple[Anchor, ...]
    series: tuple[SeriesEntry, ...]
    ideas: tuple[IndexEntry, ...]
    """What the person started and somebody went on with; on page 1."""
    cards: tuple[Card, ...]
    pager: Pager
    follow: tuple[Anchor, ...] = ()


class SeriesPage(Struct, frozen=True, kw_only=True):
    """A series or a column: its parts in order, or its pieces newest first."""

    entry: SeriesEntry
    text: Body
    parts: tuple[tuple[int, Card], ...]
    walk: tuple[StageEntry, ...]
    pager: Pager
    follow: tuple[Anchor, ...] = ()


class StagePage(Struct, frozen=True, kw_only=True):
    """A stage: the buyer's question, and both angles side by side on page 1."""

    entry: StageEntry
    previous: Anchor | None
    next: Anchor | None
    aspirational: tuple[Card, ...]
    practical: tuple[Card, ...]
    cards: tuple[Card, ...]
    pager: Pager
    follow: tuple[Anchor, ...] = ()


class IdeaPage(Struct, frozen=True, kw_only=True):
    """An idea's chain, oldest step first."""

    title: str
    description: str
    text: Body
    steps: tuple[ChainStep, ...]
    road: Road | None
    """The steps drawn, if there are several."""
    started: datetime | None
    authors: tuple[Anchor, ...]
    follow: tuple[Anchor, ...] = ()


class TermPage(Struct, frozen=True, kw_only=True):
    """A topic, an audience, a format or a year: its description and its pieces."""

    kind: str
    address: str
    title: str
    description: str
    index: Anchor
    cards: tuple[Card, ...]
    pager: Pager
    follow: tuple[Anchor, ...] = ()


class IndexPage(Struct, frozen=True, kw_only=True):
    """All topics, audiences, formats, ideas or years."""

    kind: str
    title: str
    description: str
    entries: tuple[IndexEntry, ...]
    pager: Pager


class PersonEntry(Struct, frozen=True):
    """An author in the index, with the number of pieces."""

    person: Person
    count: int


class PeoplePage(Struct, frozen=True, kw_only=True):
    """All authors, a page at a time: those here, then guests, then those who have left."""

    people: tuple[PersonEntry, ...]
    guests: tuple[PersonEntry, ...]
    alumni: tuple[PersonEntry, ...]
    pager: Pager


class StagesPage(Struct, frozen=True, kw_only=True):
    """All stages in order."""

    stages: tuple[StageEntry, ...]


class SeriesIndexPage(Struct, frozen=True, kw_only=True):
    """All series, then all columns, a page at a time."""

    series: tuple[SeriesEntry, ...]
    columns: tuple[SeriesEntry, ...]
    pager: Pager


class SubscribePage(Struct, frozen=True, kw_only=True):
    """What feeds are, and all of them. `whole` tells that entries hold the whole text."""

    everything: FeedRow | None
    groups: tuple[FeedGroup, ...]
    opml: str
    whole: bool
    email: str = ""
    note: str = ""


class FeedsPage(Struct, frozen=True, kw_only=True):
    """A page of a long group of feeds."""

    group: FeedGroup
    rows: tuple[FeedRow, ...]
    pager: Pager


class NoticePage(Struct, frozen=True, kw_only=True):
    """What stays of a retired piece: its title, its dates and what took its place."""

    title: str
    date: datetime
    retired: datetime | None
    successor: Card | None


class RedirectPage(Struct, frozen=True, kw_only=True):
    """A former address: where it leads now, and the absolute address if the site has one."""

    title: str
    address: str
    canonical: str
