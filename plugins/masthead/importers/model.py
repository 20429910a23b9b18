"""What every source system is turned into before anything is written.

A reader for one system (`masthead.importers.jekyll`, `….material`) fills these values and a Ledger;
everything after that (ids, slugs, links, images, files, report) is the same for all systems, in
`masthead.importers.writer`. The next system needs a reader and nothing else.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct, field


class Line(Struct, frozen=True):
    """A line of text, and the line of the source file that it came from (from 1; 0 for neither)."""

    text: str
    at: int


Lines = tuple[Line, ...]
Moment = date | datetime
"""A day without a time, or a moment with its zone."""


def lines_of(text: str, first: int = 1) -> Lines:
    """The text's lines, numbered from `first`."""
    return tuple(Line(line, first + number) for number, line in enumerate(text.split("\n")))


class ImportedAuthor(Struct, frozen=True, kw_only=True):
    """A person of the source system.

    `key` is what posts call them there. `fields` and `extra` are front matter in Masthead's words,
    `portrait` is a reference to an image as the source wrote it.
    """

    source: str
    key: str
    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    portrait: str = ""
    body: Lines = ()
    line: int = 1


class ImportedPost(Struct, frozen=True, kw_only=True):
    """A post of the source system, its text already in GitHub's Markdown.

    `identity` is what made it this post there (its permalink, its guid); our id is derived from
    it, so that a second import gives the same id. `address` is where it stood, `aliases` are all
    its former addresses. `guid` is the entry id that the old blog's feed gave it, if that is known.
    Links in `body` are still as the source wrote them.
    """

    source: str
    identity: str
    title: str
    slug: str
    guid: str = ""
    date: Moment | None = None
    updated: Moment | None = None
    address: str = ""
    aliases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    draft: bool = False
    image: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    body: Lines = ()
    anchors: Mapping[str, str] = field(default_factory=dict)
    """Anchors of the source's headings, and the anchors that GitHub's Markdown gives them."""


class ImportedBlog(Struct, frozen=True, kw_only=True):
    """Everything that was read. `url` is the old site's address without a path, "" if unknown.

    `image_roots` are the source's folders where an address such as `/assets/x.png` is looked for.
    `pages` gives the addresses of source files that are not part of the import. `feed` names what
    made the old feed; `feeds` gives the former addresses of feeds with their formats, and
    `topic_feeds` those of single topics, with the old label and the format.
    """

    name: str
    system: str
    url: str = ""
    base: str = ""
    description: str = ""
    lang: str = ""
    timezone: str = "UTC"
    hub: str = "blog"
    posts: tuple[ImportedPost, ...] = ()
    authors: tuple[ImportedAuthor, ...] = ()
    image_roots: tuple[str, ...] = ("",)
    pages: Mapping[str, str] = field(default_factory=dict)
    docs: str | None = None
    """Where links name `.md` files: the folder that their addresses count from."""
    directory_urls: bool = True
    feed: str = ""
    feeds: Mapping[str, str] = field(default_factory=dict)
    topic_feeds: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    topic_titles: Mapping[str, str] = field(default_factory=dict)
    topic_descriptions: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    """What the reader assumed, such as a time zone that the source leaves to the machine."""
