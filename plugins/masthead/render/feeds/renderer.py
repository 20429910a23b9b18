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
from msgspec import Raw, Struct

from masthead.plan.feeds.formats import SHEET, TYPES
from masthead.plan.feeds.views import Feed, FeedEntry
from masthead.render.feeds import library
from masthead.render.feeds.content import entry_html
from masthead.render.feeds.jsonfeed import json_feed, json_item

_ENDS: Final = {"rss": b"</channel></rss>", "atom": b"</feed>"}


_MOST: Final = 2_000
"""Entries that are kept in memory, each in several formats."""


class FeedRenderer(Struct, frozen=True, dict=True):
    """Renders feeds. Keeps what it rendered of each entry."""

    site_url: str

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
        if len(self._parts) > _MOST:
            self._parts.clear()
            self._made.clear()
            self._texts.clear()
        parts = self._parts.setdefault(entry.id, {})
        if kind not in parts:
            html = self._html(entry) if full else ""
            if kind == "json":
                parts[kind] = json_item(entry, html)
            else:
                # What feedgen makes serves both formats, and takes longer than writing them.
                made = self._made.pop(entry.id, None) or library.entry(entry, html)
                parts[kind] = library.PARTS[kind](made)
                if len(parts.keys() & library.PARTS.keys()) == 1:
                    self._made[entry.id] = made
        return parts[kind]

    def _html(self, entry: FeedEntry) -> str:
        if entry.id not in self._texts:
            self._texts[entry.id] = entry_html(entry, self.site_url)
        return self._texts[entry.id]

    @cached_property
    def _made(self) -> dict[str, Entry]:
        return {}

    @cached_property
    def _parts(self) -> dict[str, dict[str, bytes]]:
        return {}

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}
