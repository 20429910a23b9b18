"""YAML's own errors in the words of those who make them: where, what is wrong, what to write.

In: an error of the YAML library and the text. Out: a Mistake. The library points at where it gave
up; people want the place where they went wrong, so that is what a Mistake names.
"""

import re
from collections.abc import Callable
from typing import Final

import yaml
from msgspec import Struct
from msgspec.structs import replace

_ENTRY: Final = re.compile(r"(\s*(?:- +)?)([\w.-]+)\s*:\s+(\S.*?)\s*")
_CLOSED: Final = re.compile(r"""\s*(?:- +)?[\w.-]+:\s+("[^"]*"|'[^']*')""")


class Mistake(Struct, frozen=True):
    """One mistake in YAML; `line` and `column` count from 0."""

    line: int
    column: int
    message: str
    remedy: str
    instead: str = ""
    """What the whole line should be, if there is no other way to take it."""


class _Scene(Struct, frozen=True):
    """Where the library gave up, where what it was reading began, and the lines around."""

    lines: list[str]
    line: int
    column: int
    began: tuple[int, int]
    problem: str

    @property
    def source(self) -> str:
        """The line at which it gave up."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def sign(self) -> str:
        """The character at which it gave up."""
        return self.source[self.column : self.column + 1]

    def here(self, message: str, remedy: str) -> Mistake:
        """A mistake at the place where the library gave up."""
        return Mistake(self.line, self.column, message, remedy)

    def there(self, message: str, remedy: str) -> Mistake:
        """A mistake at the place where what the library was reading began."""
        return Mistake(*self.began, message, remedy)


def explain(error: yaml.YAMLError, text: str) -> Mistake:
    """What went wrong, for the mistakes that people make most."""
    scene = _scene(error, text)
    words = f"{getattr(error, 'context', '')}: {scene.problem}"
    for clue, say in _CLUES:
        if clue in words:
            return say(scene)
    return scene.here(
        f"the YAML cannot be read: {scene.problem}", "Check quotes, colons and indentation here."
    )


def _scene(error: yaml.YAMLError, text: str) -> _Scene:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or context
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if isinstance(error, yaml.reader.ReaderError):
        wrong = yaml.reader.Reader.NON_PRINTABLE.search(text)  # libyaml counts bytes
        before = text[: wrong.start()] if wrong else ""
        line, column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
    began = (context.line, context.column) if context else (line, column)
    return _Scene(text.split("\n"), line, column, began, problem)


def _colon(scene: _Scene) -> Mistake:
    before = scene.source[: scene.column]
    above = scene.lines[scene.line - 1] if scene.line else ""
    if ": " not in before and above.strip():
        if before[:1].isspace():
            return Mistake(
                scene.line, len(before) - len(before.lstrip()),
                "this line is indented as if it belonged to the value above",
                "Begin it in the column of the key above, or take the value above out.",
            )  # fmt: skip
        return _no_key(scene.line - 1, above)
    wrong = scene.here("a value with a colon and a space in it has no quotes", _quote(scene))
    return replace(wrong, instead=_quoted_line(scene))


def _no_key(line: int, source: str) -> Mistake:
    return Mistake(
        line, len(source) - len(source.lstrip()), "this line is no key with a value",
        "Write `key: value`, with a colon and a space; indent it if it continues the line above.",
    )  # fmt: skip


def _quote(scene: _Scene) -> str:
    """How the line looks with its value in quotes."""
    match = _ENTRY.fullmatch(scene.source)
    if match is None or match[3][0] in "[{" or len(match[3]) > 100:
        return "Put the whole value in quotes."
    value = match[3]
    if value[0] == value[-1] and value[0] in "'\"" and value.count(value[0]) % 2:
        value = value[1:-1]  # the author's own, which ended too early
    if '"' in value:
        value = value.replace("'", "’")
    mark = "'" if '"' in value else '"'
    return f"Put the whole value in quotes: `{match[2]}: {mark}{value}{mark}`."


def _quoted_line(scene: _Scene) -> str:
    """The line with its value in quotes, where nobody could take it otherwise; or nothing."""
    match = _ENTRY.fullmatch(scene.source)
    if match is None or match[3][0] in "[{'\"" or " #" in match[3] or "\\" in match[3]:
        return ""
    value = match[3]
    mark = "'" if '"' in value else '"'
    if mark in value:
        return ""
    start = match.start(3)
    return f"{scene.source[:start]}{mark}{value}{mark}"


def _no_more(scene: _Scene) -> Mistake:
    if _CLOSED.match(scene.source[: scene.column]):
        return scene.here("the value goes on behind its closing quotation mark", _quote(scene))
    if scene.source.lstrip().startswith("- "):
        return scene.here(
            "an entry of a list stands where a key was expected",
            "Leave the value beside the key above empty, and indent the entries alike.",
        )
    return scene.here(
        "this does not fit what stands before it",
        "Begin all keys in one column, and put values with special signs in quotes.",
    )


def _first_sign(scene: _Scene) -> Mistake:
    if "\t" in scene.source[: len(scene.source) - len(scene.source.lstrip())]:
        return _tab(scene)
    wrong = scene.here(f"a value cannot begin with {scene.sign} without quotes", _quote(scene))
    return replace(wrong, instead=_quoted_line(scene))


def _tab(scene: _Scene) -> Mistake:
    return scene.here("the line is indented with a tab", "Indent with spaces.")


def _control(scene: _Scene) -> Mistake:
    code = f" (U+{ord(scene.sign):04X})" if scene.sign else ""
    return scene.here(f"there is a control character{code} here", "Delete it.")


_CLUES: Final[tuple[tuple[str, Callable[[_Scene], Mistake]], ...]] = (
    ("mapping values are not allowed", _colon),
    ("cannot start any token", _first_sign),
    ("expected node content", _first_sign),
    ("tab character", _tab),
    ("control characters", _control),
    ("special characters", _control),
    ("unknown escape character", lambda scene: scene.here(
        "a backslash in double quotes begins a code, and this one is unknown",
        "Write two backslashes, or put the value in single quotes.",
    )),
    ("while scanning a quoted scalar", lambda scene: scene.there(
        "a quoted value is never closed", "Put the same quotation mark at its end.",
    )),
    ("expected ',' or ']'", lambda scene: scene.there(
        "a list that begins with [ is not closed", "Put a ] behind its last entry.",
    )),
    ("expected ',' or '}'", lambda scene: scene.there(
        "keys that begin with { are not closed", "Put a } behind the last value.",
    )),
    ("undefined alias", lambda scene: scene.here(
        "a value cannot begin with * without quotes", _quote(scene),
    )),
    ("alphabetic or numeric character", lambda scene: scene.there(
        "a value cannot begin with * or & without quotes", _quote(scene),
    )),
    ("block sequence entries are not allowed", lambda scene: scene.here(
        "a list cannot begin beside its key",
        "Begin it on the next line, or put the value in quotes.",
    )),
    ("could not find expected ':'", lambda scene: _no_key(
        scene.began[0], scene.lines[scene.began[0]],
    )),
    ("comment or line break", lambda scene: scene.here(
        "behind | or > the text begins on the next line",
        "Begin a new line here, and indent it. Or put the value in quotes.",
    )),
    ("expected '-' indicator", lambda scene: scene.here(
        "a key stands among the entries of a list", "Indent it below an entry, or end the list.",
    )),
    ("expected a single document", lambda scene: scene.here(
        "there is a second --- in the YAML", "Keep one block of front matter.",
    )),
    ("expected <document start>", lambda scene: scene.here(
        "this line begins further left than those above", "Begin all keys in one column.",
    )),
    ("did not find expected key", _no_more),
)  # fmt: skip
