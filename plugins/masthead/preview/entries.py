"""The piece's entry in feeds, and the same entry as mail.

In: a Look. Out: an Entry and a Mail. The entry is made by what makes the feeds; only its pictures
are asked for here instead of on the public site.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree
from msgspec import json

from masthead.content.piece import Piece
from masthead.plan.feeds.collections import collections_of
from masthead.plan.feeds.entries import EntryPlanner
from masthead.plan.feeds.formats import NAMES, TYPES, feed_address, feed_title
from masthead.plan.feeds.views import FeedEntry
from masthead.preview.cards import SITE
from masthead.preview.looks import Look, moment
from masthead.preview.views import Entry, Mail, Note
from masthead.render.feeds import library
from masthead.render.feeds.content import entry_html
from masthead.render.feeds.jsonfeed import json_item

ENTRY: Final = "entry.html"
MAIL: Final = "mail.html"
_CUT: Final = 102_000
"""Bytes of HTML after which Gmail shows no more."""
_SUBJECT: Final = 60
"""Characters of a subject that phones show, about."""
_LOADED: Final = re.compile(r'(?<= )(src|srcset)="([^"]*)"')


def entry_of(look: Look) -> Entry:
    """The entry as readers of feeds show it, and as it stands in each format."""
    piece, feeds = look.piece, look.site.settings.feeds
    if piece is None or piece.key not in look.plan.catalog.whole.by_key:
        return Entry(notes=(Note("hint", "Feeds have no entry for it, or none any more."),))
    if not collections_of(look.plan.catalog):
        return Entry(notes=(Note("missing", _no_feeds(look)),))
    one = EntryPlanner(look.plan.catalog).entry(piece)
    html = entry_html(one, look.site.settings.site_url) if feeds.content == "full" else ""
    return Entry(
        frame=ENTRY,
        id=one.id,
        title=one.title,
        address=one.address,
        summary=one.summary,
        authors=tuple(person.name for person in one.authors),
        published=moment(look, one.published),
        updated=moment(look, one.updated) if one.updated != one.published else "",
        categories=tuple(dict.fromkeys(category.label for category in one.categories)),
        enclosures=tuple((file.address, file.type, file.length) for file in one.enclosures),
        feeds=tuple(_feeds_with(look, piece)),
        html=html,
        sources=tuple((NAMES[kind], _source(kind, one, html)) for kind in TYPES
                      if kind in feeds.formats),
        notes=tuple(_about_entry(look, piece, one)),
    )  # fmt: skip


def _no_feeds(look: Look) -> str:
    if not look.site.settings.site_url:
        return "Without `site_url` there are no feeds."
    return "The site has no feeds: see `feeds` in mkdocs.yml."


def _feeds_with(look: Look, piece: Piece) -> Iterator[tuple[str, str]]:
    """The feeds that hold the piece among their newest entries."""
    catalog, feeds = look.plan.catalog, look.site.settings.feeds
    kind = feeds.formats[0]
    for one in collections_of(catalog).values():
        if piece in one.pieces.all[: feeds.entries]:
            address = feed_address(catalog, one.axis, one.id, kind)
            yield feed_title(catalog, one.title), f"{catalog.given.site_url}{address}"


def _about_entry(look: Look, piece: Piece, one: FeedEntry) -> Iterator[Note]:
    if not piece.id:
        yield Note("missing", "There is no `id` yet: the entry's would change with the address.")
    if not one.summary:
        yield Note("missing", "There is no summary: readers show the title alone in lists.")
    if look.site.settings.feeds.content != "full":
        yield Note("hint", "Feeds of this site carry the summary, and not the text.")
    if not any(_feeds_with(look, piece)):
        yield Note("hint", "It is too old for the feeds: newer pieces fill them.")


def _source(kind: str, one: FeedEntry, html: str) -> str:
    """The entry as it stands in a feed of this format, with its lines laid out."""
    if kind == "json":
        return json.format(json_item(one, html), indent=1).decode()
    root = etree.fromstring(_rooted(kind, one, html))
    element = root[0]
    root.remove(element)
    etree.cleanup_namespaces(element)
    etree.indent(element)
    return etree.tostring(element, encoding="unicode").strip()


def _rooted(kind: str, one: FeedEntry, html: str) -> bytes:
    """With a root that declares the names of the parts, as the feed's does."""
    part = library.PARTS[kind](library.entry(one, html))
    names = {
        "dc": library.DC, "media": library.MEDIA, "atom": library.ATOM,
        "content": "http://purl.org/rss/1.0/modules/content/",
    }  # fmt: skip
    declared = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in names.items())
    default = f' xmlns="{library.ATOM}"' if kind == "atom" else ""
    return f"<feed{default}{declared}>".encode() + part + b"</feed>"


def mail_of(look: Look, entry: Entry) -> Mail:
    """The entry as mail: from the site's main feed, as services send it that follow feeds."""
    if not entry.frame:
        return Mail(notes=(Note("hint", "Without an entry there is no mail."),))
    length = len(entry.html.encode())
    notes: list[Note] = []
    if len(entry.title) > _SUBJECT:
        notes.append(Note("hint", f"The subject has {len(entry.title)} characters; phones show "
                          f"about {_SUBJECT}."))  # fmt: skip
    if length > _CUT:
        notes.append(Note("trouble", f"The text weighs {length / 1000:.0f} kB: Gmail cuts a mail "
                          "after 102 kB."))  # fmt: skip
    if not entry.summary:
        notes.append(Note("missing", "There is no summary to be shown beside the subject."))
    settings = look.site.settings
    return Mail(
        frame=MAIL, sender=settings.title or settings.site_name, subject=entry.title,
        preheader=entry.summary, bytes=length, notes=tuple(notes),
    )  # fmt: skip


def at_home(html: str, site_url: str) -> str:
    """The entry's HTML with the site's pictures taken from the preview; no other host is asked."""

    def here(found: re.Match[str]) -> str:
        return f'{found[1]}="{found[2].replace(site_url, SITE)}"' if site_url else found[0]

    return _LOADED.sub(here, html)
