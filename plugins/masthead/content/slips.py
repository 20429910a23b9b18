"""Which name a writer meant, where there can be no doubt: a slip of the hand, and one candidate.

In: a word and the names that exist. Out: one of them, or nothing. Messages may guess more freely
than this; what is written into a file may not.
"""

from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

_SHORT: Final = 4
"""Letters. A slip in a shorter word makes another word of it."""
_LONG: Final = 6
"""Letters. A longer word can be recognised with two slips in it."""


def meant(word: str, known: Iterable[str], *, person: bool = False) -> str:
    """The one name that differs by case and hyphens alone, or by a slip or two; or nothing.

    Of a person's name only exchanged neighbours are taken for a slip: `jan` may be another than
    `jane`, and nobody's work goes to somebody else.
    """
    names = list(dict.fromkeys(known))
    folded = _fold(word)
    alike = [name for name in names if _fold(name) == folded]
    if alike or len(folded) < _SHORT:
        return alike[0] if len(alike) == 1 else ""
    if person:
        near = [name for name in names if _exchanged(folded, _fold(name))]
        return near[0] if len(near) == 1 else ""
    slips = {name: _distance(folded, _fold(name), 2) for name in names}
    for most in (1, 2) if len(folded) >= _LONG else (1,):
        near = [name for name, distance in slips.items() if distance == most]
        if near:
            return near[0] if len(near) == 1 else ""
    return ""


def _fold(word: str) -> str:
    return "".join(c for c in normalize("NFC", word).casefold() if c.isalnum())


def _exchanged(one: str, two: str) -> bool:
    """Whether two neighbouring letters have changed places, and nothing else."""
    differ = [i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b]
    return (
        len(one) == len(two)
        and len(differ) == 2
        and differ[1] == differ[0] + 1
        and one[differ[0]] == two[differ[1]]
        and one[differ[1]] == two[differ[0]]
    )


def _distance(one: str, two: str, most: int) -> int:
    """Letters left out, put in, replaced or exchanged with a neighbour; `most` + 1 for any more."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(two, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
