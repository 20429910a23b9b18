"""Links by which a reader passes something on: each opens the network's own window, already filled.

No script and nobody's button is needed. Mastodon has many servers: its makers' page asks for the
reader's own, and is given the text behind `#`, which no browser sends to a server.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final
from urllib.parse import quote


def _all(text: str) -> str:
    return "%0A".join(map(_line, text.split("\n")))


@lru_cache(maxsize=64)
def _line(text: str) -> str:
    """A line of a text. Those of a piece are much the same for all networks."""
    return quote(text, safe="/:@,!*()")  # what may stand in a query as it is: links stay short


_OFFERS: Final[dict[str, Callable[[str, str, str], str]]] = {
    "linkedin": lambda _, url, __: (
        f"https://www.linkedin.com/sharing/share-offsite/?url={_all(url)}"
    ),
    "bluesky": lambda text, _, __: f"https://bsky.app/intent/compose?text={_all(text)}",
    "mastodon": lambda text, _, __: f"https://share.joinmastodon.org/#text={_all(text)}",
    "x": lambda text, _, __: f"https://x.com/intent/post?text={_all(text)}",
    "email": lambda text, _, title: (
        # RFC 6068: lines of a body end with both signs.
        f"mailto:?subject={_all(title)}&body={_all(text.replace(chr(10), chr(13) + chr(10)))}"
    ),
}


def offer(network: str, text: str, url: str, title: str) -> str:
    """The link that offers a text on a network. LinkedIn takes only `url`; `title` is a subject."""
    return _OFFERS[network](text, url, title)
