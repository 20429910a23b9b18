"""A text that a network takes: shortened between two words, never inside one.

In: the words, and the lines that always stay below them: handles, hashtags, the address. Out: the
whole text, and how long it is. An ellipsis says that something was cut.
"""

import re
from bisect import bisect_left
from typing import Final

from msgspec import Struct

from masthead.share.addresses import addresses
from masthead.share.networks import Network

_ELLIPSIS: Final = "…"
_LOOSE: Final = " \t\n,;:.–—-("
"""What does not stand before an ellipsis."""
_WHOLE: Final = re.compile(r"\S*://\S*")


class Fitted(Struct, frozen=True):
    """A text for a network; `cut` when words were left out."""

    network: Network
    text: str
    cut: bool = False

    @property
    def count(self) -> int:
        """How long it is, in the network's unit."""
        return self.network.count(self.text)

    @property
    def fits(self) -> bool:
        """Whether the network takes it: not if what always stays is too long by itself."""
        return self.network.fits(self.text)


def fitted(
    network: Network, words: str, lines: tuple[str, ...] = (), *, quoted: bool = False
) -> Fitted:
    """As many `words` as fit, between quotation marks if they are `quoted`, and all `lines`."""

    def whole(some: str) -> str:
        return "\n".join(filter(None, (f"“{some}”" if quoted and some else some, *lines)))

    words = words.strip()
    text = whole(words)
    if network.fits(text):
        return Fitted(network, text)
    shorts = [whole(_shortened(words[:end])) for end in word_ends(words)]
    # Nearly in order; where an ellipsis makes an address of two words, one more word goes.
    at = bisect_left(shorts, True, key=lambda short: not network.fits(short))
    kept = next((short for short in reversed(shorts[:at]) if network.fits(short)), "")
    return Fitted(network, kept or whole(_ELLIPSIS), cut=True)


def _shortened(words: str) -> str:
    last = words.split()[-1] if words.split() else ""
    return (words if "://" in last else words.rstrip(_LOOSE)) + _ELLIPSIS


def word_ends(text: str) -> list[int]:
    """Where a text can be cut: behind each word but the last, and not inside an address.

    Scripts that put no space between words may be cut between any two letters.
    """
    import regex  # takes long to import, and few texts are too long

    unspaced = regex.compile(
        r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
    )
    closed = [found.span() for found in _WHOLE.finditer(text)] + addresses(text, bare=True)
    ends = []
    for cluster in regex.finditer(r"\X", text):
        end = cluster.end()
        if end == len(text) or text[end - 1].isspace():
            continue
        if text[end].isspace():
            ends.append(end)
            continue
        between = unspaced.match(text[end]) and unspaced.match(cluster[0])
        if between and not any(begin < end < stop for begin, stop in closed):
            ends.append(end)
    return ends
