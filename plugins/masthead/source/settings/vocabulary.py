"""Vocabularies: topics, audiences, stages, formats, and series that have no file."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

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

_TERM_KEYS: Final = (
    Field("title", TEXT, ""),
    Field("description", PARAGRAPHS, ""),
    Field("question", TEXT, ""),
    Field("plural", TEXT, ""),
    Field("rank", whole_number(0, 1000), ""),
    Field("parts", whole_number(1, 999), ""),
    Field("cadence", TEXT, ""),
)


def terms(kind: type[Any], attributes: Sequence[str]) -> Reader:
    """A vocabulary: `id: Title`, `id: {title, …}`, or a list of ids."""
    keys = tuple(key for key in _TERM_KEYS if key.name in attributes)

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
