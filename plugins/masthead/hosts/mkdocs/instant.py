"""The one instant of a build."""

import os
from datetime import UTC, datetime

from masthead.diagnostics import MastheadError
from masthead.settings import Settings
from masthead.source.values import parse_moment


class NoInstant(MastheadError):  # noqa: N818 - read as a sentence
    """MASTHEAD_NOW is no date."""


def instant(settings: Settings) -> datetime:
    """The build's one instant: `MASTHEAD_NOW`, for previews and tests, else the clock's."""
    wanted = os.environ.get("MASTHEAD_NOW", "").strip()
    if not wanted:
        return datetime.now(UTC).astimezone(settings.timezone)
    moment = parse_moment(wanted, settings.timezone)
    if moment is None:
        raise NoInstant(f"MASTHEAD_NOW is `{wanted}`; write it like 2026-03-04 or 2026-03-04 09:30")
    return moment
