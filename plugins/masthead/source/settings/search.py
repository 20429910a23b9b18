"""Whose search the pages have: `search`."""

from typing import Final

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING
from masthead.source.nodes import Node
from masthead.source.reading import Reader, Reading, choice

_WHOSE: Final = choice({"masthead": "masthead", "theme": "theme"}, BAD_SETTING, "the search")


def _search(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    if node.kind == "boolean":
        return "masthead" if node.truth else "none"
    whose: str | None = _WHOSE(reading, node, *key)
    return whose


SEARCH: Final = Reader("`masthead`, `theme` or `false`", _search)
