"""How long a text is: each network has its own way of counting.

X: https://docs.x.com/fundamentals/counting-characters, configuration 3 of twitter-text. Bluesky:
the lexicon app.bsky.feed.post. Mastodon: its StatusLengthValidator. LinkedIn: UTF-16 units, as the
field for posts counts them.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from masthead.share.addresses import addresses

ADDRESS: Final = 23
"""What X and Mastodon count for any address."""
_LIGHT: Final = re.compile(r"[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
"""What X counts as one character. All others count as two, an emoji of any length too."""
_PLAIN: Final = re.compile(r"[\u0000-\u033f\u2010-\u201f]*")
"""Letters of Europe's languages and usual signs: each counts as one, however it is written."""
_EMOJI: Final = re.compile(r"[\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")
"""Each emoji has one of these in it."""
_SIGNS: Final = ("©", "®")
"""Emoji only where a selector behind them says so."""
_SINGLE: Final = re.compile(r"[\n -\u02ff\u2010-\u2027\u2030-\u205e]*")
"""A text of these has as many graphemes as characters."""
# As Mastodon finds them: a remote account counts as its local part.
_MENTION: Final = re.compile(
    r"(?<![=/\w])(@[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[\w.-]*\w(?![@＠À-ɏ]|://)", re.IGNORECASE
)


def is_plain(text: str) -> bool:
    """Whether no character counts as more than one on any network; addresses are another matter."""
    return _PLAIN.fullmatch(text) is not None


def weighted(text: str) -> int:
    """The length for X: addresses 23, emoji and wide characters 2, others 1."""
    text = unicodedata.normalize("NFC", text)
    spans, total, start = addresses(text, bare=True), 0, 0
    for begin, end in spans:
        total += _weight(text[start:begin]) + ADDRESS
        start = end
    return total + _weight(text[start:])


def _weight(text: str) -> int:
    if text.isascii():
        return len(text)
    total = 0
    for begin, end in _emoji(text):
        total += 2
        text = f"{text[:begin]}{text[end:]}"
    return total + 2 * len(text) - len(_LIGHT.findall(text))


def _emoji(text: str) -> Iterator[tuple[int, int]]:
    """Where emoji stand, the last one first."""
    if _EMOJI.search(text) is None:
        return
    import emoji  # takes long to import, and few texts need it

    for found in reversed(emoji.emoji_list(text)):
        if found["emoji"] not in _SIGNS:
            yield found["match_start"], found["match_end"]


def graphemes(text: str) -> int:
    """What readers take for characters, as Unicode says (UAX 29), for Bluesky."""
    if _SINGLE.fullmatch(text):
        return len(text)
    import regex  # takes long to import, and few texts need it

    return len(regex.findall(r"\X", text))


def with_short_names(text: str) -> int:
    """The length for Mastodon: addresses 23, accounts elsewhere without their server."""
    pieces, start = [], 0
    for begin, end in addresses(text, bare=False):
        pieces += [_MENTION.sub(r"\1", text[start:begin]), "x" * ADDRESS]
        start = end
    return graphemes("".join([*pieces, _MENTION.sub(r"\1", text[start:])]))


def units(text: str) -> int:
    """UTF-16 units, for LinkedIn."""
    return len(text) + sum(character > "\uffff" for character in text)
