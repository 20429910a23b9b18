"""due.json: a Standing as JSON, and back.

In: a Standing. Out: the file's bytes; in: bytes from anywhere, out: a Standing or nothing.
"""

from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from masthead.content.turns import Standing


class _File(Struct):
    until: datetime | None
    pieces: str


def due_json(data: Standing) -> bytes:
    """A line of JSON: `until` in UTC, and a digest of what is public under `pieces`."""
    until = data.until.astimezone(UTC) if data.until else None
    return msgspec.json.encode(_File(until, data.digest)) + b"\n"


def read_due(data: bytes) -> Standing | None:
    """The Standing in a due.json, or None if that is not what it is."""
    try:
        found = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    until = found.until
    return None if until and until.tzinfo is None else Standing(until, found.pieces)
