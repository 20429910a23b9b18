"""Make planned files, here or in other processes.

In: the numbers of planned files. Out: for each, the facts that it rests on, the shell that it was
set into and what the sitemap says of it; its bytes are in the stage. A process that was forked has
the workshop already; any other is sent a Job, and opens one of its own.
"""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct, field

from masthead.build import times
from masthead.build.memory import uncollected
from masthead.content.library import Library
from masthead.images.gallery import Gallery, facts_below, size_below
from masthead.plan.catalog import Catalog
from masthead.plan.facts import Fact
from masthead.plan.feeds.planner import forget_feeds
from masthead.plan.output import Output, Planned, Resource, ShellKey, ShellUse, SitePlan, listing_of
from masthead.plan.related import Kinship
from masthead.plan.site import plan_site
from masthead.plan.views import Listing
from masthead.ports import Cut
from masthead.record.outputs import packed
from masthead.render.environment import make_environment
from masthead.render.pages import Renderer, filled
from masthead.render.resources import FEEDS
from masthead.render.site import site_view
from masthead.settings import Settings
from masthead.write.spool import Spool
from masthead.write.stage import Stage


class Row(NamedTuple):
    """A file that was made: its number in the plan, those of its facts, packed, that of its shell.

    And whether it differs from the one that is published.
    """

    number: int
    facts: bytes
    shell: int
    listing: Listing | None
    written: bool


class Tables(Struct):
    """Facts and uses of shells, each with a number in the order in which they came."""

    facts: dict[Fact, int] = field(default_factory=dict)
    uses: dict[ShellUse, int] = field(default_factory=dict)

    def numbers(self, facts: Iterable[Fact]) -> list[int]:
        """The numbers of facts."""
        known = self.facts
        return [known.setdefault(fact, len(known)) for fact in facts]

    def use(self, use: ShellUse | None) -> int:
        """The number of a use; -1 for none."""
        return -1 if use is None else self.uses.setdefault(use, len(self.uses))


class Done(NamedTuple):
    """What a worker made, with its own tables."""

    rows: list[Row]
    facts: list[Fact]
    uses: list[ShellUse]


class Workshop(Struct, frozen=True):
    """All that it takes to make the files of a plan."""

    plan: SitePlan
    renderer: Renderer
    stage: Stage

    def prepare(self) -> None:
        """Do what each of several processes would do first, once for all of them."""
        self.plan.catalog.prepare()
        self.renderer.prepare(planned.template for planned in self.plan.planned)

    def make(self, number: int, tables: Tables) -> Row:
        """Make the file with this number, pages first, and stage it."""
        if not times.wanted():
            return self._make(number, tables)
        with times.kind(self.plan.planned[number].template):
            return self._make(number, tables)

    def _make(self, number: int, tables: Tables) -> Row:
        planned, catalog = self.plan.planned[number], self.plan.catalog
        if planned.template not in FEEDS:  # they come first: see the crew
            forget_feeds(catalog)
            self.renderer.forget_feeds()
        made, facts = _asked(catalog, planned)
        if isinstance(made, Output):
            data, use = self.renderer.rendered(made)
            written = self.stage.write(made.file, data)
            listing: Listing | None = listing_of(made)
        else:
            use, listing = None, None
            written = self.stage.write(made.file, self.renderer.resource(made))
        return Row(number, packed(tables.numbers(facts)), tables.use(use), listing, written)


def _asked(
    catalog: Catalog, planned: Planned[Output] | Planned[Resource]
) -> tuple[Output | Resource, set[Fact]]:
    return catalog.reads.apart(lambda: planned.made(catalog))


class CutShells(Struct, frozen=True):
    """Shells as bytes between holes, for processes that have no host."""

    cuts: Mapping[ShellUse, Cut]

    def __call__(self, key: ShellKey) -> "CutShell":
        """The shell for a key."""
        return CutShell(key, self.cuts)


class CutShell(Struct, frozen=True):
    """One of them. Raises KeyError where nobody has cut it."""

    key: ShellKey
    cuts: Mapping[ShellUse, Cut]

    def fill(self, slots: dict[str, str]) -> bytes:
        """See `masthead.ports.Shell`."""
        return filled(self.cut(tuple(slot for slot, value in slots.items() if not value)), slots)

    def cut(self, empty: tuple[str, ...]) -> Cut:
        """See `masthead.ports.Shell`."""
        return self.cuts[ShellUse(self.key, empty)]


class Inputs(Struct, frozen=True, kw_only=True):
    """What a plan is made of, and what its files are rendered with."""

    library: Library
    settings: Settings
    now: datetime
    preview: bool
    pages: dict[str, str]
    theirs: tuple[str, ...]
    kinship: Kinship
    gallery: Gallery
    templates: tuple[str, ...]
    shells: CutShells
    stage: Stage

    def open(self) -> Workshop:
        """A workshop of one's own."""
        gallery, docs = self.gallery, self.settings.docs_dir
        plan = plan_site(
            self.library, self.settings, now=self.now, preview=self.preview, pages=self.pages,
            size_of=partial(size_below, gallery, docs),
            facts_of=partial(facts_below, gallery, docs), theirs=self.theirs, kinship=self.kinship,
        )  # fmt: skip
        environment = make_environment([Path(one) for one in self.templates], self.settings.lang)
        renderer = Renderer(environment, self.shells, site_view(plan.catalog), Spool)
        return Workshop(plan, renderer, self.stage)


class Job(Struct, frozen=True):
    """Names a workshop: `file` holds its Inputs, for processes that have to open it themselves."""

    token: str
    file: str


OPEN: Final[dict[str, Workshop]] = {}
"""The workshops of this process, by token; those that are forked find their parent's here."""


@uncollected()
def work(job: Job, numbers: Sequence[int]) -> Done:
    """Make these files. What has no shell here is left out, for the caller to make."""
    workshop = OPEN.get(job.token)
    if workshop is None:
        inputs: Inputs = pickle.loads(Path(job.file).read_bytes())  # noqa: S301 - written by us, for us
        workshop = OPEN[job.token] = inputs.open()
    tables = Tables()
    rows = [*_made(workshop, numbers, tables)]
    return Done(rows, [*tables.facts], [*tables.uses])


def _made(workshop: Workshop, numbers: Sequence[int], tables: Tables) -> Iterator[Row]:
    for number in numbers:
        try:
            yield workshop.make(number, tables)
        except KeyError as missing:
            if not isinstance(missing.args[0], ShellUse):
                raise
