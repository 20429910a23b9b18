"""What one build of MkDocs's knows, from its first event to its last.

In: the configuration and what each event adds. Out: what has been read and planned, and what
renders it.
"""

import logging
import sys
from functools import partial
from posixpath import normpath
from typing import Any, Final
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from msgspec import Struct, field
from pathspec.gitignore import GitIgnoreSpec

from masthead.build import pipeline
from masthead.build.pipeline import Site
from masthead.build.recording import Recording
from masthead.checks.links import HostPages
from masthead.content.picture import Facts
from masthead.diagnostics import Diagnostic, Findings, Position, errors_of
from masthead.diagnostics.rules import NOT_UTF8
from masthead.diagnostics.show import show_findings
from masthead.hosts.mkdocs import search
from masthead.hosts.mkdocs.faults import translated
from masthead.hosts.mkdocs.files import SetAside
from masthead.hosts.mkdocs.instant import instant
from masthead.hosts.mkdocs.late import delay_script
from masthead.hosts.mkdocs.mends import lighten
from masthead.hosts.mkdocs.python_markdown import PythonMarkdown
from masthead.hosts.mkdocs.settings import left_out, root_of, template_folders
from masthead.hosts.mkdocs.shell import Shells
from masthead.hosts.mkdocs.sizes import with_logo_size
from masthead.plan.output import PlannedRecord, SitePlan
from masthead.plan.related import Kinship
from masthead.plan.search import search_ways
from masthead.plan.views import Anchor
from masthead.ports import Dialects, NoMemory
from masthead.render.environment import make_environment
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.render.metadata import MetadataRenderer
from masthead.render.pages import Renderer
from masthead.render.site import site_view
from masthead.settings import Settings
from masthead.write.spool import Spool
from masthead.write.stage import Stage

State = frozenset[tuple[str, int, int]]

log = logging.getLogger("mkdocs.plugins.masthead")

_RENAME: Final = "Rename the file with letters, digits and hyphens."


class Build(Struct):
    """One build; each event adds to it."""

    config: MkDocsConfig
    settings: Settings
    configuration: list[Diagnostic]
    stage: Stage
    site_dir: str
    sheet: File
    box: list[File]
    """The files of our search's box; none where the pages have not ours."""
    serving: bool = False
    quiet: bool = False
    """Whether findings are shown elsewhere than on the terminal."""
    now: str = ""
    """An instant that takes the place of MASTHEAD_NOW."""
    recording: Recording | None = None
    has_read: Site | None = None
    has_planned: SitePlan | None = None
    aside: SetAside | None = None
    environment: jinja2.Environment | None = None
    nav: Navigation | None = None
    files: Files | None = None
    tabs: dict[str, Page] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)
    host_pages: HostPages = field(default_factory=HostPages)
    host_state: State = frozenset()
    lists: bool = False
    """Whether an ordinary page has a live list."""
    about_pages: Findings = field(default_factory=Findings)
    feeds: str | None = None
    metadata: MetadataRenderer | None = None
    refused: bool = False

    @property
    def site(self) -> Site:
        """What was read."""
        if self.has_read is None:
            raise PluginError("masthead: MkDocs skipped its pre_build event")
        return self.has_read

    @property
    def plan(self) -> SitePlan:
        """What is to be published."""
        if self.has_planned is None:
            raise PluginError("masthead: MkDocs skipped its files event")
        return self.has_planned

    def read(self) -> Site:
        """Read and parse the site's sources as they are now."""
        config, settings = self.config, self.settings
        if self.recording:
            self.recording.memory.begin()
        return pipeline.read_site(
            root_of(config), settings, dialects_of(config, settings),
            translated(partial(instant, settings, self.now)), self.configuration,
            left_out(config, serving=self.serving),
            self.recording.memory if self.recording else NoMemory(),
        )  # fmt: skip

    def names_refused(self, site: Site) -> tuple[Diagnostic, ...]:
        """Errors about names of files that are no text, where MkDocs would break off over them.

        Whether it does depends on what else is installed: with google-re2, pathspec matches in
        UTF-8 only.
        """
        docs = self.settings.docs_dir
        names = (key for key in site.tree.files if not key.isascii() and not key.startswith("../"))
        refused = sorted(f"{docs}/{name}" for name in names if not _takes(name))
        about = {finding.position.path: finding for finding in site.found}
        return tuple(
            about.get(path)
            or Diagnostic(Position(path), NOT_UTF8, "the file's name is not UTF-8 text", _RENAME)
            for path in refused
        )

    def planned(self, site: Site, kinship: Kinship | None) -> SitePlan:
        """What is published of what was read."""
        return pipeline.plan(
            site, preview=self.serving, pages=self.pages, theirs=self.theirs, kinship=kinship
        )

    def found(self, site: Site, plan: SitePlan) -> tuple[Diagnostic, ...]:
        """All findings."""
        findings = pipeline.judge(site, plan, self.host_pages, self.theirs)
        return pipeline.add(findings, self.about_pages.items, self.settings)

    def judged(self, site: Site, plan: SitePlan) -> tuple[Diagnostic, ...]:
        """All findings, which are also shown."""
        return self.shown(self.found(site, plan))

    def shown(self, findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """The findings, shown as far as somebody wants to see them."""
        told = findings if log.isEnabledFor(logging.INFO) else errors_of(findings)
        if told and not self.quiet:
            sys.stderr.write(f"\n{show_findings(told, self.site.lines)}\n\n")
        return findings

    def renderer(self) -> Renderer:
        """What renders our pages; whole ones, once MkDocs has rendered its own."""
        site = site_view(self.plan.catalog)
        environment = make_environment(template_folders(self.config), self.settings.lang)
        if self.environment is None or self.nav is None or self.files is None:
            return Renderer(environment, _no_shell, site)
        return Renderer(
            environment,
            Shells(self.environment, self.nav, self.files, self.config, self.tabs, self.light),
            site,
            Spool,
        )

    def light(self, html: str) -> str:
        """A page of the theme's with nothing that it needs never or not yet, and its logo sized."""
        html = with_logo_size(
            lighten(html), str(self.config.theme.get("logo") or ""), self.known_image
        )
        return delay_script(html) if self.settings.late_script else html

    def known_image(self, path: str) -> Facts | None:
        """What is known of the image that MkDocs or we publish at a path."""
        if path.startswith("../"):
            return None
        folders = (self.settings.docs_dir, *map(str, template_folders(self.config)))
        gallery = self.site.gallery
        return next(filter(None, (gallery.facts(normpath(f"{d}/{path}")) for d in folders)), None)

    def search_records(
        self, plan: SitePlan
    ) -> tuple[tuple[PlannedRecord, ...], tuple[Anchor, ...]]:
        """What the search is to know of our pages and of MkDocs's own, and its ways on."""
        ordinary = search.ordinary_records(self.files) if self.files else ()
        catalog = plan.catalog
        records, _ = catalog.reads.apart(lambda: (*plan.records(catalog), *ordinary))
        ways, _ = catalog.reads.apart(lambda: search_ways(catalog))
        return records, ways


def _takes(name: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([".*"]).match_file(name)
    except UnicodeEncodeError:
        return False
    return True


def _no_shell(key: object) -> Any:
    raise PluginError("masthead: pages are rendered after MkDocs's own")


def dialects_of(config: MkDocsConfig, settings: Settings) -> Dialects:
    """A renderer for each dialect; media may come from the site's own host and those it names."""
    own = urlsplit(settings.site_url).hostname
    hosts = (*settings.remote_hosts, *([own] if own else []))
    python = PythonMarkdown(config.markdown_extensions, config.mdx_configs or {}, hosts)
    return {"gfm": GfmMarkdown(hosts), "mkdocs": python}
