"""Which name a writer meant, where there can be no doubt: a slip of the hand, and one candidate.

In: a word and the names that exist. Out: one of them, or nothing. Messages may guess more freely
than this; what is written into a file may not.
"""

from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

_SHORT: Final = 4
"""Letters. A slip in a shorter word makes another word of it."""


def meant(word: str, known: Iterable[str], *, person: bool = False) -> str:
    """The one name that differs by case and hyphens alone, or by one slip; or nothing.

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
    near = [name for name in names if _is_slip(folded, _fold(name))]
    return near[0] if len(near) == 1 else ""


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


def _is_slip(one: str, two: str) -> bool:
    """Whether one letter was left out, put in or replaced, or two neighbours exchanged."""
    if _exchanged(one, two):
        return True
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    rest, other = one[start:], two[start:]
    return rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other
