"""Compare the feeds of two builds: which entry ids vanished, changed, or stand twice in a feed.

In: the feeds of an older site, and those of the present one with all else that is known of its
entries. Out: a Comparison. A feed holds only its newest entries, so an id that is not in it is
missed only where the present site names all of its entries, or where its feed would have room.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import Enum
from html import unescape
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

_ONE_DAY: Final = timedelta(days=1)
_TAGS: Final = re.compile(r"<[^<>]{0,300}>")
_NOTICE: Final = re.compile(r"tag:[^:]+:moved/")


class Entry(Struct, frozen=True, kw_only=True):
    """What identifies an entry, and what it would be recognised by under another id.

    `former` are addresses that lead on to `link`.
    """

    id: str
    link: str = ""
    former: tuple[str, ...] = ()
    title: str = ""
    date: datetime | None = None


class FeedDocument(Struct, frozen=True, kw_only=True):
    """One feed: where it was read, and its entries in their order."""

    name: str
    entries: tuple[Entry, ...]
    archived: bool = False
    older: str = ""
    """Where the feed goes on with older entries (RFC 5005, JSON Feed), if it does."""


class Present(Struct, frozen=True, kw_only=True):
    """The present site. `complete` if the feeds and the other `entries` are all that it has."""

    feeds: tuple[FeedDocument, ...] = ()
    entries: tuple[Entry, ...] = ()
    complete: bool = False


class Kind(Enum):
    """What is wrong with an id."""

    CHANGED = "changed"
    VANISHED = "vanished"
    DUPLICATE = "duplicate"


class IdFinding(Struct, frozen=True, kw_only=True):
    """One id that subscribers would stumble over. `now` is the id that it has become."""

    kind: Kind
    id: str
    now: str = ""
    title: str = ""
    address: str = ""
    feeds: tuple[str, ...] = ()
    times: int = 1


class Comparison(Struct, frozen=True, kw_only=True):
    """`compared` counts the ids of the older site, `out_of_sight` those that nobody can judge."""

    findings: tuple[IdFinding, ...]
    compared: int
    present: int
    out_of_sight: int


def compare_feeds(previous: Sequence[FeedDocument], present: Present) -> Comparison:
    """What became of the ids in the feeds of an older site."""
    feeds = [feed for feed in previous if not _is_notice(feed)]
    before = _by_id(feeds)
    now = {entry.id: entry for entry in present.entries}
    now |= {entry.id: entry for feed in present.feeds for entry in feed.entries}
    paths = {unquote(path) for id in now if (path := _path_of(id))}
    fresh = _Fresh(entry for id, entry in now.items() if id not in before)
    holders: dict[str, list[FeedDocument]] = {}
    for feed in feeds:
        for id in dict.fromkeys(entry.id for entry in feed.entries):
            holders.setdefault(id, []).append(feed)
    room = _Room(present)
    findings: list[IdFinding] = []
    out_of_sight = 0
    for id, entry in before.items():
        if id in now or unquote(id) in paths:
            continue
        successor = fresh.take_like(entry)
        if not successor and all(room.may_lack(entry, feed) for feed in holders[id]):
            out_of_sight += 1
            continue
        findings.append(IdFinding(
            kind=Kind.CHANGED if successor else Kind.VANISHED,
            id=id, now=successor.id if successor else "", title=entry.title, address=entry.link,
            feeds=tuple(feed.name for feed in holders[id]),
        ))  # fmt: skip
    findings.sort(key=lambda finding: finding.kind is not Kind.CHANGED)
    findings.extend(_duplicates(present.feeds))
    return Comparison(
        findings=tuple(findings), compared=len(before), present=len(now), out_of_sight=out_of_sight
    )


def _by_id(feeds: Iterable[FeedDocument]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for feed in feeds:
        for entry in feed.entries:
            entries.setdefault(entry.id, entry)
    return entries


def _is_notice(feed: FeedDocument) -> bool:
    """Whether the feed only says that it has moved."""
    return len(feed.entries) == 1 and _NOTICE.match(feed.entries[0].id) is not None


def _path_of(id: str) -> str:
    """The path that a tag was made of: in RSS such an entry keeps the path as its guid."""
    name = id.partition(",")[2].partition(":")[2] if id.startswith("tag:") else ""
    return name if name.startswith("/") else ""


class _Fresh:
    """Entries with ids that the older site did not have, to be recognised by link or title."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_link: dict[str, list[Entry]] = {}
        self._by_title: dict[str, list[Entry]] = {}
        self._taken: set[str] = set()
        for entry in entries:
            for link in dict.fromkeys(map(_link, (entry.link, *entry.former))):
                if link:
                    self._by_link.setdefault(link, []).append(entry)
            if title := _title(entry.title):
                self._by_title.setdefault(title, []).append(entry)

    def take_like(self, old: Entry) -> Entry | None:
        """The entry at the same address, or with the same title and date; each only once."""
        for entry in self._candidates(old):
            if entry.id not in self._taken:
                self._taken.add(entry.id)
                return entry
        return None

    def _candidates(self, old: Entry) -> Iterator[Entry]:
        yield from self._by_link.get(_link(old.link), ())
        for entry in self._by_title.get(_title(old.title), ()):
            if old.date and entry.date and abs(old.date - entry.date) <= _ONE_DAY:
                yield entry


def _link(address: str) -> str:
    """One spelling for an address: no scheme, no fragment, no slash at the end."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = quote(parts.path, safe="/%!$&'()*+,;=:@-._~").removesuffix("index.html").rstrip("/")
    return f"{(parts.netloc or '').lower()}{path}?{parts.query}" if parts.netloc else ""


def _title(text: str) -> str:
    """The words of a title: one feed writes them as HTML, the other as text."""
    return " ".join(_TAGS.sub("", unescape(unescape(text))).split()).casefold()


class _Room:
    """What the present feeds cannot hold, because newer entries have pushed it out."""

    def __init__(self, present: Present) -> None:
        self._complete = present.complete
        self._feeds = [one for one in present.feeds if not one.archived and not _is_notice(one)]
        self._successors: dict[str, FeedDocument | None] = {}

    def may_lack(self, entry: Entry, feed: FeedDocument) -> bool:
        """Whether the feed that has taken this one's place is full of newer entries."""
        successor = None if self._complete else self._successor(feed)
        if successor is None:
            return False
        dates = [one.date for one in successor.entries if one.date]
        if entry.date is None or not dates:
            return True
        full = feed.archived or len(successor.entries) >= len(feed.entries)
        return full and entry.date <= min(dates)

    def _successor(self, feed: FeedDocument) -> FeedDocument | None:
        """The present feed with the most ids of this one; of several, the one nearest in size."""
        if feed.name not in self._successors:
            ids, size = {one.id for one in feed.entries}, len(feed.entries)

            def likeness(other: FeedDocument) -> tuple[int, int]:
                shared = sum(one.id in ids for one in other.entries)
                return (shared, -abs(len(other.entries) - size))

            self._successors[feed.name] = max(self._feeds, key=likeness, default=None)
        return self._successors[feed.name]


def _duplicates(feeds: Iterable[FeedDocument]) -> Iterator[IdFinding]:
    """Ids that one feed gives to two entries: a reader shows only one of them."""
    found: dict[str, IdFinding] = {}
    for feed in feeds:
        counts = Counter(entry.id for entry in feed.entries)
        for entry in feed.entries:
            if counts[entry.id] > 1:
                one = found.get(entry.id) or IdFinding(
                    kind=Kind.DUPLICATE, id=entry.id, title=entry.title, address=entry.link
                )
                names = tuple(dict.fromkeys((*one.feeds, feed.name)))
                times = max(one.times, counts[entry.id])
                found[entry.id] = replace(one, feeds=names, times=times)
    yield from found.values()
