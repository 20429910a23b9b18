"""The site plan: every file that will be written, with all that decides its bytes.

An Output is a pure function of its template, its data and its shell; `depends` names the source
files whose words and addresses it shows, its own first; what it counts and chooses is in its data.
Nothing renders from anything that the plan does not name.
"""

from msgspec import Struct

from masthead.plan.catalog import Catalog
from masthead.plan.views import Head


class ShellKey(Struct, frozen=True):
    """Which shell of the theme a page is set into: pages with equal keys share one.

    `root` is the way up to the site's root, `section` the collection whose tab is lit.
    """

    section: str
    root: str
    template: str = ""
    hide: tuple[str, ...] = ()
    contents: bool = False


class Output(Struct, frozen=True, kw_only=True):
    """A page: its address, the file that answers it, the template and its data."""

    address: str
    file: str
    template: str
    data: object
    head: Head
    shell: ShellKey | None
    depends: tuple[str, ...] = ()
    listed: bool = True
    """Whether sitemap and instant navigation know it."""
    lastmod: str = ""


class Resource(Struct, frozen=True, kw_only=True):
    """A file that is no page: a feed, a list for machines. `kind` says what makes it of `data`."""

    address: str
    file: str
    kind: str
    data: object
    depends: tuple[str, ...] = ()


class Asset(Struct, frozen=True):
    """A file that is copied: `source` relative to mkdocs.yml's folder, `file` to the site's."""

    source: str
    file: str


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


class Clash(Struct, frozen=True):
    """An output that found its file taken by something made from the source `holder`."""

    output: Output
    holder: str


class SitePlan(Struct, frozen=True, kw_only=True):
    """All outputs, in the order of their files, and the catalog that they were made from."""

    outputs: tuple[Output, ...]
    resources: tuple[Resource, ...]
    clashes: tuple[Clash, ...]
    assets: tuple[Asset, ...]
    search: tuple[SearchRecord, ...]
    catalog: Catalog
