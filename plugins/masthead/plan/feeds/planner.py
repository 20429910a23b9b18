"""The feeds: where they lie and which pieces each holds, their archives, and notices of a move.

In: a Catalog. Out: a Resource for each feed in each format; masthead.render.feeds writes them.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import BAD_SETTING
from masthead.plan.addresses import file_of, quoted
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.collections import Collection, collections_of
from masthead.plan.feeds.entries import EntryPlanner
from masthead.plan.feeds.formats import SHEET, STYLED, feed_address, feed_title, is_feed_file
from masthead.plan.feeds.views import Feed, FeedAddresses, FeedEntry
from masthead.plan.output import Resource


def check_moved_feeds(catalog: Catalog) -> Iterator[Diagnostic]:
    """Findings about former addresses of feeds that would lead nowhere."""
    moved = catalog.settings.feeds.moved
    there = FeedPlanner(catalog).by_address if moved else {}
    for old, new in moved.items():
        if catalog.settings.site_url and new not in there:
            near = get_close_matches(new, there, n=1, cutoff=0)
            yield found(
                catalog.settings.place("feeds"), BAD_SETTING,
                f"`{old}` has moved to `{new}`, where there is no feed",
                f"Write `{old}: {near[0]}`, or another feed's address." if near
                else "Take it out: the site has no feeds.",
            )  # fmt: skip


class FeedPlanner(Struct, frozen=True, dict=True):
    """Plans all feeds of a catalog."""

    catalog: Catalog

    def plan(self) -> Iterator[Resource]:
        """A Resource for each feed in each of the formats that the site has."""
        for collection in self.collections:
            yield from self.resources(collection)
            if collection.axis in self.catalog.settings.feeds.archives:
                yield from self.archives(collection)
        yield from self.notices()
        if self.collections and STYLED.intersection(self.catalog.settings.feeds.formats):
            yield Resource(address=SHEET, file=SHEET, kind="feed sheet", data=None)

    @cached_property
    def collections(self) -> tuple[Collection, ...]:
        """What has feeds."""
        return collections_of(self.catalog)

    @cached_property
    def entries(self) -> EntryPlanner:
        """What makes entries of pieces."""
        return EntryPlanner(self.catalog)

    def addresses(self, axis: str, id: str) -> FeedAddresses:
        """The whole addresses of a collection's feeds."""
        formats = self.catalog.settings.feeds.formats
        return FeedAddresses(
            **{f: self.whole(feed_address(self.catalog, axis, id, f)) for f in formats}
        )

    def whole(self, address: str) -> str:
        """The whole address of something below the site's root."""
        return f"{self.catalog.settings.site_url}{address}"

    def resources(self, collection: Collection) -> Iterator[Resource]:
        """The feed in each format."""
        settings = self.catalog.settings.feeds
        shown = list(collection.pieces[: settings.entries])
        feed, depends = self.feed(collection, shown), self.depends(collection, shown)
        last = self.count_archives(collection)
        with_archives = replace(feed, older=self.whole(self.archive(collection, last)))
        for kind in settings.formats:
            address = feed_address(self.catalog, collection.axis, collection.id, kind)
            yield Resource(
                address=address,
                file=file_of(address),
                kind=kind,
                data=with_archives if last and kind == "atom" else feed,
                depends=depends,
            )

    def archives(self, collection: Collection) -> Iterator[Resource]:
        """The Atom feed's older parts (RFC 5005), which never change by what comes after them.

        Each holds as many entries as the feed, the first the very oldest.
        """
        size, oldest_first = self.catalog.settings.feeds.entries, collection.pieces[::-1]
        for number in range(1, self.count_archives(collection) + 1):
            shown = oldest_first[(number - 1) * size : number * size][::-1]
            address = self.archive(collection, number)
            feed = replace(
                self.feed(collection, shown),
                addresses=FeedAddresses(atom=self.whole(address)),
                older=self.whole(self.archive(collection, number - 1)) if number > 1 else "",
                current=self.addresses(collection.axis, collection.id).atom,
                archived=True,
            )
            yield Resource(
                address=address, file=file_of(address), kind="atom", data=feed,
                depends=self.depends(collection, shown),
            )  # fmt: skip

    def count_archives(self, collection: Collection) -> int:
        """How many older parts the Atom feed has."""
        feeds = self.catalog.settings.feeds
        if collection.axis not in feeds.archives or "atom" not in feeds.formats:
            return 0
        return -(-max(0, len(collection.pieces) - feeds.entries) // feeds.entries)

    def archive(self, collection: Collection, number: int) -> str:
        """Where an older part lies: `blog/atom-1.xml`."""
        folder = self.catalog.addresses.folder(collection.axis, collection.id)
        return quoted(f"{folder}atom-{number}.xml")

    def notices(self) -> Iterator[Resource]:
        """A feed at each former address of a feed, with one entry that says where it is now."""
        for old, new in self.catalog.settings.feeds.moved.items():
            collection, kind = self.by_address.get(new, (None, ""))
            if collection is None or not is_feed_file(old):
                continue
            now = self.feed(collection, collection.pieces[:1])
            address = quoted(old)
            feed = replace(
                now,
                entries=(self._notice(old, new, now),),
                addresses=FeedAddresses(**{kind: self.whole(address)}),
                current=self.whole(quoted(new)),
                expired=True,
            )
            yield Resource(address=address, file=file_of(address), kind=kind, data=feed,
                           depends=("mkdocs.yml",))  # fmt: skip

    def _notice(self, old: str, new: str, feed: Feed) -> FeedEntry:
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

    @cached_property
    def by_address(self) -> dict[str, tuple[Collection, str]]:
        """Each feed's collection and format, by its file below the site's root."""
        return {
            file_of(feed_address(self.catalog, c.axis, c.id, kind)): (c, kind)
            for c in self.collections
            for kind in self.catalog.settings.feeds.formats
        }

    def depends(self, collection: Collection, shown: Sequence[Piece]) -> tuple[str, ...]:
        """The source files behind a feed with these pieces."""
        paths = (path for piece in shown for path in self.entries.sources(piece))
        return tuple(dict.fromkeys((*collection.depends, *paths)))

    def feed(self, collection: Collection, shown: Sequence[Piece]) -> Feed:
        """The feed of a collection with these pieces."""
        settings = self.catalog.settings
        entries = tuple(map(self.entries.entry, shown))
        named = ("feeds", collection.axis, collection.id)
        return Feed(
            id=self.entries.identity.tag("/".join(filter(None, named))),
            title=feed_title(self.catalog, collection.title),
            description=collection.description,
            owner=settings.site_name,
            home=self.whole(collection.page),
            addresses=self.addresses(collection.axis, collection.id),
            updated=max(entry.updated for entry in entries),
            entries=entries,
            lang=settings.lang,
            hub=settings.feeds.hub,
            period=settings.feeds.period,
            full=settings.feeds.content == "full",
        )
