"""Write what has changed: every file whose facts or shell are not what they were.

In: a plan, what renders it, a stage, and what an earlier build Published. Out: the Published of
this build. A file that rests on the same facts has the same bytes, so it is left alone.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from masthead.build.crew import Crew
from masthead.build.workshop import Tables, Workshop
from masthead.images.gallery import Gallery
from masthead.plan.answers import answer
from masthead.plan.facts import Fact, fingerprint
from masthead.plan.output import Asset, Derived, Planned, Resource, ShellUse, SitePlan
from masthead.record.outputs import Made, Published, Words, numbers_in, packed
from masthead.write.pack import pack
from masthead.write.stage import Stage

_LATE: Final[Fact] = ("listings",)
"""A fact that is known only when all pages are."""
_PACKED: Final[Words] = ("packed",)
"""Tells packed files from those that something asks for."""


def _untold(_: int, __: int) -> None:
    """Nobody looks."""


class Publisher(Struct, kw_only=True):
    """Publishes one plan. `before` is of an earlier build, with nothing in it if there was none."""

    gallery: Gallery
    shop: Workshop
    before: Published
    now: Published
    crew: Crew = field(default_factory=Crew)
    progress: Callable[[int, int], None] = _untold
    """Told how many files are made, and of how many."""
    anew: int = 0
    """How many files were made."""
    changed: set[int] = field(default_factory=set)
    other_shells: set[int] = field(default_factory=set)
    tables: Tables = field(default_factory=Tables)

    @property
    def plan(self) -> SitePlan:
        """What is published."""
        return self.shop.plan

    @property
    def stage(self) -> Stage:
        """Where it goes."""
        return self.shop.stage

    def publish(self) -> None:
        """Stage whatever differs. `now` is complete when `settle` has been called after that."""
        planned = self.plan.planned
        missing = []
        for number, one in enumerate(planned):
            made = self._kept(one.file, one.words)
            if made is None:
                missing.append(number)
            else:
                self.now.files[one.file] = made
        for count, row in enumerate(self.crew.make(missing, self.shop, self.tables), start=1):
            self.progress(count, len(missing))
            one = planned[row.number]
            self.stage.note(one.file, row.written)
            self.now.files[one.file] = Made(one.words, row.facts, row.shell, -1, 0, row.listing)
        self.anew += len(missing)
        listings = self.plan.catalog.listings
        for page in self.plan.pages:
            if listing := self.now.files[page.file].listing:
                listings[page.address] = listing
        self._compare_late()
        for file in self.plan.last(self.plan.catalog):
            self.now.files[file.file] = self._kept(file.file, file.words) or self._file(file)
        for asset in self.plan.assets:
            self.copy(asset)
        for derived in self.plan.derived:
            self._derive(derived)
        self.gallery.save()
        self.gallery.tidy(self.plan.derived)

    def copy(self, asset: Asset) -> None:
        """Stage a file that is copied."""
        words = (asset.source, *self.gallery.state(asset.source))
        self._put(asset.file, words, partial(self.gallery.published, asset.source))

    def _derive(self, derived: Derived) -> None:
        words = (derived.source, self.gallery.name(derived))
        self._put(derived.file, words, partial(self.gallery.copy, derived))

    def _put(self, file: str, words: Words, data: Callable[[], bytes]) -> None:
        """Stage a file that rests on no facts."""
        made = self._kept(file, words)
        if made is None:
            self.anew += 1
            self.stage.put(file, data())
            made = Made(words, b"", -1, -1, 0)
        self.now.files[file] = made

    def pack(self, packings: Iterable[str]) -> None:
        """Stage packed files beside those of text. All others have to be staged before."""
        files = self.before.files.items()
        known = {file: (one.size, one.mtime) for file, one in files if one.words == _PACKED}
        done = pack(self.stage, packings, known)
        for file in done.kept:
            self.now.files[file] = self.before.files[file]
        for file in done.made:
            self.now.files[file] = Made(_PACKED, b"", -1, -1, 0)
        self.anew += len(done.made)

    def shared(self, file: str, words: Words, make: Callable[[], bytes]) -> None:
        """Stage a file of the host's that needs something of ours. `words` stand for its part."""
        made = self._kept(file, words)
        if made is None:
            data, facts = self.plan.catalog.reads.apart(make)
            self.anew += 1
            self.stage.put(file, data)
            made = Made(words, packed(self.tables.numbers(facts)), -1, -1, 0)
        self.now.files[file] = made

    def settle(self) -> Published | None:
        """What was published, now that it lies where it belongs; None if all is as it was."""
        now, before = self.now, self.before
        if not (self.anew or self.changed or self.other_shells) and (
            now.files.keys() == before.files.keys()
        ):
            return None
        for file, made in now.files.items():
            if made.size < 0:
                size, mtime = self.stage.about(file)
                now.files[file] = Made(
                    made.words, made.facts, made.shell, size, mtime, made.listing
                )
        for name, group in now.groups.items():
            about = {
                file: self.stage.about(file) if size < 0 else (size, mtime)
                for file, (size, mtime) in group.files.items()
            }
            now.groups[name] = replace(group, files=about)
        now.facts, now.uses = [*self.tables.facts], [*self.tables.uses]
        for fact in now.facts[len(now.answers) :]:
            now.answers.append(answer(self.plan.catalog, fact))
        now.shells += map(self._shell, now.uses[len(now.shells) :])
        now.tidied = before.tidied
        now.tidy()
        return now

    def compare(self) -> None:
        """Ask every question anew that an earlier build asked."""
        before, now, catalog = self.before, self.now, self.plan.catalog
        self.tables.facts.update((fact, number) for number, fact in enumerate(before.facts))
        self.tables.uses.update((use, number) for number, use in enumerate(before.uses))
        late = self.tables.facts.get(_LATE)
        now.answers = [
            b"" if number == late else answer(catalog, fact)
            for number, fact in enumerate(before.facts)
        ]
        now.shells = [*map(self._shell, before.uses)]
        self.changed = set(_differences(before.answers, now.answers))
        self.other_shells = set(_differences(before.shells, now.shells))
        if late is not None:
            self.changed.discard(late)

    def _compare_late(self) -> None:
        late = self.tables.facts.get(_LATE)
        if late is not None and late < len(self.before.answers):
            self.now.answers[late] = answer(self.plan.catalog, _LATE)
            if self.now.answers[late] != self.before.answers[late]:
                self.changed.add(late)

    def _shell(self, use: ShellUse) -> bytes:
        return fingerprint(self.shop.renderer.shell(use.key).cut(use.empty))

    def _kept(self, file: str, words: Words) -> Made | None:
        """The file as it was published, if there is no reason to make it anew."""
        made = self.before.files.get(file)
        if (
            made is None
            or made.shell in self.other_shells
            or not self.as_it_was(made.facts)
            or made.words != words
            or not self.stage.keep(file, (made.size, made.mtime))
        ):
            return None
        return made

    def as_it_was(self, facts: bytes) -> bool:
        """Whether all of these facts, by their packed numbers, have the answers that they had."""
        return not self.changed or self.changed.isdisjoint(numbers_in(facts))

    def _file(self, file: Planned[Resource]) -> Made:
        catalog = self.plan.catalog
        resource, facts = catalog.reads.apart(partial(file.made, catalog))
        self.anew += 1
        self.stage.put(file.file, self.shop.renderer.resource(resource))
        return Made(file.words, packed(self.tables.numbers(facts)), -1, -1, 0)


def _differences(before: list[bytes], now: list[bytes]) -> Iterator[int]:
    return (
        number for number, pair in enumerate(zip(before, now, strict=True)) if pair[0] != pair[1]
    )
