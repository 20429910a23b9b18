"""What feeds show, as plain frozen data. Addresses are whole, but those in a Body.

An entry is the same value in every feed that has it, so that it is rendered once for all of them.
"""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from masthead.plan.views import Body


class FeedPerson(Struct, frozen=True):
    """A name, and the address of the person's page."""

    name: str
    address: str = ""
    image: str = ""


class Category(Struct, frozen=True):
    """A term in a scheme: the address or id of the vocabulary that it belongs to."""

    term: str
    scheme: str
    label: str


class Enclosure(Struct, frozen=True):
    """A file that belongs to an entry: its address, media type, and length in bytes."""

    address: str
    type: str
    length: int

    @property
    def medium(self) -> str:
        """`audio`, `video`, `image`, or `document`, as Media RSS calls them."""
        kind = self.type.split("/", 1)[0]
        return kind if kind in ("audio", "video", "image") else "document"


class FeedEntry(Struct, frozen=True, kw_only=True):
    """A piece as feeds show it. `leads_out` if it stands elsewhere; then it has no body.

    `page` is the piece's address below the site's root, from which the body's addresses count.
    `guid` is what RSS says instead of the id, where an imported piece had a guid that is no URI.
    """

    id: str
    address: str
    page: str
    leads_out: bool
    title: str
    summary: str
    published: datetime
    updated: datetime
    guid: str = ""
    lang: str = ""
    authors: tuple[FeedPerson, ...] = ()
    contributors: tuple[FeedPerson, ...] = ()
    categories: tuple[Category, ...] = ()
    body: Callable[[], Body] | None = None
    """Makes the text, when it is rendered: those of a whole site would fill the memory."""
    image: Enclosure | None = None
    image_alt: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    corrections: tuple[tuple[datetime, str], ...] = ()
    disclosure: str = ""
    original: str = ""


class FeedLine(Struct, frozen=True, kw_only=True):
    """A feed in a list of feeds; both addresses are whole."""

    title: str
    address: str
    page: str
    description: str = ""


class FeedList(Struct, frozen=True, kw_only=True):
    """A list of feeds for programs: `lines` by themselves, then groups with their titles."""

    title: str
    owner: str
    updated: datetime
    lang: str = ""
    lines: tuple[FeedLine, ...] = ()
    groups: tuple[tuple[str, tuple[FeedLine, ...]], ...] = ()


class FeedAddresses(Struct, frozen=True):
    """The whole addresses of one feed in its formats, each "" where there is none."""

    rss: str = ""
    atom: str = ""
    json: str = ""

    def get(self, kind: str) -> str:
        """The address in this format."""
        address: str = getattr(self, kind)
        return address


class Feed(Struct, frozen=True, kw_only=True):
    """A feed: what it is called, where it is, and its entries, newest first.

    `older`, `newer` and `current` are addresses of archived parts (RFC 5005); `archived` tells a
    part that will not change from the feed that people subscribe to. `expired` marks one that has
    moved for good, to `current`.
    """

    id: str
    title: str
    description: str
    owner: str
    home: str
    addresses: FeedAddresses
    updated: datetime
    entries: tuple[FeedEntry, ...]
    lang: str = ""
    icon: str = ""
    hub: str = ""
    period: str = ""
    older: str = ""
    newer: str = ""
    current: str = ""
    archived: bool = False
    expired: bool = False
    full: bool = True
