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
    """A page as the search knows it."""

    address: str
    title: str
    text: str
    tags: tuple[str, ...] = ()
    boost: float = 1.0


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
    derived: tuple[Derived, ...]
    search: tuple[SearchRecord, ...]
    catalog: Catalog
