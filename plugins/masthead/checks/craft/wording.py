"""Words that stand twice, and what proselint finds worn out or said twice in English prose."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Final

from masthead.checks.craft.manuscript import Found, Manuscript
from masthead.diagnostics import Diagnostic
from masthead.diagnostics.rules import REPEATED_WORD, WORN_PHRASE
from masthead.prose.linting import objections
from masthead.prose.reading import Block, Kind

# So that no phrase is found that begins in one block and ends in the next.
_BETWEEN: Final = "\n¶\n"
_WORD: Final = re.compile(r"\S+")
_MEANT: Final = frozenset(
    (
        "had",
        "that",
        "very",
        "many",
        "really",
        "so",
        "no",
        "long",
        "far",
        "much",
        "too",
        "yes",
        "bye",
    )
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding about each of the two."""
    if not manuscript.english:
        return
    blocks = manuscript.prose.of(Kind.PARAGRAPH, Kind.ITEM)
    repeated = [place for block in blocks for place in _repeated(block)]
    # What is repeated more than once in a piece is meant so: "done done".
    times = Counter(place.text.lower() for place in repeated)
    repeated = [place for place in repeated if times[place.text.lower()] == 1]
    if repeated:
        yield from manuscript.once(
            REPEATED_WORD, repeated, f"“{repeated[0].text}” says a word twice",
            "Take one of the two out.",
        )  # fmt: skip
    worn = _apart(_worn(blocks))
    if worn:
        place, message = worn[0]
        yield from manuscript.once(
            WORN_PHRASE, [place for place, _ in worn], f"“{place.text}”: {message}",
            "Say it in plain words, or leave it out.",
        )  # fmt: skip


def _repeated(block: Block) -> Iterator[Found]:
    """A word behind itself; not thrice, not in quotation marks, not a name such as Walla Walla."""
    words = block.text.split(" ")
    if not any(one == two.rstrip(".,;:!?") for one, two in pairwise(words)):
        return
    found = list(_WORD.finditer(block.text))
    for index, (one, two) in enumerate(pairwise(found)):
        word, again = one[0], two[0].rstrip(".,;:!?")
        near = [other[0].rstrip(".,;:!?").lower() for other in found[max(0, index - 1) : index + 4]]
        if (
            word == again and word.isalpha() and word.islower() and near.count(word) == 2
            and word not in _MEANT and not block.within_code(one.start(), two.end())
        ):  # fmt: skip
            yield Found(block, one.start(), two.start() + len(again))


def _worn(blocks: tuple[Block, ...]) -> Iterator[tuple[Found, str]]:
    """Each worn phrase, with the linter's reason; what somebody else is quoted with is not ours."""
    lengths = [len(block.text) + len(_BETWEEN) for block in blocks]
    starts = [0, *accumulate(lengths)]
    for objection in objections(_BETWEEN.join(block.text for block in blocks)):
        index = bisect_right(starts, objection.start) - 1
        block, before = blocks[index], starts[index]
        start, end = objection.start - before, objection.end - before
        if (
            end <= len(block.text)
            and not _is_quoted(block.text, start) and not _is_literal(block.text, start, end)
            and not block.within_code(start, end)
        ):  # fmt: skip
            yield Found(block, start, end), objection.message.rstrip(".")


def _apart(worn: Iterable[tuple[Found, str]]) -> list[tuple[Found, str]]:
    """In order, and of two that overlap the first and longest: one phrase is one objection."""
    apart: list[tuple[Found, str]] = []
    for one in sorted(worn, key=lambda w: (w[0].block.start, w[0].start, -w[0].end)):
        place, kept = one[0], apart[-1][0] if apart else None
        if kept is None or kept.block is not place.block or place.start >= kept.end:
            apart.append(one)
    return apart


def _is_quoted(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _is_literal(text: str, start: int, end: int) -> bool:
    """Whether it is the end of a day, in the evening: the phrase has a comma behind it."""
    return text[start:end].lower() == "at the end of the day" and text[end : end + 1] != ","
