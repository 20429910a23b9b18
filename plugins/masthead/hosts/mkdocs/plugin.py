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
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from masthead.build import memory, pipeline
from masthead.build.live import LiveSite
from masthead.build.recording import Recording, reading
from masthead.diagnostics import (
    BuildRefused,
)
from masthead.hosts.mkdocs import markers, search
from masthead.hosts.mkdocs.build import Build
from masthead.hosts.mkdocs.faults import translated
from masthead.hosts.mkdocs.files import SetAside, host_addresses, host_files, pages_of
from masthead.hosts.mkdocs.mends import mend, mend_palette, mend_scripts
from masthead.hosts.mkdocs.navigation import lead_out, leave_out, tabs_of
from masthead.hosts.mkdocs.ordinary import describe
from masthead.hosts.mkdocs.overlay import Overlay
from masthead.hosts.mkdocs.publishing import publish
from masthead.hosts.mkdocs.settings import (
    lend_theme,
    palettes_of,
    root_of,
    settings_from,
    template_folders,
)
from masthead.hosts.mkdocs.shell import as_text
from masthead.hosts.mkdocs.showing import Show
from masthead.hosts.mkdocs.sizes import with_sizes
from masthead.hosts.mkdocs.state import host_state
from masthead.hosts.mkdocs.strict import WarningCount
from masthead.plan.feeds.follow import SITE, alternates
from masthead.plan.live import known_ids, live_list
from masthead.render.environment import compiled_templates
from masthead.render.metadata import MetadataRenderer
from masthead.render.site import site_view
from masthead.write.stage import Stage

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.masthead")

# MkDocs calls 100 first and -100 last; what others do there has to lie between our two ends.
_FIRST: Final = 10_000
_LAST: Final = -10_000
_FEW: Final = 25


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs's metaclass
    """MkDocs wants a scheme; ours is in `masthead.source.settings`."""


class MastheadPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Masthead as a plugin of MkDocs or ProperDocs."""

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self.overlay = Overlay()
        self.show = Show(LiveSite(), self.overlay)
        self.recorded: Recording | None = None
        self.ask: Callable[[Build], None] | None = None
        """Set by who only wants to know what a build finds: called then, with the build."""
        self.now = ""
        self._build: Build | None = None
        self._warnings = WarningCount()

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Keep the options as they are: Masthead checks them itself, with positions."""
        self.options = dict(options)
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Defining it keeps this instance through all rebuilds of `mkdocs serve`."""
        self.overlay.serving = command == "serve"

    @property
    def serving(self) -> bool:
        """Whether pages are shown by a server, and not published."""
        return self.overlay.serving

    @property
    def build(self) -> Build:
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
        self._build = Build(
            config=config,
            settings=settings,
            configuration=findings,
            stage=stage,
            site_dir=site_dir,
            sheet=lend_theme(config),
            box=search.lend_box(config) if search.takes_over(config, settings) else [],
            serving=self.serving,
            now=self.now,
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
        build.has_read = build.read()
        if refused := build.names_refused(build.site):
            if self.ask:
                self.ask(build)
            raise BuildError(str(BuildRefused(build.shown(refused))))

    def _recording(self, config: MkDocsConfig) -> Recording:
        """A server goes on with the one that it has, and knows what it has read."""
        build, known = self.build, self.recorded
        if not (self.serving and known and known.reading == reading(build.settings)):
            cache = root_of(config) / ".cache" / "masthead"
            known = self.recorded = Recording(cache, build.site_dir, build.settings)
        return known

    @event_priority(_LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Plan the site, and set our files aside."""
        build = self.build
        build.pages = host_addresses(files, build.settings)
        build.theirs = host_files(files, build.settings.docs_dir)
        kinship = build.recording.kinship() if build.recording else None
        build.has_planned = build.planned(build.site, kinship)
        build.aside = SetAside(files, build.plan, config)
        for file in (build.sheet, *build.box):
            files.append(file)
        mend_scripts(files)
        if not config.extra_javascript:  # a script of the site's own may switch to any colour
            mend_palette(files, palettes_of(config))
        return files

    @event_priority(_LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember which of our pages the navigation holds."""
        build = self.build
        plan = build.plan
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
        build = self.build
        plan = build.plan
        if build.aside:
            html = build.aside.lead_out(html)
        wishes = markers.find_markers(html)
        if not wishes:
            return html
        build.lists = True
        renderer = build.renderer()
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
                html = html.replace(marker, self.overlay.attempt(work) or "")
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
        if not template_name.endswith(".html"):
            return output_content
        return self.build.light(mend(output_content))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """MkDocs's own pages name the site's feeds too; the theme's faults in them are mended.

        They say what they are as ours do, which have all this in the shell.
        """
        build = self.build
        html = with_sizes(output, page.url, build.known_image)
        return build.light(mend(self._described(self._with_feeds(html), page)))

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Check everything, now that MkDocs has rendered its pages; refuse errors."""
        build = self.build
        site, plan = build.site, build.plan
        build.environment = env
        env.bytecode_cache = env.bytecode_cache or compiled_templates()
        env.globals["masthead"] = {"hub": plan.catalog.addresses.hub()}
        if build.box:
            env.globals["masthead_search"] = search.links(build.box, plan.catalog)
        build.theirs = host_files(files, build.settings.docs_dir)
        build.host_pages = pages_of(files)
        if not self.serving:  # a server makes the copies that somebody asks for
            pipeline.make_images(site, plan, _tell_progress)
        if self.ask:
            self.ask(build)
        findings = self.overlay.findings = build.judged(site, plan)
        try:
            pipeline.refuse_errors(findings)
        except BuildRefused as refusal:
            if not self.serving:
                raise BuildError(str(refusal)) from refusal
            build.refused = True
            if not build.quiet:
                # Not logged: a log of MkDocs's would count it, and end a strict server.
                sys.stderr.write(f"{refusal}\n")

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Render, and publish everything at once."""
        build = self.build
        config.site_dir = build.site_dir
        warnings = self._warnings.end()
        if config.strict and warnings and not self.serving:
            raise BuildError(f"{warnings} in strict mode; the published site is unchanged")
        if not (build.refused or self.overlay.fault or (config.strict and warnings)):
            work = self.show.begin if self.serving else publish
            self.overlay.attempt(partial(work, build))
        if self.serving:
            build.stage.discard()

    def _described(self, html: str, page: Page) -> str:
        build = self.build
        if build.metadata is None:
            build.metadata = MetadataRenderer(site_view(build.plan.catalog))
        return describe(html, page, build.metadata, build.settings.site_description)

    def _with_feeds(self, html: str) -> str:
        build = self.build
        plan = build.plan
        if build.feeds is None:
            named = alternates(plan.catalog, (SITE,))
            work = partial(build.renderer().part, "alternates", named)
            build.feeds = self.overlay.attempt(work) or ""
        return html.replace("</head>", f"{build.feeds}</head>", 1)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the published site as it was."""
        self._warnings.end()
        if self._build is not None:
            self._build.stage.discard()

    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Any
    ) -> "LiveReloadServer":
        """Watch what MkDocs does not, and show findings over the last good page."""
        # A build needs no server, and importing one takes long.
        from masthead.hosts.mkdocs.serving import around, watch_closely

        watch_closely(server, config)
        authors = root_of(config) / self.build.settings.authors_dir
        for folder in (authors, *template_folders(config)):
            if folder.is_dir():
                server.watch(str(folder))
        app = self.overlay.around(server.get_app())
        server.set_app(around(app, self.show.live, server.mount_path))
        rebuild = server.builder
        server.builder = lambda: (
            None if self.overlay.attempt(partial(self.show.renew, self.build)) else rebuild()
        )
        return server


def _tell_progress(done: int, total: int) -> None:
    """Say now and then how far the making of images has come; a few are nothing to talk about."""
    if total > _FEW and (done == total or done % _FEW == 0):
        log.info("Made smaller copies of %d images of %d", done, total)
