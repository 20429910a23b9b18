"""YAML as a tree in which every value knows its place.

In: text. Out: a Node tree, or findings. Scalars keep their text as written (`title: 1.10` is the
text 1.10, `title: no` the text no): what a value means is for the key that takes it to say.
"""

from collections.abc import Iterator
from typing import Any, Final, Literal

import yaml
from msgspec import Struct

from masthead.content.characters import possible
from masthead.content.marks import Place
from masthead.diagnostics import Findings, Position
from masthead.diagnostics.rules import BROKEN_YAML, DUPLICATE_KEY
from masthead.source.mistakes import explain

# libyaml also takes what Ruby and Jekyll take (a tab after `- `), and is ten times as fast.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST: Final = 40
_FEW_SIGNS: Final = 500
MOST_NODES: Final = 50_000
_TAG: Final = "tag:yaml.org,2002:"
_NOT_BREAKS: Final = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
"""Line breaks to YAML 1.1 alone: to YAML 1.2, to editors and to us the line goes on."""

Kind = Literal["text", "number", "boolean", "time", "nothing", "list", "keys"]
_KINDS: Final[dict[str, Kind]] = {
    "str": "text",
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "timestamp": "time",
    "null": "nothing",
}


class Node(Struct, frozen=True):
    """A value: `text` for scalars, `items` for lists, `entries` for keys with values."""

    kind: Kind
    place: Place
    text: str = ""
    items: tuple["Node", ...] = ()
    entries: tuple[tuple["Node", "Node"], ...] = ()

    def plain(self) -> Any:
        """Plain data: what `extra` keeps. Scalars are text, numbers or booleans."""
        match self.kind:
            case "list":
                return [item.plain() for item in self.items]
            case "keys":
                return {key.text: value.plain() for key, value in self.entries}
            case "nothing":
                return None
            case "boolean":
                return self.truth
            case "number":
                return _number(self.text)
            case "text" | "time":
                return self.text

    @property
    def truth(self) -> bool:
        """The boolean that the text stands for; meaningless for another kind."""
        return self.text.lower() in ("true", "yes", "on", "y")


def _number(text: str) -> int | float | str:
    for convert in (int, float):
        try:
            return convert(text)
        except ValueError:
            continue
    return text


class _TooLarge(Exception):  # noqa: N818 - never leaves this module
    pass


def read_nodes(text: str, path: str, findings: Findings, *, first_line: int = 1) -> Node | None:
    """The tree of one YAML document, None after a finding or for an empty document."""
    if not text.isascii():
        text = text.translate(_NOT_BREAKS)
    try:
        _refuse_depth(text)
        root = yaml.compose(text, _LOADER)
        return None if root is None else _Reader(path, findings, first_line).node(root, 0)
    except yaml.YAMLError as error:
        wrong = explain(error, text)
        at = Position(path, wrong.line + first_line, wrong.column + 1)
        findings.add(at, BROKEN_YAML, wrong.message, wrong.remedy, wrong.instead)
    except (_TooLarge, RecursionError):
        findings.add(
            Position(path, first_line),
            BROKEN_YAML,
            "the YAML is nested too deeply, or repeats itself through aliases",
            "Write it flat, without & and *.",
        )
    except ValueError as error:  # PyYAML's resolver on impossible numbers
        findings.add(Position(path, first_line), BROKEN_YAML, str(error), "")
    return None


def _refuse_depth(text: str) -> None:
    """libyaml's composer recurses in C and would end the process on a thousand brackets."""
    if sum(map(text.count, "[{-?:")) < _FEW_SIGNS:  # each collection begins with one of them
        return
    depth = 0
    for event in yaml.parse(text, _LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _TooLarge
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Reader:
    """Turns PyYAML's nodes into ours, with positions in the whole file."""

    def __init__(self, path: str, findings: Findings, first_line: int) -> None:
        self.path, self.findings, self.first_line, self.left = (
            path,
            findings,
            first_line,
            MOST_NODES,
        )

    def node(self, raw: yaml.Node, depth: int) -> Node:
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            raise _TooLarge
        place = self.place(raw)
        if isinstance(raw, yaml.ScalarNode):
            tag = raw.tag.removeprefix(_TAG)
            text = possible(raw.value)
            return Node(_KINDS.get(tag, "text"), place, text)
        if isinstance(raw, yaml.SequenceNode):
            return Node("list", place, items=tuple(self.node(v, depth + 1) for v in raw.value))
        return Node("keys", place, entries=tuple(self.entries(raw, depth)))

    def entries(self, raw: yaml.Node, depth: int) -> Iterator[tuple[Node, Node]]:
        seen: set[str] = set()
        merged: list[tuple[Node, Node]] = []
        for raw_key, raw_value in raw.value:
            key, value = self.node(raw_key, depth + 1), self.node(raw_value, depth + 1)
            if key.text == "<<" and value.kind == "keys":
                merged.extend(value.entries)
            elif key.text in seen:
                self.findings.add(
                    Position(self.path, *key.place),
                    DUPLICATE_KEY,
                    f"`{key.text}` stands here a second time",
                    "Keep one of the two.",
                )
            else:
                seen.add(key.text)
                yield key, value
        yield from (entry for entry in merged if entry[0].text not in seen)

    def place(self, raw: yaml.Node) -> Place:
        start, end = raw.start_mark, raw.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return start.line + self.first_line, start.column + 1, max(1, length)
