"""Ideas as editors see them: states, tops, what stands still, and how a tree is drawn."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from builders import a_library, some_piece, some_settings
from fakes import NOON
from masthead.content.piece import Declared, InlineStep, Piece
from masthead.content.state import State
from masthead.desk.chains import Chain, chains_of, stalled
from masthead.desk.trees import rows_of


def ago(days: int) -> datetime:
    """So many days before the instant of these tests."""
    return NOON - timedelta(days=days)


def a_step(name: str, *sources: str | InlineStep, days: int = 10, **changes: Any) -> Piece:
    """A piece published so many days ago, which grew from others by id."""
    return some_piece(f"posts/{name}.md", date=ago(days), sources_of=sources, title=name, **changes)


def chains(*pieces: Piece, **settings: Any) -> tuple[Chain, ...]:
    """The chains of a library with these pieces."""
    return chains_of(a_library(*pieces), some_settings(**settings), NOON)


def drawn(*pieces: Piece) -> list[str]:
    """The tree of the only chain: what stands before each title; references have an arrow."""
    (chain,) = chains(*pieces)
    return [f"{row.lead}{'↪' if row.again else '●'} {row.step.title}" for row in rows_of(chain)]


def test_everything_is_there_for_editors_and_carries_its_state() -> None:
    (chain,) = chains(
        a_step("a", days=9),
        a_step("b", "a", days=8, private=True, format="event"),
        a_step("c", "b", days=7, declared=Declared.PLANNED, owner="Ana", format="talk"),
        a_step("d", "a", days=-3, format="video"),
    )
    assert {s.title: (s.state, s.private, s.late) for s in chain.steps} == {
        "a": (State.PUBLISHED, False, False),
        "b": (State.PUBLISHED, True, False),
        "c": (State.PLANNED, False, True),
        "d": (State.SCHEDULED, False, False),
    }
    assert chain.top is not None
    assert chain.top.title == "b"


def test_an_idea_without_a_piece_on_the_site_is_there_too() -> None:
    elsewhere: dict[str, Any] = {"elsewhere": True, "id": ""}
    tweet = a_step("t", days=11, format="tweet", external_url="https://x.example/1", **elsewhere)
    answer = a_step(
        "f", "t.md", format="forum-post", external_url="https://f.example/1", **elsewhere
    )
    (chain,) = chains(tweet, answer)
    assert (chain.id, [step.title for step in chain.steps]) == ("t", ["t", "f"])


def test_what_outlasts_the_patience_of_its_format_stands_still() -> None:
    tweet = InlineStep(format="tweet", url="https://x.example/1", date=ago(400), text="A thought")
    (chain,) = chains(a_step("a", tweet, days=100))
    assert chain.stall is not None
    assert (chain.stall.days, chain.stall.beyond, chain.stall.next) == (100, 10, "video")
    assert stalled([chain]) == (chain,)


@pytest.mark.parametrize("declared", [Declared.PLANNED, Declared.DRAFT, Declared.REVIEW])
def test_what_has_a_next_step_does_not_stand_still(declared: Declared) -> None:
    for days in (-5, 5):
        (chain,) = chains(a_step("a", days=300), a_step("b", "a", days=days, declared=declared))
        assert chain.stall is None


def test_a_scheduled_step_is_a_next_step_and_a_retired_one_is_no_top() -> None:
    (chain,) = chains(a_step("a", days=300), a_step("b", "a", days=-1))
    assert chain.stall is None
    retired = a_step("b", "a", days=5, declared=Declared.RETIRED, format="event")
    (chain,) = chains(a_step("a", days=300), retired)
    assert chain.stall is not None
    assert chain.stall.top.title == "a"


def test_the_top_is_the_youngest_on_the_highest_rung() -> None:
    (chain,) = chains(
        a_step("old", days=300), a_step("young", "old", days=20), a_step("note", "old", days=1,
        format="tweet"),
    )  # fmt: skip
    assert chain.top is not None
    assert chain.top.title == "young"
    assert chain.stall is None


def test_on_the_highest_rung_and_with_endless_patience_nothing_stands_still() -> None:
    (chain,) = chains(a_step("a", days=3000), a_step("b", "a", days=2900, format="event"))
    assert chain.stall is None


def test_the_worst_is_first() -> None:
    found = chains(
        a_step("a", days=200), a_step("b", "a", days=100),
        a_step("c", days=400), a_step("d", "c", days=300),
        a_step("e", days=60), a_step("f", "e", days=50),
    )  # fmt: skip
    assert [chain.id for chain in stalled(found)] == ["c", "a"]


def test_a_road_without_branches_goes_straight_down_however_long_it_is() -> None:
    steps = [a_step("s00", days=70)]
    steps += [a_step(f"s{n:02}", f"s{n - 1:02}", days=70 - n) for n in range(1, 60)]
    assert drawn(*steps) == [f"● s{n:02}" for n in range(60)]


def test_branches_are_indented_and_the_largest_goes_straight_on() -> None:
    assert drawn(
        a_step("a", days=9), a_step("b", "a", days=8), a_step("b2", "b", days=7),
        a_step("c", "a", days=6), a_step("d", "c", days=5), a_step("e", "d", days=4),
    ) == ["● a", "├─● b", "│ ● b2", "● c", "● d", "● e"]  # fmt: skip


def test_a_step_with_several_sources_stands_once_and_is_referred_to() -> None:
    assert drawn(
        a_step("a", days=9), a_step("b", "a", days=8), a_step("c", "a", days=7),
        a_step("m", "b", "c", days=6), a_step("root", days=5), a_step("n", "root", "m", days=4),
    ) == ["● a", "├─● b", "│ └─↪ m", "● c", "● m", "└─↪ n", "● root", "● n"]  # fmt: skip


def test_a_circle_is_cut_and_each_step_stands_once() -> None:
    lines = drawn(a_step("a", "c", days=9), a_step("b", "a", days=8), a_step("c", "b", days=7))
    assert sorted(line[-1] for line in lines if "●" in line) == ["a", "b", "c"]
