"""Findings that have one right answer, and the files with that answer in them.

In: findings, and the files that they are about. Out: for each such finding the lines to put in the
place of others; or a file's bytes with all of its answers. Nothing else changes: byte-order mark,
line ends, comments and order stay. What comes out is read again, and unless it says the same as
before and the answers besides, it is left alone. Nothing is written here.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from msgspec import Struct

from masthead.content.links import is_page
from masthead.diagnostics import Diagnostic, Findings
from masthead.diagnostics.rules import (
    ANCHOR_NOWHERE,
    BROKEN_YAML,
    IMAGE_NOWHERE,
    LINK_NOWHERE,
    MISSING_ID,
    MISSING_ID_ON_DRAFT,
    WRONG_TYPE,
)
from masthead.source.lines import end_of, lines_of, plain
from masthead.source.nodes import Node, read_nodes
from masthead.source.text import Parts, split

_IDS: Final = (MISSING_ID.code, MISSING_ID_ON_DRAFT.code)
_FILES: Final = (LINK_NOWHERE.code, IMAGE_NOWHERE.code)
_QUOTES: Final = "'\""


class Fix(Struct, frozen=True):
    """One finding's only right answer.

    Lines `first` to `last` of the file at `path` (from 1, inclusive; last = first - 1 inserts
    before `first`) become `lines`, which have no line ends.
    """

    path: str
    first: int
    last: int
    lines: tuple[str, ...]


class Mended(Struct, frozen=True):
    """A file's bytes with all answers in them, and the findings that these answer."""

    data: bytes
    answered: tuple[Diagnostic, ...]


class _Edit(Struct, frozen=True):
    """A change of one line, numbers from 0: of `length` characters, or a new line before it."""

    row: int
    column: int
    length: int
    text: str
    new_line: bool = False


def fixes_of(findings: Iterable[Diagnostic], root: Path) -> dict[Diagnostic, Fix]:
    """The answer to each finding that has one, each as if it were the only one.

    `root` is the folder of mkdocs.yml.
    """
    fixes: dict[Diagnostic, Fix] = {}
    for path, of_file in groupby(sorted(findings, key=lambda f: f.sort_key), _path_of):
        file = _read(root / path) if is_page(path) else None
        for finding in of_file if file else ():
            assert file is not None  # as there are findings  # noqa: S101
            edit = _edit_of(finding, file)
            if edit and _mended(file, [edit]):
                fixes[finding] = _as_fix(edit, file, path)
    return fixes


def mended(data: bytes, findings: Iterable[Diagnostic]) -> Mended | None:
    """A file with all answers to findings about it; None if there are none, or none is safe."""
    file = _file(data)
    if file is None:
        return None
    answers = {f: edit for f in findings if (edit := _edit_of(f, file))}
    for chosen in (answers, *({f: edit} for f, edit in answers.items())):
        text = _mended(file, list(chosen.values())) if chosen else None
        if text is not None:
            return Mended(file.mark + text.encode(), tuple(chosen))
    return None


class _File(Struct, frozen=True):
    """A file's text: lines with their ends, and what it says; `root` is None if it is no YAML."""

    mark: bytes
    lines: Sequence[str]
    parts: Parts
    root: Node | None

    def line(self, row: int) -> str:
        """A line without its end; nothing where there is none."""
        return self.lines[row].rstrip("\r\n") if 0 <= row < len(self.lines) else ""


def _path_of(finding: Diagnostic) -> str:
    return finding.position.path


def _read(file: Path) -> _File | None:
    try:
        return _file(file.read_bytes())
    except OSError:
        return None


def _file(data: bytes) -> _File | None:
    try:
        mark, lines = lines_of(data)
    except UnicodeDecodeError:
        return None
    parts, root = _parsed(lines)
    return _File(mark, lines, parts, root) if parts else None


def _parsed(lines: Sequence[str]) -> tuple[Parts | None, Node | None]:
    findings = Findings()
    parts = split(plain(lines), "", findings, required=False)
    if parts is None:
        return None, None
    root = read_nodes(parts.header, "", findings, first_line=2)
    return parts, None if findings.items else root or Node("keys", (1, 1, 1))


def _edit_of(finding: Diagnostic, file: _File) -> _Edit | None:
    """What a finding's answer changes, if the file is as the finding says."""
    at, instead, code = finding.position, finding.instead, finding.rule.code
    if not instead or not instead.isprintable() or not is_page(at.path):
        return None
    row, column = at.line - 1, at.column - 1
    if code == BROKEN_YAML.code:
        return _Edit(row, 0, len(file.line(row)), instead) if file.root is None else None
    if file.root is None:
        return None
    if code in _IDS:
        return _id_edit(instead, file)
    span = file.line(row)[column : column + at.length]
    if span[:1] in _QUOTES and span[:1] == span[-1:] and code != WRONG_TYPE.code:
        column, span = column + 1, span[1:-1]
    if not span.strip() or "\\" in span:
        return None
    if code in _FILES and f'"{span}"' not in finding.message:
        return None
    if code == ANCHOR_NOWHERE.code:
        path, sign, anchor = span.partition("#")
        if not sign or f'"{anchor}"' not in finding.message:
            return None
        instead = path + instead
    return _Edit(row, column, len(span), instead)


def _id_edit(id: str, file: _File) -> _Edit | None:
    """A line below the title and the date; or the value of a key that has none."""
    root, fence = file.root, file.parts.body_line - 2
    if root is None or fence < 1 or file.line(1).lstrip().startswith("{"):
        return None
    keys = {key.text: (key, value) for key, value in root.entries}
    if given := keys.get("id"):
        key, value = given
        row, end = key.place[0] - 1, key.place[1] - 1 + key.place[2]
        rest = file.line(row)[end:]
        if value.kind != "nothing" or not rest.startswith(":") or rest[1:].strip():
            return None
        return _Edit(row, end + 1, len(rest) - 1, f" {id}")
    before, indent = fence, ""
    for name in ("title", "date"):
        if name in keys:
            key, value = keys[name]
            same_line = key.place[0] == value.place[0] and value.kind not in ("list", "keys")
            if same_line and file.line(value.place[0] - 1).rstrip()[-1:] not in (
                "|",
                ">",
                "-",
                "+",
            ):
                before = value.place[0]
                indent = " " * (key.place[1] - 1)
    if root.entries and not indent:
        indent = " " * (root.entries[0][0].place[1] - 1)
    return _Edit(before, 0, 0, f"{indent}id: {id}", new_line=True)


def _mended(file: _File, edits: Sequence[_Edit]) -> str | None:
    """The text with the edits, if it says the same and the answers besides."""
    lines = list(file.lines)
    end = end_of(lines[0]) if lines else "\n"
    for edit in sorted(edits, key=lambda e: (e.row, e.column), reverse=True):
        if edit.new_line:
            lines.insert(edit.row, edit.text + end)
        else:
            line = lines[edit.row]
            stop = edit.column + edit.length
            lines[edit.row] = line[: edit.column] + edit.text + line[stop:]
    if len({(e.row, e.column) for e in edits}) < len(edits):
        return None
    return "".join(lines) if _says_the_same(file, lines, edits) else None


def _says_the_same(file: _File, lines: Sequence[str], edits: Sequence[_Edit]) -> bool:
    parts, root = _parsed(lines)
    if parts is None or root is None:
        return False
    if file.root is None:
        return parts.body == file.parts.body
    first = file.parts.body_line - 1
    above = [edit for edit in edits if edit.row < first]
    if len(above) == len(edits) and parts.body != file.parts.body:
        return False
    ids = [edit.text.strip().removeprefix("id:").strip() for edit in above if edit.new_line]
    # Where each answer stands now, from the line and column that it has in the file before.
    answers = {(edit.row + 1, edit.column + 1): edit.text for edit in above if not edit.new_line}
    after = list(root.entries)
    for id in ids:
        fresh = [entry for entry in after if entry[0].text == "id" and entry[1].text == id]
        if len(fresh) != 1:
            return False
        after.remove(fresh[0])
    return _same(
        file.root, Node(root.kind, root.place, root.text, root.items, tuple(after)), answers
    )


def _same(before: Node, after: Node, answers: Mapping[tuple[int, int], str]) -> bool:
    """Whether two values say the same, but where an answer stands."""
    line, column, _ = before.place
    if before.kind not in ("list", "keys"):
        # A value in quotes begins a column before its answer, an empty one anywhere before it.
        answer = answers.get((line, column), answers.get((line, column + 1)))
        if answer is None and before.kind == "nothing":
            near = [text for (row, _), text in answers.items() if row == line]
            answer = near[0] if near else None
        if answer is not None and after.text.strip() == answer.strip():
            return after.kind not in ("list", "keys")
        return (before.kind, before.text) == (after.kind, after.text)
    if before.kind != after.kind:
        return False
    if before.kind == "list":
        return len(before.items) == len(after.items) and all(
            _same(one, two, answers) for one, two in zip(before.items, after.items, strict=True)
        )
    return len(before.entries) == len(after.entries) and all(
        _same(one[0], two[0], answers) and _same(one[1], two[1], answers)
        for one, two in zip(before.entries, after.entries, strict=True)
    )


def _as_fix(edit: _Edit, file: _File, path: str) -> Fix:
    if edit.new_line:
        return Fix(path, edit.row + 1, edit.row, (edit.text,))
    line = file.line(edit.row)
    text = line[: edit.column] + edit.text + line[edit.column + edit.length :]
    return Fix(path, edit.row + 1, edit.row + 1, (text,))
