"""The site plan: every file that will be written, with all that decides its bytes.

What is Planned has an address, and is not made before somebody wants it. Its making notes which
facts of the Catalog it rests on. The Output that it makes is a pure function of its template, its
data and its shell: nothing renders from anything that the plan does not name.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct

from masthead.plan.catalog import Catalog
from masthead.plan.views import Head, Listing


class ShellKey(Struct, frozen=True):
    """Which shell of the theme a page is set into: pages with equal keys share one.

    `root` is the way up to the site's root, `section` the collection whose tab is lit.
    """

    section: str
    root: str
    template: str = ""
    hide: tuple[str, ...] = ()
    contents: bool = False


class ShellUse(Struct, frozen=True, array_like=True):
    """A shell, and the slots that a page leaves empty in it."""

    key: ShellKey
    empty: tuple[str, ...]


class Output(Struct, frozen=True, kw_only=True):
    """A page: its address, the file that answers it, the template and its data."""

    address: str
    file: str
    template: str
    data: object
    head: Head
    shell: ShellKey | None
    listed: bool = True
    """Whether sitemap and instant navigation know it."""
    lastmod: str = ""


class Resource(Struct, frozen=True, kw_only=True):
    """A file that is no page: a feed, a list for machines. `kind` says what makes it of `data`."""

    address: str
    file: str
    kind: str
    data: object


_T_co = TypeVar("_T_co", bound=Output | Resource, covariant=True)


class Planned(Struct, Generic[_T_co], frozen=True):
    """A file to be written, by address. `source` is the file that asks for it.

    `make` takes a Catalog and `words`, and returns the Output or Resource. `template` is that of a
    page, or a resource's kind; `section` the collection whose tab a page lights.
    """

    address: str
    file: str
    template: str
    section: str
    source: str
    make: Callable[..., _T_co]
    words: tuple[str | int, ...] = ()

    def made(self, catalog: Catalog) -> _T_co:
        """What is to be rendered."""
        return self.make(catalog, *self.words)


class Asset(Struct, frozen=True):
    """A file that is copied: `source` relative to mkdocs.yml's folder, `file` to the site's."""

    source: str
    file: str


class Derived(Struct, frozen=True, kw_only=True):
    """A smaller copy of an image: `source` as in Asset, `digest` of its bytes.

    `width` is in pixels, `quality` from 1 to 100.
    """

    source: str
    file: str
    digest: str
    width: int
    format: str
    quality: int


class SearchRecord(Struct, frozen=True):
    """A page as the search knows it, in text without markup.

    `facets` are what results can be narrowed by, as readers see it: `("topic", ("Pricing",))`.
    `date` orders (`2026-03-04T09:30:00+00:00`; "" for a page without one), `day` is shown. `parts`
    tell where in `text` what stands below a heading begins: place, anchor, heading. A piece that
    stands elsewhere has a whole address.
    """

    address: str
    title: str
    text: str
    tags: tuple[str, ...] = ()
    boost: float = 1.0
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    date: str = ""
    day: str = ""
    kind: str = ""
    authors: tuple[str, ...] = ()
    summary: str = ""
    image: str = ""
    lang: str = ""
    parts: tuple[tuple[int, str, str], ...] = ()


class PlannedRecord(Struct, frozen=True):
    """A record to be made. `key` tells it from all others, `mark` stands for what is no fact."""

    key: str
    make: Callable[[Catalog], SearchRecord]
    mark: bytes = b""


class Clash(Struct, frozen=True):
    """A page that found its file taken by something made from the source `holder`."""

    page: Planned[Output]
    holder: str


class SitePlan(Struct, frozen=True, kw_only=True, dict=True):
    """All files to be written, pages in the order of their files, and the catalog behind them."""

    pages: tuple[Planned[Output], ...]
    files: tuple[Planned[Resource], ...]
    last: Callable[[Catalog], Iterator[Planned[Resource]]]
    """Plans what can be planned only when `catalog.listings` has every page."""
    records: Callable[[Catalog], Iterator[PlannedRecord]]
    clashes: tuple[Clash, ...]
    assets: tuple[Asset, ...]
    derived: tuple[Derived, ...]
    catalog: Catalog

    @cached_property
    def planned(self) -> Sequence[Planned[Output] | Planned[Resource]]:
        """Pages and files in their order."""
        return [*self.pages, *self.files]

    @property
    def search(self) -> tuple[SearchRecord, ...]:
        """What the search knows of the site's pages."""
        return tuple(record.make(self.catalog) for record in self.records(self.catalog))

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """Every page, made."""
        return tuple(page.made(self.catalog) for page in self.pages)

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """Every other file, made."""
        listings = {output.address: listing_of(output) for output in self.outputs}
        self.catalog.listings.update(listings)
        return tuple(file.made(self.catalog) for file in (*self.files, *self.last(self.catalog)))


def listing_of(output: Output) -> Listing:
    """What the sitemap says of a page."""
    return Listing(output.template, output.lastmod, output.listed)
