"""Vocabularies: topics, audiences, stages, formats, and series that have no file."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec.structs import replace

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING, UNKNOWN_SETTING
from masthead.source.nodes import Node
from masthead.source.reading import (
    PARAGRAPHS,
    TEXT,
    Field,
    Reader,
    Reading,
    read_keys,
    whole_number,
)
from masthead.source.values import ID

_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_DURATION: Final = re.compile(r"(\d{1,4}) *(day|week|month|year)s?")


def _duration(reading: Reading, node: Node, key: tuple[Key, ...]) -> int | None:
    """Days; 0 for `never`. A month counts 30 of them, a year 365."""
    words = node.text.strip().lower() if node.kind not in ("list", "keys") else ""
    if words == "never":
        return 0
    match = _DURATION.fullmatch(words)
    if match and int(match[1]):
        return int(match[1]) * _DAYS[match[2]]
    return reading.fail(
        node, BAD_SETTING, f"`{node.text[:80]}` is not a length of time" if words else
        "here stands no length of time",
        f"Write `{key[-1]}: 30 days`, `6 weeks`, `3 months`, `1 year` or `never`.",
    )  # fmt: skip


DURATION: Final = Reader("`30 days`, `6 weeks`, `3 months`, `1 year` or `never`", _duration)

_TERM_KEYS: Final = (
    Field("title", TEXT, ""),
    Field("description", PARAGRAPHS, ""),
    Field("question", TEXT, ""),
    Field("plural", TEXT, ""),
    Field("rank", whole_number(0, 1000), ""),
    Field("patience", DURATION, ""),
    Field("parts", whole_number(1, 999), ""),
    Field("cadence", TEXT, ""),
)


def terms(kind: type[Any], attributes: Sequence[str], known: Sequence[Any] = ()) -> Reader:
    """A vocabulary: `id: Title`, `id: {title, …}`, or a list of ids.

    A term of `known` keeps what is not said of it anew.
    """
    keys = tuple(key for key in _TERM_KEYS if key.name in attributes)
    by_id = {term.id: term for term in known}

    def one(reading: Reading, name: Node, value: Node | None, key: tuple[Key, ...]) -> Any:
        id = ID(reading, name, *key, name.text)
        if id is None:
            return None
        given: dict[str, Any] = {}
        if value is not None and value.kind == "keys":
            given, _ = read_keys(reading, value, keys, (*key, id), rule=UNKNOWN_SETTING)
        elif value is not None and value.kind == "list":
            return reading.fail(value, BAD_SETTING, "here stands a list", f"Write `{id}: A title`.")
        elif value is not None and value.text:
            given = {"title": value.text}
        if id in by_id:
            # A new title has another plural; the rung on the ladder stays.
            plural = {"plural": given["title"]} if "title" in given else {}
            return replace(by_id[id], **{**plural, **given})
        title = given.pop("title", None) or id.replace("-", " ").capitalize()
        return kind(id=id, title=title, **given)

    def read(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[Any, ...] | None:
        if node.kind == "keys":
            terms = [one(reading, name, value, key) for name, value in node.entries]
        elif node.kind == "list" and all(item.kind != "list" for item in node.items):
            terms = [
                one(reading, *item.entries[0], key)
                if item.kind == "keys" and len(item.entries) == 1
                else one(reading, item, None, key)
                for item in node.items
            ]
        else:
            return reading.fail(
                node, BAD_SETTING, "here stand no ids", f"Write `{key[-1]}:` and `id: Title` below."
            )
        return tuple(_once(reading, terms, key))

    return Reader("ids with " + ", ".join(f"`{name}`" for name in attributes), read)


def _once(reading: Reading, terms: Sequence[Any], key: tuple[Key, ...]) -> Iterator[Any]:
    """Each id once, also where a file system folds case: every term has an address."""
    seen: set[str] = set()
    for term in filter(None, terms):
        if term.id.casefold() not in seen:
            seen.add(term.id.casefold())
            yield term
            continue
        reading.findings.add(
            reading.marks.at(*key, term.id), BAD_SETTING,
            f"`{term.id}` stands here a second time", "Keep one of the two.",
        )  # fmt: skip
