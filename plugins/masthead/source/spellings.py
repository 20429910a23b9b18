"""What other tools call our keys, in one table, and the rewriting of front matter to ours.

In: the front matter's tree. Out: the same tree with our names, and values where another tool's key
means one (`draft: true` is `state: draft`). Both spellings of one key at once is a finding.
"""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from masthead.diagnostics.rules import TWO_SPELLINGS
from masthead.source.nodes import Node
from masthead.source.reading import Reading, wrong_type

PIECE_SPELLINGS: Final[Mapping[str, str]] = {
    # The singular of our own lists.
    "author": "authors",
    "stage": "stages",
    "audience": "audiences",
    "topic": "topics",
    "alias": "aliases",
    "quote": "quotes",
    "source": "sources",
    "contributor": "contributors",
    "correction": "corrections",
    "link": "links",
    # Material's blog.
    "categories": "topics",
    "category": "topics",
    "readtime": "reading_time",
    # Hugo.
    "publishDate": "date",
    "publishdate": "date",
    "lastmod": "updated",
    "expiryDate": "expires",
    "expirydate": "expires",
    "summary": "description",
    "language": "lang",
    "canonicalURL": "canonical_url",
    # Jekyll and its plugins.
    "redirect_from": "aliases",
    "last_modified_at": "updated",
    "excerpt": "description",
    "canonical": "canonical_url",
}
"""Other names for a key that takes the same values."""

FLAGS: Final[Mapping[tuple[str, bool], tuple[str, str]]] = {
    ("draft", True): ("state", "draft"),
    ("draft", False): ("state", "ready"),
    ("published", False): ("state", "draft"),
    ("published", True): ("state", "ready"),
}
"""Other tools' flags, and the key and value that they stand for."""
_FLAG_NAMES: Final = frozenset(name for name, _ in FLAGS)

KEPT: Final = ("layout", "comments")
"""Other tools' keys that say nothing about content: accepted, and kept in `extra`."""


def to_our_spelling(reading: Reading, root: Node, spellings: Mapping[str, str]) -> Node:
    """The tree with our names for keys; `spellings` adds to or takes the place of the table."""
    entries: dict[str, tuple[Node, Node]] = {}
    given: dict[str, str] = {}
    for key, value in root.entries:
        if key.text in _FLAG_NAMES and value.kind not in ("boolean", "nothing"):
            wrong_type(reading, value, "true or false", f"`{key.text}: true`")
            continue
        for name, part in _translate(key, value, spellings):
            if name in entries:
                first, second = given[name], key.text
                reading.fail(
                    key,
                    TWO_SPELLINGS,
                    f"`{second}` and `{first}` are two spellings of one key",
                    f"Keep one of them; `{name}` is Masthead's own.",
                )
            else:
                entries[name] = (replace(key, text=name), part)
                given[name] = key.text
    return replace(root, entries=tuple(entries.values()))


def _translate(key: Node, value: Node, spellings: Mapping[str, str]) -> list[tuple[str, Node]]:
    name = key.text
    if value.kind == "nothing":
        return []
    if name == "date" and value.kind == "keys":
        return [
            (_DATES.get(part.text, f"date.{part.text}"), moment) for part, moment in value.entries
        ]
    if value.kind == "boolean" and (flag := FLAGS.get((name, value.truth))):
        return [(flag[0], replace(value, kind="text", text=flag[1]))]
    return [(spellings.get(name, name), value)]


_DATES: Final = {"created": "date", "updated": "updated", "published": "date"}
