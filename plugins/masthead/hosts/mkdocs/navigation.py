"""Our pages in MkDocs's navigation: those that `nav` names, else the main ones."""

from collections.abc import Callable, Mapping
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from masthead.hosts.mkdocs.files import StandIn
from masthead.plan.addresses import Addresses
from masthead.settings import COLLECTIONS

_SHOWN: Final = (("stages", "Stages"), ("series", "Series"), ("authors", "Authors"))


def tabs_of(
    nav: Navigation, pages: Mapping[str, StandIn], addresses: Addresses, config: MkDocsConfig
) -> dict[str, Page]:
    """The navigation's pages by section of the hub, for the theme to light the right tab.

    Adds the hub and the main indexes to a navigation that MkDocs made by itself.
    """
    wanted = {"blog": addresses.hub()} | {axis: addresses.index(axis) for axis in COLLECTIONS}
    if config.nav is None:
        _add_main_pages(nav, pages, wanted, config)
    tabs: dict[str, Page] = {}
    for section, address in wanted.items():
        file: File | None = pages.get(address)
        if file is not None and isinstance(file.page, Page):
            tabs[section] = file.page
    return tabs


def lead_out(nav: Navigation, outside: Callable[[File], str]) -> None:
    """Put links in the place of pages that stand for pieces elsewhere."""
    _lead_out(nav.items, outside)
    _keep(nav, [page for page in nav.pages if not outside(page.file)])


def leave_out(nav: Navigation, file: File | None) -> None:
    """Take out a page that this site does not have."""
    if file is not None and any(page.file is file for page in nav.pages):
        _leave_out(nav.items, file)
        _keep(nav, [page for page in nav.pages if page.file is not file])


def _keep(nav: Navigation, pages: list[Page]) -> None:
    """Let the navigation have these pages only, each with its neighbours."""
    if len(pages) < len(nav.pages):
        nav.pages[:] = pages
        for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
            page.previous_page, page.next_page = before, after


def _leave_out(items: list[StructureItem], file: File) -> None:
    items[:] = [item for item in items if not (isinstance(item, Page) and item.file is file)]
    for item in items:
        if isinstance(item, Section):
            _leave_out(item.children, file)


def _lead_out(
    items: list[StructureItem], outside: Callable[[File], str], parent: Section | None = None
) -> None:
    for number, item in enumerate(items):
        if isinstance(item, Page) and (address := outside(item.file)):
            items[number] = Link(item.title or "", address)
            items[number].parent = parent
        elif isinstance(item, Section):
            _lead_out(item.children, outside, item)


def _add_main_pages(
    nav: Navigation, pages: Mapping[str, StandIn], wanted: Mapping[str, str], config: MkDocsConfig
) -> None:
    titles = (("blog", "Blog"), *_SHOWN)
    own = [
        Page(title, pages[wanted[section]], config)
        for section, title in titles
        if wanted[section] in pages
    ]
    at = 1 if nav.items and getattr(nav.items[0], "is_homepage", False) else 0
    nav.items[at:at] = own
    nav.pages[at:at] = own
