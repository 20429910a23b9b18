"""Is the post that an attempt may have made among those that an account shows?

In: an Attempt and the account's latest posts. Out: the post's address, or None, or Unknowable.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import unescape
from typing import Final

from msgspec import Struct

from masthead.posting.faults import Unknowable
from masthead.posting.model import Attempt

SKEW: Final = timedelta(minutes=5)
"""How far a network's clock may be behind ours."""
_TAG: Final = re.compile(r"<[^>]*>")
_ADDRESS: Final = re.compile(r"https?://\S+")
_WORD: Final = re.compile(r"\w+")


class Seen(Struct, frozen=True):
    """A post on the account: its text may be HTML; `links` are where it leads."""

    url: str
    at: datetime
    text: str
    links: tuple[str, ...] = ()


def among(attempt: Attempt, posts: Sequence[Seen], *, most: int) -> str | None:
    """The address of the attempt's post. `most` is how many posts the network shows at once.

    Raises Unknowable if the account has posted so much since that older ones are out of sight.
    """
    since = attempt.at - SKEW
    said = ((attempt.text, attempt.link), *attempt.also)
    for post in posts:
        if post.at >= since and any(_same(*words, post) for words in said):
            return post.url
    if len(posts) >= most and all(post.at >= since for post in posts):
        raise Unknowable("the account has posted so much since that the attempt is out of sight")
    return None


def _same(said: str, link: str, post: Seen) -> bool:
    text = unescape(post.text)
    if link:
        return link in text or link in map(unescape, post.links)
    words = _words(said)
    if not words:  # nothing but emoji: every one of them counts
        return said.strip() == _TAG.sub("", text).strip()
    return words == _words(unescape(_TAG.sub(" ", post.text)))


def _words(text: str) -> list[str]:
    """What no network changes: addresses, marks and line ends it does."""
    return _WORD.findall(_ADDRESS.sub(" ", text).casefold())


def instant(text: str) -> datetime:
    """A network's instant. Raises Unknowable if it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Unknowable("it does not say when it was posted")
    return moment
