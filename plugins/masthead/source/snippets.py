"""Snippets for VS Code, which completes front matter in Markdown by nothing else of its own.

In: the schema of a kind of file. Out: a snippet for each key, with the words that it takes to
choose from.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]


def snippets(schema: Schema) -> dict[str, dict[str, Any]]:
    """What a `.code-snippets` file holds, by name."""
    return {
        f"Masthead: {name}": {
            "scope": "markdown",
            "prefix": name,
            "body": f"{name}: {_body(value)}",
            "description": value.get("description", ""),
        }
        for name, value in schema["properties"].items()
        if not value.get("doNotSuggest")
    }


def _body(schema: Schema) -> str:
    words = dict.fromkeys(words_of(schema))
    choice = f"${{1|{','.join(map(_escaped, words))}|}}" if words else "$1"
    return f"[{choice}]" if words and _is_list(schema) else choice


def _is_list(schema: Schema) -> bool:
    return any(way.get("type") == "array" for way in schema.get("anyOf", ()))


def _escaped(word: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\,|$}" else sign for sign in word)


def words_of(schema: Schema) -> Iterator[str]:
    """The words that a value may be, or the values of a list of them."""
    ways = schema.get("anyOf", (schema,))
    if any(way == {"type": "boolean"} for way in ways):
        yield from ("true", "false")
        return
    for way in ways:
        yield from (word for word in way.get("enum", ()) if isinstance(word, str))
        if "anyOf" in way:
            yield from words_of(way)
        if items := way.get("items"):
            yield from words_of(items)
