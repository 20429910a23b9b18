"""Read feeds, lists of feeds and pages that name feeds, whoever wrote them.

In: bytes from outside. Out: a FeedDocument, or the addresses that a list or page names. Entities
are never expanded, nothing is fetched, and what is too large or not well-formed is refused.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from masthead.checks.feed_ids import Entry, FeedDocument
from masthead.diagnostics import MastheadError

LARGEST: Final = 64_000_000
"""Bytes of a document: a feed with 1000 long entries has a tenth of it."""
_FEEDS: Final = frozenset({"rss", "feed", "RDF"})
_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_DATES: Final = ("pubDate", "published", "date", "updated")
_HISTORY: Final = "http://purl.org/syndication/history/1.0"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class NotAFeed(MastheadError):  # noqa: N818 - read as a sentence
    """The document is none that could be read."""


def looks_like_a_feed(head: bytes) -> bool:
    """Whether a file that begins so may be a feed."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"{"):
        return b"jsonfeed.org" in head
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:RDF", b":feed"))


def read_feed(data: bytes, name: str) -> FeedDocument:
    """The feed in a document; raises NotAFeed."""
    if len(data) > LARGEST:
        raise NotAFeed(f"{name} is larger than {LARGEST // 1_000_000} MB")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, name)
    root = _xml(data, name)
    if _local(root) not in _FEEDS:
        raise NotAFeed(f"{name} is not a feed, but a document of <{_local(root)}>")
    items = [e for e in root.iter() if _local(e) in ("item", "entry")]
    links = [e for e in root.iter("{*}link") if e.get("rel") == "prev-archive"]
    return FeedDocument(
        name=name,
        entries=tuple(entry for item in items if (entry := _entry(item))),
        archived=root.find(f".//{{{_HISTORY}}}archive") is not None,
        older=links[0].get("href") or "" if links else "",
    )


def feeds_of_list(data: bytes, name: str) -> list[str] | None:
    """The addresses of feeds in an OPML document; None if it is none."""
    if b"<opml" not in data[:4000]:
        return None
    outlines = _xml(data, name).iter("outline")
    return [address for one in outlines if (address := one.get("xmlUrl"))]


def feeds_of_page(data: bytes) -> list[str]:
    """The addresses of feeds that a page names as its own."""
    try:
        root = lxml_html.document_fromstring(data[:LARGEST])
    except (etree.ParserError, ValueError):
        return []
    return [
        str(link.get("href"))
        for link in root.iter("link")
        if "alternate" in str(link.get("rel") or "").lower().split()
        and str(link.get("type") or "").lower() in _FEED_TYPES
        and link.get("href")
    ]


def entries_of_catalogue(data: bytes) -> tuple[Entry, ...]:
    """All entries of a site that has a catalogue.json; none if it is not ours."""
    pieces = _object(data).get("pieces")
    found = [one for one in pieces if isinstance(one, dict)] if isinstance(pieces, list) else []
    return tuple(
        Entry(
            id=str(piece["entry"]),
            link=str(piece.get("url") or ""),
            title=str(piece.get("title") or ""),
            date=_moment(str(piece.get("published") or "")),
        )
        for piece in found
        if piece.get("entry")
    )


def _xml(data: bytes, name: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAFeed(f"{name} is not well-formed: {error}") from error


def _local(element: Any) -> str:
    """The element's name without its namespace; "" for an entity that stays unexpanded."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _entry(item: Any) -> Entry | None:
    parts: dict[str, str] = {}
    for child in item:
        name = _local(child)
        text = "".join(child.itertext()).strip()
        if name == "link":
            if child.get("rel") in (None, "alternate"):
                parts.setdefault("link", (child.get("href") or text).strip())
        elif name == "title" and "mrss" in str(child.tag):
            continue
        else:
            parts.setdefault(name, text)
    link = parts.get("link", "")
    # A reader takes the link where there is no id.
    id = parts.get("guid") or parts.get("id") or item.get(f"{{{_RDF}}}about") or link
    written = next((parts[name] for name in _DATES if name in parts), "")
    title = parts.get("title", "")
    return Entry(id=id, link=link, title=title, date=_moment(written)) if id else None


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _json_feed(data: bytes, name: str) -> FeedDocument:
    feed = _object(data)
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(feed.get("items"), list):
        raise NotAFeed(f"{name} is not a JSON Feed")
    older = feed.get("next_url")
    return FeedDocument(
        name=name, entries=tuple(_json_entries(feed["items"])),
        older=older if isinstance(older, str) else "",
    )  # fmt: skip


def _json_entries(items: list[Any]) -> Iterator[Entry]:
    for item in items:
        if isinstance(item, dict) and item.get("id") not in (None, ""):
            yield Entry(
                id=str(item["id"]),
                link=str(item.get("url") or item.get("external_url") or ""),
                title=str(item.get("title") or ""),
                date=_moment(str(item.get("date_published") or "")),
            )


def _moment(text: str) -> datetime | None:
    """RFC 822's dates and RFC 3339's; one without a zone is in UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
