"""Look at one piece of a site as `mkdocs serve` would show it, without building the site.

In: a mkdocs.yml, and which piece. Out: a Look. MkDocs's events run as in a build, for the theme,
its navigation and other plugins rest on them; but of MkDocs's own pages only those are rendered
that the piece leads to an anchor of, and those whose titles stand in the navigation's first row.
Nothing is written but the record of what was read, as a server does.
"""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import _populate_page  # the step of MkDocs's build for one page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from masthead.build.live import makers
from masthead.content.links import locate
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic
from masthead.hosts.mkdocs.build import Build
from masthead.hosts.mkdocs.faults import translated
from masthead.hosts.mkdocs.files import StandIn, pages_of
from masthead.hosts.mkdocs.plugin import MastheadPlugin
from masthead.hosts.mkdocs.reading import CannotRead
from masthead.hosts.mkdocs.settings import root_of, template_folders
from masthead.hosts.mkdocs.showing import in_nav
from masthead.hosts.mkdocs.state import host_state
from masthead.preview.looks import Chosen, Look, Maker, presentable
from masthead.render.pages import Renderer
from masthead.render.site import site_view


class Window:
    """A site that is looked at again and again; `close` takes away what it was given."""

    def __init__(self, file: Path, now: str = "") -> None:
        self._file, self._now = file, now
        self._folder = TemporaryDirectory(prefix="masthead-preview-")
        self._build: Build | None = None
        self._renderer: Renderer | None = None
        self._watched: tuple[Path, ...] = (file,)

    def close(self) -> None:
        """Leave nothing behind."""
        self._folder.cleanup()

    def look(self, chosen: Chosen) -> Look:
        """The site as its files are now.

        Raises MastheadError: the configuration, a template or an ordinary page keeps it from
        being looked at.
        """
        try:
            return self._again(chosen) or self._open(chosen)
        except (MkDocsException, SystemExit) as error:
            raise CannotRead(str(error).removeprefix("masthead: ")) from error

    def watched(self) -> list[Path]:
        """The folders and files that decide what is seen, as they were when all could be read."""
        return [path for path in self._watched if path.exists()]

    def _open(self, chosen: Chosen) -> Look:
        self._build = None  # whatever fails from here on, the next look is at everything
        config = load_config(str(self._file), site_dir=self._folder.name)
        plugin = next((p for p in config.plugins.values() if isinstance(p, MastheadPlugin)), None)
        if plugin is None:
            raise CannotRead(f"{self._file} does not load the plugin masthead")
        config.plugins.on_startup(command="serve", dirty=False)
        config = config.plugins.on_config(config)
        build = plugin.build
        build.quiet, build.now = True, self._now
        self._watched = (
            self._file, Path(config.docs_dir), root_of(config) / build.settings.authors_dir,
            *template_folders(config), *map(Path, config.watch),
        )  # fmt: skip
        try:
            config.plugins.on_pre_build(config=config)
            read = build.site
            build.has_read = presentable(read, chosen(read))
            files, nav = _planned(config)
            build.has_read = read  # the findings are about the files as they are
            _begin_pages(files, nav, config)
            _render_linked(build, chosen(read))
            environment = config.theme.get_env()
            config.plugins.on_env(environment, config=config, files=files)
        finally:
            build.stage.discard()
        if build.recording:
            build.recording.save(None, build.plan.catalog.kinship)
        self._renderer = build.renderer()
        look = _look(build, self._renderer, plugin.overlay.findings, chosen)
        self._build = build
        return look

    def _again(self, chosen: Chosen) -> Look | None:
        """The look at what was saved, if that concerns pieces alone; else None."""
        build, renderer = self._build, self._renderer
        if build is None or renderer is None or build.files is None:
            return None
        if host_state(build.config, build.settings) != build.host_state:
            return None
        known, site = build.plan.catalog, build.read()
        piece = chosen(site)
        plan = build.planned(presentable(site, piece), known.kinship)
        if plan.catalog.by_source != known.by_source or in_nav(build, plan):
            return None
        build.has_read, build.has_planned = site, plan
        _render_linked(build, piece)
        build.host_pages = pages_of(build.files)
        # Templates and shells are as they were: nothing that they are made of has changed.
        renderer = Renderer(renderer.environment, renderer.shell, site_view(plan.catalog))
        return _look(build, renderer, build.judged(site, plan), chosen)


def _planned(config: MkDocsConfig) -> tuple[Files, Navigation]:
    """MkDocs's files and navigation, with ours in them."""
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    return files, config.plugins.on_nav(nav, config=config, files=files)


def _begin_pages(files: Files, nav: Navigation, config: MkDocsConfig) -> None:
    """What navigations print of pages: titles; those in the first row as they are rendered."""
    for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
        if file.page is None:
            Page(None, file, config)
    for page in nav.pages:
        if isinstance(page, Page) and not isinstance(page.file, StandIn):
            page.read_source(config)
            if page in nav.items and "title" not in page.meta and "title" not in vars(page):
                _populate_page(page, config, files)


def _render_linked(build: Build, piece: Piece | None) -> None:
    """Render the ordinary pages to whose anchors the piece leads: then those are known."""
    library, files = build.site.library, build.files
    for link in piece.document.links if piece and files else ():
        target = locate(link.target, piece.key, library) if piece else None
        if files and target and target.is_page and target.anchor:
            file = files.get_file_from_path(target.key)
            if file and file.page and file.page.content is None:
                _populate_page(file.page, build.config, files)


def _look(
    build: Build, renderer: Renderer, findings: tuple[Diagnostic, ...], chosen: Chosen
) -> Look:
    plan, site = build.plan, build.site
    files: dict[str, Maker] = {
        file.dest_uri: partial(getattr, file, "content_bytes")
        for file in build.files or ()
        if _is_copied(file)
    }
    files |= makers(plan, renderer, site.gallery)
    piece, shown = chosen(site), plan.catalog.everything.by_key
    return Look(
        site=site, plan=plan, piece=shown.get(piece.key) if piece else None,
        files={file: partial(_made, maker) for file, maker in files.items()},
        findings=findings,
    )  # fmt: skip


def _is_copied(file: File) -> bool:
    """Whether it is one of MkDocs's that are copied as they are."""
    ours = isinstance(file, StandIn) or file.is_documentation_page()
    return not ours and file.inclusion.value >= InclusionLevel.DRAFT.value


def _made(maker: Maker) -> bytes:
    """The file, or what keeps it from being made as a fault of ours."""
    try:
        return translated(maker)
    except MkDocsException as error:
        raise CannotRead(str(error).removeprefix("masthead: ")) from error
