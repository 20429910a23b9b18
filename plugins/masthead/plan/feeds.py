"""The feeds: which there are, where they lie, and which pieces each holds.

In: a Catalog. Out: a Resource for each feed in each format, and the FeedLinks of a collection. A
site without an address has no feeds, since their entries could not lead anywhere.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from mimetypes import MimeTypes
from typing import Final
from urllib.parse import quote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from masthead.content.links import leads_out, locate
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import BAD_SETTING
from masthead.plan.addresses import file_of, quoted
from masthead.plan.catalog import Catalog, asset_file
from masthead.plan.feed_views import (
    Category,
    Enclosure,
    Feed,
    FeedAddresses,
    FeedEntry,
    FeedPerson,
)
from masthead.plan.output import Resource
from masthead.plan.views import FeedLink

FILES: Final = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
TYPES: Final = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
SHEET: Final = "assets/masthead/feeds.css"
"""The style sheet of feeds, for people who open one in a browser."""
NAMES: Final = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
_ANGLES: Final = {"aspirational": "What to prepare for", "practical": "What to do now"}
_DEFAULT_YEAR: Final = 2026  # the first in which a site could be made with Masthead
_ENCLOSED: Final = ("audio/", "video/", "application/pdf")
# Not the machine's table, which would give other bytes on another machine.
_TYPES: Final = MimeTypes(filenames=())
_TYPES.add_type("image/webp", ".webp")
_TYPES.add_type("image/avif", ".avif")
_TYPES.add_type("audio/mp4", ".m4a")
_TYPES.add_type("audio/ogg", ".ogg")
_TYPES.add_type("audio/opus", ".opus")
_TYPES.add_type("audio/flac", ".flac")


def feed_links(catalog: Catalog, axis: str, id: str, title: str) -> tuple[FeedLink, ...]:
    """The feeds of a collection called `title`, a link for each format; none if it has no feeds."""
    settings = catalog.settings
    held = catalog.pieces if axis == "site" else axis == "ideas" or catalog.members[axis].get(id)
    if not (settings.site_url and held and axis in settings.feeds.collections):
        return ()
    name = feed_title(catalog, title)
    return tuple(
        FeedLink(f"{name} ({NAMES[kind]})", feed_address(catalog, axis, id, kind), kind,
                 TYPES[kind], NAMES[kind])
        for kind in settings.feeds.formats
    )  # fmt: skip


def default_authority(site_url: str, year: int = _DEFAULT_YEAR) -> str:
    """The authority of a site that names none: its host, in ASCII as RFC 4151 wants it."""
    host = (urlsplit(site_url).hostname or "").lower()
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        host = quote(host, safe="")
    return f"{host},{year:04d}"


def is_feed_file(address: str) -> bool:
    """Whether an address is that of a feed's file, and not of a page."""
    return address.endswith((".xml", ".json", ".rss", ".atom", ".rdf"))


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


def feed_title(catalog: Catalog, title: str) -> str:
    """The name of a collection's feed, which says whose it is: `The ledger – Millrace`."""
    site = catalog.settings.site_name
    return title if title == site else f"{title} – {site}"


def feed_address(catalog: Catalog, axis: str, id: str, kind: str) -> str:
    """Where a feed lies, below the site's root: beside the collection's page."""
    return quoted(f"{catalog.addresses.folder(axis, id)}{FILES[kind]}")


class Collection(Struct, frozen=True, kw_only=True):
    """A set of pieces that has feeds: an author, a series, the whole site."""

    axis: str
    id: str
    title: str
    description: str
    page: str
    pieces: Sequence[Piece]
    depends: tuple[str, ...] = ()


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
        if self.collections:
            yield Resource(address=SHEET, file=SHEET, kind="feed sheet", data=None)

    @cached_property
    def collections(self) -> tuple[Collection, ...]:
        """What has feeds, the whole site first."""
        settings = self.catalog.settings
        if not settings.site_url or not self.catalog.pieces:
            return ()
        found = [c for axis in settings.feeds.collections for c in self._of_axis(axis)]
        return tuple(found)

    def _of_axis(self, axis: str) -> Iterator[Collection]:
        catalog = self.catalog
        if axis == "site":
            settings = catalog.settings
            yield Collection(
                axis=axis, id="", title=settings.title or settings.site_name,
                description=settings.description or settings.site_description,
                page=catalog.addresses.hub(), pieces=catalog.pieces, depends=("mkdocs.yml",),
            )  # fmt: skip
        elif axis == "ideas":
            yield from self._of_ideas()
        else:
            for id, pieces in catalog.members[axis].items():
                if named := self._named(axis, id):
                    title, description, *depends = named
                    yield Collection(
                        axis=axis, id=id, title=title, description=description,
                        page=catalog.addresses.term(axis, id), pieces=pieces,
                        depends=tuple(depends),
                    )  # fmt: skip

    def _of_ideas(self) -> Iterator[Collection]:
        catalog, library = self.catalog, self.catalog.library
        place = {piece.key: number for number, piece in enumerate(catalog.pieces)}
        for idea in catalog.ideas:
            pieces = [step.of for step in idea.steps if isinstance(step.of, Piece)]
            if pieces:
                yield Collection(
                    axis="ideas", id=idea.id, title=catalog.idea_title(idea), description="",
                    page=catalog.addresses.term("ideas", idea.id),
                    pieces=sorted(pieces, key=lambda piece: place[piece.key]),
                    depends=tuple(file.path for file in [library.ideas.get(idea.named)] if file),
                )  # fmt: skip

    def _named(self, axis: str, id: str) -> tuple[str, ...] | None:
        """Title, description and source of what has a page; None for what has none."""
        library = self.catalog.library
        if axis == "authors":
            author = library.authors.get(id)
            return (author.name, author.summary, author.path) if author else None
        if axis == "series":
            series = library.series.get(id)
            return (series.title, series.description, series.path) if series else None
        term = self.catalog.terms[axis].get(id)
        return (term.plural or term.title, term.description, "mkdocs.yml") if term else None

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
            id=self.tag(f"moved/{old}"),
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
        paths = (path for piece in shown for path in self._behind(piece))
        return tuple(dict.fromkeys((*collection.depends, *paths)))

    def _behind(self, piece: Piece) -> tuple[str, ...]:
        """The source files behind an entry."""
        paths = self._paths.get(piece.key)
        if paths is None:
            catalog = self.catalog
            paths = self._paths[piece.key] = (
                *catalog.paths(catalog.card(piece)),
                *catalog.author_paths(credit.name for credit in piece.contributors),
                *catalog.text_paths(piece.document, piece.key),
            )
        return paths

    @cached_property
    def _paths(self) -> dict[str, tuple[str, ...]]:
        return {}

    def feed(self, collection: Collection, shown: Sequence[Piece]) -> Feed:
        """The feed of a collection with these pieces."""
        settings = self.catalog.settings
        entries = tuple(map(self.entry, shown))
        return Feed(
            id=self.tag(f"feeds/{collection.axis}" + (f"/{collection.id}" * bool(collection.id))),
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

    @cached_property
    def authority(self) -> str:
        """The authority of all ids (RFC 4151)."""
        settings = self.catalog.settings
        return settings.feeds.authority or default_authority(settings.site_url)

    def tag(self, name: str) -> str:
        """A tag URI."""
        return f"tag:{self.authority}:{quote(name, safe=_TAG_SAFE)}"

    def entry_id(self, piece: Piece) -> str:
        """The entry's id for good. A piece whose id is a URI brought it along from elsewhere."""
        if piece.id.startswith("/"):
            return f"tag:{self.authority}:{quote(piece.id, safe=_URI_SAFE)}"
        return piece.id if ":" in piece.id else self.tag(piece.id)

    def guid(self, piece: Piece) -> str:
        """What RSS says instead, if another blog's feed gave the piece an id that is no URI."""
        return piece.id if piece.id.startswith("/") else ""

    @cached_property
    def _entries(self) -> dict[str, FeedEntry]:
        return {}

    def entry(self, piece: Piece) -> FeedEntry:
        """The piece as all feeds show it; made once."""
        entry = self._entries.get(piece.key)
        if entry is None:
            entry = self._entries[piece.key] = self._make_entry(piece)
        return entry

    def _make_entry(self, piece: Piece) -> FeedEntry:
        catalog = self.catalog
        card = catalog.card(piece)
        image = self._enclosure(piece.image, piece.key)
        return FeedEntry(
            id=self.entry_id(piece),
            guid=self.guid(piece),
            address=card.address if piece.elsewhere else self.whole(card.address),
            page=card.address,
            leads_out=piece.elsewhere,
            title=piece.title,
            summary=piece.summary,
            published=card.date,
            updated=piece.changed or card.date,
            lang=piece.lang,
            authors=tuple(self._person(p.name, p.address, p.portrait)
                          for p in catalog.persons(piece.authors)),
            contributors=tuple(self._contributors(piece)),
            categories=tuple(self._categories(piece)),
            body=None if piece.elsewhere else catalog.body(piece.document, piece.key),
            image=image,
            image_alt=piece.image_alt,
            enclosures=tuple(self._enclosures(piece)),
            corrections=tuple((c.date, c.text) for c in piece.corrections),
            disclosure=piece.disclosure,
            original=piece.canonical_url,
        )  # fmt: skip

    def _person(self, name: str, address: str, portrait: str = "") -> FeedPerson:
        return FeedPerson(
            name, self.whole(address) if address else "", self.whole(portrait) if portrait else ""
        )

    def _contributors(self, piece: Piece) -> Iterator[FeedPerson]:
        for credit in piece.contributors:
            known = self.catalog.author(credit.name)
            yield self._person(known.title, known.address) if known else FeedPerson(credit.name)

    def _categories(self, piece: Piece) -> Iterator[Category]:
        catalog = self.catalog
        named = (
            ("stages", piece.stages), ("topics", piece.topics), ("audiences", piece.audiences),
            ("formats", (piece.format,)),
        )  # fmt: skip
        for axis, ids in named:
            scheme = self.whole(catalog.addresses.index(axis))
            for id in dict.fromkeys(ids):
                term = catalog.terms[axis].get(id)
                if term:
                    yield Category(id, scheme, term.title)
        if piece.angle:
            angle = piece.angle.value
            yield Category(angle, self.tag("angles"), _ANGLES[angle])

    def _enclosures(self, piece: Piece) -> Iterator[Enclosure]:
        """Sound, films and papers that the piece leads to, each once, as it names them."""
        targets = [link.target for link in piece.document.links] if not piece.elsewhere else []
        targets += [link.url for link in piece.links]
        for target in dict.fromkeys(targets):
            kind = _TYPES.guess_type(target.split("#", 1)[0].split("?", 1)[0])[0] or ""
            if kind.startswith(_ENCLOSED) and (found := self._enclosure(target, piece.key)):
                yield found

    def _enclosure(self, target: str, key: str) -> Enclosure | None:
        """A file of the site with its true length; None for anything else."""
        if not target or target.startswith("#") or leads_out(target):
            return None
        found = locate(target, key, self.catalog.library)
        if found is None or found.piece is not None or found.is_page:
            return None
        kind = _TYPES.guess_type(found.key)[0]
        length = self.catalog.size_of(found.key)
        if not kind or not length:
            return None
        return Enclosure(self.whole(quoted(asset_file(found.key))), kind, length)


_TAG_SAFE: Final = "/-._~"
_URI_SAFE: Final = "/%?:@&=+$-._!~*'(),;"  # what a tag can hold besides letters and digits
