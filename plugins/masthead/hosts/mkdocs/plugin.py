"""The MkDocs plugin: it translates MkDocs's events into calls of the pipeline, and back.

    on_config      settings; MkDocs now writes to a stage instead of the published site
    on_pre_build   read and parse all sources
    on_files       plan; set pieces aside, leave stand-ins
    on_nav         our pages in the navigation
    on_page_content  live lists on ordinary pages
    on_env         all checks, now that MkDocs knows its pages' anchors; refuse errors
    on_post_build  render, then publish everything at once

A failure anywhere leaves the published site as it was. While serving, findings never raise.
"""

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from msgspec import Struct, field
from msgspec.structs import replace

from masthead.build import memory, pipeline, times
from masthead.build.crew import EXECUTOR, Crew, named_executor, processors
from masthead.build.epoch import templates
from masthead.build.live import LiveSite
from masthead.build.pipeline import Site
from masthead.build.publishing import Publisher
from masthead.build.recording import Recording, reading
from masthead.build.sending import send
from masthead.checks.links import HostPages
from masthead.diagnostics import (
    BuildRefused,
    Diagnostic,
    Findings,
    errors_of,
)
from masthead.diagnostics.show import show_findings
from masthead.hosts.mkdocs import markers, search
from masthead.hosts.mkdocs.faults import translated
from masthead.hosts.mkdocs.files import SetAside, host_addresses, host_files
from masthead.hosts.mkdocs.instant import instant
from masthead.hosts.mkdocs.late import delay_script
from masthead.hosts.mkdocs.mends import mend, mend_palette, mend_scripts
from masthead.hosts.mkdocs.navigation import lead_out, leave_out, tabs_of
from masthead.hosts.mkdocs.ordinary import describe
from masthead.hosts.mkdocs.overlay import Overlay
from masthead.hosts.mkdocs.progress import Progress
from masthead.hosts.mkdocs.python_markdown import PythonMarkdown
from masthead.hosts.mkdocs.serving import State, around, host_state, watch_closely
from masthead.hosts.mkdocs.settings import (
    left_out,
    lend_theme,
    palettes_of,
    root_of,
    settings_from,
    template_folders,
)
from masthead.hosts.mkdocs.shell import Shells, as_text
from masthead.hosts.mkdocs.strict import WarningCount
from masthead.plan.feeds.follow import SITE, alternates
from masthead.plan.live import known_ids, live_list
from masthead.plan.machines.sitemap import PACKED, SITEMAP
from masthead.plan.output import SearchRecord, SitePlan
from masthead.plan.related import Kinship
from masthead.plan.search import search_ways
from masthead.ports import Dialects, NoMemory
from masthead.render.environment import compiled_templates, make_environment
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.render.metadata import MetadataRenderer
from masthead.render.pages import Renderer
from masthead.render.site import site_view
from masthead.search.beside import Work, begin
from masthead.settings import Settings
from masthead.write.stage import Stage

_T = TypeVar("_T")

log = logging.getLogger("mkdocs.plugins.masthead")

# MkDocs calls 100 first and -100 last; what others do there has to lie between our two ends.
_FIRST: Final = 10_000
_LAST: Final = -10_000
_FEW: Final = 25


class _Build(Struct):
    """What one build knows; each event adds to it."""

    settings: Settings
    configuration: list[Diagnostic]
    stage: Stage
    site_dir: str
    sheet: File
    box: list[File]
    """The files of our search's box; none where the pages have not ours."""
    recording: Recording | None = None
    site: Site | None = None
    plan: SitePlan | None = None
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


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs's metaclass
    """MkDocs wants a scheme; ours is in `masthead.source.settings`."""


class MastheadPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Masthead as a plugin of MkDocs or ProperDocs."""

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self.serving = False
        self.overlay = Overlay()
        self.live = LiveSite()
        self.recorded: Recording | None = None
        self._build: _Build | None = None
        self._warnings = WarningCount()

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Keep the options as they are: Masthead checks them itself, with positions."""
        self.options = dict(options)
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Defining it keeps this instance through all rebuilds of `mkdocs serve`."""
        self.serving = command == "serve"

    @property
    def build(self) -> _Build:
        """The build that is under way."""
        if self._build is None:
            raise PluginError("masthead: MkDocs began to build without its configuration event")
        return self._build

    @event_priority(_FIRST)
    def _count_warnings(self, config: MkDocsConfig) -> MkDocsConfig:
        """Count from the first event on, as `--strict` does."""
        self._warnings.end()
        self._warnings = WarningCount().begin()
        self.overlay.fault = ""
        return config

    @event_priority(_LAST)
    def _configure(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read settings, lend the theme our templates, let MkDocs write to a stage."""
        settings, findings = settings_from(config, self.options)
        site_dir = config.site_dir
        stage = Stage(Path(site_dir), root_of(config) / ".cache" / "masthead")
        # From here on, whatever MkDocs and other plugins write goes to the stage.
        config.site_dir = str(translated(stage.open).folder)
        self._build = _Build(
            settings=settings,
            configuration=findings,
            stage=stage,
            site_dir=site_dir,
            sheet=lend_theme(config),
            box=search.lend_box(config) if search.takes_over(config, settings) else [],
        )
        if settings.search == "none":
            search.silence(config)
        return config

    on_config = CombinedEvent(_count_warnings, _configure)

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Read everything, before MkDocs does anything that could fail."""
        memory.begin()
        build = self.build
        build.recording = self._recording(config)
        if self.serving:
            build.host_state = host_state(config, build.settings)
        build.site = self._read(config)

    def _recording(self, config: MkDocsConfig) -> Recording:
        """A server goes on with the one that it has, and knows what it has read."""
        build, known = self.build, self.recorded
        if not (self.serving and known and known.reading == reading(build.settings)):
            cache = root_of(config) / ".cache" / "masthead"
            known = self.recorded = Recording(cache, build.site_dir, build.settings)
        return known

    def _read(self, config: MkDocsConfig) -> Site:
        build = self.build
        if build.recording:
            build.recording.memory.begin()
        return pipeline.read_site(
            root_of(config),
            build.settings,
            _dialects(config, build.settings),
            translated(partial(instant, build.settings)),
            build.configuration,
            left_out(config, serving=self.serving),
            build.recording.memory if build.recording else NoMemory(),
        )

    @event_priority(_LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Plan the site, and set our files aside."""
        build, site = self.build, self._site()
        build.pages = host_addresses(files, build.settings)
        build.theirs = host_files(files, build.settings.docs_dir)
        kinship = build.recording.kinship() if build.recording else None
        build.plan = self._planned(site, kinship)
        build.aside = SetAside(files, build.plan, config)
        for file in (build.sheet, *build.box):
            files.append(file)
        mend_scripts(files)
        if not config.extra_javascript:  # a script of the site's own may switch to any colour
            mend_palette(files, palettes_of(config))
        return files

    def _planned(self, site: Site, kinship: Kinship | None) -> SitePlan:
        build = self.build
        return pipeline.plan(
            site, preview=self.serving, pages=build.pages, theirs=build.theirs, kinship=kinship
        )

    @event_priority(_LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember which of our pages the navigation holds."""
        build, plan = self.build, self._plan()
        if build.aside:
            addresses = plan.catalog.addresses
            build.tabs = tabs_of(nav, build.aside.pages, addresses, config)
            build.aside.introduce()
            lead_out(nav, build.aside.outside)
            leave_out(nav, build.aside.unmade)
        build.nav, build.files = nav, files
        return nav

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put live lists in the place of their markers."""
        build, plan = self.build, self._plan()
        if build.aside:
            html = build.aside.lead_out(html)
        wishes = markers.find_markers(html)
        if not wishes:
            return html
        build.lists = True
        renderer = self._renderer(config)
        root = "../" * page.url.count("/") or "./"
        path = f"{build.settings.docs_dir}/{page.file.src_uri}"
        known, at = known_ids(plan.catalog), 0
        for marker, wish in wishes:
            source = page.file.content_string
            at = markers.place_of(marker, source, at)
            place = markers.position(path, source, at, marker)
            request = markers.read_marker(wish, place, known, build.about_pages)
            if request:
                view = live_list(request, plan.catalog)
                work = partial(renderer.article, "list.html", view, root)
                html = html.replace(marker, self._unless_serving(work) or "")
        return html

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The page for what is not found is ours, although MkDocs renders it."""
        if template_name == "404.html":
            context["config"] = as_text(config)
        return context

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """The theme's faults in pages without a source."""
        return (
            self._light(mend(output_content)) if template_name.endswith(".html") else output_content
        )

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """MkDocs's own pages name the site's feeds too; the theme's faults in them are mended.

        They say what they are as ours do, which have all this in the shell.
        """
        return self._light(mend(self._described(self._with_feeds(output, config), page)))

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Check everything, now that MkDocs has rendered its pages; refuse errors."""
        build, site, plan = self.build, self._site(), self._plan()
        build.environment = env
        env.bytecode_cache = env.bytecode_cache or compiled_templates()
        env.globals["masthead"] = {"hub": plan.catalog.addresses.hub()}
        if build.box:
            env.globals["masthead_search"] = search.links(build.box, plan.catalog)
        pages = {
            file.src_uri: frozenset(file.page.present_anchor_ids or ())
            for file in files.documentation_pages()
            if file.page is not None
        }
        build.theirs = host_files(files, build.settings.docs_dir)
        build.host_pages = HostPages(pages, known=True)
        if not self.serving:  # a server makes the copies that somebody asks for
            pipeline.make_images(site, plan, _tell_progress)
        findings = self._judged(site, plan)
        try:
            pipeline.refuse_errors(findings)
        except BuildRefused as refusal:
            if not self.serving:
                raise BuildError(str(refusal)) from refusal
            build.refused = True
            # Not logged: a log of MkDocs's would count it, and end a strict server.
            sys.stderr.write(f"{refusal}\n")

    def _index(self, publisher: Publisher) -> Callable[[], None]:
        """Begin with the search's index, which is made while pages are rendered."""
        build, plan = self.build, self._plan()
        if not build.box or build.files is None:
            return lambda: None
        ordinary, lang = tuple(search.ordinary_records(build.files)), build.settings.lang
        return publisher.group(
            "search", (ordinary, lang), lambda: begin(self._work(plan, ordinary)).files
        )

    def _work(self, plan: SitePlan, ordinary: tuple[SearchRecord, ...]) -> Work:
        records = (*plan.search, *ordinary)
        return Work(records, self.build.settings.lang, search_ways(plan.catalog))

    def _judged(self, site: Site, plan: SitePlan) -> tuple[Diagnostic, ...]:
        """All findings, which are also shown."""
        build = self.build
        findings = pipeline.judge(site, plan, build.host_pages, build.theirs)
        findings = pipeline.add(findings, build.about_pages.items, build.settings)
        told = findings if log.isEnabledFor(logging.INFO) else errors_of(findings)
        if told:
            sys.stderr.write(f"\n{show_findings(told, site.lines)}\n\n")
        self.overlay.findings = findings
        return findings

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Render, and publish everything at once."""
        build = self.build
        config.site_dir = build.site_dir
        warnings = self._warnings.end()
        if config.strict and warnings and not self.serving:
            raise BuildError(f"{warnings} in strict mode; the published site is unchanged")
        if not (build.refused or self.overlay.fault or (config.strict and warnings)):
            publish = self._show if self.serving else self._publish
            self._unless_serving(partial(publish, config))
        if self.serving:
            build.stage.discard()

    def _show(self, config: MkDocsConfig) -> None:
        """While serving, our files are made when somebody asks for them."""
        build, plan = self.build, self._plan()
        for file in (SITEMAP, PACKED):
            build.stage.remove(file)
        for file in self.live.files:
            build.stage.keep_any(file)
        build.stage.commit()
        if build.recording:
            build.recording.save(None, plan.catalog.kinship)
        self._show_plan(plan, config)

    def _show_plan(self, plan: SitePlan, config: MkDocsConfig) -> None:
        build = self.build
        linked = build.aside.linked_assets(plan) if build.aside else []
        shown = replace(plan, assets=(*plan.assets, *linked))
        folder = Path(build.site_dir)
        if build.box and build.files is not None:
            ordinary = tuple(search.ordinary_records(build.files))
            mount = urlsplit(config.site_url or "/").path
            self.overlay.files = search.OnDemand(lambda: self._work(plan, ordinary), mount)
        self.live.show(
            shown, self._renderer(config), self._site().gallery, folder, self._unless_serving
        )

    def _renew(self, config: MkDocsConfig) -> bool:
        """Show what was saved, if that concerns pieces alone; returns whether that was all."""
        build = self.build
        if build.plan is None or host_state(config, build.settings) != build.host_state:
            return False
        known, site = build.plan.catalog, self._read(config)
        plan = self._planned(site, known.kinship)
        if build.lists or plan.catalog.by_source != known.by_source or self._in_nav(plan):
            return False
        if errors_of(self._judged(site, plan)):
            return True
        build.site, build.plan = site, plan
        self.overlay.fault = ""
        self._unless_serving(partial(self._show_plan, plan, config))
        return True

    def _in_nav(self, plan: SitePlan) -> bool:
        """Whether the navigation would call one of our pages otherwise."""
        aside, pieces = self.build.aside, plan.catalog.whole.by_key
        own = aside.own if aside else ()
        named = ((file, pieces.get(file.src_uri)) for file in own if isinstance(file.page, Page))
        return any(piece is None or piece.title != file.named() for file, piece in named)

    def _publish(self, config: MkDocsConfig) -> None:
        build, plan = self.build, self._plan()
        log.info("Rendering %d pages", len(plan.pages))
        for file in (SITEMAP, PACKED):  # MkDocs's own, of which ours is an extension
            build.stage.remove(file)
        with times.stage("comparing"):
            publisher = pipeline.publisher_of(
                self._site(), plan, self._renderer(config), build.stage, build.recording,
                templates(template_folders(config)),
            )  # fmt: skip
        finish = self._index(publisher)
        publisher.progress = progress = Progress(log)
        with times.stage("making"), memory.uncollected(), self._crew(publisher, config) as crew:
            publisher.crew = crew
            publisher.publish()
        progress.end()
        with times.stage("the rest of the search index"):
            finish()
        self._put_shared_files(publisher)
        publisher.pack(build.settings.compress)
        with times.stage("publishing"):
            written, removed = build.stage.commit()
        with times.stage("recording"):
            if build.recording:
                build.recording.save(publisher.settle(), plan.catalog.kinship)
        log.info("Published to %s: %d files written, %d removed", build.site_dir, written, removed)

    def _light(self, html: str) -> str:
        return delay_script(html) if self.build.settings.late_script else html

    @contextmanager
    def _crew(self, publisher: Publisher, config: MkDocsConfig) -> Iterator[Crew]:
        """Processes of our own, or those of the executor that the environment names."""
        name, build = os.environ.get(EXECUTOR), self.build
        if not name or build.recording is None:
            yield Crew(workers=processors())
            return
        sending = partial(
            send, shop=publisher.shop, recording=build.recording,
            gallery=publisher.gallery, preview=self.serving, pages=build.pages,
            theirs=[*build.theirs], templates=template_folders(config),
        )  # fmt: skip
        with named_executor(name) as executor:
            yield Crew(workers=processors(), executor=executor, send=sending)

    def _described(self, html: str, page: Page) -> str:
        build = self.build
        if build.metadata is None:
            build.metadata = MetadataRenderer(site_view(self._plan().catalog))
        return describe(html, page, build.metadata, build.settings.site_description)

    def _with_feeds(self, html: str, config: MkDocsConfig) -> str:
        build, plan = self.build, self._plan()
        if build.feeds is None:
            named = alternates(plan.catalog, (SITE,))
            work = partial(self._renderer(config).part, "alternates", named)
            build.feeds = self._unless_serving(work) or ""
        return html.replace("</head>", f"{build.feeds}</head>", 1)

    def _unless_serving(self, work: Callable[[], _T]) -> _T | None:
        """Do the work. While serving, a fault in it is shown over the last good page."""
        try:
            return translated(work)
        except PluginError as fault:
            if not self.serving:
                raise
            self.overlay.fault = str(fault)
            sys.stderr.write(f"\n{fault}\n\n")
            return None

    def _put_shared_files(self, publisher: Publisher) -> None:
        """Files that MkDocs wrote for its own pages, and that need ours as well."""
        build, plan = self.build, self._plan()
        if build.aside:
            for asset in build.aside.linked_assets(plan):
                publisher.copy(asset)
        index = build.stage.take(search.INDEX)
        if index is not None:
            words = (sha256(index).hexdigest(),)
            publisher.shared(search.INDEX, words, lambda: search.with_records(index, plan.search))

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the published site as it was."""
        self._warnings.end()
        if self._build is not None:
            self._build.stage.discard()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch what MkDocs does not, and show findings over the last good page."""
        watch_closely(server, config)
        authors = root_of(config) / self.build.settings.authors_dir
        for folder in (authors, *template_folders(config)):
            if folder.is_dir():
                server.watch(str(folder))
        app = self.overlay.around(server.get_app())
        server.set_app(around(app, self.live, server.mount_path))
        rebuild = server.builder
        server.builder = lambda: (
            None if self._unless_serving(partial(self._renew, config)) else rebuild()
        )
        return server

    def _site(self) -> Site:
        if self.build.site is None:
            raise PluginError("masthead: MkDocs skipped its pre_build event")
        return self.build.site

    def _plan(self) -> SitePlan:
        if self.build.plan is None:
            raise PluginError("masthead: MkDocs skipped its files event")
        return self.build.plan

    def _renderer(self, config: MkDocsConfig) -> Renderer:
        build, plan = self.build, self._plan()
        environment = make_environment(template_folders(config), build.settings.lang)
        if build.environment is None or build.nav is None or build.files is None:
            return Renderer(environment, _no_shell, site_view(plan.catalog))
        shells = Shells(build.environment, build.nav, build.files, config, build.tabs, self._light)
        return Renderer(environment, shells, site_view(plan.catalog))


def _tell_progress(done: int, total: int) -> None:
    """Say now and then how far the making of images has come; a few are nothing to talk about."""
    if total > _FEW and (done == total or done % _FEW == 0):
        log.info("Made smaller copies of %d images of %d", done, total)


def _no_shell(key: object) -> Any:
    raise PluginError("masthead: pages are rendered after MkDocs's own")


def _dialects(config: MkDocsConfig, settings: Settings) -> Dialects:
    own = urlsplit(settings.site_url).hostname
    hosts = (*settings.remote_hosts, *([own] if own else []))
    python = PythonMarkdown(config.markdown_extensions, config.mdx_configs or {}, hosts)
    return {"gfm": GfmMarkdown(hosts), "mkdocs": python}
