"""The networks that a piece is shared on, and what each of them takes."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from masthead.share.counting import (
    ADDRESS,
    graphemes,
    is_plain,
    units,
    weighted,
    with_short_names,
)


class Network(Struct, frozen=True):
    """A network: `limit` in its own `unit`, 0 for none; `bytes` is a second limit, in UTF-8.

    `heaviest` is what one character counts at most.
    """

    id: str
    title: str
    limit: int
    unit: str
    count: Callable[[str], int]
    heaviest: int = 2
    bytes: int = 0

    def fits(self, text: str) -> bool:
        """Whether the network takes the text."""
        if self.bytes and len(text) * 4 > self.bytes and len(text.encode()) > self.bytes:
            return False
        # Most texts are far from the limit. A short address may count as a long one.
        heaviest = 1 if is_plain(text) else self.heaviest
        if len(text) * heaviest + text.count(".") * ADDRESS <= self.limit:
            return True
        return not self.limit or self.count(text) <= self.limit


NETWORKS: Final[dict[str, Network]] = {
    network.id: network
    for network in (
        Network("linkedin", "LinkedIn", 3000, "characters", units),
        Network("bluesky", "Bluesky", 300, "characters", graphemes, heaviest=1, bytes=3000),
        Network("mastodon", "Mastodon", 500, "characters", with_short_names, heaviest=1),
        Network("x", "X", 280, "weighted characters", weighted),
        Network("email", "e-mail", 0, "characters", len),
    )
}
"""By id, in the order in which pages offer them. Mastodon's limit is that of most servers."""
