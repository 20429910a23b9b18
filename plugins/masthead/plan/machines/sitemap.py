"""The sitemap (sitemaps.org 0.9): our pages and the host's together, with images and news.

In: a Catalog and the planned pages. Out: one Resource, or an index and its parts beyond what one
file may hold. Dates are the content's, never the build's; so is what counts as news: the pieces of
the two days up to the newest one, so that a build on another day gives the same bytes. Crawlers
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
from masthead.plan.output import Output, Resource
from masthead.plan.pages.frame import absolute

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


def plan_sitemap(
    catalog: Catalog, outputs: Iterable[Output], *, most: int = MOST, most_bytes: int = MOST_BYTES
) -> Iterator[Resource]:
    """The sitemap, and the same packed. Parts hold at most `most` entries and `most_bytes`."""
    entries = _entries(catalog, [output for output in outputs if output.listed])
    parts = [Sitemap(tuple(part)) for part in _parted(entries, most, most_bytes)]
    depends = tuple(dict.fromkeys(("mkdocs.yml", *(piece.path for piece in catalog.pieces))))
    whole: Sitemap | SitemapIndex = parts[0] if parts else Sitemap(())
    if len(parts) > 1:
        files = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        whole = SitemapIndex(tuple(
            (absolute(catalog, file), max(entry.changed for entry in part.entries))
            for file, part in zip(files, parts, strict=True)
        ))  # fmt: skip
        for file, part in zip(files, parts, strict=True):
            yield Resource(address=file, file=file, kind="sitemap", data=part, depends=depends)
    for file, kind in ((SITEMAP, "sitemap"), (PACKED, "packed sitemap")):
        yield Resource(address=file, file=file, kind=kind, data=whole, depends=depends)


def _entries(catalog: Catalog, outputs: Sequence[Output]) -> list[SitemapEntry]:
    """Each address once, in their order."""
    pieces = {
        catalog.addresses.piece(piece.slug): piece
        for piece in catalog.pieces
        if not piece.elsewhere
    }
    listed = [pieces[output.address] for output in outputs if output.address in pieces]
    news = _news(catalog, listed)
    found = {address: SitemapEntry(absolute(catalog, address))
             for address in catalog.pages.values()}  # fmt: skip
    newest = f"{catalog.pieces[0].date:%Y-%m-%d}" if catalog.pieces else ""
    for output in outputs:
        piece = pieces.get(output.address)
        found[output.address] = SitemapEntry(
            absolute(catalog, output.address),
            output.lastmod or (newest if output.template in _INDEXES else ""),
            tuple(_images(catalog, piece)) if piece else (),
            news.get(piece.key) if piece else None,
        )
    return [found[address] for address in sorted(found)]


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
