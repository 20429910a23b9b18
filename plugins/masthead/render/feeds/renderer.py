"""Feeds in three formats. Each entry is rendered once for each format, and joined into every feed.

In: a Feed. Out: the bytes of its file. feedgen writes heads and entries; that joining them gives
what feedgen itself would have written is held by a test.
"""

from collections.abc import Callable
from functools import cached_property
from html import escape
from importlib.resources import files
from typing import Final

from feedgen.entry import FeedEntry as Entry
from feedgen.feed import FeedGenerator
from lxml import etree
from msgspec import Raw, Struct, field

from masthead.plan.feeds.formats import SHEET, TYPES
from masthead.plan.feeds.views import Feed, FeedEntry
from masthead.ports import Room
from masthead.render.feeds import library
from masthead.render.feeds.content import entry_html
from masthead.render.feeds.jsonfeed import json_feed, json_item

_ENDS: Final = {"rss": b"</channel></rss>", "atom": b"</feed>"}


_NEAR: Final = 100
"""Entries whose texts are kept for the feed's other formats, which come next."""


class _Near(Struct):
    """An entry's content, and what feedgen makes of it."""

    html: str
    entry: Entry | None = None


class FeedRenderer(Struct, frozen=True, dict=True):
    """Renders feeds. Keeps in `room` what it rendered of each entry."""

    site_url: str
    room: Room = field(default_factory=dict[str, bytes])

    def rss(self, feed: Feed) -> bytes:
        """RSS 2.0."""
        return self._xml("rss", feed, FeedGenerator.rss_str)

    def atom(self, feed: Feed) -> bytes:
        """Atom (RFC 4287)."""
        return self._xml("atom", feed, FeedGenerator.atom_str)

    def json(self, feed: Feed) -> bytes:
        """JSON Feed 1.1."""
        items = [Raw(self._part("json", entry, feed.full)) for entry in feed.entries]
        return json_feed(feed, items)

    def sheet(self, _: object) -> bytes:
        """The style sheet that feeds name."""
        return files("masthead.render").joinpath("static/feeds.css").read_bytes()

    def _xml(self, kind: str, feed: Feed, write: Callable[[FeedGenerator], bytes]) -> bytes:
        empty = write(library.generator(feed, feed.addresses.get(kind), TYPES[kind]))
        head, end, _ = empty.rpartition(_ENDS[kind])
        parts = [self._part(kind, entry, feed.full) for entry in feed.entries]
        declaration, _, rest = head.partition(b"\n")
        return b"".join((declaration, b"\n", self._look, rest, *parts, end, b"\n"))

    @cached_property
    def _look(self) -> bytes:
        """What makes browsers show a feed to people. Readers of feeds pass over it."""
        sheet = f'type="text/css" href="{escape(self.site_url + SHEET)}"'
        instruction: bytes = etree.tostring(etree.ProcessingInstruction("xml-stylesheet", sheet))
        return instruction + b"\n"

    def _part(self, kind: str, entry: FeedEntry, full: bool) -> bytes:
        key = f"{kind} {entry.id}"
        part = self.room.get(key)
        if part is None:
            part = self.room[key] = self._made(kind, entry, full)
        return part

    def _made(self, kind: str, entry: FeedEntry, full: bool) -> bytes:
        near = self._near.get(entry.id)
        if near is None:
            if len(self._near) == _NEAR:
                self._near.clear()
            near = self._near[entry.id] = _Near(entry_html(entry, self.site_url) if full else "")
        if kind == "json":
            return json_item(entry, near.html)
        # What feedgen makes serves both formats, and takes longer than writing them.
        if near.entry is None:
            near.entry = library.entry(entry, near.html)
        return library.PARTS[kind](near.entry)

    @cached_property
    def _near(self) -> dict[str, _Near]:
        return {}
