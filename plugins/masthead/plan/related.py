"""Which pieces a reader of one piece would read next, from shared subjects and words.

In: the on-site pieces. Out: for each, its kin, nearest first. Deterministic, and linear in the
number of pieces: each feature (a topic, an audience, a stage, a telling word) offers only those of
its pieces that appeared nearest in time, however many share it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from math import log
from typing import Final

from masthead.content.piece import Piece

_WINDOW: Final = 8
_TELLING: Final = 8
_KEPT: Final = 24
_READ: Final = 1_500  # characters: what a piece is about, it says early
# Whole numbers, so that the order of additions cannot decide between equals.
_WEIGHTS: Final = {"topics": 4_000, "audiences": 1_000, "stages": 500, "series": 1_000}
_WORD: Final = 2_000  # of the most telling word


def find_kin(pieces: Sequence[Piece]) -> dict[str, tuple[str, ...]]:
    """The keys of the most closely related pieces, by the key of each piece, nearest first."""
    in_time = sorted(pieces, key=lambda piece: (piece.date, piece.key))
    features = _features(in_time)
    shelves: dict[str, list[int]] = defaultdict(list)
    places: list[list[tuple[str, int, int]]] = []
    for number, weighted in enumerate(features):
        places.append([(name, weight, len(shelves[name])) for name, weight in weighted])
        for name, _ in weighted:
            shelves[name].append(number)
    kin = (_nearest(number, near, shelves, len(in_time)) for number, near in enumerate(places))
    return {
        piece.key: tuple([in_time[other].key for other in nearest])
        for piece, nearest in zip(in_time, kin, strict=True)
    }


def _nearest(
    number: int, places: list[tuple[str, int, int]], shelves: dict[str, list[int]], total: int
) -> list[int]:
    scores: dict[int, int] = defaultdict(int)
    for name, weight, place in places:
        for other in shelves[name][max(0, place - _WINDOW) : place + _WINDOW + 1]:
            scores[other] += weight
    scores.pop(number, None)
    # Score, nearness in time and place as one number: those sort much faster than tuples.
    ranked = [
        (abs(other - number) - score * total) * total + other for other, score in scores.items()
    ]
    ranked.sort()
    return [rank % total for rank in ranked[:_KEPT]]


def _features(pieces: Sequence[Piece]) -> list[list[tuple[str, int]]]:
    """Each piece's features with weights. A word tells the more, the fewer pieces have it."""
    # Counting splits at spaces alone, which is four times as fast as a pattern: a word with a comma
    # at it is lost, and will come again.
    counted = [Counter(_beginning(piece).split()) for piece in pieces]
    spread: Counter[str] = Counter()
    for words in counted:
        spread.update(words.keys())
    total = len(pieces) + 1
    rarity = {
        word: log(total / count)
        for word, count in spread.items()
        if 1 < count < total / 2 and 4 < len(word) < 25 and word.isalpha()
    }
    result = []
    for piece, words in zip(pieces, counted, strict=True):
        scores = [(words[word] * rarity[word], word) for word in words.keys() & rarity.keys()]
        telling = nlargest(_TELLING, scores)
        top = telling[0][0] if telling else 1.0
        weighted = list(_declared(piece))
        weighted += [(f"word:{word}", round(_WORD * score / top)) for score, word in telling]
        result.append(weighted)
    return result


def _beginning(piece: Piece) -> str:
    text = f"{piece.title} {piece.title} {piece.description} {piece.document.text[:_READ]}"
    return text[:_READ].lower()


def _declared(piece: Piece) -> Iterator[tuple[str, int]]:
    for axis, weight in _WEIGHTS.items():
        value = getattr(piece, axis)
        for id in (value,) if isinstance(value, str) else value:
            if id:
                yield f"{axis}:{id}", weight
