"""What was published: which facts each file rested on, and what they were.

In: bytes of an earlier build. Out: a Published, and back.
"""

from typing import Final, NamedTuple

import msgspec
from msgspec import Struct, field

from masthead.plan.facts import Fact
from masthead.plan.output import ShellUse
from masthead.plan.views import Listing

Words = tuple[str | int, ...]


class Made(Struct, frozen=True, array_like=True):
    """A file: what it was planned with, and the numbers of its facts and its shell.

    `size` in bytes and `mtime` in nanoseconds are those of the published file. A page has a
    listing.
    """

    words: Words
    facts: tuple[int, ...]
    shell: int
    size: int
    mtime: int
    listing: Listing | None = None


class Part(NamedTuple):
    """One of those things that files are made of together: what it was planned with, its facts."""

    mark: bytes
    facts: tuple[int, ...]


class Group(Struct, frozen=True, array_like=True):
    """Files that are made together, each with its size and date, of parts by key."""

    words: bytes
    parts: dict[str, Part]
    files: dict[str, tuple[int, int]]


class Published(Struct, array_like=True):
    """A published site. `epoch` stands for all that every file rests on; `answers` and `shells`
    are what the facts and the shells were, by number."""

    epoch: bytes = b""
    facts: list[Fact] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    uses: list[ShellUse] = field(default_factory=list)
    shells: list[bytes] = field(default_factory=list)
    files: dict[str, Made] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)


def load(data: bytes) -> Published:
    """What was packed; nothing if it cannot be read."""
    try:
        return _DECODER.decode(data) if data else Published()
    except msgspec.DecodeError:
        return Published()


def dump(published: Published) -> bytes:
    """As bytes."""
    return _ENCODER.encode(published)


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Published)
