"""The drawing of a graph whose time runs downwards: where each step and each line lies.

In: the column of each step, oldest first, and the links between them. Out: a Drawing in pixels.
Each step has a row of its own, so lines run down beside the steps: in a column where no step is in
the way, else on a track between two columns; and across in the gaps between rows, where each line
has a track too. The lines of one source share what they can. Hence no line touches a step that it
does not bind, lines of two sources only cross, and only those that lead to one step come together,
just before it. A pure function of whole numbers.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

RADIUS: Final = 11
_TRACK: Final = 7
"""Between two lines that run side by side, and between a line and a step."""
_GAP: Final = 16
"""Between two rows, at least; and above a step, where an arrow's head has its place."""
_ASIDE: Final = 10
"""Between two columns, at least."""

Point = tuple[int, int]
Link = tuple[int, int]
"""Source and result, as places in the order of the steps."""


class Drawing(Struct, frozen=True, kw_only=True):
    """Where all lies, from the upper left corner, in pixels.

    `columns` are the middles of the columns, `steps` those of the steps. `lines` has the way of
    each link, from the lower edge of the source to the upper edge of its result.
    """

    width: int
    height: int
    columns: tuple[int, ...]
    steps: tuple[Point, ...]
    lines: Mapping[Link, tuple[Point, ...]]


def draw(columns: Sequence[int], links: Collection[Link]) -> Drawing:
    """The drawing of steps that stand in these columns, numbered from 0 without gaps.

    A link leads from an older step to a younger one: from a lower place to a higher.
    """
    return _Sheet(tuple(columns), tuple(sorted(set(links)))).drawing()


class _Lane(Struct, frozen=True, order=True):
    """Where lines run down: in the middle of a column, or on a `track` of the channel before it."""

    column: int
    track: int = -1

    @property
    def half(self) -> int:
        """Where it lies across, counted in halves of a column."""
        return 2 * self.column - (self.track >= 0)


class _Sheet(Struct, frozen=True, dict=True):
    columns: tuple[int, ...]
    links: tuple[Link, ...]

    @cached_property
    def results(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for source, result in self.links:
            found.setdefault(source, []).append(result)
        return found

    @cached_property
    def lanes(self) -> dict[int, _Lane]:
        """The lane of each source with results beyond the next row, free as far as it is used."""
        lanes: dict[int, _Lane] = {}
        taken: dict[_Lane, list[int]] = {}
        for source, results in self.results.items():
            far = [result for result in results if result > source + 1]
            if far:
                lane = self._best(source, far, taken)
                lanes[source] = lane
                taken.setdefault(lane, []).append(far[-1] - 1)
        return lanes

    def _best(self, source: int, far: list[int], taken: Mapping[_Lane, list[int]]) -> _Lane:
        """The free lane with the least way across."""
        between = set(self.columns[source + 1 : far[-1]])
        ends = [2 * self.columns[place] for place in (source, *far)]

        def free(lane: _Lane) -> bool:
            # Sources come in their order: who holds the lane began above, and counts by its end.
            return all(end < source for end in taken.get(lane, ()))

        def cost(lane: _Lane) -> tuple[int, _Lane]:
            crowd = lane.track + 1 + (lane.column in (0, last))  # 0 in a column
            return 4 * sum(abs(lane.half - end) for end in ends) + crowd, lane

        last = max(self.columns) + 1
        straight = [_Lane(c) for c in dict.fromkeys(self.columns) if c not in between]
        beside = [_first(free, column) for column in range(last + 1)]
        return min((lane for lane in (*straight, *beside) if free(lane)), key=cost)

    def leaves_across(self, source: int) -> bool:
        """Whether a line runs across just below the source."""
        own, lane = self.columns[source], self.lanes.get(source)
        near = source + 1 in self.results.get(source, ()) and self.columns[source + 1] != own
        return near or (lane is not None and lane != _Lane(own))

    def arrivals(self, result: int) -> dict[int, int]:
        """The track in the gap above a step on which each line arrives, by source; 0 is highest.

        Those of the step in the row above leave on the highest, and arrive on it.
        """
        column = _Lane(self.columns[result])
        first = int(self.leaves_across(result - 1))
        sides: dict[bool, list[tuple[_Lane, int]]] = {False: [], True: []}
        for source in (s for s, r in self.links if r == result and s < result - 1):
            lane = self.lanes[source]
            if lane != column:
                sides[lane.half < column.half].append((lane, source))
        sides[True].sort(reverse=True)  # the nearest lane arrives on the highest track
        sides[False].sort()
        return {
            source: first + number
            for side in sides.values() for number, (_, source) in enumerate(side)
        }  # fmt: skip

    def drawing(self) -> Drawing:
        arriving = [self.arrivals(result) for result in range(1, len(self.columns))]
        across = self._across()
        rows, gaps = self._down(arriving)
        x = {row: across[_Lane(column)] for row, column in enumerate(self.columns)}

        def way(source: int, result: int) -> tuple[Point, ...]:
            start, end = (x[source], rows[source] + RADIUS), (x[result], rows[result] - RADIUS)
            leaving = gaps[source] + _TRACK
            if result == source + 1:
                return _plain((start, (start[0], leaving), (end[0], leaving), end))
            lane = across[self.lanes[source]]
            track = arriving[result - 1].get(source, 0)
            y = gaps[result - 1] + _TRACK * (track + 1)
            return _plain(
                (start, (start[0], leaving), (lane, leaving), (lane, y), (end[0], y), end)
            )

        return Drawing(
            width=across[_Lane(max(self.columns) + 1)],
            height=rows[-1] + RADIUS,
            columns=tuple(across[_Lane(column)] for column in range(max(self.columns) + 1)),
            steps=tuple((x[row], y) for row, y in enumerate(rows)),
            lines={link: way(*link) for link in self.links},
        )  # fmt: skip

    def _across(self) -> dict[_Lane, int]:
        """Where each lane lies. The column after the last is the right edge."""
        used = set(self.lanes.values())
        places: dict[_Lane, int] = {}
        x = 0
        last = max(self.columns)
        for column in range(last + 2):
            tracks = sorted(
                lane.track for lane in used if lane.column == column and lane.track >= 0
            )
            inner = 0 < column <= last
            lead = _TRACK if column else 0
            for number, track in enumerate(tracks):
                places[_Lane(column, track)] = x + lead + _TRACK * number
            width = lead + _TRACK * len(tracks) - (_TRACK if column > last else 0)
            x += max(width, _ASIDE if inner else 0) if tracks or inner else 0
            places[_Lane(column)] = x + (RADIUS if column <= last else 0)
            x += 2 * RADIUS
        return places

    def _down(self, arriving: Sequence[Mapping[int, int]]) -> tuple[list[int], list[int]]:
        """The middle of each row, and the upper edge of the gap below it."""
        rows, gaps = [RADIUS], [2 * RADIUS]
        for row, tracks in enumerate(arriving):
            used = 1 + max(tracks.values(), default=0 if self.leaves_across(row) else -1)
            rows.append(gaps[-1] + max(_GAP, _TRACK * used + _GAP // 2 + 1) + RADIUS)
            gaps.append(rows[-1] + RADIUS)
        return rows, gaps


def _first(free: Callable[[_Lane], bool], column: int) -> _Lane:
    track = 0
    while not free(_Lane(column, track)):
        track += 1
    return _Lane(column, track)


def _plain(points: Iterable[Point]) -> tuple[Point, ...]:
    """The same way without points that lie on it anyway."""
    way: list[Point] = []
    for point in points:
        if way and way[-1] == point:
            continue
        if len(way) > 1 and (way[-2][0] == way[-1][0] == point[0]
                             or way[-2][1] == way[-1][1] == point[1]):  # fmt: skip
            way.pop()
        way.append(point)
    return tuple(way)
