"""Related pieces: the same for the same pieces, never what the page shows anyway, and quick."""

import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import a_library, some_piece, some_settings
from fakes import NOON
from masthead.content.document import Content, Document
from masthead.content.marks import Marks
from masthead.content.piece import Angle, Piece
from masthead.content.series import Series
from masthead.plan.related import find_kin
from masthead.plan.site import plan_site

_TOPICS = ("pricing", "leakage")
_WORDS = ("valves", "meters", "budgets", "councils", "pressure", "trenches", "winter", "balance")


def a_crowd(number: int, **changes: Any) -> list[Piece]:
    """Pieces with subjects and words drawn alike each time."""
    chance = random.Random(number)  # noqa: S311 - reproducible text
    return [
        some_piece(
            f"posts/p{i:04}.md",
            date=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=i),
            topics=(chance.choice(_TOPICS),),
            stages=(chance.choice(("awareness", "interest")),),
            document=Document(content=Content(text=" ".join(chance.choices(_WORDS, k=12)))),
            **{key: value(i) if callable(value) else value for key, value in changes.items()},
        )
        for i in range(number)
    ]


def kin_of(pieces: list[Piece]) -> dict[str, tuple[str, ...]]:
    """The kin of each piece, by key."""
    return {key: one.kin for key, one in find_kin(pieces).relatives.items()}


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000))
def test_kin_are_the_same_in_whatever_order_pieces_come(seed: int) -> None:
    pieces = [
        replace(piece, date=NOON - timedelta(days=i % 3)) for i, piece in enumerate(a_crowd(40))
    ]
    shuffled = random.Random(seed).sample(pieces, len(pieces))  # noqa: S311 - reproducible
    assert kin_of(pieces) == kin_of(shuffled)


@st.composite
def histories(draw: st.DrawFn) -> list[list[Piece]]:
    """States of a site: each begins as the one before, then pieces change, come and go."""
    now = a_crowd(draw(st.sampled_from((3, 20, 31, 32, 60))))
    states = [now]
    for _ in range(draw(st.integers(1, 3))):
        now = [piece for piece in now if draw(st.integers(0, 9))]
        for at in draw(st.lists(st.integers(0, max(0, len(now) - 1)), max_size=3, unique=True)):
            if at < len(now):
                now[at] = replace(now[at], **draw(_CHANGES))
        for n in range(draw(st.integers(0, 3))):
            date = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 40)))
            now = [
                *now,
                some_piece(f"posts/n{len(states)}{n}.md", **{"date": date, **draw(_CHANGES)}),
            ]
        states.append(now)
    return states


_CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "topics": st.sampled_from(((), ("pricing",), ("leakage", "pricing"))),
        "title": st.lists(st.sampled_from(_WORDS), max_size=4).map(" ".join),
        "document": st.lists(st.sampled_from(_WORDS), max_size=9).map(
            lambda words: Document(content=Content(text=" ".join(words)))
        ),
        "date": st.integers(0, 50).map(lambda n: datetime(2020, 1, 1, n % 24, tzinfo=UTC)),
    },
)


@settings(max_examples=150)
@given(states=histories())
def test_what_was_known_before_changes_nothing(states: list[list[Piece]]) -> None:
    known = None
    for pieces in states:
        known = find_kin(pieces, known)
        assert known == find_kin(pieces)


def test_no_piece_is_its_own_kin_and_none_comes_twice() -> None:
    for key, kin in kin_of(a_crowd(60)).items():
        assert key not in kin
        assert len(kin) == len(set(kin))


def related(plan: Any, key: str) -> set[str]:
    """The ids that the page of a piece shows as related."""
    output = next(o for o in plan.outputs if o.file == f"blog/{key}/index.html")
    return {card.id for card in output.data.related}


def test_related_pieces_are_neither_the_pair_nor_of_the_series_nor_next_to_read() -> None:
    crowd = a_crowd(30)
    first = some_piece("posts/a.md", topics=("pricing",), stages=("awareness",), series="walk",
                       pair="b", angle=Angle.PRACTICAL)  # fmt: skip
    second = some_piece("posts/b.md", topics=("pricing",), angle=Angle.ASPIRATIONAL)
    third = some_piece("posts/c.md", topics=("pricing",), series="walk")
    walk = Series(path="docs/series/walk.md", key="series/walk.md", id="walk", marks=Marks(""))
    library = a_library(first, second, third, *crowd, series={"walk": walk})
    plan = plan_site(library, some_settings(), now=NOON)
    page = next(o for o in plan.outputs if o.file == "blog/a/index.html").data
    shown = related(plan, "a")
    assert len(shown) == 3
    assert shown.isdisjoint({"a", "b", "c"} | {card.id for card in page.next_reading})  # type: ignore[attr-defined]


@pytest.mark.parametrize("wanted", [0, 1, 5])
def test_as_many_are_shown_as_the_settings_say(wanted: int) -> None:
    plan = plan_site(a_library(*a_crowd(30)), some_settings(related=wanted), now=NOON)
    assert len(related(plan, "p0010")) == wanted


def test_pieces_elsewhere_are_listed_but_nobody_s_kin() -> None:
    crowd = a_crowd(10)
    out = some_piece("posts/t.md", elsewhere=True, external_url="https://x.example/1",
                     topics=("pricing",))  # fmt: skip
    plan = plan_site(a_library(out, *crowd), some_settings(), now=NOON)
    assert all("t" not in related(plan, f"p{i:04}") for i in range(10))


def steps_of(work: Callable[[], object], part: str) -> int:
    """How many lines of our own code are run, in files whose path has `part` in it."""
    steps = 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal steps
        if part not in frame.f_code.co_filename:
            return None
        steps += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


def test_twice_as_many_pieces_are_no_more_than_twice_the_work_and_a_little() -> None:
    small, large = (
        steps_of(partial(find_kin, a_crowd(number)), "masthead/plan/related")
        for number in (200, 400)
    )
    assert large < 2.3 * small


SHAPES: dict[str, dict[str, Any]] = {
    "on one subject": {},
    "in one column": {"series": "walk"},
    "of one author": {"authors": ("ana-ruiz",)},
    "in chains": {"sources_of": lambda i: (f"p{i - 1:04}",) if i % 6 else ()},
    "in pairs": {"pair": lambda i: f"p{i ^ 1:04}"},
    "each with former addresses": {"aliases": lambda i: (f"old/{i}",)},
}


@pytest.mark.parametrize("changes", SHAPES.values(), ids=SHAPES)
def test_planning_takes_time_in_proportion_to_the_pieces(changes: dict[str, Any]) -> None:
    walk = Series(path="docs/series/walk.md", key="series/walk.md", id="walk", marks=Marks(""),
                  cadence="daily")  # fmt: skip

    def plan(number: int) -> Callable[[], object]:
        library = a_library(*a_crowd(number, **changes), series={"walk": walk})
        return lambda: plan_site(library, some_settings(), now=NOON)

    small, large = (steps_of(plan(number), "/masthead/") for number in (150, 600))
    assert large < 4.6 * small
