"""The one instant of a build."""

import os
from datetime import UTC, datetime

from masthead.diagnostics import MastheadError
from masthead.settings import Settings
from masthead.source.values import parse_moment


class NoInstant(MastheadError):  # noqa: N818 - read as a sentence
    """MASTHEAD_NOW, or what a command was given, is no date."""


def instant(settings: Settings, given: str = "") -> datetime:
    """The one instant: as `given`, `MASTHEAD_NOW`, for previews and tests, else the clock's."""
    name = "--now" if given else "MASTHEAD_NOW"
    wanted = given or os.environ.get("MASTHEAD_NOW", "").strip()
    if not wanted:
        return datetime.now(UTC).astimezone(settings.timezone)
    moment = parse_moment(wanted, settings.timezone)
    if moment is None:
        raise NoInstant(f"{name} is `{wanted}`; write it like 2026-03-04 or 2026-03-04 09:30")
    return moment
