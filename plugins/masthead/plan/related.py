"""Which pieces a reader of one piece would read next, from shared subjects and words.

In: the on-site pieces, and what was found out about them before. Out: for each, its kin, nearest
first. Deterministic, and linear in the number of pieces: each feature (a topic, an audience, a
stage, a telling word) offers only those of its pieces that appeared nearest in time, however many
share it. What was known before spares work and changes nothing: kin are a function of the pieces.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from heapq import nlargest
from itertools import chain
from typing import Final

from msgspec import Struct, field

from masthead.content.face import face_of
from masthead.content.opening import opening_of, word_number, words_in
from masthead.content.piece import Piece
from masthead.plan.facts import fingerprint

_WINDOW: Final = 8
_TELLING: Final = 8
_KEPT: Final = 24
# Whole numbers, so that the order of additions cannot decide between equals.
_WEIGHTS: Final = {"topics": 4_000, "audiences": 1_000, "stages": 500, "series": 1_000}
_WORD: Final = 2_000  # of the most telling word
_FAR: Final = 1 << 40
"""More seconds than lie between any two pieces."""

Feature = tuple[int, int]
"""The number of something to have in common, such as a topic or a word, and how much it weighs."""


class Relative(Struct, frozen=True, array_like=True):
    """What is known of a piece: its face, a digest of its opening, its moment in seconds.

    `features` are packed: the number of each with its weight behind it.
    """

    face: bytes
    digest: bytes
    moment: int
    features: bytes = b""
    kin: tuple[str, ...] = ()

    @property
    def numbers(self) -> Sequence[int]:
        """Of its features."""
        return array("I", self.features)[::2]

    @property
    def weights(self) -> Sequence[int]:
        """Of its features."""
        return array("I", self.features)[1::2]


class Kinship(Struct, frozen=True):
    """All pieces by key, and in how many of them each word stands.

    `scale` is the size of the whole, in powers of two.
    """

    relatives: dict[str, Relative] = field(default_factory=dict)
    spread: dict[int, int] = field(default_factory=dict)
    scale: int = 0


def find_kin(pieces: Sequence[Piece], before: Kinship | None = None) -> Kinship:
    """The kinship of the pieces. `before` is that of a former state of the site."""
    old = before or Kinship()
    known, fresh = old.relatives, dict[str, Relative]()
    openings = {piece.key: piece.opening or opening_of(piece) for piece in pieces}
    for piece in pieces:
        face, digest = piece.face or face_of(piece), fingerprint(openings[piece.key])
        was = known.get(piece.key)
        if was is None or was.face != face or was.digest != digest:
            assert piece.date is not None  # a public piece has a date  # noqa: S101
            fresh[piece.key] = Relative(face, digest, int(piece.date.timestamp()))
    gone = known.keys() - openings.keys()
    if not (fresh or gone):
        return old
    by_key = {piece.key: piece for piece in pieces}
    relatives = {key: fresh.get(key) or known[key] for key in by_key}
    spread, scale = _spread(old, openings, fresh, gone), len(relatives).bit_length()
    again = fresh.keys() | _with_other_features(old, openings, spread, scale)
    moved: dict[str, Relative] = {key: known[key] for key in gone}
    for key in again:
        one, was = relatives[key], known.get(key)
        features = _features(by_key[key], openings[key], spread, scale)
        if was is None or was.features != features or was.moment != one.moment:
            moved[key] = was or one
        relatives[key] = Relative(
            one.face, one.digest, one.moment, features, was.kin if was else ()
        )
    _find_anew(relatives, moved)
    return Kinship(relatives, spread, scale)


def _spread(
    old: Kinship, openings: Mapping[str, bytes], fresh: Mapping[str, Relative], gone: Set[str]
) -> dict[int, int]:
    """In how many pieces each word stands."""
    known = old.relatives
    if not gone and all(
        key in known and one.digest == known[key].digest for key, one in fresh.items()
    ):
        return old.spread
    counts: Counter[int] = Counter()
    for opening in openings.values():
        counts.update({*words_in(opening)})
    return dict(counts)


def _with_other_features(
    old: Kinship, openings: Mapping[str, bytes], spread: Mapping[int, int], scale: int
) -> Set[str]:
    """The pieces in which a word tells more or less than it did."""
    if scale != old.scale:
        return openings.keys()
    shifted = {
        word for word in dict(spread.items() ^ old.spread.items())
        if _rarity(old.spread.get(word, 0), scale) != _rarity(spread.get(word, 0), scale)
    }  # fmt: skip
    if not shifted:
        return set()
    return {key for key, one in openings.items() if not shifted.isdisjoint(words_in(one))}


def _rarity(count: int, scale: int) -> int:
    """How much a word tells that stands in so many pieces: the more, the fewer they are.

    It changes only where the number doubles, so that one piece seldom changes what another's words
    tell. A word of one piece binds it to none, and one of more than half of them to all.
    """
    return scale - count.bit_length() if count > 1 else 0


def _features(piece: Piece, opening: bytes, spread: Mapping[int, int], scale: int) -> bytes:
    scores = [
        (number * rarity, word)
        for word, number in Counter(words_in(opening)).items()
        if (rarity := _rarity(spread[word], scale))
    ]
    telling = nlargest(_TELLING, scores)
    top = telling[0][0] if telling else 1
    words = ((word, round(_WORD * score / top)) for score, word in telling)
    return array("I", chain.from_iterable((*_declared(piece), *words))).tobytes()


def _declared(piece: Piece) -> Iterator[Feature]:
    for axis, weight in _WEIGHTS.items():
        value = getattr(piece, axis)
        for id in (value,) if isinstance(value, str) else value:
            if id:
                yield word_number(f"{axis}:{id}"), weight


def _find_anew(relatives: dict[str, Relative], moved: Mapping[str, Relative]) -> None:
    """Set the kin of those that moved, came or went, and of those that stand near them."""
    order = sorted(relatives, key=lambda key: (relatives[key].moment, key))
    moments = [relatives[key].moment for key in order]
    shelves: dict[int, list[int]] = defaultdict(list)
    places: list[list[int]] = []
    for number, key in enumerate(order):
        mine = [shelves[name] for name in relatives[key].numbers]
        places.append([len(shelf) for shelf in mine])
        for shelf in mine:
            shelf.append(number)
    if len(moved) < len(order) // 2:
        changed = _near(relatives, moved, order, moments, shelves)
    else:
        changed = set(range(len(order)))
    for number in changed:
        one = relatives[order[number]]
        nearest = _nearest(number, one, places[number], shelves, moments)
        kin = tuple([order[other] for other in nearest])
        relatives[order[number]] = Relative(one.face, one.digest, one.moment, one.features, kin)


def _near(
    relatives: Mapping[str, Relative], moved: Mapping[str, Relative], order: Sequence[str],
    moments: Sequence[int], shelves: Mapping[int, Sequence[int]],
) -> set[int]:  # fmt: skip
    """The numbers of those that have somebody who moved in view, before or now."""
    found: set[int] = set()
    for key, was in moved.items():
        now = relatives.get(key)
        for one in (was, now) if now else (was,):
            number = _number(key, one.moment, order, moments)
            for name in one.numbers:
                shelf = shelves.get(name, ())
                place = bisect_left(shelf, number)
                found.update(shelf[max(0, place - _WINDOW - 1) : place + _WINDOW + 1])
        if now:
            found.add(_number(key, now.moment, order, moments))
    return found


def _number(key: str, moment: int, order: Sequence[str], moments: Sequence[int]) -> int:
    """Where a piece of this moment stands, or would stand, among all in time."""
    number = bisect_left(moments, moment)
    while number < len(order) and moments[number] == moment and order[number] < key:
        number += 1
    return number


def _nearest(
    number: int, one: Relative, places: Sequence[int],
    shelves: Mapping[int, Sequence[int]], moments: Sequence[int],
) -> list[int]:  # fmt: skip
    scores: dict[int, int] = defaultdict(int)
    for name, weight, place in zip(one.numbers, one.weights, places, strict=True):
        for other in shelves[name][max(0, place - _WINDOW) : place + _WINDOW + 1]:
            scores[other] += weight
    scores.pop(number, None)
    # Score, nearness in time and place as one number: those sort much faster than tuples.
    total, moment = len(moments), moments[number]
    ranked = [
        (abs(moments[other] - moment) - score * _FAR) * total + other
        for other, score in scores.items()
    ]
    ranked.sort()
    return [rank % total for rank in ranked[:_KEPT]]
