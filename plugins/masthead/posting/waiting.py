"""When a network that has had enough lets us try again.

In: an answer's headers and the instant. Out: an instant, or nothing. Networks say it in four ways:
Retry-After as seconds or as a date (RFC 9110, 10.2.3); X (x-rate-limit-reset) and Bluesky
(ratelimit-reset) as seconds since 1970; Mastodon (x-ratelimit-reset) as an ISO date; the IETF's
draft (ratelimit-reset) as seconds from now.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_HEADERS: Final = (
    "retry-after",
    "x-user-limit-24hour-reset",
    "x-app-limit-24hour-reset",
    "x-rate-limit-reset",
    "x-ratelimit-reset",
    "ratelimit-reset",
)
_EPOCH: Final = 1_000_000_000
"""More seconds than this are counted from 1970, not from now."""
_LONGEST: Final = timedelta(days=40)


def earliest(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The latest of the instants that the headers name; None if they name none that makes sense."""
    instants = [
        instant
        for name in _HEADERS
        if (instant := _instant(headers.get(name, "").strip(), now)) is not None
        and not _left(name, headers)
    ]
    return max((i for i in instants if now <= i <= now + _LONGEST), default=None)


def _left(name: str, headers: Mapping[str, str]) -> bool:
    """Whether this is one of several limits, and not the one that is used up."""
    left = headers.get(name.removesuffix("reset") + "remaining", "0").strip()
    return name.endswith("-reset") and left not in ("", "0")


def _instant(text: str, now: datetime) -> datetime | None:
    try:
        if text.replace(".", "", 1).isdigit():
            seconds = float(text)
            if seconds > _EPOCH:
                return datetime.fromtimestamp(seconds, UTC)
            return now + timedelta(seconds=seconds)
        read = datetime.fromisoformat if text[:4].isdigit() else parsedate_to_datetime
        moment = read(text)
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def in_words(instant: datetime, now: datetime) -> str:
    """How long that is from now: “12 minutes, until 2026-03-04 14:05 UTC”."""
    seconds = max(1, round((instant - now).total_seconds()))
    if seconds < 120:
        long = f"{seconds} second{'s' if seconds > 1 else ''}"
    elif seconds < 7_200:
        long = f"{-(-seconds // 60)} minutes"
    else:
        long = f"{-(-seconds // 3_600)} hours"
    shown = instant.astimezone(UTC) + timedelta(microseconds=999_999)
    return f"{long}, until {shown:%Y-%m-%d %H:%M:%S} UTC"
