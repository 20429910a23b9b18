"""An author's handle on each network, from the profiles that the author's file links to."""

import re
from collections.abc import Iterable
from typing import Final

_PROFILES: Final = {
    "x": re.compile(r"https?://(?:www\.)?(?:x|twitter)\.com/@?(\w{1,15})/?", re.IGNORECASE),
    "bluesky": re.compile(
        r"https?://(?:www\.)?bsky\.app/profile/([\w.-]+\.[\w-]+)/?", re.IGNORECASE
    ),
}


def handle(network: str, links: Iterable[str], fediverse: str) -> str:
    """The handle with its `@`, or nothing. LinkedIn and e-mail have none that a text could name."""
    if network == "mastodon":
        return f"@{fediverse.lstrip('@')}" if fediverse else ""
    profile = _PROFILES.get(network)
    found = (profile.fullmatch(link) for link in links) if profile else ()
    return next((f"@{match[1]}" for match in found if match), "")
