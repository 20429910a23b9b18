"""A chain as a tree of lines, drawn as a history of versions is.

In: a Chain. Out: Rows, each with what stands before its first line and before the lines below it.
The largest branch goes straight on, so that a chain of sixty steps is no wider than one of six;
what stands beside it is indented. A step with several sources stands below the youngest of them,
and the others refer to it. Circles, which a check reports, are cut.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from masthead.desk.chains import Chain, ChainStep


class Row(Struct, frozen=True):
    """A step: `lead` stands before it, `below` before its further lines.

    `again` is empty, or the key of the step below which this one stands with all that grew from it:
    here is only a reference.
    """

    step: ChainStep
    lead: str
    below: str
    again: str = ""


class _Forest(Struct, frozen=True):
    """What stands below each step, and below which one each stands."""

    children: Mapping[str, tuple[str, ...]]
    references: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, str]


def rows_of(chain: Chain) -> Iterator[Row]:
    """The rows from top to bottom."""
    steps = {step.key: step for step in chain.steps}
    parents = _parents(chain)
    forest = _forest(chain, parents)
    roots = [step.key for step in chain.steps if step.key not in parents]
    waiting = [Row(steps[root], "", "") for root in reversed(roots)]
    while waiting:
        row = waiting.pop()
        if row.again:
            yield row
            continue
        parts = [*forest.references[row.step.key], *forest.children[row.step.key]]
        goes_on = bool(forest.children[row.step.key])
        yield Row(row.step, row.lead, row.below + ("│ " if parts else "  "))
        waiting += reversed(_below(row, parts, steps, forest, goes_on=goes_on))


def _below(
    row: Row,
    parts: list[str],
    steps: Mapping[str, ChainStep],
    forest: _Forest,
    *,
    goes_on: bool,
) -> list[Row]:
    """The rows below one: references, branches, and at last what goes straight on."""
    rows: list[Row] = []
    references = len(forest.references[row.step.key])
    for number, key in enumerate(parts):
        last = number == len(parts) - 1
        if last and goes_on:
            rows.append(Row(steps[key], row.below, row.below))
            continue
        lead, below = ("└─", "  ") if last else ("├─", "│ ")
        again = forest.parents[key] if number < references else ""
        rows.append(Row(steps[key], row.below + lead, row.below + below, again))
    return rows


def _parents(chain: Chain) -> dict[str, str]:
    """Below which step each stands: its youngest source that does not lead back to it."""
    order = {step.key: number for number, step in enumerate(chain.steps)}
    parents: dict[str, str] = {}
    for step in chain.steps:
        for source in sorted(step.sources, key=lambda key: order[key], reverse=True):
            if not _leads_to(source, step.key, parents):
                parents[step.key] = source
                break
    return parents


def _leads_to(key: str, wanted: str, parents: Mapping[str, str]) -> bool:
    while key != wanted and key in parents:
        key = parents[key]
    return key == wanted


def _forest(chain: Chain, parents: Mapping[str, str]) -> _Forest:
    children: dict[str, list[str]] = {step.key: [] for step in chain.steps}
    references: dict[str, list[str]] = {step.key: [] for step in chain.steps}
    sizes = {step.key: 1 for step in chain.steps}
    for step in chain.steps:
        for source in step.sources:
            if parents.get(step.key) == source:
                children[source].append(step.key)
            elif step.key in parents:
                references[source].append(step.key)
        key = step.key
        while key in parents:
            key = parents[key]
            sizes[key] += 1
    return _Forest(
        # The largest last; of two alike, the younger.
        {key: tuple(sorted(below, key=lambda one: sizes[one])) for key, below in children.items()},
        {key: tuple(below) for key, below in references.items()},
        parents,
    )
