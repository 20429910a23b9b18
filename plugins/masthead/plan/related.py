"""Which pieces a reader of one piece would read next, from shared subjects and words.

In: the on-site pieces. Out: for each, its kin, nearest first. Deterministic, and linear in the
number of pieces: each feature (a topic, an audience, a stage, a telling word) offers only those of
its pieces that appeared nearest in time, however many share it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest, nsmallest
from math import log
from typing import Final

from masthead.content.piece import Piece

_WINDOW: Final = 8
_TELLING: Final = 8
_KEPT: Final = 24
_READ: Final = 2_500  # characters: what a piece is about, it says early
_WEIGHTS: Final = {"topics": 4.0, "audiences": 1.0, "stages": 0.5, "series": 1.0}


def find_kin(pieces: Sequence[Piece]) -> dict[str, tuple[str, ...]]:
    """The keys of the most closely related pieces, by the key of each piece, nearest first."""
    in_time = sorted(pieces, key=lambda piece: (piece.date, piece.key))
    features = _features(in_time)
    shelves: dict[str, list[int]] = defaultdict(list)
    places: list[list[tuple[str, float, int]]] = []
    for number, weighted in enumerate(features):
        places.append([(name, weight, len(shelves[name])) for name, weight in weighted])
        for name, _ in weighted:
            shelves[name].append(number)
    return {
        piece.key: tuple(in_time[other].key for other in _nearest(number, places[number], shelves))
        for number, piece in enumerate(in_time)
    }


def _nearest(
    number: int, places: list[tuple[str, float, int]], shelves: dict[str, list[int]]
) -> list[int]:
    scores: dict[int, float] = defaultdict(float)
    for name, weight, place in places:
        shelf = shelves[name]
        for other in shelf[max(0, place - _WINDOW) : place + _WINDOW + 1]:
            scores[other] += weight
    scores.pop(number, None)
    # Rounded, so that the order of additions cannot decide between equals; then nearest in time.
    ranked = [(-round(score, 6), abs(other - number), other) for other, score in scores.items()]
    return [other for _, _, other in nsmallest(_KEPT, ranked)]


def _features(pieces: Sequence[Piece]) -> list[list[tuple[str, float]]]:
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
        scores = [(count * rarity[word], word) for word, count in words.items() if word in rarity]
        telling = nlargest(_TELLING, scores)
        top = telling[0][0] if telling else 1.0
        weighted = list(_declared(piece))
        weighted += [(f"word:{word}", 2.0 * score / top) for score, word in telling]
        result.append(weighted)
    return result


def _beginning(piece: Piece) -> str:
    text = f"{piece.title} {piece.title} {piece.description} {piece.document.text}"
    return text[:_READ].lower()


def _declared(piece: Piece) -> Iterator[tuple[str, float]]:
    for axis, weight in _WEIGHTS.items():
        value = getattr(piece, axis)
        for id in (value,) if isinstance(value, str) else value:
            if id:
                yield f"{axis}:{id}", weight
