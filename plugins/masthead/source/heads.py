"""The front matter of all pieces as one text, to find those that name something.

In: source files. Out: those whose front matter holds given words. It finds too many rather than too
few: whoever asks reads what it finds. Words are compared without case.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from msgspec import Struct

from masthead.source.tree import SourceFile

_OTHERS: Final = (b"\r---", b"\n...", b"\r...")
"""How front matter may end, besides the usual way."""


class Heads(Struct, frozen=True, dict=True):
    """The heads of these files, each taken from the disk once, when somebody first asks."""

    sources: Sequence[SourceFile]

    @cached_property
    def _texts(self) -> tuple[str, list[int]]:
        """All heads, one behind the other, and where each begins."""
        texts = [_head(source) for source in self.sources]
        text = b"\0".join(texts).decode("utf-8", "replace")
        folded, starts, at = text.casefold(), [0], 0
        for _ in texts[1:]:
            at = folded.index("\0", at) + 1
            starts.append(at)
        return folded, starts

    def naming(self, words: Iterable[str], *keys: str) -> Iterator[SourceFile]:
        """The files with one of the words in their front matter, and with one of the keys.

        Without keys, any file with one of the words. A backslash may write any character, so a
        file with one is taken for one that has the words.
        """
        wanted = [word.casefold() for word in words if word]
        if not wanted:
            return
        text, starts = self._texts
        numbers = {number for word in (*wanted, "\\") for number in _places(word, text, starts)}
        for number in sorted(numbers):
            end = starts[number + 1] if number + 1 < len(starts) else len(text)
            head = text[starts[number] : end]
            if not keys or any(key in head for key in keys):
                yield self.sources[number]

    def called(self, stems: Iterable[str]) -> Iterator[SourceFile]:
        """The files with one of these names, without their endings."""
        wanted = {stem.casefold() for stem in stems if stem}
        for source in self.sources if wanted else ():
            if PurePosixPath(source.key).stem.casefold() in wanted:
                yield source


def _places(word: str, text: str, starts: Sequence[int]) -> Iterator[int]:
    """The numbers of the heads that hold a word."""
    at = text.find(word)
    while at >= 0:
        number = bisect_right(starts, at) - 1
        yield number
        if number + 1 == len(starts):
            break
        at = text.find(word, starts[number + 1])


def _head(source: SourceFile) -> bytes:
    """What stands before the body, or the whole text where that cannot be told."""
    data = source.data
    source.forget()
    if isinstance(data, str):
        return b""
    end = data.find(b"\n---", 3)
    end = min((at for fence in _OTHERS if (at := data.find(fence, 3, end)) > 0), default=end)
    if end > 0:
        # A line that only begins like a fence is one of a long text: then all of it matters.
        line = data[end + 1 : end + 81].splitlines()[0]
        data = data[:end] if line.rstrip() in (b"---", b"...") else data
    return data.replace(b"\0", b" ")
