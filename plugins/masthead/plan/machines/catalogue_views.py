"""What catalogue.json holds. Its JSON Schema is made from these classes, docstrings included.

A key that has nothing to say is left out. Whoever adds a key leaves VERSION alone; whoever renames
or removes one, or changes what it means, raises it.
"""

from datetime import datetime
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct, field

VERSION: Final = 1

Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Address: TypeAlias = Annotated[str, Meta(extra_json_schema={"format": "uri"})]


class PublishedLink(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A title, an address, or both."""

    title: str = ""
    url: Address | None = None


class PublishedImage(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An image, what it shows, and who made it."""

    url: Address
    alt: str = ""
    credit: str = ""


class PublishedCredit(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Somebody who helped without being an author; `author` is their id if they have a page."""

    name: str
    role: str = ""
    author: str = ""


class PublishedPart(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where a piece stands in a series."""

    id: str
    part: int


class PublishedSource(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a piece grew from: a piece of this catalogue by its id, or one that stands elsewhere."""

    id: str = ""
    url: Address | None = None
    title: str = ""
    text: str = ""
    format: str = ""
    channel: str = ""
    published: Moment | None = None


class PublishedCopy(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The same piece on another channel."""

    channel: str
    url: Address
    published: Moment | None = None


class PublishedCorrection(Struct, frozen=True, kw_only=True):
    """What was wrong, and when it was put right."""

    date: Moment
    text: str


class PublishedPiece(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A piece. Ids of authors, stages and so on are keys of the other lists of the catalogue.

    `entry` is the id of the piece's entry in feeds; `elsewhere` pieces stand at another address;
    `grew_into` are the pieces that name this one among their sources.
    """

    id: str
    entry: str
    title: str
    url: Address
    published: Moment
    updated: Moment
    format: str
    elsewhere: bool = False
    markdown: Address | None = None
    canonical: Address | None = None
    lang: str = ""
    summary: str = ""
    minutes: int = 0
    featured: bool = False
    authors: tuple[str, ...] = ()
    contributors: tuple[PublishedCredit, ...] = ()
    stages: tuple[str, ...] = ()
    angle: str = ""
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    series: PublishedPart | None = None
    pair: str = ""
    idea: str = ""
    grew_from: tuple[PublishedSource, ...] = ()
    grew_into: tuple[str, ...] = ()
    syndicated: tuple[PublishedCopy, ...] = ()
    image: PublishedImage | None = None
    quotes: tuple[str, ...] = ()
    question: str = ""
    sources: tuple[PublishedLink, ...] = ()
    links: tuple[PublishedLink, ...] = ()
    disclosure: str = ""
    corrections: tuple[PublishedCorrection, ...] = ()


class PublishedAuthor(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A person with a page. `alumni` have left; `affiliation` is a guest's house."""

    id: str
    name: str
    url: Address
    role: str = ""
    affiliation: str = ""
    alumni: bool = False
    summary: str = ""
    portrait: PublishedImage | None = None
    website: Address | None = None
    links: tuple[PublishedLink, ...] = ()
    expertise: tuple[str, ...] = ()
    pieces: int = 0


class PublishedSeries(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Pieces in their order. A `column` is open-ended; else `parts` are planned or published."""

    id: str
    title: str
    url: Address
    description: str = ""
    column: bool = False
    cadence: str = ""
    parts: int = 0
    image: PublishedImage | None = None
    pieces: tuple[str, ...] = ()


class PublishedTerm(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A stage, a topic, an audience or a format that has pieces. `question` is a stage's."""

    id: str
    title: str
    url: Address
    description: str = ""
    question: str = ""
    pieces: int = 0


class PublishedIdea(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A chain of pieces, oldest first."""

    id: str
    title: str
    url: Address
    description: str = ""
    pieces: tuple[str, ...] = ()


class PublishedSite(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The hub: its name, its address, its language."""

    name: str
    title: str
    url: Address
    hub: Address
    lang: str
    description: str = ""


class Catalogue(Struct, frozen=True, kw_only=True):
    """Everything that a Masthead site has published, newest piece first."""

    schema: Address = field(name="$schema")
    version: int
    site: PublishedSite
    pieces: tuple[PublishedPiece, ...]
    authors: tuple[PublishedAuthor, ...]
    series: tuple[PublishedSeries, ...]
    stages: tuple[PublishedTerm, ...]
    topics: tuple[PublishedTerm, ...]
    audiences: tuple[PublishedTerm, ...]
    formats: tuple[PublishedTerm, ...]
    ideas: tuple[PublishedIdea, ...]
