"""Chains: the way an idea grew, from the pieces linked by `from`.

In: a Library. Out: Ideas, each one connected set of steps in the order in which they appeared, and
the links between them. Steps that lead nowhere are left out; circles are cut (a check reports
both). Who may see which step is for the reader of this module to decide.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from masthead.content.library import Library
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

    @property
    def order(self) -> tuple[datetime, str]:
        """Oldest first; undated steps last."""
        return (self.of.date or _NEVER, self.id)


class Idea(Struct, frozen=True, kw_only=True):
    """A connected set of steps, oldest first. `grew` holds (source, result) pairs of step ids.

    `named` is the name that the steps or a file give it, empty when it goes by its first piece;
    `names` are all names given, more than one when ideas were merged without saying which stays.
    """

    id: str
    named: str
    names: tuple[str, ...]
    steps: tuple[Step, ...]
    grew: tuple[tuple[str, str], ...]


def find_ideas(library: Library) -> tuple[Idea, ...]:
    """All ideas, by id. A piece that nothing links is an idea only if it carries a name."""
    steps, grew = _links(library)
    results: dict[str, list[tuple[str, str]]] = {}
    for pair in grew:
        results.setdefault(pair[0], []).append(pair)
    groups = _connected(steps, grew)
    ideas = [_idea(group, steps, results, library) for group in groups]
    return tuple(sorted((idea for idea in ideas if idea), key=lambda idea: idea.id))


def step_sources(piece: Piece, library: Library) -> Iterator[Step]:
    """The steps that a piece grew from, as far as they exist."""
    steps = (find_step(source, piece, library) for source in piece.sources_of)
    return (step for step in steps if step and step.id != piece.key)


def find_step(source: str | InlineStep, piece: Piece, library: Library) -> Step | None:
    """The step that an entry of a piece's `from` names; an inline one yields to a file's."""
    if isinstance(source, InlineStep):
        with_file = library.by_external_url.get(source.url)
        return Step(with_file.key, with_file) if with_file else Step(source.url, source)
    found = library.find(source, piece)
    return Step(found.key, found) if found else None


def _links(library: Library) -> tuple[dict[str, Step], list[tuple[str, str]]]:
    steps = {piece.key: Step(piece.key, piece) for piece in library.pieces}
    grew: list[tuple[str, str]] = []
    for piece in library.pieces:
        for source in step_sources(piece, library):
            steps.setdefault(source.id, source)
            grew.append((source.id, piece.key))
    return steps, list(dict.fromkeys(grew))


def _connected(steps: Mapping[str, Step], grew: list[tuple[str, str]]) -> list[list[str]]:
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
    for source, result in grew:
        home[root(source)] = root(result)
        linked |= {source, result}
    groups: dict[str, list[str]] = {}
    roots = {root(id) for id in linked}
    for id in steps:
        if root(id) in roots:
            groups.setdefault(root(id), []).append(id)
    return list(groups.values())


def _idea(
    group: list[str],
    steps: Mapping[str, Step],
    results: Mapping[str, list[tuple[str, str]]],
    library: Library,
) -> Idea | None:
    members = sorted((steps[id] for id in group), key=lambda step: step.order)
    names = dict.fromkeys(s.of.idea for s in members if isinstance(s.of, Piece) and s.of.idea)
    own = [s.of for s in members if isinstance(s.of, Piece) and not s.of.elsewhere and s.of.id]
    filed = [piece.idea_id for piece in own if piece.idea_id in library.ideas]
    named = next(iter(names), "") or next(iter(filed), "")
    id = named or (own[0].idea_id if own else "")
    if not id:
        return None
    links = tuple(pair for step in members for pair in results.get(step.id, ()))
    return Idea(id=id, named=named, names=tuple(names), steps=tuple(members), grew=links)
