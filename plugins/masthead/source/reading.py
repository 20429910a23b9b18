"""What keys may hold: readers that turn a Node into a typed value, or note what is wrong.

A Reader is a value too, so that the handbook's reference and an editor's schema are made from the
same tables that read the files. A reader returns None after a finding; an empty value counts as
not given.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, Never, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from masthead.content.marks import Key, Marks, Place
from masthead.content.slips import meant
from masthead.diagnostics import Findings, Position, Rule
from masthead.diagnostics.rules import EMPTY_VALUE, UNKNOWN_KEY, WRONG_TYPE
from masthead.source.nodes import Node

Nothing: TypeAlias = Never | None  # noqa: RUF020 - mypy refuses `return fail(…)` of a plain None
"""What a reader returns after a finding, whatever it reads."""


class Reading(Struct):
    """One file being read: where findings and places go, and the zone that naive times are in."""

    path: str
    findings: Findings
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    places: dict[tuple[Key, ...], Place] = field(default_factory=dict)

    def fail(self, node: Node, rule: Rule, message: str, remedy: str, instead: str = "") -> Nothing:
        """Note what is wrong with a value. Its reader returns what this returns."""
        self.findings.add(Position(self.path, *node.place), rule, message, remedy, instead)
        return None

    @property
    def marks(self) -> Marks:
        """The places noted so far."""
        return Marks(self.path, self.places)


Read = Callable[[Reading, Node, tuple[Key, ...]], Any]


class Reader(Struct, frozen=True):
    """How a value is read. `takes` says it to people, `schema` to editors (JSON Schema 2020-12)."""

    takes: str
    read: Read
    schema: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, reading: Reading, node: Node, *key: Key) -> Any:
        """The value, or None when it is empty or wrong. Notes the place under `key`."""
        reading.places[key] = node.place
        return None if node.kind == "nothing" else self.read(reading, node, key)


class Field(Struct, frozen=True):
    """A key of a file: its name, what it takes, what it is for. `attribute` is its name in code."""

    name: str
    reader: Reader
    meaning: str
    attribute: str = ""
    required: bool = False

    @property
    def target(self) -> str:
        """The model's name for it."""
        return self.attribute or self.name


def read_keys(
    reading: Reading,
    node: Node,
    keys: Sequence[Field],
    at: tuple[Key, ...] = (),
    *,
    rule: Rule = UNKNOWN_KEY,
    elsewhere: str = "",
    hints: Mapping[str, str] = MappingProxyType({}),
    spellings: Mapping[str, str] = MappingProxyType({}),
) -> tuple[dict[str, Any], frozenset[str]]:
    """The values by attribute, and the attributes whose value was wrong.

    Unknown keys are found under `rule`; `elsewhere` says where they could go instead, `hints` what
    to do about one that is well known from other tools. `spellings` are other names of some keys,
    of which a slip may be one too.
    """
    known = {key.name: key for key in keys}
    values: dict[str, Any] = {}
    faults: set[str] = set()
    for name, value in node.entries:
        key = known.get(name.text)
        if key is None:
            message, remedy = unknown(name.text, known, elsewhere)
            free = known.keys() - {given.text for given, _ in node.entries}
            slip = "" if name.text in hints else meant(name.text, (*known, *spellings))
            instead = spellings.get(slip, slip)
            instead = instead if instead in free else ""
            reading.fail(name, rule, message, hints.get(name.text, remedy), instead)
            continue
        before = len(reading.findings.items)
        read = key.reader(reading, value, *at, key.name)
        if read is not None:
            values[key.target] = read
        if len(reading.findings.items) > before:
            faults.add(key.target)
    return values, frozenset(faults)


def unknown(name: str, known: Iterable[str], elsewhere: str = "") -> tuple[str, str]:
    """Message and remedy for a name that is not one of those known."""
    near = nearest(name, known)
    message = f"`{name}`: did you mean `{near}`?" if near else f"`{name}` is not a known key"
    remedy = f"Write `{near}:`." if near else f"Write one of: {', '.join(sorted(known))}."
    return message, f"{remedy} {elsewhere}".strip()


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was most likely meant, or nothing."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    close = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=0.7)
    return by_folded[close[0]] if close else ""


_NAMES: Final = {
    "list": "a list",
    "keys": "keys with values",
    "number": "a number",
    "boolean": "true or false",
    "time": "a date",
    "text": "text",
}


def _is_scalar(node: Node) -> bool:
    return node.kind not in ("list", "keys")


def wrong_type(
    reading: Reading, node: Node, wanted: str, example: str, instead: str = ""
) -> Nothing:
    """Note that a value is of another kind than its key takes; returns None like `fail`."""
    return reading.fail(
        node, WRONG_TYPE, f"here stands {_NAMES[node.kind]}, not {wanted}", f"Write {example}.",
        instead,
    )  # fmt: skip


def _text(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    if not _is_scalar(node):
        return wrong_type(reading, node, "text", f"`{key[-1]}: some words`")
    return " ".join(node.text.split()) or None


def _paragraphs(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    if not _is_scalar(node):
        return wrong_type(reading, node, "text", f"`{key[-1]}: some words`")
    return node.text.strip() or None


def _flag(reading: Reading, node: Node, key: tuple[Key, ...]) -> bool | None:
    if node.kind != "boolean":
        word = node.text.strip().lower() if node.kind == "text" else ""  # in quotes
        instead = word if word in ("true", "false") else ""
        return wrong_type(reading, node, "true or false", f"`{key[-1]}: true`", instead)
    return node.truth


def whole_number(least: int, most: int = 1_000_000) -> Reader:
    """A whole number in a range, both ends included."""

    def read(reading: Reading, node: Node, key: tuple[Key, ...]) -> int | None:
        if node.kind == "number" and node.text.isdecimal() and least <= int(node.text[:9]) <= most:
            return int(node.text)
        word = node.text.strip() if node.kind == "text" else ""  # in quotes
        fits = word.isascii() and word.isdecimal() and least <= int(word[:9]) <= most
        instead = str(int(word)) if fits else ""
        return wrong_type(
            reading, node, f"a whole number from {least}", f"`{key[-1]}: {max(least, 3)}`", instead
        )

    return Reader("a whole number", read, {"type": "integer", "minimum": least, "maximum": most})


def _decimal(reading: Reading, node: Node, key: tuple[Key, ...]) -> float | None:
    value = node.plain()
    if isinstance(value, int | float) and 0 <= value <= 1000:
        return float(value)
    return wrong_type(reading, node, "a number", f"`{key[-1]}: 2`")


def _mapping(reading: Reading, node: Node, key: tuple[Key, ...]) -> dict[str, Any] | None:
    if node.kind != "keys":
        return wrong_type(reading, node, "keys with values", f"`{key[-1]}:` and keys below it")
    value: dict[str, Any] = node.plain()
    return value


def list_of(item: Reader, *, single: bool = True) -> Reader:
    """A list; with `single`, one value without a list counts as a list of one."""

    def read(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[Any, ...] | None:
        if node.kind != "list":
            if not single:
                return wrong_type(reading, node, "a list", f"`{key[-1]}:` and lines with `- `")
            one = item(reading, node, *key, 0)
            return None if one is None else (one,)
        values = []
        for index, child in enumerate(node.items):
            if child.kind == "nothing":
                reading.fail(child, EMPTY_VALUE, "an entry of the list is empty", "Delete it.")
                continue
            value = item(reading, child, *key, index)
            if value is not None:
                values.append(value)
        return tuple(values)

    schema: dict[str, Any] = {"type": "array", "items": dict(item.schema)}
    if single:
        schema = {"anyOf": [schema, dict(item.schema)]}
    return Reader(f"a list of {item.takes}" + (", or one" if single else ""), read, schema)


def choice(of: Mapping[str, Any], rule: Rule, what: str) -> Reader:
    """One of a closed set of words, turned into its value."""

    def read(reading: Reading, node: Node, key: tuple[Key, ...]) -> Any:
        word = node.text.strip().lower() if _is_scalar(node) else ""
        if word in of:
            return of[word]
        shown = node.text if _is_scalar(node) else _NAMES[node.kind]
        near, instead = nearest(shown, of), meant(word, of)
        message = f"{what} `{shown}` does not exist" + (f": did you mean `{near}`?" if near else "")
        return reading.fail(node, rule, message, f"Write one of: {', '.join(of)}.", instead)

    return Reader("one of " + ", ".join(f"`{word}`" for word in of), read, either_case(of))


def either_case(words: Iterable[str]) -> dict[str, Any]:
    """A schema that offers these words, and takes them in capitals too."""
    offered = list(words)
    forms = ("".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word) for word in offered)
    return {"anyOf": [{"enum": offered}, {"type": "string", "pattern": f"^({'|'.join(forms)})$"}]}


# Text is taken as it is written: `title: 2026` and `title: no` are words, to us and to a schema.
ANY_TEXT: Final[dict[str, Any]] = {"type": ["string", "number", "boolean"]}
TEXT: Final = Reader("text", _text, ANY_TEXT)
PARAGRAPHS: Final = Reader("text", _paragraphs, ANY_TEXT)
# To YAML 1.2, which editors read, `yes` is a word.
_YES_OR_NO: Final = ["yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"]
FLAG: Final = Reader("true or false", _flag, {"anyOf": [{"type": "boolean"}, {"enum": _YES_OR_NO}]})
DECIMAL: Final = Reader("a number", _decimal, {"type": "number"})
MAPPING: Final = Reader("keys with values", _mapping, {"type": "object"})
TEXTS: Final = list_of(TEXT)
