"""What an editor shows in front matter: what could stand here, and what a key means.

In: a file's lines, a place in it (line and column from 0, in characters), and the schema of its
kind. Out: Offers, or a Meaning. Where schema and text come from is for the editor's server.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from masthead.source.snippets import words_of

_FENCES: Final = ("---", "...")
_KEY: Final = re.compile(r"([A-Za-z_][\w-]*)\s*:(\s|$)")
_BEGUN: Final = re.compile(r"[\w-]*")
_ITEM: Final = re.compile(r"\s*- ")
Schema = Mapping[str, Any]


class Offer(Struct, frozen=True):
    """A word that could stand here, with what it puts there and what it means."""

    word: str
    text: str
    meaning: str = ""


class Meaning(Struct, frozen=True):
    """What the key at a place means. `start` and `end` are its columns."""

    text: str
    start: int
    end: int


def offers(lines: Sequence[str], row: int, column: int, schema: Schema) -> tuple[Offer, ...]:
    """Keys at the beginning of a line, else the words that the key of this line takes."""
    if not _in_front_matter(lines, row):
        return ()
    before = lines[row][:column]
    properties = schema["properties"]
    if _BEGUN.fullmatch(before):
        given = {match[1] for line in _front_matter(lines) if (match := _KEY.match(line))}
        return tuple(
            Offer(name, f"{name}: ", value.get("description", ""))
            for name, value in properties.items()
            if name not in given and not value.get("doNotSuggest")
        )
    key = _key_of(lines, row)
    words = dict.fromkeys(words_of(properties.get(key, {})))
    return tuple(Offer(word, word) for word in words)


def meaning(lines: Sequence[str], row: int, column: int, schema: Schema) -> Meaning | None:
    """What the key below the pointer means."""
    match = _KEY.match(lines[row]) if _in_front_matter(lines, row) else None
    if match is None or column > match.end(1):
        return None
    text = schema["properties"].get(match[1], {}).get("description", "")
    return Meaning(text, 0, match.end(1)) if text else None


def _front_matter(lines: Sequence[str]) -> Iterator[str]:
    for line in lines[1:]:
        if line.rstrip() in _FENCES:
            return
        yield line


def _in_front_matter(lines: Sequence[str], row: int) -> bool:
    if not lines or lines[0].rstrip() != "---" or not 0 < row < len(lines):
        return False
    return row <= sum(1 for _ in _front_matter(lines))


def _key_of(lines: Sequence[str], row: int) -> str:
    """The key that a line is about: its own, or the one above the entry of a list."""
    for number in range(row, 0, -1):
        if match := _KEY.match(lines[number]):
            return match[1]
        if not _ITEM.match(lines[number]):
            break
    return ""
