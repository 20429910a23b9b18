"""Campaign tags: what a shared address tells the company's own statistics of where.

The grammar is one line: a tag's value is text with placeholders in braces, and `{a|b}` stands for
the first of them that a piece has. A tag without a value is left out. Tags are added to addresses
that leave the site by way of a reader, and to no other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote

PLACEHOLDERS: Final = (
    "channel", "medium", "slug", "id", "series", "format", "stage", "topic", "author", "year",
)  # fmt: skip
"""`medium` is `email` for e-mail, else `social`; `stage`, `topic` and `author` come first."""
_HOLE: Final = re.compile(r"\{([^{}]*)\}")
TAG_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,60}")

Tags = Sequence[tuple[str, str]]
"""Names and values with placeholders, in the order in which they are added."""


def placeholders(value: str) -> Iterator[str]:
    """The placeholders that a tag's value names, known or not; "" for a stray brace."""
    for hole in _HOLE.finditer(value):
        yield from (name.strip() for name in hole[1].split("|"))
    if set("{}") & set(_HOLE.sub("", value)):
        yield ""


def tagged(address: str, tags: Tags, values: Mapping[str, str]) -> str:
    """The address with the campaign's tags, before its anchor."""

    def first(hole: re.Match[str]) -> str:
        found = (values.get(name.strip(), "") for name in hole[1].split("|"))
        return next(filter(None, found), "")

    filled = [(name, _HOLE.sub(first, value).strip()) for name, value in tags]
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in filled if value)
    if not query:
        return address
    front, sign, anchor = address.partition("#")
    return f"{front}{'&' if '?' in front else '?'}{query}{sign}{anchor}"
