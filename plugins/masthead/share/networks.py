"""The networks that a piece is shared on, and what each of them takes."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from masthead.share.counting import graphemes, units, weighted, with_short_names


class Network(Struct, frozen=True):
    """A network: `limit` in its own `unit`, 0 for none; `bytes` is a second limit, in UTF-8."""

    id: str
    title: str
    limit: int
    unit: str
    count: Callable[[str], int]
    bytes: int = 0

    def fits(self, text: str) -> bool:
        """Whether the network takes the text."""
        short = not self.limit or self.count(text) <= self.limit
        return short and (not self.bytes or len(text.encode()) <= self.bytes)


NETWORKS: Final[dict[str, Network]] = {
    network.id: network
    for network in (
        Network("linkedin", "LinkedIn", 3000, "characters", units),
        Network("bluesky", "Bluesky", 300, "characters", graphemes, bytes=3000),
        Network("mastodon", "Mastodon", 500, "characters", with_short_names),
        Network("x", "X", 280, "weighted characters", weighted),
        Network("email", "e-mail", 0, "characters", len),
    )
}
"""By id, in the order in which pages offer them. Mastodon's limit is that of most servers."""
