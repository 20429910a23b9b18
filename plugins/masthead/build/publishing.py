"""Write what has changed: every file whose facts or shell are not what they were.

In: a plan, what renders it, a stage, and what an earlier build Published. Out: the Published of
this build. A file that rests on the same facts has the same bytes, so it is left alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from msgspec import Struct, field

from masthead.images.gallery import Gallery
from masthead.plan.answers import answer
from masthead.plan.facts import Fact, fingerprint
from masthead.plan.output import (
    Asset,
    Derived,
    Output,
    Planned,
    Resource,
    ShellUse,
    SitePlan,
    listing_of,
)
from masthead.record.outputs import Group, Made, Published
from masthead.render.pages import Renderer
from masthead.write.pack import pack
from masthead.write.stage import Stage

_LATE: Final[Fact] = ("listings",)
"""A fact that is known only when all pages are."""
_PACKED: Final = b"packed"
"""Tells packed files from those that something asks for."""


class Publisher(Struct, kw_only=True):
    """Publishes one plan. `before` is of an earlier build, with nothing in it if there was none."""

    gallery: Gallery
    plan: SitePlan
    renderer: Renderer
    stage: Stage
    before: Published
    now: Published
    anew: int = 0
    """How many files were made."""
    changed: set[int] = field(default_factory=set)
    other_shells: set[int] = field(default_factory=set)
    numbers: dict[Fact, int] = field(default_factory=dict)
    used: dict[ShellUse, int] = field(default_factory=dict)

    def publish(self) -> None:
        """Stage whatever differs. `now` is complete when `settle` has been called after that."""
        listings = self.plan.catalog.listings
        for page in self.plan.pages:
            made = self._kept(page.file, page.words) or self._page(page)
            self.now.files[page.file] = made
            if made.listing:
                listings[page.address] = made.listing
        for file in self.plan.files:
            self.now.files[file.file] = self._kept(file.file, file.words) or self._file(file)
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

    def _put(self, file: str, words: tuple[object, ...], data: Callable[[], bytes]) -> None:
        """Stage a file that rests on no facts."""
        made = self._kept(file, words)
        if made is None:
            self.anew += 1
            self.stage.put(file, data())
            made = Made(fingerprint(words), (), -1, -1, 0)
        self.now.files[file] = made

    def pack(self, packings: Iterable[str]) -> None:
        """Stage packed files beside those of text. All others have to be staged before."""
        files = self.before.files.items()
        known = {file: (one.size, one.mtime) for file, one in files if one.words == _PACKED}
        packed = pack(self.stage, packings, known)
        for file in packed.kept:
            self.now.files[file] = self.before.files[file]
        for file in packed.made:
            self.now.files[file] = Made(_PACKED, (), -1, -1, 0)
        self.anew += len(packed.made)

    def shared(self, file: str, words: tuple[object, ...], make: Callable[[], bytes]) -> None:
        """Stage a file of the host's that needs something of ours. `words` stand for its part."""
        made = self._kept(file, words)
        if made is None:
            data, facts = self.plan.catalog.reads.apart(make)
            self.anew += 1
            self.stage.put(file, data)
            made = Made(fingerprint(words), tuple(map(self._number, facts)), -1, -1, 0)
        self.now.files[file] = made

    def group(
        self, name: str, words: tuple[object, ...],
        begin: Callable[[], Callable[[], Mapping[str, bytes]]],
    ) -> Callable[[], None]:  # fmt: skip
        """Begin to make files that are made together; what comes back stages them."""
        mark, was = fingerprint(words), self.before.groups.get(name)
        if was and was.words == mark and self.changed.isdisjoint(was.facts):
            there = [self.stage.keep(file, about) for file, about in was.files.items()]
            if all(there):
                self.now.groups[name] = was
                return lambda: None
        finish, facts = self.plan.catalog.reads.apart(begin)
        numbers = tuple(map(self._number, facts))
        self.anew += 1

        def staged() -> None:
            files = finish()
            for file, data in files.items():
                self.stage.put(file, data)
            self.now.groups[name] = Group(mark, numbers, dict.fromkeys(files, (-1, 0)))

        return staged

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
            now.groups[name] = Group(group.words, group.facts, about)
        for fact in now.facts[len(now.answers) :]:
            now.answers.append(answer(self.plan.catalog, fact))
        return now

    def compare(self) -> None:
        """Ask every question anew that an earlier build asked."""
        before, now, catalog = self.before, self.now, self.plan.catalog
        now.facts, now.uses = [*before.facts], [*before.uses]
        self.numbers = {fact: number for number, fact in enumerate(now.facts)}
        self.used = {use: number for number, use in enumerate(now.uses)}
        late = self.numbers.get(_LATE)
        now.answers = [
            b"" if number == late else answer(catalog, fact)
            for number, fact in enumerate(now.facts)
        ]
        now.shells = [self.renderer.shell(use.key).fingerprint(use.empty) for use in now.uses]
        self.changed = set(_differences(before.answers, now.answers))
        self.other_shells = set(_differences(before.shells, now.shells))
        if late is not None:
            self.changed.discard(late)

    def _compare_late(self) -> None:
        late = self.numbers.get(_LATE)
        if late is not None and late < len(self.before.answers):
            self.now.answers[late] = answer(self.plan.catalog, _LATE)
            if self.now.answers[late] != self.before.answers[late]:
                self.changed.add(late)

    def _kept(self, file: str, words: tuple[object, ...]) -> Made | None:
        """The file as it was published, if there is no reason to make it anew."""
        made = self.before.files.get(file)
        if (
            made is None
            or made.shell in self.other_shells
            or not self.changed.isdisjoint(made.facts)
            or made.words != fingerprint(words)
            or not self.stage.keep(file, (made.size, made.mtime))
        ):
            return None
        return made

    def _page(self, page: Planned[Output]) -> Made:
        catalog = self.plan.catalog
        output, facts = catalog.reads.apart(partial(page.made, catalog))
        text, use = self.renderer.rendered(output)
        self.anew += 1
        self.stage.put(page.file, text.encode())
        shell = -1 if use is None else self._shell(use)
        return self._made(page, facts, shell, listing=True, output=output)

    def _file(self, file: Planned[Resource]) -> Made:
        catalog = self.plan.catalog
        resource, facts = catalog.reads.apart(partial(file.made, catalog))
        self.anew += 1
        self.stage.put(file.file, self.renderer.resource(resource))
        return self._made(file, facts, -1)

    def _made(
        self, planned: Planned[Output] | Planned[Resource], facts: Iterable[Fact], shell: int,
        *, listing: bool = False, output: Output | None = None,
    ) -> Made:  # fmt: skip
        numbers = tuple(map(self._number, facts))
        listed = listing_of(output) if listing and output else None
        return Made(fingerprint(planned.words), numbers, shell, -1, 0, listed)

    def _number(self, fact: Fact) -> int:
        number = self.numbers.get(fact)
        if number is None:
            number = self.numbers[fact] = len(self.now.facts)
            self.now.facts.append(fact)
        return number

    def _shell(self, use: ShellUse) -> int:
        number = self.used.get(use)
        if number is None:
            number = self.used[use] = len(self.now.uses)
            self.now.uses.append(use)
            self.now.shells.append(self.renderer.shell(use.key).fingerprint(use.empty))
        return number


def _differences(before: list[bytes], now: list[bytes]) -> Iterator[int]:
    return (
        number for number, pair in enumerate(zip(before, now, strict=True)) if pair[0] != pair[1]
    )
