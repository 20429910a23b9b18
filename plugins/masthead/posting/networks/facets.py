"""Where a text for Bluesky has addresses, hashtags and mentions: app.bsky.richtext.facet.

In: a text. Out: Spans, counted in bytes of its UTF-8, in their order. Found by the same rules as by
Bluesky's own apps, except that an address must begin with http:// or https://.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from typing import Final

from msgspec import Struct

_INVISIBLE: Final = "\u00ad\u2060\u200a\u200b\u200c\u200d\u20e2"
_ADDRESS: Final = re.compile(r"(?:(?<=^)|(?<=[\s(]))https?://\S+", re.IGNORECASE | re.MULTILINE)
_MENTION: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s(]))@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?)"
    r"(?![a-z0-9-])",
    re.IGNORECASE | re.MULTILINE,
)
_TAG: Final = re.compile(rf"(?:(?<=^)|(?<=\s))[#＃](?!\ufe0f)([^\s{_INVISIBLE}]+)", re.MULTILINE)
_LONGEST_TAG: Final = 64


class Kind(Enum):
    """What a span is."""

    LINK = "app.bsky.richtext.facet#link"
    TAG = "app.bsky.richtext.facet#tag"
    MENTION = "app.bsky.richtext.facet#mention"


class Span(Struct, frozen=True, order=True):
    """Bytes from `start` to before `end`; `value` is the address, the tag or the handle."""

    start: int
    end: int
    value: str
    kind: Kind


def spans(text: str) -> list[Span]:
    """All of them; no two overlap."""
    found: list[Span] = []
    for start, length, value, kind in (*_addresses(text), *_mentions(text), *_tags(text)):
        at = len(text[:start].encode())
        span = Span(at, at + len(text[start : start + length].encode()), value, kind)
        if all(span.end <= other.start or other.end <= span.start for other in found):
            found.append(span)
    return sorted(found, key=lambda span: span.start)


_Found = Iterator[tuple[int, int, str, Kind]]


def _addresses(text: str) -> _Found:
    for match in _ADDRESS.finditer(text):
        address = re.sub(r"[.,;:!?]\Z", "", match[0])
        if address.endswith(")") and "(" not in address:
            address = address[:-1]
        if len(address) > len("https://"):
            yield match.start(), len(address), address, Kind.LINK


def _mentions(text: str) -> _Found:
    for match in _MENTION.finditer(text):
        yield match.start(), len(match[0]), match[1], Kind.MENTION


def _tags(text: str) -> _Found:
    for match in _TAG.finditer(text):
        tag = match[1]
        while tag and unicodedata.category(tag[-1]).startswith("P"):
            tag = tag[:-1]
        # A number alone is no hashtag.
        wordy = any(not c.isdigit() and not unicodedata.category(c).startswith("P") for c in tag)
        if wordy and len(tag) <= _LONGEST_TAG:
            yield match.start(), 1 + len(tag), tag, Kind.TAG
