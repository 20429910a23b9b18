"""What a build would find in some files of a site, reading only what has a say in it.

In: a folder, Settings, and the files that are asked about. Out: their findings, the same as in the
findings of the whole site; where only all pieces can tell, all are read.

The findings about a piece depend on itself, on the ids that it names, on the pieces that it links
or is linked with (pairs, chains, ideas), and on those that want the same id or address. These are
found by the words in their front matter, and read; then the same checks run over this small site.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from posixpath import normpath
from typing import Any, Final

from msgspec import Struct

from masthead.build.neighbours import Ask, Neighbours, TooWide
from masthead.checks import Subject, check_library, weigh
from masthead.checks.links import HostPages
from masthead.content.author import Author
from masthead.content.document import LinkKind
from masthead.content.library import Library
from masthead.content.links import is_page, leads_out, locate
from masthead.content.picture import Facts
from masthead.content.piece import Piece
from masthead.content.series import Series
from masthead.diagnostics import Diagnostic, Position, found
from masthead.diagnostics.rules import (
    BROKEN_IMAGE,
    UNKNOWN_PAIR,
    UNKNOWN_SOURCE,
    UNKNOWN_SUCCESSOR,
)
from masthead.plan.addresses import quoted
from masthead.plan.clashes import check_addresses
from masthead.plan.output import Derived
from masthead.plan.sharing import check_share
from masthead.plan.site import plan_site
from masthead.settings import Settings
from masthead.source.library import read_library
from masthead.source.tree import Tree, read_tree, without

_NEED_ALL: Final = frozenset(
    rule.code for rule in (UNKNOWN_SOURCE, UNKNOWN_PAIR, UNKNOWN_SUCCESSOR)
)
"""Their remedies choose among the names of all pieces."""


class Narrow(Struct, frozen=True):
    """The part of a site that was read, and the findings in the files that were asked about."""

    root: Path
    settings: Settings
    now: datetime
    library: Library
    findings: tuple[Diagnostic, ...]


def check_some(ask: Ask) -> Narrow:
    """The findings in some files of a site, as a build of all of it would have them."""
    tree = without(read_tree(ask.root, ask.settings), ask.left_out)
    try:
        library, about_files = Neighbours(ask, tree).grow()
        checked = _checked(ask, tree, library, about_files)
        if not any(finding.rule.code in _NEED_ALL for finding in checked.findings):
            return checked
    except TooWide:
        pass
    return _checked(ask, tree, *read_library(tree, ask.settings, ask.dialects, ask.memory))


def _checked(ask: Ask, tree: Tree, library: Library, about_files: Sequence[Diagnostic]) -> Narrow:
    """The checks of a build over what was read; only the findings in the wanted files."""
    settings = ask.settings
    pages, files = _host_pages(tree, settings)
    host = HostPages(dict.fromkeys(pages, _ANYTHING), known=True)
    images = _Images(ask, library)
    plan = plan_site(
        library, settings, now=ask.now, preview=False, pages=pages, theirs=files,
        facts_of=images.facts_of,
    )  # fmt: skip
    findings = (
        *about_files,
        *check_library(Subject(library, settings, ask.now, host)),
        *check_addresses(plan, files),
        *check_share(plan.catalog),
    )
    of_them = [finding for finding in findings if finding.position.path in ask.wanted]
    if images.keys:
        of_them += images.broken(plan.derived)
    return Narrow(ask.root, settings, ask.now, library, weigh(of_them, settings))


class _Anything(frozenset[str]):
    """The anchors of a page that has not been rendered: any link to a part of it may be right."""

    def __contains__(self, _: object) -> bool:
        return True


_ANYTHING: Final = _Anything()


def _host_pages(tree: Tree, settings: Settings) -> tuple[dict[str, str], dict[str, str]]:
    """The addresses of the host's own pages by key, and the source of each file that it writes."""
    ours = tuple(f"{d}/" for d in (*settings.pieces, settings.series_dir, settings.ideas_dir))
    pages: dict[str, str] = {}
    files: dict[str, str] = {}
    for key in tree.files:
        if key.startswith((*ours, "../")):
            continue
        file = key
        if is_page(key):
            stem = key.rpartition(".")[0]
            folder, _, name = stem.rpartition("/")
            up = f"{folder}/" if folder else ""
            if name.lower() in ("index", "readme"):
                file = f"{up}index.html"
            else:
                file = f"{stem}/index.html" if settings.use_directory_urls else f"{stem}.html"
            directory = settings.use_directory_urls and file.endswith("index.html")
            pages[key] = quoted(file.removesuffix("index.html") if directory else file)
        files[file] = f"{settings.docs_dir}/{key}"
    return pages, files


class _Images:
    """The images that the wanted files show, and what is wrong with them."""

    def __init__(self, ask: Ask, library: Library) -> None:
        self.ask = ask
        self.keys = {
            key for thing in _wanted_things(ask, library) for key in _shown(thing, library)
        }
        self._gallery: Any = None

    def facts_of(self, key: str) -> Facts | None:
        """What is known of an image, if a wanted file shows it."""
        if key not in self.keys:
            return None
        if self._gallery is None:
            from masthead.images.gallery import Gallery  # few texts have images, and it is large

            self._gallery = Gallery(self.ask.root)
        facts: Facts | None = self._gallery.facts(normpath(f"{self.ask.settings.docs_dir}/{key}"))
        return facts

    def broken(self, derived: Sequence[Derived]) -> Iterator[Diagnostic]:
        """The images that cannot be used; their smaller copies are made to find out."""
        if self._gallery is not None:
            self._gallery.prepare(derived)
            for path, fault in sorted(self._gallery.faults.items()):
                yield found(Position(path), BROKEN_IMAGE, fault.message, fault.remedy)


def _wanted_things(ask: Ask, library: Library) -> Iterator[Piece | Author | Series]:
    for shelf in (library.pieces, library.authors.values(), library.series.values()):
        yield from (thing for thing in shelf if thing.path in ask.wanted)


def _shown(thing: Piece | Author | Series, library: Library) -> Iterator[str]:
    image = thing.portrait if isinstance(thing, Author) else thing.image
    links = [link.target for link in thing.document.links if link.kind is LinkKind.IMAGE]
    for address in filter(None, (image, *links)):
        if not leads_out(address) and (target := locate(address, thing.key, library)):
            yield target.key
