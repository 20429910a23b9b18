"""Slugs: the last part of an address, from a file's name or from words."""

import re
import unicodedata
from typing import Final

_DATE: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-(?=.)")
_GAPS: Final = re.compile(r"[^\w.]+|_+(?=[^\w]|$)")

RESERVED: Final = frozenset({"archive", "page", "index", "feed", "atom", "rss", "assets", "search"})
"""Last parts of addresses below the hub that Masthead uses itself."""


def slug_of_file(name: str) -> str:
    """The slug of a file by its name: without extension and leading date, fit for an address."""
    stem = name.rsplit(".", 1)[0] if "." in name else name
    return slugify(_DATE.sub("", stem, count=1)) or "piece"


def slugify(words: str) -> str:
    """The words as one part of an address: letters and digits of any script, hyphens, dots."""
    text = unicodedata.normalize("NFC", words)
    return _GAPS.sub("-", text).strip("-._").replace("..", ".")
