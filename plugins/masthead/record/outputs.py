"""What was published: which facts each file rested on, and what they were.

In: bytes of an earlier build. Out: a Published, and back.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from masthead.plan.facts import Fact
from masthead.plan.output import ShellUse
from masthead.plan.views import Listing

_MORE: Final = 1.25
Words = tuple[str | int, ...]


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers, of which a large site has millions, as a few bytes each."""
    return array("I", numbers).tobytes()


def numbers_in(data: bytes) -> Sequence[int]:
    """The numbers that were packed."""
    return array("I", data)


class Made(Struct, frozen=True, array_like=True):
    """A file: what it was planned with, and the packed numbers of its facts, and of its shell.

    `size` in bytes and `mtime` in nanoseconds are those of the published file. A page has a
    listing.
    """

    words: Words
    facts: bytes
    shell: int
    size: int
    mtime: int
    listing: Listing | None = None


class Part(Struct, frozen=True, array_like=True):
    """One of those things that files are made of together: what it was planned with, its facts."""

    mark: bytes
    facts: bytes


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
    tidied: int = 0
    """How many facts there were when those that nothing rested on were last let go."""

    def tidy(self) -> None:
        """Let go of facts that no file rests on any more, once they may be many."""
        if len(self.facts) <= self.tidied * _MORE:
            return
        resting = [one.facts for one in self.files.values()]
        resting += [one.facts for group in self.groups.values() for one in group.parts.values()]
        used = sorted(set().union(*map(numbers_in, resting)))
        now = {old: new for new, old in enumerate(used)}

        def anew(facts: bytes) -> bytes:
            return packed(now[number] for number in numbers_in(facts))

        self.facts = [self.facts[number] for number in used]
        self.answers = [self.answers[number] for number in used]
        self.files = {f: replace(one, facts=anew(one.facts)) for f, one in self.files.items()}
        for name, group in self.groups.items():
            parts = {key: replace(one, facts=anew(one.facts)) for key, one in group.parts.items()}
            self.groups[name] = replace(group, parts=parts)
        self.tidied = len(used)


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
