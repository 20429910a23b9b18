"""While serving: what MkDocs has built is shown, and whatever is saved is shown after its own work.

In: a Build whose events are through, or one that a saved file has made old. Out: nothing is
written; a LiveSite makes what somebody asks for.
"""

from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.structure.pages import Page
from msgspec import Struct
from msgspec.structs import replace

from masthead.build.live import LiveSite
from masthead.diagnostics import errors_of
from masthead.hosts.mkdocs import search
from masthead.hosts.mkdocs.build import Build
from masthead.hosts.mkdocs.overlay import Overlay
from masthead.hosts.mkdocs.publishing import MKDOCS_OWN
from masthead.hosts.mkdocs.state import host_state
from masthead.plan.output import SitePlan
from masthead.search.index import Wanted


class Show(Struct, frozen=True):
    """What a server shows: the live site, and the findings over it."""

    live: LiveSite
    overlay: Overlay

    def begin(self, build: Build) -> None:
        """Show what MkDocs has just built."""
        stage = build.stage
        for file in MKDOCS_OWN:
            stage.remove(file)
        for file in self.live.files:
            stage.keep_any(file)
        stage.commit()
        if build.recording:
            build.recording.save(None, build.plan.catalog.kinship)
        self._show(build)

    def renew(self, build: Build) -> bool:
        """Show what was saved, if that concerns pieces alone; returns whether that was all."""
        planned, config = build.has_planned, build.config
        if planned is None or host_state(config, build.settings) != build.host_state:
            return False
        known, site = planned.catalog, build.read()
        plan = build.planned(site, known.kinship)
        if build.lists or plan.catalog.by_source != known.by_source or in_nav(build, plan):
            return False
        self.overlay.findings = build.judged(site, plan)
        if errors_of(self.overlay.findings):
            return True
        build.has_read, build.has_planned = site, plan
        self.overlay.fault = ""
        self.overlay.attempt(partial(self._show, build))
        return True

    def _show(self, build: Build) -> None:
        plan = build.plan
        linked = build.aside.linked_assets(plan) if build.aside else []
        if build.box:
            mount = urlsplit(build.config.site_url or "/").path
            self.overlay.files = search.OnDemand(partial(_all_records, build, plan), mount)
        self.live.show(
            replace(plan, assets=(*plan.assets, *linked)),
            build.renderer(),
            build.site.gallery,
            Path(build.site_dir),
            self.overlay.attempt,
        )


def _all_records(build: Build, plan: SitePlan) -> Wanted:
    """What the search's index is made of."""
    planned, ways = build.search_records(plan)
    records = {one.key: one.make(plan.catalog) for one in planned}
    return Wanted(records, build.settings.lang, ways)


def in_nav(build: Build, plan: SitePlan) -> bool:
    """Whether the navigation would call one of our pages otherwise."""
    pieces = plan.catalog.whole.by_key
    own = build.aside.own if build.aside else ()
    held = {file.address: file for file in own if isinstance(file.page, Page)}
    others = {page.address: page for page in plan.pages if page.address in held}
    for address, file in held.items():
        if piece := pieces.get(file.src_uri):
            name: str = piece.title
        elif page := others.get(address):
            if page.source == "mkdocs.yml":  # its name is a setting, and settings are as they were
                continue
            name = page.made(plan.catalog).head.title
        else:
            return True
        if name != file.named():
            return True
    return False
