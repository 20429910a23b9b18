"""Write an entry into a list of the front matter, and touch nothing else.

In: a file's bytes and the entry: a copy, a sign-off. Out: the file's bytes. The YAML library says
where values stand; the new lines are set there, in the style that the file has. What comes out is
read again: unless it says the same as before and the entry besides, nothing comes out.

ruamel.yaml, which keeps comments, was tried first: of 505 real files it gave back 92 byte for byte,
since it indents lists and folds lines in its own way.
"""

import re
from collections.abc import Sequence
from typing import Final

import yaml
from msgspec import Struct

from masthead.diagnostics import Findings, MastheadError
from masthead.source.lines import end_of, lines_of, plain
from masthead.source.nodes import Node, read_nodes
from masthead.source.text import split

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_BREAKS: Final = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
_PLAIN_WORD: Final = re.compile(r"[A-Za-z][\w-]*[\w]|x")
_PLAIN_ADDRESS: Final = re.compile(
    r"https?://[\w.~:/?@!$&()*+;=%-]*[\w/=-](?:#[\w./=-]+)?", re.ASCII
)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_CODES: Final = frozenset(("true", "false", "yes", "no", "on", "off", "null"))


class CannotRecord(MastheadError):  # noqa: N818 - read as a sentence
    """The front matter is written in a way that no line can be added to safely."""


class Entry(Struct, frozen=True):
    """An entry of the list `key`: names and values of its own, in their order.

    Where the list says nothing about its style, the entry takes one line if `brief`.
    """

    key: str
    values: tuple[tuple[str, str], ...]
    brief: bool = False

    @property
    def flow(self) -> str:
        """In one line."""
        return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in self.values) + "}"

    def lines(self, indent: str) -> list[str]:
        """As an item of a list of lines."""
        if self.brief:
            return [f"{indent}- {self.flow}"]
        return self.long(indent)

    def long(self, indent: str) -> list[str]:
        """The same, a line for each value."""
        first, *rest = (f"{name}: {_scalar(value)}" for name, value in self.values)
        return [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]


def _scalar(text: str) -> str:
    """A value as YAML that means this text, with quotes only where it needs them."""
    word = _PLAIN_WORD.fullmatch(text) and text.lower() not in _CODES
    return text if word or _DAY.fullmatch(text) or _PLAIN_ADDRESS.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """Between single quotes, where nothing but they has a meaning."""
    return "'" + text.replace("'", "''") + "'"


def with_entry(data: bytes, entry: Entry, *, same: tuple[str, ...]) -> bytes:
    """The file with the entry. Raises CannotRecord.

    The same bytes come back if an entry is there that has the same values under the names `same`.
    """
    try:
        mark, lines = lines_of(data)
    except UnicodeDecodeError as error:
        raise CannotRecord("the file is not UTF-8 text") from error
    header = _header(lines)
    before = _read(lines[1 : header + 1])
    if _is_there(before, entry, same):
        return data
    edited = list(lines)
    edited[1 : header + 1] = _edited(lines[1 : header + 1], entry, end_of(lines[0]))
    after = _tree(edited[1 : header + 1 + len(edited) - len(lines)], Findings())
    if after is None or not _says_the_same(before, after, entry):
        key = entry.key
        raise CannotRecord(f"`{key}` is written in a way that only its author can change safely")
    return mark + "".join(edited).encode()


def _header(lines: Sequence[str]) -> int:
    """How many lines the front matter has between its fences."""
    findings = Findings()
    parts = split(plain(lines), "", findings, required=True)
    if parts is None:
        raise CannotRecord(findings.items[0].message)
    return parts.body_line - 3


def _yaml(lines: Sequence[str]) -> str:
    return plain(lines).translate(_NOT_BREAKS)


def _read(lines: Sequence[str]) -> Node:
    findings = Findings()
    root = _tree(lines, findings)
    if root is None:
        raise CannotRecord(f"the front matter cannot be read: {findings.items[0].message}")
    return root


def _tree(lines: Sequence[str], findings: Findings) -> Node | None:
    """The front matter, None after a finding."""
    root = read_nodes(_yaml(lines), "", findings)
    return None if findings.items else root or Node("keys", (1, 1, 1))


def _entries(root: Node, key: str) -> list[Node]:
    value = next((value for name, value in root.entries if name.text == key), None)
    if value is None or value.kind == "nothing":
        return []
    return list(value.items) if value.kind == "list" else [value]


def _is_there(root: Node, entry: Entry, same: tuple[str, ...]) -> bool:
    wanted = {name: value for name, value in entry.values if name in same}
    return any(
        wanted.items() <= {(name.text, value.text.strip()) for name, value in one.entries}
        for one in _entries(root, entry.key)
    )


def _bare(node: Node) -> object:
    """What a value says, without where it says it."""
    if node.kind == "keys":
        return [(_bare(key), _bare(value)) for key, value in node.entries]
    if node.kind == "list":
        return [_bare(item) for item in node.items]
    return (node.kind, node.text)


def _says_the_same(before: Node, after: Node, entry: Entry) -> bool:
    def others(root: Node) -> list[object]:
        return [(key.text, _bare(value)) for key, value in root.entries if key.text != entry.key]

    now = _entries(after, entry.key)
    if others(before) != others(after) or not now:
        return False
    if [*map(_bare, _entries(before, entry.key))] != [*map(_bare, now[:-1])]:
        return False
    return {key.text: value.text for key, value in now[-1].entries} == dict(entry.values)


def _edited(lines: Sequence[str], entry: Entry, end: str) -> list[str]:
    """The front matter's lines with the entry in them."""
    root = yaml.compose(_yaml(lines), _LOADER)
    if root is None:
        return [*lines, *_ended([f"{entry.key}:", *entry.lines("  ")], end)]
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise CannotRecord("the front matter is not made of lines with keys")
    for key, value in root.value:
        if key.value == entry.key:
            return _Edit(lines, entry, end, key, value).lines()
    indent = " " * root.start_mark.column
    fresh = [f"{indent}{entry.key}:", *entry.lines(f"{indent}  ")]
    return [*_closed(lines, end), *_ended(fresh, end)]


def _ended(lines: Sequence[str], end: str) -> list[str]:
    return [line + end for line in lines]


def _closed(lines: Sequence[str], end: str) -> list[str]:
    """The lines, the last of which ends."""
    if lines and not lines[-1].endswith(("\r", "\n")):
        return [*lines[:-1], lines[-1] + end]
    return list(lines)


class _Edit(Struct, frozen=True):
    """The change of a list that is there: empty, of either style, or one entry without a list."""

    given: Sequence[str]
    entry: Entry
    end: str
    key: yaml.Node
    value: yaml.Node

    def lines(self) -> list[str]:
        value = self.value
        if _at(value.start_mark) < _at(self.key.end_mark):  # an alias stands for it
            raise CannotRecord(f"`{self.entry.key}` repeats another value by an alias")
        if isinstance(value, yaml.ScalarNode):
            return self._instead_of_nothing(value)
        if isinstance(value, yaml.SequenceNode):
            return self._into_brackets(value) if value.flow_style else self._below(value)
        assert isinstance(value, yaml.MappingNode)  # there are three kinds  # noqa: S101
        return self._with_the_only_one(value)

    def _instead_of_nothing(self, value: yaml.ScalarNode) -> list[str]:
        """Below the key; what says that there is nothing goes."""
        lines, row = list(self.given), self.key.end_mark.line
        if value.value:
            start, stop = value.start_mark, value.end_mark
            if start.line != row or stop.line != row:
                raise CannotRecord(f"`{self.entry.key}` holds text")
            line = lines[row]
            lines[row] = line[: start.column].rstrip() + line[stop.column :]
        indent = " " * (self.key.start_mark.column + 2)
        lines[row + 1 : row + 1] = _ended(self.entry.lines(indent), self.end)
        return lines

    def _below(self, value: yaml.SequenceNode) -> list[str]:
        """Behind the last entry of a list of lines, in as many columns."""
        lines, row = list(self.given), _last_row(value) + 1
        indent = " " * value.start_mark.column
        last = value.value[-1] if value.value else None
        if isinstance(last, yaml.MappingNode) and last.flow_style:
            fresh = [f"{indent}- {self.entry.flow}"]
        else:
            fresh = self.entry.long(indent) if last else self.entry.lines(indent)
        lines[row:row] = _ended(fresh, self.end)
        return lines

    def _into_brackets(self, value: yaml.SequenceNode) -> list[str]:
        """Behind the last entry in brackets, on a line of its own if that one has one."""
        lines = list(self.given)
        if not value.value:
            row, column = value.start_mark.line, value.start_mark.column + 1
            lines[row] = lines[row][:column] + self.entry.flow + lines[row][column:]
            return lines
        start, stop = value.value[-1].start_mark, value.value[-1].end_mark
        line = lines[stop.line]
        before = lines[start.line][: start.column]
        if before.strip() or start.line != stop.line:
            lines[stop.line] = f"{line[: stop.column]}, {self.entry.flow}{line[stop.column :]}"
            return lines
        rest = line[stop.column :].lstrip()
        comma = "" if rest.startswith(",") else ","
        lines[stop.line] = line[: stop.column] + comma + line[stop.column :]
        lines.insert(stop.line + 1, f"{before}{self.entry.flow}{self.end}")
        return lines

    def _with_the_only_one(self, value: yaml.MappingNode) -> list[str]:
        """A list of two, where one stood without a list."""
        lines, start, stop = list(self.given), value.start_mark, value.end_mark
        if value.flow_style:
            last = lines[stop.line]
            lines[stop.line] = f"{last[: stop.column]}, {self.entry.flow}]{last[stop.column :]}"
            first = lines[start.line]
            lines[start.line] = f"{first[: start.column]}[{first[start.column :]}"
            return lines
        row, last_row = start.line, _last_row(value)
        for number in range(row, last_row + 1):
            line, sign = lines[number], "- " if number == row else "  "
            if line.strip():
                lines[number] = line[: start.column] + sign + line[start.column :]
        lines[last_row + 1 : last_row + 1] = _ended(self.entry.long(" " * start.column), self.end)
        return lines


def _at(mark: yaml.Mark) -> tuple[int, int]:
    return mark.line, mark.column


def _last_row(node: yaml.Node) -> int:
    """The last line of a value. For YAML, a list of lines ends where the next value begins."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        mark = node.end_mark
        return int(mark.line) - (1 if mark.column == 0 and mark.line > node.start_mark.line else 0)
    last = node.value[-1]
    return _last_row(last[1] if isinstance(last, tuple) else last)
