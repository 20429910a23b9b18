"""The end of `mkdocs build`: everything of ours is made, and published at once.

In: a Build whose events are through. Out: the published site, and a record of how it came about.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import Final

from masthead.build import memory, pipeline, times
from masthead.build.crew import EXECUTOR, Crew, named_executor, processors
from masthead.build.epoch import templates
from masthead.build.indexing import begin_index
from masthead.build.publishing import Publisher
from masthead.build.sending import send
from masthead.hosts.mkdocs import search
from masthead.hosts.mkdocs.build import Build
from masthead.hosts.mkdocs.progress import Progress
from masthead.hosts.mkdocs.settings import template_folders
from masthead.plan.machines.sitemap import PACKED, SITEMAP
from masthead.record.outputs import Published

MKDOCS_OWN: Final = (SITEMAP, PACKED)
"""What MkDocs writes too, of which ours is an extension."""

log = logging.getLogger("mkdocs.plugins.masthead")


def publish(build: Build) -> None:
    """Make what is to be made anew, publish everything at once, and record it."""
    published = _publish(build)  # what has been rendered is no longer in memory
    with times.stage("recording"):
        if build.recording:
            build.recording.save(published, build.plan.catalog.kinship)


def _publish(build: Build) -> Published | None:
    plan, stage = build.plan, build.stage
    log.info("Rendering %d pages", len(plan.pages))
    for file in MKDOCS_OWN:
        stage.remove(file)
    with times.stage("comparing"):
        publisher = pipeline.publisher_of(
            build.site, plan, build.renderer(), stage, build.recording,
            templates(template_folders(build.config)),
        )  # fmt: skip
    finish = _begin_index(build, publisher)
    publisher.progress = progress = Progress(log)
    with times.stage("making"), memory.uncollected(), _crew(build, publisher) as crew:
        publisher.crew = crew
        publisher.publish()
    progress.end()
    with times.stage("the rest of the search index"):
        finish()
    _put_shared_files(build, publisher)
    publisher.pack(build.settings.compress)
    with times.stage("publishing"):
        written, removed = stage.commit()
    log.info("Published to %s: %d files written, %d removed", build.site_dir, written, removed)
    with times.stage("settling"):
        return publisher.settle() if build.recording else None


def _begin_index(build: Build, publisher: Publisher) -> Callable[[], None]:
    """Begin with the search's index, which is made while pages are rendered."""
    if not build.box:
        return lambda: None
    records, ways = build.search_records(build.plan)
    return begin_index(publisher, records, build.settings.lang, ways)


@contextmanager
def _crew(build: Build, publisher: Publisher) -> Iterator[Crew]:
    """Processes of our own, or those of the executor that the environment names."""
    name = os.environ.get(EXECUTOR)
    if not name:
        yield Crew(workers=processors())
        return
    sending = partial(
        send, shop=publisher.shop, gallery=publisher.gallery, preview=build.serving,
        pages=build.pages,
        theirs=[*build.theirs], templates=template_folders(build.config),
    )  # fmt: skip
    with named_executor(name) as executor:
        yield Crew(workers=processors(), executor=executor, send=sending)


def _put_shared_files(build: Build, publisher: Publisher) -> None:
    """Files that MkDocs wrote for its own pages, and that need ours as well."""
    plan = build.plan
    if build.aside:
        for asset in build.aside.linked_assets(plan):
            publisher.copy(asset)
    index = build.stage.take(search.INDEX)
    if index is not None:
        words = (sha256(index).hexdigest(),)
        publisher.shared(search.INDEX, words, lambda: search.with_records(index, plan.search))
