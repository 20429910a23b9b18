"""The front matter of all pieces as plain text, to find those that name something without reading them.

In: source files. Out: those whose front matter holds given words. It finds too many rather than too
few: whoever asks reads what it finds. Words are compared without case.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct, field

from masthead.source.tree import SourceFile


class Heads(Struct):
    """The heads of these files, each taken from the disk once, when somebody first asks."""

    sources: Sequence[SourceFile]
    _texts: list[str] = field(default_factory=list)

    def naming(self, words: Iterable[str], *keys: str) -> Iterator[SourceFile]:
        """The files with one of the words in their front matter, and with one of the keys.

        Without keys, any file with one of the words. A backslash may write any character, so a
        file with one is taken for one that has the words.
        """
        wanted = [word.casefold() for word in words if word]
        if not wanted:
            return
        if not self._texts:
            self._texts = [_head(source) for source in self.sources]
        for source, text in zip(self.sources, self._texts, strict=True):
            if (any(word in text for word in wanted) or "\\" in text) and (
                not keys or any(key in text for key in keys)
            ):
                yield source

    def called(self, stems: Iterable[str]) -> Iterator[SourceFile]:
        """The files with one of these names, without their endings."""
        wanted = {stem.casefold() for stem in stems if stem}
        for source in self.sources if wanted else ():
            if PurePosixPath(source.key).stem.casefold() in wanted:
                yield source


def _head(source: SourceFile) -> str:
    """What stands before the body, or the whole text where that cannot be told."""
    data = source.data
    source.forget()
    if isinstance(data, str):
        return ""
    ends = [at for fence in (b"\n---", b"\r---", b"\n...", b"\r...") if (at := data.find(fence, 3)) > 0]
    # A line that only begins like a fence is one of a long text: then the next part matters too.
    end = min(ends, default=len(data))
    line = data[end + 1 : end + 81].splitlines()[:1]
    whole = bool(ends) and line[0].rstrip() in (b"---", b"...")
    return (data[:end] if whole else data).decode("utf-8", "replace").casefold()
