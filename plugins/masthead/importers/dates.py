"""Dates as other systems understand them: what is written, and in which zone it was meant.

In: the text of a date. Out: a day, or a moment with its zone. A moment without a zone gets the one
that the system would have used; the reader of each system says which.
"""

import re
import warnings
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dateutil

from masthead.importers.model import Moment

_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_STAMP: Final = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|[ \t]+)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d*)?)?"
    r"(?:[ \t]*(Z|z|UTC|GMT|[-+]\d{1,2}(?::?\d\d)?))?"
)
_WHOLE_HOURS: Final = re.compile(r"([+-])(\d{1,2}):?00")
_TRAILING: Final = re.compile(r"\s*\([^()]*\)\s*$")
_ZONES: Final = {
    "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "WET": 0, "WEST": 1, "BST": 1,
    "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip


def zone_named(name: str) -> ZoneInfo | None:
    """The time zone, or None if there is none of that name; `+0100` is a zone too."""
    if found := _WHOLE_HOURS.fullmatch(name):
        # POSIX counts the other way round: Etc/GMT-1 is one hour ahead of Greenwich.
        name = (
            f"Etc/GMT{'-' if found[1] == '+' else '+'}{int(found[2])}" if int(found[2]) else "UTC"
        )
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError, IsADirectoryError):
        return None


def parse(value: Any, *, stamp_zone: tzinfo, text_zone: tzinfo) -> tuple[Moment, bool] | None:
    """The day or moment, and whether it was written as YAML's own kind of date.

    `stamp_zone` is for `2014-03-12 10:11:00` without an offset, `text_zone` for free text.
    """
    text = str(value).strip()
    if not text or len(text) > 100:
        return None
    if found := _DAY.fullmatch(text):
        return _day(*found.groups())
    if found := _STAMP.fullmatch(text):
        # Without seconds it is not a timestamp in YAML, so systems read it as text.
        moment = _stamp(found, stamp_zone if found[6] else text_zone)
        return (moment, True) if moment else None
    moment_or_day = _free(_TRAILING.sub("", text), text_zone)
    return (moment_or_day, False) if moment_or_day else None


def _day(year: str, month: str, day: str) -> tuple[Moment, bool] | None:
    try:
        return date(int(year), int(month), int(day)), True
    except ValueError:
        return None


def _stamp(found: re.Match[str], zone: tzinfo) -> datetime | None:
    year, month, day, hour, minute, second, offset = found.groups()
    where = _offset(offset) if offset else zone
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=where
        )
        return moment if 1 < moment.year < 9999 else None
    except (ValueError, TypeError):
        return None


def _offset(text: str) -> tzinfo | None:
    if text.upper() in _ZONES:
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    delta = timedelta(hours=int(hours), minutes=int(minutes))
    if delta >= timedelta(hours=24):
        return None
    return timezone(-delta if text[0] == "-" else delta)


def _free(text: str, zone: tzinfo) -> Moment | None:
    """Free text, if day, month and year are all in it: two guesses must agree on them."""
    if not re.search(r"\d", text):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            one = _guess(text, datetime(1904, 1, 1, 1, 1, 1))  # noqa: DTZ001 - only fills gaps
            two = _guess(text, datetime(1908, 2, 2, 2, 2, 2))  # noqa: DTZ001 - only fills gaps
    except (ValueError, OverflowError, TypeError, ArithmeticError, LookupError, AttributeError):
        return None
    if one.date() != two.date() or not 1 < one.year < 9999:
        return None
    if one.hour != two.hour:
        return one.date()
    moment = one.replace(second=0 if one.second != two.second else one.second, microsecond=0)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _guess(text: str, fill: datetime) -> datetime:
    return dateutil.parse(text, default=fill, fuzzy=True, tzinfos=_zone)


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = _ZONES.get((name or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def at_start(moment: Moment, zone: tzinfo) -> datetime:
    """The moment in a zone; a day begins at 00:00 there."""
    if isinstance(moment, datetime):
        try:
            return moment.astimezone(zone)
        except (OverflowError, ValueError):
            return moment
    return datetime(moment.year, moment.month, moment.day, tzinfo=zone)


def is_skipped(day: date, zone: tzinfo) -> bool:
    """Whether the clocks skip that day's midnight."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return start.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != start.replace(tzinfo=None)
