"""A turn is published exactly once, at the first run after it, whatever runs are missed or fail."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from masthead.content.piece import Declared, Piece
from masthead.content.state import State, state_of
from masthead.content.turns import PUBLIC, Standing, standing, turns_of
from masthead.desk.due import due_beyond, due_since
from masthead.source.values import parse_moment

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "UTC")
"""Clocks that go forward and back at two, at midnight, and by half an hour."""
START = datetime(2026, 3, 20, tzinfo=UTC)


def days() -> st.SearchStrategy[str]:
    """Days and times of 2026 around the changes of clocks, as authors write them."""
    day = st.sampled_from(["03-28", "03-29", "03-30", "04-05", "10-04", "10-25", "11-01", "07-01"])
    hour = st.sampled_from(["", " 00:30", " 01:30", " 02:00", " 02:30", " 09:00", " 23:59"])
    return st.builds("2026-{}{}".format, day, hour)


@st.composite
def pieces(draw: st.DrawFn) -> Sequence[Piece]:
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    return [
        Piece(
            path=f"docs/p{number}.md", key=f"p{number}.md",
            date=parse_moment(draw(days()), zone),
            expires=parse_moment(end, zone) if (end := draw(st.none() | days())) else None,
            declared=draw(st.sampled_from(Declared)),
            private=draw(st.booleans()) and draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 6)))
    ]  # fmt: skip


def seen(pieces: Sequence[Piece], now: datetime) -> dict[str, State]:
    """What readers see of a site that is built at an instant."""
    states = {p.key: state_of(p, now=now) for p in pieces if not p.private}
    return {key: state for key, state in states.items() if state in PUBLIC}


@given(
    pieces(),
    st.lists(st.integers(1, 60 * 24 * 30), min_size=1, max_size=40),
    st.integers(0, 40),
    st.sets(st.integers(0, 40)),
)
def test_each_turn_is_published_once_by_the_first_run_after_it(
    pieces: Sequence[Piece], gaps: list[int], minutes: int, failing: set[int]
) -> None:
    deployed: Standing | None = standing(pieces, START)
    site, now = seen(pieces, START), START
    for number, gap in enumerate(gaps):
        now += timedelta(minutes=gap)
        account = due_beyond(pieces, deployed, now)
        assert account.is_due == (seen(pieces, now) != site)
        if account.is_due and number not in failing:
            now += timedelta(minutes=minutes)  # until the build begins
            before, site = site, seen(pieces, now)
            deployed = standing(pieces, now)
            assert site != before
            assert not due_beyond(pieces, deployed, now).is_due
        assert all(state_of(p, now=now) in PUBLIC for p in pieces if p.key in site)


@given(pieces(), st.integers(0, 400), st.integers(0, 400))
def test_what_is_due_since_an_instant_is_what_changed_since_then(
    pieces: Sequence[Piece], first: int, later: int
) -> None:
    since, now = START + timedelta(days=first), START + timedelta(days=first + later)
    account = due_since(pieces, since, now)
    assert bool(account.due) == (seen(pieces, since) != seen(pieces, now))
    after = {turn.piece.key: turn.state for turn in account.due}
    assert {**seen(pieces, since), **after} == seen(pieces, now)


@given(pieces(), st.integers(0, 400))
def test_what_is_not_public_has_no_say_in_what_a_site_tells_of_itself(
    pieces: Sequence[Piece], day: int
) -> None:
    now = START + timedelta(days=day)
    public = [piece for piece in pieces if piece.key in seen(pieces, now)]
    assert standing(pieces, now) == standing(public, now)
    until = standing(pieces, now).until
    assert until is None or until <= now


@given(
    st.sampled_from(ZONES), days() | st.sampled_from(["2026-10-25 02:30+01:00"]),
    st.integers(0, 59), st.integers(1, 90),
)  # fmt: skip
def test_an_instant_in_the_sites_own_zone_counts_as_the_same_instant(
    name: str, day: str, start: int, gap: int
) -> None:
    """Builds tell the time in the site's zone, where an hour comes twice in autumn."""
    zone = ZoneInfo(name)
    moment = parse_moment(day, zone)
    assert moment
    piece = Piece(path="docs/p.md", key="p.md", date=moment)
    now = moment.astimezone(UTC) - timedelta(hours=3, minutes=start)
    deployed = standing([piece], now)
    runs = []
    for _ in range(8 * 60 // gap):
        now += timedelta(minutes=gap)
        there = now.astimezone(zone)
        assert (state_of(piece, now=there) in PUBLIC) == (moment.astimezone(UTC) <= now)
        if due_beyond([piece], deployed, there).is_due:
            deployed = standing([piece], there)
            runs.append(now)
    assert len(runs) == (moment.astimezone(UTC) <= now)


def test_a_private_piece_never_falls_due() -> None:
    piece = Piece(path="docs/p.md", key="p.md", date=START, private=True)
    assert turns_of([piece]) == []


def test_a_site_that_lacks_what_was_merged_in_vain_is_behind_though_nothing_fell_due() -> None:
    old = Piece(path="docs/a.md", key="a.md", date=START)
    new = Piece(path="docs/b.md", key="b.md", date=START - timedelta(days=9))
    account = due_beyond([old, new], standing([old], START), START + timedelta(days=1))
    assert (account.due, account.other, account.is_due) == ((), True, True)
