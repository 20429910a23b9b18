"""Write a copy into `syndicated` of a piece's front matter, and touch nothing else.

In: a file's bytes and the copy. Out: the file's bytes; `masthead.source.entries` does the work.
"""

from datetime import date as day

from msgspec import Struct

from masthead.source.entries import CannotRecord, Entry, with_entry

__all__ = ("CannotRecord", "Copy", "with_copy")


class Copy(Struct, frozen=True):
    """A copy of a piece on a channel."""

    channel: str
    url: str
    date: day | None = None

    @property
    def entry(self) -> Entry:
        """The copy as the front matter has it."""
        when = (("date", f"{self.date:%Y-%m-%d}"),) if self.date else ()
        return Entry("syndicated", (("channel", self.channel), ("url", self.url), *when))

    def lines(self, indent: str) -> list[str]:
        """An entry of a list, as lines."""
        return self.entry.lines(indent)


def with_copy(data: bytes, copy: Copy) -> bytes:
    """The file with the copy; the same bytes if it has it. Raises CannotRecord."""
    return with_entry(data, copy.entry, same=("url",))
