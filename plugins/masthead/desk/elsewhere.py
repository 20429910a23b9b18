"""What an address on the web says about what stands there. It is read as text, never fetched."""

import re
from typing import Final
from urllib.parse import urlsplit

_HOSTS: Final = {
    "x.com": "x", "twitter.com": "x", "bsky.app": "bluesky", "linkedin.com": "linkedin",
    "threads.net": "threads", "threads.com": "threads", "facebook.com": "facebook",
    "reddit.com": "reddit", "news.ycombinator.com": "hacker-news",
    "stackoverflow.com": "stack-overflow", "stackexchange.com": "stack-exchange",
    "youtube.com": "youtube", "youtu.be": "youtube", "vimeo.com": "vimeo",
    "medium.com": "medium", "substack.com": "substack",
}  # fmt: skip
_FORMATS: Final = {
    "reddit": "forum-post", "hacker-news": "forum-post", "stack-overflow": "forum-post",
    "stack-exchange": "forum-post", "forum": "forum-post", "youtube": "video", "vimeo": "video",
    "medium": "post", "substack": "post",
}  # fmt: skip
# Paths by which the commonest software can be told: Mastodon's statuses, Discourse's topics.
_PATHS: Final = (
    (re.compile(r"/@[^/]+/\d+/?"), "mastodon"),
    (re.compile(r"/t/[^/]+/\d+(/\d+)?/?"), "forum"),
)
_LONGEST_REMARK: Final = 500


def channel_of(address: str) -> str:
    """The channel that an address belongs to, or nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("mobile.")
    for name, channel in _HOSTS.items():
        if host == name or host.endswith(f".{name}"):
            return channel
    return next((channel for path, channel in _PATHS if path.fullmatch(parts.path)), "")


def format_on(channel: str, text: str) -> str:
    """The format of what appears on a channel: a tweet is what anybody would call a remark."""
    known = _FORMATS.get(channel)
    return known or ("tweet" if len(text) <= _LONGEST_REMARK else "forum-post")
