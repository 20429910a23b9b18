"""The sitemap (sitemaps.org 0.9): our pages and the host's together, with images and news.

In: a Catalog with the listings of all pages. Out: one file, or an index and its parts beyond what
one file may hold. Dates are the content's, never the build's; so is what counts as news: the pieces
of the two days up to the newest one, so that a build on another day gives the same bytes. Crawlers
pass over news that is older than two days themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from masthead.content.document import LinkKind
from masthead.content.links import leads_out
from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.facts import Kept, question
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.frame import absolute, planned_file

SITEMAP: Final = "sitemap.xml"
PACKED: Final = "sitemap.xml.gz"
MOST: Final = 50_000
MOST_BYTES: Final = 50_000_000
_MOST_IMAGES: Final = 1000  # that crawlers read of a page
_MOST_NEWS: Final = 1000
_NEWS_AGE: Final = timedelta(days=2)
_INDEXES: Final = frozenset(("index.html", "people.html", "series_index.html", "stages.html"))
"""Pages that list collections: each new piece may change them."""
_OVERHEAD: Final = 120
"""More than the bytes of an entry's tags."""


class News(Struct, frozen=True):
    """A piece as Google News takes it."""

    name: str
    language: str
    published: datetime
    title: str


class SitemapEntry(Struct, frozen=True):
    """A page: its whole address, the day of its last change, its images."""

    address: str
    changed: str = ""
    images: tuple[str, ...] = ()
    news: News | None = None

    @property
    def weight(self) -> int:
        """No fewer bytes than the entry takes in the file."""
        images = sum(_OVERHEAD + len(image) for image in self.images)
        # Escaped, a character may take six bytes.
        news = 4 * _OVERHEAD + 6 * len(self.news.title + self.news.name) if self.news else 0
        return _OVERHEAD + len(self.address) + images + news


class Sitemap(Struct, frozen=True):
    """The entries of one file, by address."""

    entries: tuple[SitemapEntry, ...]


class SitemapIndex(Struct, frozen=True):
    """The parts of a sitemap that is too long for one file, each with its newest day."""

    parts: tuple[tuple[str, str], ...]


def plan_sitemap(catalog: Catalog) -> Iterator[Planned[Resource]]:
    """The sitemap, the same packed, and its parts if it is long.

    Only when `catalog.listings` has every page.
    """
    kinds = {SITEMAP: "sitemap", PACKED: "packed sitemap"}
    if not _is_surely_short(catalog):
        kinds |= dict.fromkeys(_sitemaps(catalog).keys() - kinds.keys(), "sitemap")
    for file, kind in kinds.items():
        yield planned_file(file, kind, sitemap_file, file)


def _is_surely_short(catalog: Catalog) -> bool:
    """Whether all entries fit into one file, told without making any."""
    images = sum(len(piece.document.links) + 1 for piece in catalog.pieces.all)
    weight = 4 * _OVERHEAD * len(catalog.listings) + 3 * _OVERHEAD * images
    return len(catalog.listings) + len(catalog.pages) <= MOST and weight <= MOST_BYTES // 2


def sitemap_file(catalog: Catalog, file: str) -> Resource:
    """One of the files."""
    return _sitemaps(catalog)[file]


def _sitemaps(catalog: Catalog) -> Mapping[str, Resource]:
    kept = catalog.once("sitemaps", lambda: Kept(catalog.reads))
    return kept.value("", lambda: {made.file: made for made in make_sitemaps(catalog)})


def make_sitemaps(
    catalog: Catalog, *, most: int = MOST, most_bytes: int = MOST_BYTES
) -> Iterator[Resource]:
    """All files. Parts hold at most `most` entries and `most_bytes`."""
    parts = [Sitemap(tuple(part)) for part in _parted(_entries(catalog), most, most_bytes)]
    whole: Sitemap | SitemapIndex = parts[0] if parts else Sitemap(())
    if len(parts) > 1:
        files = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        whole = SitemapIndex(tuple(
            (absolute(catalog, file), max(entry.changed for entry in part.entries))
            for file, part in zip(files, parts, strict=True)
        ))  # fmt: skip
        for file, part in zip(files, parts, strict=True):
            yield Resource(address=file, file=file, kind="sitemap", data=part)
    for file, kind in ((SITEMAP, "sitemap"), (PACKED, "packed sitemap")):
        yield Resource(address=file, file=file, kind=kind, data=whole)


def _entries(catalog: Catalog) -> list[SitemapEntry]:
    """Each address once, in their order."""
    listings = {address: one for address, one in catalog.listed().items() if one.listed}
    pieces = {
        catalog.addresses.piece(piece.slug): piece
        for piece in catalog.pieces
        if not piece.elsewhere
    }
    news = _news(catalog, [pieces[address] for address in listings if address in pieces])
    found = {address: SitemapEntry(absolute(catalog, address))
             for address in host_addresses(catalog)}  # fmt: skip
    newest = f"{catalog.pieces[0].date:%Y-%m-%d}" if catalog.pieces else ""
    for address, listing in listings.items():
        piece = pieces.get(address)
        found[address] = SitemapEntry(
            absolute(catalog, address),
            listing.lastmod or (newest if listing.template in _INDEXES else ""),
            tuple(_images(catalog, piece)) if piece else (),
            news.get(piece.key) if piece else None,
        )
    return [found[address] for address in sorted(found)]


@question
def host_addresses(catalog: Catalog) -> tuple[str, ...]:
    """The addresses of the host's own pages."""
    return tuple(sorted(catalog.pages.values()))


def _images(catalog: Catalog, piece: Piece) -> list[str]:
    """The card's image and those in the text, each once, as far as they are the site's own."""
    named = [piece.image] if piece.image and "://" not in piece.image else []
    named += [link.target for link in piece.document.links if link.kind is LinkKind.IMAGE]
    found = (catalog.link(target, piece.key) for target in named if target[:1] != "#")
    own = dict.fromkeys(address for address in found if address and not leads_out(address))
    return [absolute(catalog, address) for address in own][:_MOST_IMAGES]


def _news(catalog: Catalog, listed: Sequence[Piece]) -> Mapping[str, News]:
    """The news by piece. `listed` are newest last or first, in any order."""
    settings = catalog.settings
    dated = [(piece, piece.date) for piece in listed if piece.date]
    if settings.news is None or not dated:
        return {}
    newest = max(date for _, date in dated)
    recent = [row for row in dated if row[1] >= newest - _NEWS_AGE]
    recent.sort(key=lambda row: (row[1], row[0].key), reverse=True)
    name = settings.news.name or settings.site_name
    language = settings.news.language or settings.lang
    return {
        piece.key: News(name, piece.lang or language, date, piece.title)
        for piece, date in recent[:_MOST_NEWS]
    }


def _parted(
    entries: Iterable[SitemapEntry], most: int, most_bytes: int
) -> Iterator[list[SitemapEntry]]:
    part: list[SitemapEntry] = []
    weight = 2 * _OVERHEAD
    for entry in entries:
        if part and (len(part) == most or weight + entry.weight > most_bytes):
            yield part
            part, weight = [], 2 * _OVERHEAD
        part.append(entry)
        weight += entry.weight
    if part:
        yield part
