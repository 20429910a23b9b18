"""Dates and times, as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from reading_one import read

from builders import a_piece
from masthead.diagnostics.rules import IMPOSSIBLE_DATE, TIME_IN_GAP, TIME_TWICE, WRONG_TYPE

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-04", "2026-03-04T00:00:00+01:00"),
        ("2026-3-4", "2026-03-04T00:00:00+01:00"),
        ("'2026-03-04'", "2026-03-04T00:00:00+01:00"),
        ("2026-07-04", "2026-07-04T00:00:00+02:00"),
        ("2026-03-04 09:30", "2026-03-04T09:30:00+01:00"),
        ("2026-03-04 9:30", "2026-03-04T09:30:00+01:00"),
        ("2026-03-04T09:30", "2026-03-04T09:30:00+01:00"),
        ("2026-03-04t09:30:15", "2026-03-04T09:30:15+01:00"),
        ("2026-03-04 09:30:15.25", "2026-03-04T09:30:15.250000+01:00"),
        ("2026-03-04 09:30Z", "2026-03-04T10:30:00+01:00"),
        ("2026-03-04T09:30:00Z", "2026-03-04T10:30:00+01:00"),
        ("2026-03-04 09:30:00 UTC", "2026-03-04T10:30:00+01:00"),
        ("2026-03-04 09:30:00 GMT", "2026-03-04T10:30:00+01:00"),
        ("2026-03-04 09:30:00 +0100", "2026-03-04T09:30:00+01:00"),
        ("2026-03-04 09:30:00 +01:00", "2026-03-04T09:30:00+01:00"),
        ("2026-03-04 09:30:00 -5", "2026-03-04T15:30:00+01:00"),
        ("2026-03-04 09:30:00 -05", "2026-03-04T15:30:00+01:00"),
        ("2026-03-04 09:30:00 +5:30", "2026-03-04T05:00:00+01:00"),
        ("2026-03-04 09:30:00 +0530", "2026-03-04T05:00:00+01:00"),
        ("2024-02-29", "2024-02-29T00:00:00+01:00"),
    ],
)
def test_a_date_is_read_in_the_zone_of_the_site(written: str, meant: str) -> None:
    piece, findings = read(a_piece(date=written), timezone=BERLIN)
    assert findings == []
    assert piece is not None
    assert piece.date is not None
    assert piece.date.isoformat() == meant


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01",
        "2026-01-01 24:00", "2026-01-01 10:60", "2026-01-01 10:00:60", "2026-01-01 10:00 +25:00",
        "2026-01-01 10:00 +05:99", "2026-01-01 10", "01/02/2026", "4.3.2026", "20260304",
        "March 4, 2026", "tomorrow", "yes", "2026", "2026-W10", "0001-01-01",
        "9999-12-31 23:59 -10:00",
    ],
)  # fmt: skip
def test_what_is_no_moment_of_the_calendar_is_found(written: str) -> None:
    _, findings = read(a_piece(date=written), timezone=BERLIN)
    assert [(f.rule, f.position.line, f.position.column) for f in findings] == [
        (IMPOSSIBLE_DATE, 3, 7)
    ]
    assert written in findings[0].message


def test_a_list_is_no_date() -> None:
    _, findings = read(a_piece(date="[2026-03-04]"))
    assert [f.rule for f in findings] == [WRONG_TYPE]


@pytest.mark.parametrize(
    ("zone", "written", "instead"),
    [
        (BERLIN, "2026-03-29 02:30", "2026-03-29 03:30"),
        (BERLIN, "2026-03-29 02:00", "2026-03-29 03:00"),
        (NEW_YORK, "2026-03-08 02:30", "2026-03-08 03:30"),
    ],
)
def test_a_time_that_the_clock_skips_is_found(zone: ZoneInfo, written: str, instead: str) -> None:
    _, findings = read(a_piece(date=written), timezone=zone)
    assert [f.rule for f in findings] == [TIME_IN_GAP]
    assert f"Write {instead}" in findings[0].remedy


@pytest.mark.parametrize(
    ("zone", "written", "offset"),
    [
        (BERLIN, "2026-10-25 02:30", "+02:00"),
        (NEW_YORK, "2026-11-01 01:30", "-04:00"),
    ],
)
def test_a_time_that_comes_twice_is_the_first_and_advice(
    zone: ZoneInfo, written: str, offset: str
) -> None:
    piece, findings = read(a_piece(date=written), timezone=zone)
    assert [f.rule for f in findings] == [TIME_TWICE]
    assert f"{written}{offset}" in findings[0].remedy
    assert piece is not None
    assert piece.date is not None
    assert piece.date.isoformat().endswith(offset)


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (BERLIN, "2026-03-29 01:59"),
        (BERLIN, "2026-03-29 03:00"),
        (BERLIN, "2026-03-29 02:30 +01:00"),
        (BERLIN, "2026-10-25 03:00"),
        (BERLIN, "2026-10-25 02:30+01:00"),
        (NEW_YORK, "2026-03-08 07:30Z"),
        (NEW_YORK, "2026-11-01 02:00"),
    ],
)
def test_times_beside_the_gap_and_with_an_offset_are_fine(zone: ZoneInfo, written: str) -> None:
    assert read(a_piece(date=written), timezone=zone)[1] == []


@pytest.mark.parametrize(
    ("zone", "written", "begins"),
    [
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00"),
        ("America/Havana", "2018-11-04", "2018-11-04T00:00:00-04:00"),
    ],
)
def test_a_date_alone_begins_with_its_day_whatever_the_clock_does(
    zone: str, written: str, begins: str
) -> None:
    piece, findings = read(a_piece(date=written), timezone=ZoneInfo(zone))
    assert findings == []
    assert piece is not None
    assert piece.date is not None
    assert piece.date.isoformat() == begins


def test_every_date_that_is_read_can_be_told_in_utc() -> None:
    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        for written in ("0001-01-01", "9999-12-31 23:59:59", "1900-01-01"):
            piece, _ = read(a_piece(date=written), timezone=ZoneInfo(zone))
            if piece and piece.date:
                assert piece.date.astimezone(UTC).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "front",
    [
        "date:\n  created: 2026-03-04\n  updated: 2026-04-05",
        "date: {created: 2026-03-04, updated: 2026-04-05}",
        "date: {published: 2026-03-04}\nlastmod: 2026-04-05",
        "publishDate: 2026-03-04\nlast_modified_at: 2026-04-05",
        "date: 2026-03-04\nupdated: 2026-04-05",
    ],
)
def test_dates_of_other_tools_are_ours(front: str) -> None:
    piece, findings = read(a_piece(f"title: A\nid: one\n{front}"))
    assert findings == []
    assert piece is not None
    assert piece.date == datetime(2026, 3, 4, tzinfo=UTC)
    assert piece.updated == datetime(2026, 4, 5, tzinfo=UTC)


def test_a_date_in_a_map_keeps_its_place() -> None:
    _, findings = read(a_piece("title: A\nid: one\ndate:\n  created: 2026-02-30"))
    assert [(f.position.line, f.position.column) for f in findings] == [(5, 12)]
