"""What crawlers and researchers ask a host for: it is where they look, and it is not stale.

In: Settings and the instant of the build. Out: findings about the configuration.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import BELOW_ROOT, SECURITY_EXPIRES
from masthead.settings import Settings

_SOON: Final = timedelta(days=30)


def check_machines(settings: Settings, now: datetime) -> Iterator[Diagnostic]:
    """security.txt holds for another month; a configured policy is where crawlers look for it."""
    security = settings.security
    if security and security.expires <= now + _SOON:
        past = security.expires <= now
        yield found(
            settings.place("security"), SECURITY_EXPIRES,
            f"security.txt {'expired' if past else 'expires'} on {security.expires:%Y-%m-%d}",
            f"Check what it says; then write a later date, such as `expires: {_later(now)}`.",
        )  # fmt: skip
    path = urlsplit(settings.site_url).path
    files = {"crawlers": "robots.txt", "security": ".well-known/security.txt"}
    given = [name for name in files if name in settings.places]
    if path.strip("/") and given:
        named = " and ".join(files[name] for name in given)
        yield found(
            settings.place(given[0]), BELOW_ROOT,
            f"{named} will lie below {path}, where nobody asks for it",
            "Have it copied to the root of the host, or take the setting out.",
        )  # fmt: skip


def _later(now: datetime) -> str:
    """A day that is half a year away or more, and not too far for the RFC."""
    return f"{now.year + 1}-06-30" if now.month > 6 else f"{now.year}-12-31"
