"""Read a site's source as a build would, without building it.

In: a mkdocs.yml. Out: the Site, for commands that ask about sources; or what feeds would say of
each published piece. What builds have read is not read again: their record, if there
is one, is used and goes on growing; nothing else is written.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from masthead.build import pipeline
from masthead.build.pipeline import Site
from masthead.build.recording import known_sources
from masthead.checks.feed_ids import Entry
from masthead.diagnostics import Diagnostic, MastheadError
from masthead.hosts.mkdocs.build import dialects_of
from masthead.hosts.mkdocs.instant import instant
from masthead.hosts.mkdocs.plugin import MastheadPlugin
from masthead.hosts.mkdocs.settings import left_out, root_of, settings_from
from masthead.plan.feeds.entries import EntryPlanner
from masthead.plan.site import open_catalog
from masthead.ports import Dialects
from masthead.settings import Settings


class CannotRead(MastheadError):  # noqa: N818 - read as a sentence
    """The configuration is not one that MkDocs could build from."""


def read_site(file: Path, now: str = "", *, drafts: bool = True) -> Site:
    """The site as a build would read it; what is wrong with its files is among its findings.

    `now` takes the place of MASTHEAD_NOW; without `drafts`, what `draft_docs` names is left out.
    Raises CannotRead, and NoInstant for a `now` that is no date.
    """
    config, settings, findings = configured(file)
    root = root_of(config)
    with known_sources(root / ".cache" / "masthead", settings) as memory:
        return pipeline.read_site(
            root, settings, dialects_of(config, settings), instant(settings, now), findings,
            left_out(config, serving=drafts), memory,
        )  # fmt: skip


def configured(file: Path) -> tuple[MkDocsConfig, Settings, list[Diagnostic]]:
    """MkDocs's configuration, our settings and what is wrong with them. Raises CannotRead."""
    try:
        config = load_config(str(file))
    except (MkDocsException, SystemExit) as error:
        raise CannotRead(f"{file} cannot be used: {error}") from error
    plugin = next((p for p in config.plugins.values() if isinstance(p, MastheadPlugin)), None)
    if plugin is None:
        raise CannotRead(f"{file} does not load the plugin masthead")
    return config, *settings_from(config, plugin.options)


def settings_from_mkdocs(file: Path) -> tuple[Settings, Callable[[str], bool]]:
    """Settings, and what tells of a file that the build leaves out. Raises CannotRead."""
    config, settings, _ = configured(file)
    return settings, left_out(config, serving=False)


def dialects_from(file: Path) -> Dialects:
    """What renders pieces. Raises CannotRead."""
    config, settings, _ = configured(file)
    return dialects_of(config, settings)


def published_entries(file: Path) -> Iterator[Entry]:
    """Each entry that a build would publish now."""
    site = read_site(file, drafts=False)
    if broken := site.library.broken:
        raise CannotRead(
            f"{len(broken)} names of files and ids cannot be read, such as {min(broken)}: "
            "`mkdocs build` says why"
        )
    catalog = open_catalog(site.library, site.settings, now=site.now, preview=False, pages={})
    planner = EntryPlanner(catalog)
    for piece in catalog.pieces:
        link = catalog.address(piece)
        whole = link if piece.elsewhere else planner.whole(link)
        former = tuple(planner.whole(alias) for alias in piece.aliases)
        yield Entry(
            id=planner.identity.entry_id(piece), link=whole, former=former, title=piece.title,
            date=piece.date,
        )  # fmt: skip
