"""A text's words: the summary, the words for search, and the sentences marked as quotes."""

from masthead.content.document import quote_anchor
from masthead.render.markdown.tags import STRIDE, plain
from masthead.render.markdown.walk import Walk


def open_mark(walk: Walk, raw: str, here: int) -> int:
    """Begin a sentence worth sharing."""
    walk.marks.append((len(walk.words), len(walk.out)))
    walk.open("mark", raw)
    return here


def close_mark(walk: Walk) -> None:
    """End a sentence worth sharing."""
    walk.out.append("</mark>")
    if walk.marks:
        start, out = walk.marks.pop()
        walk.quotes.append((start, len(walk.words), out))


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


def reserve_anchors(walk: Walk) -> None:
    """Keep the anchors of marked sentences from headings, which have words to make theirs of."""
    count = walk.pieces[2::STRIDE].count("mark")
    walk.ids.taken.update(quote_anchor(number) for number in range(1, count // 2 + 1))


def quotes(walk: Walk) -> tuple[str, ...]:
    """The marked sentences in the order in which they begin; each has its anchor from now on."""
    found: dict[str, None] = {}
    for start, end, out in sorted(walk.quotes):
        words = read(walk, start, end)
        if words and words not in found:
            found[words] = None
            _anchor(walk, out, quote_anchor(len(found)))
    for number in range(len(found) + 1, len(walk.quotes) + 1):
        walk.ids.taken.discard(quote_anchor(number))
    return tuple(found)


def _anchor(walk: Walk, out: int, anchor: str) -> None:
    tag = walk.out[out]
    if tag.startswith("<mark") and ' id="' not in "".join(walk.out[out : out + 12]).split(">")[0]:
        walk.out[out] = f'<mark id="{anchor}"{tag.removeprefix("<mark")}'
    else:  # the author has given it another one
        walk.out[out] = f'<span id="{anchor}"></span>{tag}'
