"""Claims are judged by medians of one session, and only at the sizes that they name."""

from dataclasses import replace

import pytest
from benchmarks.claims import CLAIMS
from benchmarks.measures import Verdict, fraction
from benchmarks.results import Session
from benchmarks.tools import TOOLS
from benchmarks.tools.masthead import Masthead
from measured import a_sample, a_session


def verdicts(session: Session) -> list[tuple[float | None, Verdict]]:
    """The values and verdicts of a session's claim."""
    found = CLAIMS[session.claim].findings(session)
    return [(f.value and round(f.value, 3), f.verdict) for f in found]


def test_a_limit_is_kept_by_the_median_and_not_by_the_best_round() -> None:
    ours = [a_sample("masthead", cpu=cpu, wall=8, memory=90) for cpu in (1, 9, 10)]
    theirs = [a_sample("hugo", cpu=cpu, wall=10, memory=100) for cpu in (10, 10, 99)]
    assert verdicts(a_session("cold", *ours, *theirs)) == [
        (0.9, Verdict.MISSED), (0.8, Verdict.MET), (0.9, Verdict.MET),
    ]  # fmt: skip


def test_at_another_size_figures_are_shown_and_no_limit_is_judged() -> None:
    session = a_session(
        "cold",
        a_sample("masthead", posts=200, cpu=9, wall=9, memory=9),
        a_sample("hugo", posts=200, cpu=1, wall=1, memory=1),
    )
    assert verdicts(session) == [(9.0, Verdict.OTHER_SIZE)] * 3


def test_without_the_other_tool_nothing_is_judged() -> None:
    session = a_session("cold", a_sample("masthead", cpu=9, wall=9, memory=9))
    assert verdicts(session) == [(None, Verdict.UNKNOWN)] * 3


def test_a_build_that_did_not_end_has_no_figures() -> None:
    late = replace(a_sample("hugo"), late=60.0)
    session = a_session("cold", a_sample("masthead", cpu=9, wall=9, memory=9), late)
    assert verdicts(session) == [(None, Verdict.UNKNOWN)] * 3


def test_an_edit_is_compared_with_the_other_tool_and_with_no_edit() -> None:
    session = a_session(
        "edit",
        a_sample("masthead", "nothing", 10_000, wall=0.5),
        a_sample("masthead", "sentence", 10_000, wall=1.6),
        a_sample("hugo", "sentence", 10_000, wall=20.0),
    )
    assert verdicts(session) == [(0.08, Verdict.MET), (3.2, Verdict.MISSED)]


def test_scale_compares_time_a_piece_and_memory_for_each_further_piece() -> None:
    session = a_session(
        "scale",
        a_sample("masthead", cpu=10.0, memory=100.0),
        a_sample("masthead", posts=50_000, cpu=150.0, memory=980.0),
    )
    assert verdicts(session) == [
        (1.5, Verdict.MISSED),
        (round(880 * 1024 / 45_000, 3), Verdict.MISSED),
    ]
    assert len(CLAIMS["scale"].findings(replace(session, samples=session.samples[:1]))) == 0


def test_growth_is_compared_with_reading_file_dates() -> None:
    session = a_session(
        "growth",
        *(
            a_sample(tool, change, posts, wall=wall)
            for tool, change, posts, wall in (
                ("masthead", "nothing", 1_000, 0.5), ("masthead", "nothing", 50_000, 5.4),
                ("masthead", "sentence", 1_000, 0.6), ("masthead", "sentence", 50_000, 7.95),
                ("dates", "nothing", 1_000, 0.02), ("dates", "nothing", 50_000, 0.51),
            )
        ),
    )  # fmt: skip
    assert verdicts(session) == [(10.0, Verdict.NO_LIMIT), (15.0, Verdict.NO_LIMIT)]


@pytest.mark.parametrize(
    ("ratio", "words"), [(0.7149, "0.71"), (0.2, "1/5"), (1 / 40, "1/40"), (3, "3.00"), (None, "–")]
)
def test_a_small_ratio_is_said_as_a_fraction(ratio: float | None, words: str) -> None:
    assert fraction(ratio) == words


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_each_claim_measures_us_with_tools_that_there_are(claim: object) -> None:
    tools = [case.tool for case in claim.cases]
    assert isinstance(TOOLS[tools[0]], Masthead)
    assert set(tools) <= set(TOOLS)
    assert len(set(tools)) == len(tools)
