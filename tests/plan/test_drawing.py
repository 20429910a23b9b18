"""The drawing of an idea: every line leads where it should, and touches nothing else."""

from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from masthead.plan.drawing import RADIUS, Drawing, Link, Point, draw

Graph = tuple[list[int], list[Link]]
Run = tuple[Point, Point]
CLEAR = 4
"""Pixels between a line and a step that it does not bind, at least, and between two lines."""


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Up to 60 steps in up to 8 columns, with any links from older to younger."""
    number = draw(st.integers(2, 60))
    kinds = draw(st.integers(1, 8))
    given = draw(st.lists(st.integers(0, kinds - 1), min_size=number, max_size=number))
    held = sorted(set(given))
    near = draw(st.booleans())
    links = set()
    for result in range(1, number):
        least = max(0, result - 4) if near else 0
        for source in draw(st.sets(st.integers(least, result - 1), max_size=3)):
            links.add((source, result))
    return [held.index(column) for column in given], sorted(links)


CHAIN: Graph = ([0, 1, 2, 3, 4], [(0, 1), (1, 2), (2, 3), (3, 4)])
LONG: Graph = ([0] * 60, [(n, n + 1) for n in range(59)])
STAR: Graph = ([0] + [n % 5 for n in range(59)], [(0, n) for n in range(1, 60)])
FUNNEL: Graph = ([n % 5 for n in range(60)], [(n, 59) for n in range(59)])
DENSE: Graph = ([n % 7 for n in range(20)], [*combinations(range(20), 2)])


def runs_of(way: tuple[Point, ...]) -> list[Run]:
    """The straight parts of a line, each from its upper or left end."""
    return [(min(run), max(run)) for run in pairwise(way)]


def overlap(one: Run, other: Run) -> bool:
    """Whether two straight parts share more than a crossing."""
    for along, across in ((0, 1), (1, 0)):
        same = {point[across] for point in (*one, *other)}
        if len(same) == 1:
            return max(one[0][along], other[0][along]) <= min(one[1][along], other[1][along])
    return False


@settings(max_examples=100)
@given(graph=graphs())
@example(CHAIN)
@example(LONG)
@example(STAR)
@example(FUNNEL)
@example(DENSE)
def test_lines_lead_from_source_to_result_and_touch_nothing_else(graph: Graph) -> None:
    columns, links = graph
    drawing = draw(columns, links)
    assert set(drawing.lines) == set(links)
    for (source, result), way in drawing.lines.items():
        x, y = drawing.steps[source]
        assert way[0] == (x, y + RADIUS)
        x, y = drawing.steps[result]
        assert way[-1] == (x, y - RADIUS)
        for (x1, y1), (x2, y2) in pairwise(way):
            assert (x1 == x2 and y1 < y2) or (y1 == y2 and x1 != x2)  # down or across, never up
            for place, (x, y) in enumerate(drawing.steps):
                near_x = max(min(x1, x2) - x, x - max(x1, x2), 0)
                near_y = max(y1 - y, y - y2, 0)
                away = (near_x**2 + near_y**2) ** 0.5
                assert away >= RADIUS + (CLEAR if place not in (source, result) else 0)


@settings(max_examples=60)
@given(graph=graphs())
@example(STAR)
@example(FUNNEL)
@example(DENSE)
def test_lines_of_two_sources_meet_only_just_before_one_result(graph: Graph) -> None:
    drawing = draw(*graph)
    runs = {
        (source, result, run) for (source, result), way in drawing.lines.items()
        for run in runs_of(way)
    }  # fmt: skip
    for (s1, r1, one), (s2, r2, other) in combinations(sorted(runs), 2):
        if s1 == s2 or not overlap(one, other):
            continue
        x, y = drawing.steps[r1]
        ends = (one[1], other[1])
        assert r1 == r2, (s1, r1, one, s2, r2, other)
        # Two that come from both sides at one height meet above the step; else both go down to it.
        assert ends == ((x, y - RADIUS),) * 2 or {one[0][1], one[1][1]} == {other[1][1]}


@settings(max_examples=50)
@given(graph=graphs())
@example(DENSE)
def test_no_line_turns_on_another(graph: Graph) -> None:
    """A line that turned where another passes would seem to branch off it."""
    lines = draw(*graph).lines
    for (source, result), way in lines.items():
        corners = way[1:-1]
        for (other, end), passing in lines.items():
            if other != source and end != result:
                for (x1, y1), (x2, y2) in runs_of(passing):
                    assert not any(x1 <= x <= x2 and y1 <= y <= y2 for x, y in corners)


@given(graph=graphs())
def test_everything_lies_within_the_drawing(graph: Graph) -> None:
    drawing = draw(*graph)
    points = [point for way in drawing.lines.values() for point in way]
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points)
    assert all(RADIUS <= x <= drawing.width - RADIUS for x, _ in drawing.steps)
    assert all(RADIUS <= y <= drawing.height - RADIUS for _, y in drawing.steps)
    assert [y for _, y in drawing.steps] == sorted({y for _, y in drawing.steps})
    assert [x for x, _ in drawing.steps] == [drawing.columns[column] for column in graph[0]]
    gaps = [right - left for left, right in pairwise(drawing.columns)]
    assert all(gap >= 2 * RADIUS + CLEAR for gap in gaps)


@given(graph=graphs())
def test_the_same_graph_is_drawn_alike(graph: Graph) -> None:
    columns, links = graph
    assert draw(columns, links) == draw(columns, links[::-1] * 2)


def test_a_plain_chain_goes_down_like_stairs() -> None:
    drawing = draw(*CHAIN)
    assert all(len(way) == 4 for way in drawing.lines.values())  # down, across, down
    assert drawing.width == 5 * 2 * RADIUS + 4 * 10


@pytest.mark.parametrize("number", [1, 2, 60])
def test_steps_of_one_format_stand_in_a_line(number: int) -> None:
    drawing: Drawing = draw([0] * number, [(n, n + 1) for n in range(number - 1)])
    assert drawing.width == 2 * RADIUS
    assert all(len(way) == 2 for way in drawing.lines.values())
