"""JSON Schemas of front matter, for editors: from the tables that read the files.

In: Settings and the ids of authors and series. Out: schemas in draft 7, which every editor takes.
They accept what the tables accept; what only other files can tell (two pieces with one id) no
schema says.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from msgspec import Struct

from masthead.settings import Settings, Term
from masthead.source.author import AUTHOR_KEYS, IDEA_KEYS, SERIES_KEYS, SINGULAR
from masthead.source.piece import PIECE_KEYS
from masthead.source.reading import FLAG, Field
from masthead.source.spellings import FLAGS, KEPT, PIECE_SPELLINGS

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_UNFINISHED: Final = ("planned", "draft", "review")
Schema = dict[str, Any]


class Names(Struct, frozen=True):
    """The ids that a site's files may name, and that are not in its settings."""

    authors: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


def schemas(settings: Settings, names: Names) -> dict[str, Schema]:
    """The schemas of `piece`, `author`, `series` and `idea`."""
    words = {
        "stages": [term.id for term in settings.stages],
        "audiences": [term.id for term in settings.audiences],
        "topics": [term.id for term in settings.topics],
        "format": [term.id for term in settings.formats],
        "authors": [*names.authors],
        "series": [*names.series],
    }
    terms = {"stages": settings.stages, "audiences": settings.audiences,
             "topics": settings.topics, "format": settings.formats}  # fmt: skip
    told = {key: {term.id: _told(term) for term in some} for key, some in terms.items()}
    return {
        "piece": _piece(settings, words, told),
        "author": _of("an author", AUTHOR_KEYS, {"expertise": words["topics"]}, SINGULAR,
                      {"expertise": told["topics"]}),
        "series": _of("a series", SERIES_KEYS, {"authors": words["authors"]}, SINGULAR, {}),
        "idea": _of("an idea", IDEA_KEYS, {}, SINGULAR, {}),
    }  # fmt: skip


def site_schema(made: Mapping[str, Schema], folders: Mapping[str, str]) -> Schema:
    """All schemas in one, with the kind of file that is in each folder; the first that fits."""
    return {
        "$schema": DRAFT,
        "title": "Front matter of this site",
        "definitions": {**made},
        "folders": [{"folder": folder, "kind": kind} for folder, kind in folders.items()],
    }


def _piece(
    settings: Settings, words: Mapping[str, Sequence[str]], told: Mapping[str, Mapping[str, str]]
) -> Schema:
    spellings = {**PIECE_SPELLINGS, **({"tags": settings.tags} if settings.tags else {})}
    schema = _of("a piece", PIECE_KEYS, words, spellings, told)
    properties = schema["properties"]
    for name, _ in FLAGS:
        properties[name] = _quiet("Another tool's flag for `state`.", FLAG.schema)
    for name in KEPT:
        properties[name] = _quiet("Another tool's key, kept in `extra`.", {})
    created = {"type": "object", "description": "`created` and `updated`, as Material has them."}
    properties["date"]["anyOf"].insert(1, created)
    dates = ["date", *(theirs for theirs, ours in spellings.items() if ours == "date")]
    unfinished = [
        {"required": ["state"], "properties": {"state": {"enum": [*_UNFINISHED]}}},
        {"required": ["draft"], "properties": {"draft": {"const": True}}},
        {"required": ["published"], "properties": {"published": {"const": False}}},
    ]
    ready = {"allOf": [{"required": ["id"]}, {"anyOf": [{"required": [name]} for name in dates]}]}
    return {**schema, "if": {"anyOf": unfinished}, "then": {}, "else": ready}


def _of(
    what: str, keys: Iterable[Field], words: Mapping[str, Sequence[str]],
    spellings: Mapping[str, str], told: Mapping[str, Mapping[str, str]],
) -> Schema:  # fmt: skip
    properties: dict[str, Schema] = {}
    for key in keys:
        schema = deepcopy(dict(key.reader.schema))
        if key.name in words:
            schema = _chosen(schema, words[key.name], told.get(key.name, {}))
        properties[key.name] = {
            "description": key.meaning, "anyOf": [*_ways(schema), {"type": "null"}]
        }  # fmt: skip
    for theirs, ours in spellings.items():
        if ours in properties:
            properties[theirs] = _quiet(f"Read as `{ours}`.", properties[ours])
    return {
        "$schema": DRAFT,
        "title": f"Front matter of {what}",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _ways(schema: Schema) -> list[Schema]:
    ways: list[Schema] = schema["anyOf"] if schema.keys() == {"anyOf"} else [schema]
    return ways


def _chosen(schema: Schema, ids: Sequence[str], told: Mapping[str, str]) -> Schema:
    """The schema of an id, or of a list of ids, with the ids that there are."""
    chosen: Schema = {"enum": [*ids, *(number for id in ids for number in _numbers(id))] or [None]}
    if told:  # as VS Code has it in its own schemas
        chosen["enumDescriptions"] = [told.get(str(id), "") for id in chosen["enum"]]
    if "anyOf" not in schema:
        return chosen
    return {"anyOf": [{"type": "array", "items": chosen}, chosen]}


def _told(term: Term) -> str:
    """What a word of the site's stands for."""
    return f"{term.title}: {term.description}" if term.description else term.title


def _numbers(id: str) -> Iterable[int]:
    """The number that YAML makes of an id such as `2026`."""
    return (int(id),) if id.isascii() and id.isdecimal() and str(int(id)) == id else ()


def _quiet(description: str, schema: Mapping[str, Any]) -> Schema:
    """A key that is accepted, and not offered."""
    plain = {name: value for name, value in schema.items() if name != "description"}
    return {"description": description, **deepcopy(plain), "doNotSuggest": True}
