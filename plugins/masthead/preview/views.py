"""What a preview shows, as plain frozen data: people see it in a page, machines read it as JSON.

Addresses are whole, as readers will meet them; `frame` and `picture` are files of the preview
itself. Text is text: templates escape it.
"""

from typing import Literal

from msgspec import Struct

Weight = Literal["missing", "trouble", "hint"]


class Note(Struct, frozen=True):
    """Something to know about one part, shown where it matters.

    `weight` is `missing` for what is not there, `trouble` for what will not do, else `hint`.
    """

    weight: Weight
    text: str


class Finding(Struct, frozen=True):
    """A finding about the piece, as builds and checks have it. Line and column count from 1."""

    path: str
    line: int
    column: int
    severity: str
    code: str
    message: str
    remedy: str


class Facts(Struct, frozen=True, kw_only=True):
    """The piece by itself. `address` is where it will be; "" if the site does not say its own."""

    title: str
    path: str
    id: str
    state: str
    date: str
    address: str
    format: str
    authors: tuple[str, ...]
    lang: str


class Page(Struct, frozen=True):
    """The page, in a frame; none for a piece that stands elsewhere."""

    frame: str
    notes: tuple[Note, ...] = ()


class Entry(Struct, frozen=True, kw_only=True):
    """The entry in a feed: what readers show, and what the formats say of it, as text.

    `feeds` are titles and addresses of the feeds that have it, `enclosures` addresses, media types
    and bytes.
    """

    frame: str = ""
    id: str = ""
    title: str = ""
    address: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    categories: tuple[str, ...] = ()
    enclosures: tuple[tuple[str, str, int], ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()
    html: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()


class Picture(Struct, frozen=True, kw_only=True):
    """The picture of cards. `width` and `height` are in pixels, `bytes` its weight; 0 if unknown.

    `own` tells the piece's own from the site's.
    """

    address: str
    file: str
    alt: str
    width: int
    height: int
    bytes: int
    own: bool


class Cards(Struct, frozen=True, kw_only=True):
    """What networks draw when the address is posted, all from the page's tags.

    `large` tells a card under a wide picture from one beside a small square.
    """

    title: str = ""
    description: str = ""
    site: str = ""
    host: str = ""
    creator: str = ""
    account: str = ""
    large: bool = False
    picture: Picture | None = None
    tags: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()


class Text(Struct, frozen=True, kw_only=True):
    """A text for a network. `limit` is 0 where there is none; `own` when `share` has the words.

    `quote` is the sentence that it passes on, "" for a text about the whole piece.
    """

    channel: str
    network: str
    text: str
    count: int
    limit: int
    unit: str
    fits: bool
    shortened: bool
    own: bool
    address: str
    quote: str = ""


class Texts(Struct, frozen=True):
    """The texts, those about the whole piece first."""

    texts: tuple[Text, ...] = ()
    notes: tuple[Note, ...] = ()


class Result(Struct, frozen=True, kw_only=True):
    """The piece among the results of the site's own search, in a frame."""

    frame: str = ""
    kind: str = ""
    title: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    day: str = ""
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[Note, ...] = ()


class Snippet(Struct, frozen=True, kw_only=True):
    """The piece among the results of a search engine."""

    site: str = ""
    trail: tuple[str, ...] = ()
    title: str = ""
    description: str = ""
    day: str = ""
    icon: str = ""
    indexed: bool = True
    notes: tuple[Note, ...] = ()


class Mail(Struct, frozen=True, kw_only=True):
    """The entry as a service sends it that turns feeds into mail. `bytes` is the weight of text."""

    frame: str = ""
    sender: str = ""
    subject: str = ""
    preheader: str = ""
    bytes: int = 0
    notes: tuple[Note, ...] = ()


class Preview(Struct, frozen=True, kw_only=True):
    """All of it. `fault` says why nothing newer is shown, or nothing at all."""

    now: str
    facts: Facts
    page: Page
    entry: Entry
    cards: Cards
    texts: Texts
    result: Result
    snippet: Snippet
    mail: Mail
    findings: tuple[Finding, ...] = ()
    fault: str = ""
