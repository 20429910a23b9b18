"""A text's words: the summary, the words for search, and the sentences marked as quotes."""

from masthead.render.markdown.tags import plain
from masthead.render.markdown.walk import Walk


def open_mark(walk: Walk, raw: str, here: int) -> int:
    """Begin a sentence worth sharing."""
    walk.open("mark", raw)
    walk.marks.append(len(walk.words))
    return here


def close_mark(walk: Walk) -> None:
    """End a sentence worth sharing."""
    walk.out.append("</mark>")
    if walk.marks:
        walk.quotes.append((walk.marks.pop(), len(walk.words)))


def read(walk: Walk, start: int = 0, end: int | None = None) -> str:
    """The words between two places, with single spaces."""
    return plain("".join(walk.words[start:end]))


def whole(walk: Walk) -> tuple[str, tuple[tuple[int, int], ...]]:
    """All the words, and where among them those of each heading begin and end."""
    runs: list[str] = []
    heads: list[tuple[int, int]] = []
    length = start = at = 0
    for first, last in (*walk.heads, (len(walk.words),) * 2):
        for begin, end in ((at, first), (first, last)):
            run, start = read(walk, begin, end), length
            if run:
                runs.append(run)
                length += len(run) + 1
        heads.append((start, start + len(run)))
        at = last
    return " ".join(runs), tuple(heads[:-1])


def summary(walk: Walk) -> str:
    """What stands before `<!-- more -->`, without headings; else the first paragraph."""
    if walk.more >= 0:
        start, parts = 0, []
        for first, last in walk.heads:
            if last <= walk.more:
                parts.append(read(walk, start, first))
                start = last
        parts.append(read(walk, start, walk.more))
        before = " ".join(filter(None, parts))
        if before:
            return before
    return read(walk, *walk.lead) if walk.lead else ""


def quotes(walk: Walk) -> tuple[str, ...]:
    """The marked sentences in the order in which they begin."""
    found = (read(walk, start, end) for start, end in sorted(walk.quotes))
    return tuple(dict.fromkeys(filter(None, found)))
