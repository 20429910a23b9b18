"""Chains for tools that draw graphs: Mermaid, and Graphviz's language DOT.

In: Chains. Out: text that those tools can read, whatever stands in a title.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from masthead.content.characters import possible
from masthead.content.state import State
from masthead.desk.chains import UNFINISHED, Chain, ChainStep

_PLAIN: Final = frozenset(" ,.-")
_LISTED: Final = re.compile(r"\d*[.-]")
_COLOURS: Final = {State.PUBLISHED: "black", State.RETIRED: "gray"}


def mermaid_of(chains: Iterable[Chain]) -> str:
    """One flowchart; each idea is a frame of its own."""
    lines = ["flowchart TD"]
    numbers = iter(range(1_000_000))
    for number, chain in enumerate(chains):
        names = {step.key: f"s{next(numbers)}" for step in chain.steps}
        lines.append(f"  subgraph i{number} [{_quoted(chain.title)}]")
        lines += [f"    {names[s.key]}[{_label(s)}]" for s in chain.steps]
        lines += [f"    {names[a]} --> {names[b]}" for a, b in _links(chain)]
        lines += [
            f"    style {names[s.key]} stroke-dasharray: 4 3"
            for s in chain.steps
            if s.state in UNFINISHED
        ]
        lines.append("  end")
    return "\n".join(lines) + "\n"


def dot_of(chains: Iterable[Chain]) -> str:
    """One directed graph; each idea is a cluster of its own."""
    lines = ["digraph ideas {", "  rankdir=TB;", '  node [shape=box, fontname="sans-serif"];']
    numbers = iter(range(1_000_000))
    for number, chain in enumerate(chains):
        names = {step.key: f"s{next(numbers)}" for step in chain.steps}
        lines.append(f"  subgraph cluster_{number} {{")
        lines.append(f"    label={_string(chain.title)};")
        for step in chain.steps:
            style = "dashed" if step.state in UNFINISHED else "solid"
            label = _string(step.title, _about(step))
            colour = _COLOURS.get(step.state, "black")
            lines.append(f"    {names[step.key]} [label={label}, style={style}, color={colour}];")
        lines += [f"    {names[a]} -> {names[b]};" for a, b in _links(chain)]
        lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


def _links(chain: Chain) -> Iterator[tuple[str, str]]:
    return ((source, step.key) for step in chain.steps for source in step.sources)


def _about(step: ChainStep) -> str:
    date = f" {step.date:%Y-%m-%d}" if step.date else ""
    return f"{step.format}, {step.state.value}{', private' if step.private else ''}{date}"


def _label(step: ChainStep) -> str:
    return f'"{_escaped(step.title)}<br/>{_escaped(_about(step))}"'


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Mermaid reads entities as `#35;`: every sign of ASCII that could mean something is one.

    Brackets, quotes and backticks would end a label or turn it into Markdown; a number with a full
    stop, or a dash, would begin a list.
    """
    line = _one_line(text)
    listed = _LISTED.match(line)
    return "".join(
        character
        if character.isalnum()
        or ord(character) > 127
        or (character in _PLAIN and not (listed and number == listed.end() - 1))
        else f"#{ord(character)};"
        for number, character in enumerate(line)
    )


def _string(*lines: str) -> str:
    """A quoted string of DOT; a backslash would begin a code, so it is doubled."""
    escaped = (_one_line(line).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'


def _one_line(text: str) -> str:
    return " ".join(possible(text).split())
