"""The pipeline: read, check, plan, render, write. What a host or a command calls.

In: a folder and Settings. Out: findings, a plan, files in a Stage. The host decides when each step
runs; nothing here knows which host that is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from masthead.build import times
from masthead.build.crew import Crew
from masthead.build.epoch import program
from masthead.build.memory import uncollected
from masthead.build.publishing import Publisher
from masthead.build.recording import Recording
from masthead.build.workshop import Workshop
from masthead.checks import Subject, check_library, weigh
from masthead.checks.links import HostPages
from masthead.content.library import Library
from masthead.content.picture import is_picture
from masthead.diagnostics import BuildRefused, Diagnostic, Position, errors_of, found
from masthead.diagnostics.rules import (
    BROKEN_IMAGE,
    IMAGE_NOWHERE,
    MISSING_FOLDER,
    NO_FEED_AUTHORITY,
    NO_SITE_URL,
)
from masthead.images.gallery import Gallery, Progress, facts_below, size_below
from masthead.plan.clashes import check_addresses
from masthead.plan.facts import fingerprint
from masthead.plan.feeds.identity import default_authority
from masthead.plan.feeds.planner import check_moved_feeds
from masthead.plan.output import SitePlan
from masthead.plan.related import Kinship
from masthead.plan.sharing import check_share
from masthead.plan.site import plan_site
from masthead.ports import Dialects, Memory, NoMemory
from masthead.record.outputs import Published
from masthead.render.pages import Renderer
from masthead.settings import Settings
from masthead.source.library import read_library
from masthead.source.tree import Tree, read_tree, without
from masthead.write.stage import Stage

_NO_MEMORY: Final = NoMemory()


class Site(Struct, frozen=True):
    """A site that was read: everything that later steps need, and what was found so far."""

    root: Path
    settings: Settings
    now: datetime
    tree: Tree
    library: Library
    gallery: Gallery
    found: tuple[Diagnostic, ...] = field(default=())

    def lines(self, path: str) -> Sequence[str]:
        """The lines of a source file, to show with a finding."""
        if is_picture(path):
            return ()
        try:
            text = (self.root / path).read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            return ()
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@times.stage("reading")
@uncollected()
def read_site(
    root: Path,
    settings: Settings,
    dialects: Dialects,
    now: datetime,
    findings: Iterable[Diagnostic] = (),
    left_out: Callable[[str], bool] = lambda _: False,
    memory: Memory = _NO_MEMORY,
) -> Site:
    """Read and parse everything below `root`. `findings` are those about the configuration.

    `left_out` tells of a file below docs whether the host is told to leave it out of the site;
    `memory` knows pieces from earlier builds.
    """
    tree = without(read_tree(root, settings), left_out)
    library, about_files = read_library(tree, settings, dialects, memory)
    about_site = [
        found(
            settings.place("pieces"), MISSING_FOLDER,
            f"there is no folder {settings.docs_dir}/{folder}",
            "Make it, or take it out of `pieces`.",
        )
        for folder in tree.missing
    ]  # fmt: skip
    if not settings.site_url:
        about_site.append(found(
            settings.place("site_url"), NO_SITE_URL,
            "without `site_url` there are no sitemap, no canonical addresses and no sharing links",
            "Add `site_url: https://…`.",
        ))  # fmt: skip
    elif library.pieces and _lacks_authority(settings):
        about_site.append(_without_authority(settings))
    about_site += _missing_pictures(settings, tree)
    so_far = (*findings, *about_site, *about_files)
    return Site(root, settings, now, tree, library, Gallery(root), so_far)


def _missing_pictures(settings: Settings, tree: Tree) -> Iterator[Diagnostic]:
    """Images that the configuration names, and that are not below docs."""
    for setting, path in (("image", settings.image), ("organization", settings.organization.logo)):
        if path and "://" not in path and path not in tree.files:
            yield found(
                settings.place(setting), IMAGE_NOWHERE,
                f"there is no file {settings.docs_dir}/{path}",
                "Write the path below docs as it stands on the disk.",
            )  # fmt: skip


def _lacks_authority(settings: Settings) -> bool:
    feeds = settings.feeds
    return bool(feeds.collections) and not feeds.authority and "feeds" not in settings.faults


def _without_authority(settings: Settings) -> Diagnostic:
    line = f'`authority: "{default_authority(settings.site_url)}"`'
    return found(
        settings.place("feeds"), NO_FEED_AUTHORITY,
        "the ids of feed entries hold the host of `site_url`, and would change with it",
        f"Add this line below `feeds:` of the plugin masthead, and never change it: {line}",
    )  # fmt: skip


@times.stage("planning")
@uncollected()
def plan(
    site: Site,
    *,
    preview: bool,
    pages: Mapping[str, str],
    theirs: Collection[str] = (),
    kinship: Kinship | None = None,
) -> SitePlan:
    """The plan; `pages` are the addresses of the host's own pages by path below docs.

    `theirs` are the files that the host writes, `kinship` is how an earlier build found the pieces
    to be related.
    """
    docs, gallery = site.settings.docs_dir, site.gallery
    planned = plan_site(
        site.library, site.settings, now=site.now, preview=preview, pages=pages,
        size_of=partial(size_below, gallery, docs), facts_of=partial(facts_below, gallery, docs),
        theirs=theirs, kinship=kinship,
    )  # fmt: skip
    gallery.save()
    return planned


@uncollected()
def make_images(site: Site, plan: SitePlan, progress: Progress = lambda *_: None) -> None:
    """Make the smaller copies that are not there yet; `judge` then knows which cannot be made."""
    site.gallery.prepare(plan.derived, progress)


def _broken_images(gallery: Gallery) -> Iterator[Diagnostic]:
    for path, fault in sorted(gallery.faults.items()):
        yield found(Position(path), BROKEN_IMAGE, fault.message, fault.remedy)


@times.stage("checking")
@uncollected()
def judge(
    site: Site, plan: SitePlan, host: HostPages, host_files: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    """Every finding about the site, weighed and sorted. `host_files` maps files to sources."""
    subject = Subject(site.library, site.settings, site.now, host)
    findings = (
        *site.found,
        *check_library(subject),
        *check_addresses(plan, host_files),
        *check_moved_feeds(plan.catalog),
        *check_share(plan.catalog),
        *_broken_images(site.gallery),
    )
    return weigh(findings, site.settings)


def add(
    findings: tuple[Diagnostic, ...], more: Iterable[Diagnostic], settings: Settings
) -> tuple[Diagnostic, ...]:
    """The findings with more of them, weighed and sorted."""
    both = {*findings, *weigh(more, settings)}
    return tuple(sorted(both, key=lambda finding: finding.sort_key))


def refuse_errors(findings: tuple[Diagnostic, ...]) -> None:
    """Raise BuildRefused if there is an error among the findings."""
    if errors_of(findings):
        raise BuildRefused(findings)


@uncollected()
def publisher_of(
    site: Site,
    plan: SitePlan,
    renderer: Renderer,
    stage: Stage,
    recording: Recording | None = None,
    templates: bytes = b"",
    crew: Crew | None = None,
) -> Publisher:
    """What stages every file that is not as it was; the caller settles it after the commit.

    `templates` stands for the site's own; `crew` makes the files.
    """
    given, epoch = site.settings, b""
    if recording is not None:
        everywhere = (
            renderer.site, given.addresses, given.blog, given.use_directory_urls, given.docs_dir
        )  # fmt: skip
        epoch = program() + templates + fingerprint(everywhere)
    publisher = Publisher(
        gallery=site.gallery, shop=Workshop(plan, renderer, stage), crew=crew or Crew(),
        before=recording.before(epoch) if recording else Published(), now=Published(epoch),
    )  # fmt: skip
    publisher.compare()
    return publisher
