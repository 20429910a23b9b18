"""The feeds: where they lie and which pieces each holds, their archives, and notices of a move.

In: a Catalog. Out: a planned file for each feed in each format; masthead.render.feeds writes them.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import BAD_SETTING
from masthead.plan.addresses import file_of, quoted
from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.collections import Collection, collection, collections_of
from masthead.plan.feeds.entries import EntryPlanner
from masthead.plan.feeds.formats import SHEET, STYLED, feed_address, feed_title, is_feed_file
from masthead.plan.feeds.views import Feed, FeedAddresses, FeedEntry
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.frame import planned_file

_MAKER = "feed maker"


def check_moved_feeds(catalog: Catalog) -> Iterator[Diagnostic]:
    """Findings about former addresses of feeds that would lead nowhere."""
    moved = catalog.given.feeds.moved
    there = by_address(catalog) if moved else {}
    for old, new in moved.items():
        if catalog.given.site_url and new not in there:
            near = get_close_matches(new, there, n=1, cutoff=0)
            yield found(
                catalog.given.place("feeds"), BAD_SETTING,
                f"`{old}` has moved to `{new}`, where there is no feed",
                f"Write `{old}: {near[0]}`, or another feed's address." if near
                else "Take it out: the site has no feeds.",
            )  # fmt: skip


def plan_feeds(catalog: Catalog) -> Iterator[Planned[Resource]]:
    """Each feed in each of the formats that the site has, archives, notices, the style sheet."""
    feeds = catalog.settings.feeds
    for one in collections_of(catalog).values():
        for kind in feeds.formats:
            address = feed_address(catalog, one.axis, one.id, kind)
            yield planned_file(address, kind, feed_file, one.axis, one.id, kind, source=one.source)
        for number in range(1, count_archives(catalog, one.axis, one.id) + 1):
            yield planned_file(
                archive(catalog, one.axis, one.id, number), "atom", archive_file, one.axis, one.id,
                str(number), source=one.source,
            )  # fmt: skip
    there = by_address(catalog)
    for old, new in {**_merged(catalog), **feeds.moved}.items():
        if new in there and is_feed_file(old) and old not in there:
            yield planned_file(quoted(old), there[new][1], notice_file, old, new)
    if collections_of(catalog) and STYLED.intersection(feeds.formats):
        yield planned_file(SHEET, "feed sheet", sheet_file)


def _merged(catalog: Catalog) -> dict[str, str]:
    """From the feeds of ideas that were merged into others, or renamed, to those of these."""
    moved: dict[str, str] = {}
    for idea in catalog.ideas:
        heads = idea.heads if idea.grew else ()
        for id in (*idea.names, *(piece.idea_id for piece in heads)):
            for kind in catalog.settings.feeds.formats if id != idea.id else ():
                old, new = (feed_address(catalog, "ideas", one, kind) for one in (id, idea.id))
                moved.setdefault(file_of(old), file_of(new))
    return moved


def feed_file(catalog: Catalog, axis: str, id: str, kind: str) -> Resource:
    """A collection's feed in one format."""
    maker, one = _feeds(catalog), collection(catalog, axis, id)
    feed = maker.feed(one, one.pieces[: catalog.settings.feeds.entries])
    last = count_archives(catalog, axis, id) if kind == "atom" else 0
    if last:
        feed = replace(feed, older=maker.whole(archive(catalog, axis, id, last)))
    address = feed_address(catalog, axis, id, kind)
    return Resource(address=address, file=file_of(address), kind=kind, data=feed)


def archive_file(catalog: Catalog, axis: str, id: str, number: str) -> Resource:
    """One of the Atom feed's older parts (RFC 5005), which what comes after them never changes.

    Each holds as many entries as the feed, the first the very oldest.
    """
    maker, one, place = _feeds(catalog), collection(catalog, axis, id), int(number)
    size = catalog.settings.feeds.entries
    shown = one.pieces[-place * size : -(place - 1) * size or None]
    address = archive(catalog, axis, id, place)
    feed = replace(
        maker.feed(one, shown),
        addresses=FeedAddresses(atom=maker.whole(address)),
        older=maker.whole(archive(catalog, axis, id, place - 1)) if place > 1 else "",
        current=maker.addresses(axis, id).atom,
        archived=True,
    )
    return Resource(address=address, file=file_of(address), kind="atom", data=feed)


def notice_file(catalog: Catalog, old: str, new: str) -> Resource:
    """A feed at a former address of a feed, with one entry that says where it is now."""
    maker, (axis, id, kind) = _feeds(catalog), feed_at(catalog, new)
    one, address = collection(catalog, axis, id), quoted(old)
    now = maker.feed(one, one.pieces[:1])
    feed = replace(
        now,
        entries=(maker.notice(old, new, now),),
        addresses=FeedAddresses(**{kind: maker.whole(address)}),
        current=maker.whole(quoted(new)),
        expired=True,
    )
    return Resource(address=address, file=file_of(address), kind=kind, data=feed)


def sheet_file(_: Catalog) -> Resource:
    """The style sheet of feeds."""
    return Resource(address=SHEET, file=SHEET, kind="feed sheet", data=None)


@question
def count_archives(catalog: Catalog, axis: str, id: str) -> int:
    """How many older parts a collection's Atom feed has."""
    feeds = catalog.given.feeds
    if axis not in feeds.archives or "atom" not in feeds.formats:
        return 0
    size = len(collections_of(catalog)[axis, id].pieces)
    return -(-max(0, size - feeds.entries) // feeds.entries)


def archive(catalog: Catalog, axis: str, id: str, number: int) -> str:
    """Where an older part lies: `blog/atom-1.xml`."""
    return quoted(f"{catalog.addresses.folder(axis, id)}atom-{number}.xml")


def by_address(catalog: Catalog) -> dict[str, tuple[tuple[str, str], str]]:
    """Each feed's collection and format, by its file below the site's root."""
    return {
        file_of(feed_address(catalog, *key, kind)): (key, kind)
        for key in collections_of(catalog)
        for kind in catalog.given.feeds.formats
    }


@question
def feed_at(catalog: Catalog, file: str) -> tuple[str, str, str]:
    """The axis, id and format of the feed in a file."""
    (axis, id), kind = by_address(catalog)[file]
    return axis, id, kind


def _feeds(catalog: Catalog) -> "FeedMaker":
    return catalog.once(_MAKER, lambda: FeedMaker(catalog, EntryPlanner(catalog)))


def forget_feeds(catalog: Catalog) -> None:
    """Let go of what feeds share: all of them are made."""
    catalog.forget(_MAKER)


class FeedMaker(Struct, frozen=True):
    """Makes the feeds of a catalog, whose entries are made once."""

    catalog: Catalog
    entries: EntryPlanner

    def whole(self, address: str) -> str:
        """The whole address of something below the site's root."""
        return f"{self.catalog.settings.site_url}{address}"

    def addresses(self, axis: str, id: str) -> FeedAddresses:
        """The whole addresses of a collection's feeds."""
        formats = self.catalog.settings.feeds.formats
        return FeedAddresses(
            **{f: self.whole(feed_address(self.catalog, axis, id, f)) for f in formats}
        )

    def feed(self, one: Collection, shown: Sequence[Piece]) -> Feed:
        """The feed of a collection with these pieces."""
        settings = self.catalog.settings
        entries = tuple(map(self.entries.entry, shown))
        named = ("feeds", one.axis, one.id)
        return Feed(
            id=self.entries.identity.tag("/".join(filter(None, named))),
            title=feed_title(self.catalog, one.title),
            description=one.description,
            owner=settings.site_name,
            home=self.whole(one.page),
            addresses=self.addresses(one.axis, one.id),
            updated=max(entry.updated for entry in entries),
            entries=entries,
            lang=settings.lang,
            hub=settings.feeds.hub,
            period=settings.feeds.period,
            full=settings.feeds.content == "full",
        )

    def notice(self, old: str, new: str, feed: Feed) -> FeedEntry:
        """The entry that says where a feed is now."""
        where = self.whole(quoted(new))
        return FeedEntry(
            id=self.entries.identity.tag(f"moved/{old}"),
            address=where,
            page=quoted(new),
            leads_out=True,
            title=f"This feed has moved: {feed.title}",
            summary=f"Please subscribe to {where} instead. Nothing new will appear here.",
            published=feed.updated,
            updated=feed.updated,
        )
