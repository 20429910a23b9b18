"""What MkDocs sees of our files: stand-ins that it neither renders nor copies.

They keep links and navigation between ordinary pages and pieces resolvable by file path, in both
directions, anchors too. Files in folders of pieces are set aside; an ordinary page that uses one
of their images gets it published.
"""

from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from masthead.checks.links import HostPages
from masthead.content.document import Document
from masthead.plan.addresses import file_of, quoted
from masthead.plan.output import Asset, Output, Planned, SitePlan
from masthead.settings import Settings

ELSEWHERE: Final = "masthead-elsewhere/"
"""Stands for an absolute address, which MkDocs cannot make a link to a file lead to."""


class StandIn(File):
    """A file that MkDocs can link to, and leaves alone."""

    address: str
    asked = False
    named: Callable[[], str] = str
    """The title of the page, which is asked for only if the navigation holds it."""
    document: Document | None = None
    """The text of the page; None if anything may be in it."""

    @classmethod
    def at(cls, key: str, address: str, config: MkDocsConfig) -> "StandIn":
        """The stand-in for the file `key` below docs, whose page is at `address`."""
        file = cls(
            key, config.docs_dir, config.site_dir, config.use_directory_urls,
            dest_uri=file_of(address), inclusion=InclusionLevel.NOT_IN_NAV,
        )  # fmt: skip
        file.address = address
        return file

    @property
    def anchors(self) -> set[str] | None:
        """What a link to a part of the page can lead to; None if anything may be there."""
        return set(self.document.anchors) if self.document else None

    @property
    def url(self) -> str:
        """The page's address. MkDocs asks for it when a page links here, and not otherwise."""
        self.asked = True
        return self.address or "./"

    @url.setter
    def url(self, value: str) -> None:
        self.address = value

    def is_documentation_page(self) -> bool:
        """Not for MkDocs to render."""
        return False

    def is_media_file(self) -> bool:
        """Not for MkDocs to list."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Not for MkDocs to copy."""


def is_ours(key: str, settings: Settings) -> bool:
    """Whether a file below docs belongs to Masthead: all in folders of pieces, series and ideas."""
    folders = (*settings.pieces, settings.series_dir, settings.ideas_dir)
    return any(key.startswith(f"{folder}/") for folder in folders)


def host_addresses(files: Files, settings: Settings) -> dict[str, str]:
    """The addresses of MkDocs's own pages by path below docs."""
    pages = (f for f in files.documentation_pages() if not is_ours(f.src_uri, settings))
    return {file.src_uri: "" if file.url in (".", "./") else file.url for file in pages}


def host_files(files: Files, docs_dir: str) -> dict[str, str]:
    """The source of each file that MkDocs will write; its own theme's files are left out."""
    return {
        file.dest_uri: f"{docs_dir}/{file.src_uri}"
        for file in files
        if not isinstance(file, StandIn) and file.inclusion.value > InclusionLevel.DRAFT.value
    }


def pages_of(files: Files) -> HostPages:
    """MkDocs's own pages, with the anchors of those that it has rendered."""
    pages = ((file.src_uri, file.page) for file in files.documentation_pages())
    anchors = {key: frozenset(page.present_anchor_ids or ()) for key, page in pages if page}
    return HostPages(anchors, known=True)


class _Known:
    """Stands for a page that is not in the navigation: what a link to it asks of it."""

    __slots__ = ("_file",)

    def __init__(self, file: StandIn) -> None:
        self._file = file

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """See StandIn."""
        return self._file.anchors


class SetAside:
    """The stand-ins of one build."""

    def __init__(self, files: Files, plan: SitePlan, config: MkDocsConfig) -> None:
        self.settings = plan.catalog.settings
        self.elsewhere: dict[str, str] = {}
        self.assets: list[StandIn] = []
        self.own: list[StandIn] = []
        for file in list(files):
            if is_ours(file.src_uri, self.settings):
                files.remove(file)
                if not file.is_documentation_page():
                    stand_in = StandIn.at(file.src_uri, quoted(file.src_uri), config)
                    self.assets.append(stand_in)
                    files.append(stand_in)
        self.pages = dict(self._add_pages(files, plan, config))
        self.unmade = _unmade(files, plan, config)

    def _add_pages(
        self, files: Files, plan: SitePlan, config: MkDocsConfig
    ) -> Iterator[tuple[str, StandIn]]:
        pieces = plan.catalog.whole.by_key
        for key, address in plan.catalog.by_source.items():
            if "://" in address:
                token = f"{ELSEWHERE}{len(self.elsewhere)}/"
                self.elsewhere[token] = address
                address = token
            stand_in = StandIn.at(key, address, config)
            files.append(stand_in)
            self.own.append(stand_in)
            if piece := pieces.get(key):
                stand_in.named = partial(getattr, piece, "title")
                stand_in.document = piece.document
        for key in plan.catalog.whole.broken & plan.catalog.whole.files:
            # The build is refused anyway: MkDocs need not complain of links to it as well.
            files.append(StandIn.at(key, plan.catalog.addresses.hub(), config))
        for page in plan.pages:
            if page.template in _COLLECTIONS and "/page/" not in page.address:
                key = _source_name(page.address)
                if files.get_file_from_path(key) is None:
                    stand_in = StandIn.at(key, page.address, config)
                    stand_in.named = partial(_title, page, plan)
                    files.append(stand_in)
                    self.own.append(stand_in)
                    yield page.address, stand_in

    def linked_assets(self, plan: SitePlan) -> list[Asset]:
        """Assets that only ordinary pages refer to."""
        planned = {asset.file for asset in plan.assets}
        docs = plan.catalog.whole.docs_dir
        keys = (file.src_uri for file in self.assets if file.asked)
        return [Asset(f"{docs}/{key}", key) for key in keys if key not in planned]

    def introduce(self) -> None:
        """Tell MkDocs what it would know of our pages, had it rendered them: titles and anchors.

        Only once the navigation stands: until then, it takes a file that has a page for one that
        has a title.
        """
        for file in self.own:
            if file.page is None:
                file.page = _Known(file)  # type: ignore[assignment]  # all that MkDocs asks of it
            else:
                file.page.present_anchor_ids = file.anchors
                file.page.title = file.page.title or escape(file.named(), quote=False)

    def outside(self, file: File) -> str:
        """The address of the piece elsewhere that a file stands for, or nothing."""
        return self.elsewhere.get(file.address, "") if isinstance(file, StandIn) else ""

    def lead_out(self, html: str) -> str:
        """An ordinary page's HTML with links to pieces elsewhere leading there."""
        if ELSEWHERE not in html:
            return html
        for token, address in self.elsewhere.items():
            start = html.find(token)
            while start >= 0:
                opening = html.rfind('"', 0, start)
                html = html[: opening + 1] + escape(address) + html[start + len(token) :]
                start = html.find(token)
        return html


def _title(page: Planned[Output], plan: SitePlan) -> str:
    return page.made(plan.catalog).head.title


def _unmade(files: Files, plan: SitePlan, config: MkDocsConfig) -> StandIn | None:
    """The page on subscribing where there are no feeds: what leads to it leads to the hub."""
    addresses = plan.catalog.addresses
    key = _source_name(addresses.index("subscribe"))
    if files.get_file_from_path(key) is not None:
        return None
    stand_in = StandIn.at(key, addresses.hub(), config)
    files.append(stand_in)
    return stand_in


_COLLECTIONS: Final = frozenset(
    ("hub.html", "people.html", "author.html", "series_index.html", "series.html", "stages.html",
     "stage.html", "index.html", "term.html", "idea.html", "subscribe.html", "feeds.html")
)  # fmt: skip


def _source_name(address: str) -> str:
    """The path below docs that MkDocs would make this address from: `topics/price.md`."""
    file = file_of(address)
    if (file.endswith("/index.html") and file.count("/") > 1) or file == "index.html":
        stem = file.removesuffix("/index.html").removesuffix("index.html")
        return f"{stem}.md" if stem else "index.md"
    return f"{file.removesuffix('.html')}.md"
