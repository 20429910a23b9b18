"""Chains: the way an idea grew, from the pieces linked by `from`.

In: a Library, and who looks at it. Out: Ideas, each one connected set of steps, sources before what
grew from them, and the links between them. Sources that lead nowhere are left out, and circles are
cut where they close (a check reports both). Which pieces are public is for the caller to say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict

from masthead.content.library import Library, same_address
from masthead.content.piece import InlineStep, Piece

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Step(Struct, frozen=True):
    """One step of a chain: a piece with a file, or an inline one; `id` is unique in the site."""

    id: str
    of: Piece | InlineStep

    @property
    def date(self) -> datetime | None:
        """When the step appeared, if it is known."""
        return self.of.date


Sources = Mapping[str, tuple[Step, ...]]
"""What each piece grew from, by the piece's key. Without circles."""


class Idea(Struct, frozen=True, kw_only=True, dict=True):
    """A connected set of steps, oldest first. `grew` holds (source, result) pairs of step ids.

    A source comes before its results whatever the dates say; an undated one just before the first
    of them. `named` is the name that the steps or a file give it, empty when it goes by its first
    piece; `names` are all names given, more than one when ideas were merged without saying which
    stays.
    """

    id: str
    named: str
    names: tuple[str, ...]
    steps: tuple[Step, ...]
    grew: tuple[tuple[str, str], ...]

    @property
    def heads(self) -> Iterator[Piece]:
        """The pieces with a page of their own that grew from none such, in order.

        Each may have given an idea of its own its name, before what it grew into was merged.
        """
        within: set[str] = set()
        for step in self.steps:  # sources first
            own = isinstance(step.of, Piece) and not step.of.elsewhere
            grew = not within.isdisjoint(self.sources.get(step.id, ()))
            if own and not grew and isinstance(step.of, Piece):
                yield step.of
            if own or grew:
                within.add(step.id)

    @cached_property
    def sources(self) -> Mapping[str, Sequence[str]]:
        """What each step grew from, by ids; nothing for a root."""
        sources: dict[str, list[str]] = {}
        for source, result in self.grew:
            sources.setdefault(result, []).append(source)
        return sources

    @cached_property
    def results(self) -> Mapping[str, Sequence[str]]:
        """What grew from each step, by ids; nothing for a leaf."""
        results: dict[str, list[str]] = {}
        for source, result in self.grew:
            results.setdefault(source, []).append(result)
        return results


def find_ideas(library: Library, sources: Sources | None = None) -> tuple[Idea, ...]:
    """All ideas, by id. A piece that nothing links is an idea only if it carries a name.

    `sources` are those of the library's pieces, if they are known already.
    """
    known = find_sources(library) if sources is None else sources
    steps = _steps(library, known)
    ideas = [_idea(_in_order(g, steps, known), known, library) for g in _connected(steps, known)]
    return tuple(sorted((idea for idea in ideas if idea), key=lambda idea: idea.id))


def find_sources(library: Library, shown: Set[str] | None = None) -> Sources:
    """What each piece grew from, as editors know it, or those who see the pieces `shown` (keys).

    For them, a link leads through the files that they do not see to what those grew from in turn,
    so that the steps around still connect. What only a hidden file says of a step without a file
    stays hidden, and so does a step that any piece calls private.
    """
    direct = {p.key: tuple(step_sources(p, library)) for p in library.pieces if p.sources_of}
    said = _said(step for key in direct if shown is None or key in shown for step in direct[key])
    if shown is None:
        found = {
            key: tuple(said.get(step.id, step) for step in steps) for key, steps in direct.items()
        }
    else:
        public = {id: step for id, step in said.items() if _is_public(step)}
        found = {key: tuple(_through(key, direct, shown, public)) for key in direct.keys() & shown}
        found = {key: found[key] for key in direct if key in found}
    return _without_circles(found)


def step_sources(piece: Piece, library: Library) -> Iterator[Step]:
    """The steps that a piece's own file names, as far as they exist; each once."""
    steps = (find_step(source, piece, library) for source in piece.sources_of)
    return iter({step.id: step for step in steps if step and step.id != piece.key}.values())


def find_step(source: str | InlineStep, piece: Piece, library: Library) -> Step | None:
    """The step that an entry of a piece's `from` names; an inline one yields to a file's."""
    if isinstance(source, InlineStep):
        with_file = library.at_address(source.url)
        return (
            Step(with_file.key, with_file) if with_file else Step(same_address(source.url), source)
        )
    found = library.find(source, piece)
    return Step(found.key, found) if found else None


def _is_public(step: Step) -> bool:
    return isinstance(step.of, Piece) or step.of.visibility == "public"


def _said(steps: Iterable[Step]) -> dict[str, Step]:
    """Steps without a file, by id, each with all that is said of it wherever it is named.

    Of two words on one matter the first holds; whoever calls it private is believed.
    """
    said: dict[str, InlineStep] = {}
    for step in steps:
        if isinstance(step.of, InlineStep):
            before = said.setdefault(step.id, step.of)
            if before is not step.of:
                told = {name: value for name, value in asdict(before).items() if value}
                private = "private" in (before.visibility, step.of.visibility)
                both = {**asdict(step.of), **told, "visibility": "private" if private else "public"}
                said[step.id] = InlineStep(**both)
    return {id: Step(id, inline) for id, inline in said.items()}


def _through(
    key: str, direct: Sources, shown: Set[str], public: Mapping[str, Step]
) -> Iterator[Step]:
    """The sources of a piece that are seen, those of the hidden ones in their place."""
    met = {key}
    ahead = [*reversed(direct[key])]
    while ahead:
        step = ahead.pop()
        if step.id in met:
            continue
        met.add(step.id)
        if isinstance(step.of, InlineStep):
            if step.id in public:
                yield public[step.id]
        elif step.id in shown:
            yield step
        else:
            beyond = direct.get(step.id, ())
            ahead.extend(s for s in reversed(beyond) if isinstance(s.of, Piece))


def _without_circles(sources: Sources) -> Sources:
    """The same without each link that closes a circle. Iterative: chains are long."""
    kept: dict[str, tuple[Step, ...]] = {}
    done: set[str] = set()
    for start in sources:
        ahead = [start]
        while ahead:
            key = ahead[-1]
            if key in kept:
                done.add(ahead.pop())
                continue
            # What was begun and is not done lies on the way here.
            found = sources.get(key, ())
            kept[key] = tuple(
                s for s in found if s.id in done or (s.id not in kept and s.id != key)
            )
            ahead.extend(step.id for step in kept[key] if step.id not in done)
    return {key: kept[key] for key in sources}


def _steps(library: Library, sources: Sources) -> dict[str, Step]:
    steps = {piece.key: Step(piece.key, piece) for piece in library.pieces}
    for found in sources.values():
        for step in found:
            steps.setdefault(step.id, step)
    return steps


def _connected(steps: Mapping[str, Step], sources: Sources) -> list[list[str]]:
    """Groups of connected steps, and lone steps that carry an idea's name."""
    home = {id: id for id in steps}

    def root(id: str) -> str:
        while home[id] != id:
            home[id] = home[home[id]]
            id = home[id]
        return id

    by_name: dict[str, str] = {}
    for id, step in steps.items():
        if isinstance(step.of, Piece) and step.of.idea:
            home[root(id)] = root(by_name.setdefault(step.of.idea, id))
    linked = set(by_name.values())
    for result, found in sources.items():
        for source in found:
            home[root(source.id)] = root(result)
            linked |= {source.id, result}
    groups: dict[str, list[str]] = {}
    roots = {root(id) for id in linked}
    for id in steps:
        if root(id) in roots:
            groups.setdefault(root(id), []).append(id)
    return list(groups.values())


def _in_order(group: list[str], steps: Mapping[str, Step], sources: Sources) -> list[Step]:
    """The steps of a group, oldest first, sources before results."""
    waiting = dict.fromkeys(group, 0)
    for id in group:
        for source in sources.get(id, ()):
            waiting[source.id] += 1
    # From the leaves up: nobody counts as younger than what grew from it.
    moment = {id: steps[id].date or _NEVER for id in group}
    height = dict.fromkeys(group, 0)
    ready = [id for id in group if not waiting[id]]
    while ready:
        id = ready.pop()
        for source in sources.get(id, ()):
            moment[source.id] = min(moment[source.id], moment[id])
            height[source.id] = max(height[source.id], height[id] + 1)
            waiting[source.id] -= 1
            if not waiting[source.id]:
                ready.append(source.id)
    return [steps[id] for id in sorted(group, key=lambda id: (moment[id], -height[id], id))]


def _idea(members: list[Step], sources: Sources, library: Library) -> Idea | None:
    names = dict.fromkeys(s.of.idea for s in members if isinstance(s.of, Piece) and s.of.idea)
    own = [s.of for s in members if isinstance(s.of, Piece) and not s.of.elsewhere and s.of.id]
    filed = [piece.idea_id for piece in own if piece.idea_id in library.ideas]
    named = next(iter(names), "") or next(iter(filed), "")
    id = named or (own[0].idea_id if own else "")
    if not id:
        return None
    links = [(source.id, s.id) for s in members for source in sources.get(s.id, ())]
    return Idea(
        id=id, named=named, names=tuple(names), steps=tuple(members), grew=tuple(links)
    )  # fmt: skip
