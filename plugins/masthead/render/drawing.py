"""Lines of a drawing as SVG writes them: straight parts with rounded corners."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from masthead.plan.drawing import Point

_CORNER: Final = 6


def way_of(points: Sequence[Point], right: int = 0, down: int = 0) -> str:
    """The `d` of a path through the points, moved by so many pixels."""
    moved = [(x + right, y + down) for x, y in points]
    return "".join(_parts(moved))


def _parts(points: Sequence[Point]) -> Iterator[str]:
    (x, y), last = points[0], points[-1]
    yield f"M{x} {y}"
    for (before, corner), (_, after) in pairwise(pairwise(points)):
        size = min(_CORNER, _length(before, corner) // 2, _length(corner, after) // 2)
        (x1, y1), (x2, y2) = _towards(corner, before, size), _towards(corner, after, size)
        yield f"L{x1} {y1}Q{corner[0]} {corner[1]} {x2} {y2}"
    yield f"L{last[0]} {last[1]}"


def _length(one: Point, other: Point) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(point: Point, other: Point, by: int) -> Point:
    """So many pixels from a point to another, which lies straight across or down."""
    (x, y), (to_x, to_y) = point, other
    return x + by * ((to_x > x) - (to_x < x)), y + by * ((to_y > y) - (to_y < y))
