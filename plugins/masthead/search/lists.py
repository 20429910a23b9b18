"""The lists of stems: which records have one, and how much it says about each.

A list is kept as the bytes that go into a file, and taken apart only where something in it changes:
`[[3,1,4],[9,17,8]]` are the records 3, 4 and 8, with the weights 9, 17 and 8.
"""

from collections.abc import Sequence
from itertools import accumulate
from operator import sub
from typing import Final

import msgspec

from masthead.search.reading import BITS, Postings

Lists = dict[str, bytes]
"""By stem."""
GONE: Final = -1


def renew(lists: Lists, moves: Sequence[int], gone: Postings, new: Postings) -> None:
    """Bring lists up to date. `moves` is each record's new number, by its old one, or GONE.

    `gone` are the postings of records that have gone, with their old numbers; `new` those of new
    ones, and used up. A text that is edited says the same as before about most of its words.
    """
    first = next((old for old, to in enumerate(moves) if to not in (old, GONE)), None)
    moved = () if first is None else [stem for stem in lists if _last(lists[stem]) >= first]
    other = [stem for stem in gone.keys() | new.keys() if gone.get(stem) != new.get(stem)]
    for stem in {*moved, *other}:
        posting = new.pop(stem, [])
        if stem in lists:
            posting = sorted([*_moved(lists.pop(stem), moves), *posting])
        if posting:
            lists[stem] = _ENCODER.encode(_list(posting))


def _last(data: bytes) -> int:
    return sum(_DECODER.decode(data)[0])


def _moved(data: bytes, moves: Sequence[int]) -> list[int]:
    gaps, weights = _DECODER.decode(data)
    both = zip(accumulate(gaps), weights, strict=True)
    return [(to << BITS) + weight for old, weight in both if (to := moves[old]) != GONE]


def _list(posting: list[int]) -> list[list[int]]:
    """Each record's number less the one before it, which deflates well; and the weights."""
    records = [both >> BITS for both in posting]
    mask = (1 << BITS) - 1
    return [[records[0], *map(sub, records[1:], records)], [both & mask for both in posting]]


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(tuple[list[int], list[int]])
