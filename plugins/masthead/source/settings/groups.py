"""Keys below a key: a Reader that makes one value of them."""

from collections.abc import Sequence
from typing import Any

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING, UNKNOWN_SETTING
from masthead.source.nodes import Node
from masthead.source.reading import Field, Reader, Reading, read_keys


def group(kind: type[Any], keys: Sequence[Field], remedy: str, or_else: str = "") -> Reader:
    """A Reader for `kind` from its keys. `or_else` names what the setting takes besides them."""

    def read(reading: Reading, node: Node, key: tuple[Key, ...]) -> Any:
        if node.kind != "keys":
            return reading.fail(node, BAD_SETTING, "here stand no keys", remedy)
        return kind(**read_keys(reading, node, keys, key, rule=UNKNOWN_SETTING)[0])

    return Reader(f"{named(keys)}{or_else}", read)


def named(keys: Sequence[Field]) -> str:
    """The keys as the reference names them."""
    return "keys " + ", ".join(f"`{key.name}`" for key in keys)
