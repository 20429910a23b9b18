"""Which channels there are, and what each needs from the environment.

In: a channel's name and the environment. Out: a Channel ready to post, or CannotPost, which names
every variable that is missing. Tokens come from nowhere else.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from masthead.posting.faults import CannotPost
from masthead.posting.internet import Internet
from masthead.posting.model import Network
from masthead.posting.networks.bluesky import Bluesky, check_password
from masthead.posting.networks.linkedin import LinkedIn
from masthead.posting.networks.mastodon import Mastodon
from masthead.posting.networks.webhook import Webhook, key_bytes
from masthead.posting.networks.x import X, signed_by
from masthead.posting.tokens import SHORTEST, Scrubber, Secret
from masthead.posting.wire import Wire, is_safe

_LINKEDIN_VERSION: Final = "202605"
_AUTHOR: Final = re.compile(r"urn:li:(organization|person):[\w-]+\Z")
_VERSION: Final = re.compile(r"20\d{4}\Z")
_LONG_PART: Final = 16
"""Characters. So long a part of a webhook's address is no word but a key."""
_X_KEYS: Final = ("API_KEY", "API_SECRET", "ACCESS_TOKEN", "ACCESS_SECRET")


class Channel(Struct, frozen=True):
    """A network with its account, the wire to it, and what keeps its secrets covered."""

    network: Network
    wire: Wire
    scrub: Scrubber


class _Environment:
    """Reads variables, and remembers what is missing or wrong."""

    def __init__(self, values: Mapping[str, str], servers: Mapping[str, str]) -> None:
        self._values, self._servers = values, servers
        self.scrub = Scrubber()
        self.missing: list[str] = []

    def has(self, name: str) -> bool:
        return bool(self._values.get(name, "").strip())

    def text(self, name: str, default: str = "") -> str:
        value = self._values.get(name, "").strip() or default
        if not value:
            self.missing.append(name)
        return value

    def secret(self, name: str, *, whole: bool = True) -> Secret:
        """A token; of what is secret only in parts, nothing is covered up yet."""
        value = self.text(name)
        if value and (len(value) < SHORTEST or not value.isascii() or not value.isprintable()
                      or " " in value):  # fmt: skip
            raise CannotPost(
                f"{name} holds no token: it is shorter than {SHORTEST} characters, or has spaces, "
                "line ends or letters with accents in it",
                "Copy it again, without quotation marks.",
            )
        secret = Secret(name, value)
        return self.scrub.learn(secret) if whole else secret

    def server(self, channel: str, default: str = "") -> str:
        """An address without a path."""
        name = f"MASTHEAD_{channel.upper()}_SERVER"
        value = self.text(name, self._servers.get(channel, default))
        if value and not is_safe(value):
            raise CannotPost(
                f"{name} is no address where a token may go: {self.scrub(value)[:200]}",
                "Write it with https://, such as https://mastodon.example",
            )
        return value


def channel_named(
    name: str,
    environ: Mapping[str, str],
    servers: Mapping[str, str] | None = None,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Channel:
    """The channel of that name. `servers` has addresses from the site's configuration.

    Raises CannotPost if there is no such channel, or if something is missing for it.
    """
    make = CHANNELS.get(name)
    if make is None:
        near = get_close_matches(name.lower(), CHANNELS, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Write one of: {', '.join(CHANNELS)}."
        raise CannotPost(f"there is no channel “{name}” to post on", hint)
    environment = _Environment(environ, servers or {})
    network = make(environment)
    if environment.missing or network is None:
        raise CannotPost(
            f"posting on {name} needs {' and '.join(environment.missing)} in the environment",
            "The handbook's page on posting says where to get what, and how to keep it.",
        )
    return Channel(network, Internet(environment.scrub, clock=clock), environment.scrub)


def _mastodon(given: _Environment) -> Network | None:
    server, token = given.server("mastodon"), given.secret("MASTHEAD_MASTODON_TOKEN")
    return None if given.missing else Mastodon(server, token)


def _bluesky(given: _Environment) -> Network | None:
    server = given.server("bluesky", "https://bsky.social")
    handle = given.text("MASTHEAD_BLUESKY_HANDLE").removeprefix("@")
    password = given.secret("MASTHEAD_BLUESKY_APP_PASSWORD")
    if given.missing:
        return None
    check_password(password)
    return Bluesky(server, handle, password)


def _linkedin(given: _Environment) -> Network | None:
    server = given.server("linkedin", "https://api.linkedin.com")
    author = given.text("MASTHEAD_LINKEDIN_AUTHOR")
    version = given.text("MASTHEAD_LINKEDIN_VERSION", _LINKEDIN_VERSION)
    token = given.secret("MASTHEAD_LINKEDIN_TOKEN")
    if given.missing:
        return None
    if not _AUTHOR.match(author):
        raise CannotPost(
            "MASTHEAD_LINKEDIN_AUTHOR names no author",
            "Write the URN of a page or of a member: urn:li:organization:1234567",
        )
    if not _VERSION.match(version):
        raise CannotPost("MASTHEAD_LINKEDIN_VERSION is no month", "Write one such as 202605.")
    return LinkedIn(server, author, version, token)


def _x(given: _Environment) -> Network | None:
    server = given.server("x", "https://api.x.com")
    names = [f"MASTHEAD_X_{key}" for key in _X_KEYS]
    if any(given.has(name) for name in names):
        secrets = [given.secret(name) for name in names]
        return None if given.missing else X(server, signature=signed_by(*secrets))
    token = given.secret("MASTHEAD_X_TOKEN")
    return None if given.missing else X(server, bearer=token)


def _webhook(given: _Environment) -> Network | None:
    url = given.secret("MASTHEAD_WEBHOOK_URL", whole=False)
    key = given.secret("MASTHEAD_WEBHOOK_SECRET")
    if given.missing:
        return None
    if not is_safe(url.reveal()):
        raise CannotPost(
            "MASTHEAD_WEBHOOK_URL is no address where a secret may go",
            "Write the whole address, beginning with https://",
        )
    for part in re.split(r"[/?&=#]", url.reveal()):
        if len(part) >= _LONG_PART and "." not in part:
            given.scrub.learn(Secret(url.name, part))
    key_bytes(key)
    return Webhook(url, key)


CHANNELS: Final[Mapping[str, Callable[[_Environment], Network | None]]] = {
    "mastodon": _mastodon,
    "bluesky": _bluesky,
    "linkedin": _linkedin,
    "x": _x,
    "webhook": _webhook,
}
"""Channels by name."""
