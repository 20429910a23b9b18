"""Builds a source tree as a host does, through the pipeline alone."""

from collections.abc import Callable
from pathlib import Path

from builders import SiteOnDisk, a_piece, a_site
from hosts.rendered import renderer_of
from masthead.build import pipeline
from masthead.build.crew import Crew
from masthead.build.indexing import begin_index
from masthead.build.publishing import Publisher
from masthead.build.recording import Recording
from masthead.plan.output import SitePlan
from masthead.plan.search import search_ways
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.write.stage import Stage

MARKDOWN = GfmMarkdown()
Hire = Callable[[Publisher, Recording], Crew]


def alone(_: Publisher, __: Recording) -> Crew:
    """This process makes everything."""
    return Crew()


def build(
    site: SiteOnDisk,
    *,
    preview: bool = False,
    hire: Hire = alone,
    packings: tuple[str, ...] = (),
    search: bool = False,
) -> int:
    """Build into `site/`, with the record in `.cache`; returns how many files were made."""
    cache = site.root / ".cache"
    stage = Stage(site.root / "site", cache).open()
    recording = Recording(cache, "site", site.settings)
    dialects = {"gfm": MARKDOWN, "mkdocs": MARKDOWN}
    read = pipeline.read_site(site.root, site.settings, dialects, site.now, memory=recording.memory)
    plan = pipeline.plan(read, preview=preview, pages={}, kinship=recording.kinship())
    publisher = pipeline.publisher_of(read, plan, renderer_of(plan), stage, recording)
    finish = indexed(publisher, plan) if search else lambda: None
    publisher.crew = hire(publisher, recording)
    publisher.publish()
    finish()
    publisher.pack(packings)
    stage.commit()
    recording.save(publisher.settle(), plan.catalog.kinship)
    recording.close()
    return publisher.anew


def indexed(publisher: Publisher, plan: SitePlan) -> Callable[[], None]:
    """Begin with the search's index, as a host does whose own pages nobody is to find."""
    records, ways = plan.records(plan.catalog), search_ways(plan.catalog)
    return begin_index(publisher, records, plan.catalog.given.lang, ways)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a published site."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*") if file.is_file()
    }  # fmt: skip


def a_blog(folder: Path, pieces: int = 60) -> SiteOnDisk:
    """A site of so many pieces, on two topics."""
    files = {
        f"docs/posts/p{n:03}.md": a_piece(
            id=f"p{n:03}", title=f"Title {n}", date=f"2025-{1 + n % 12:02}-{1 + n % 28:02}",
            topics="[pricing]" if n % 2 else "[leakage]", authors="[ana-ruiz]",
            body=f"First words of {n}.\n\nMore of them.\n",
        )
        for n in range(pieces)
    }  # fmt: skip
    return a_site(folder, files, {"per_page": 5})
