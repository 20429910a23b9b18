"""The settings about feeds, and about the page on subscribing."""

import re
from collections.abc import Sequence
from typing import Final

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING
from masthead.settings import FEED_COLLECTIONS, FEED_FORMATS, FeedSettings, SubscribeSettings
from masthead.source.nodes import Node
from masthead.source.reading import (
    PARAGRAPHS,
    Field,
    Reader,
    Reading,
    choice,
    list_of,
    whole_number,
)
from masthead.source.settings.groups import group
from masthead.source.settings.places import ADDRESS
from masthead.source.values import WEB_ADDRESS


def _authority(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    if node.kind in ("list", "keys") or not _AUTHORITY.fullmatch(text):
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not an authority of ids",
            "Write a name that is yours and a year in which it was, in quotes: `authority: \"example.com,2026\"`.",
        )  # fmt: skip
    return text.lower()


def _moved(reading: Reading, node: Node, key: tuple[Key, ...]) -> dict[str, str] | None:
    if node.kind != "keys":
        return reading.fail(
            node, BAD_SETTING, "here stand no addresses", "Write `feed.xml: blog/feed.xml`."
        )
    pairs = ((ADDRESS(reading, old, *key), _feed_file(reading, new, key))
             for old, new in node.entries)  # fmt: skip
    return {old.removesuffix("/"): new for old, new in pairs if old and new}


def _feed_file(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    path: str | None = ADDRESS(reading, node, *key)
    if path and not path.removesuffix("/").endswith((".xml", ".json", ".rss", ".atom")):
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not the address of a feed's file",
            "Write a path below the site's root that ends in `.xml` or `.json`.",
        )  # fmt: skip
    return path.removesuffix("/") if path else None


def _feeds(reading: Reading, node: Node, key: tuple[Key, ...]) -> FeedSettings | None:
    if node.kind == "boolean" and not node.truth:
        return FeedSettings(collections=())
    settings: FeedSettings | None = _GROUP(reading, node, *key)
    return settings


def _mail_address(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    if node.kind == "text" and _MAILTO.fullmatch(text):
        return text
    if node.kind == "text" and _MAILTO.fullmatch(f"mailto:{text}"):
        return f"mailto:{text}"
    address: str | None = WEB_ADDRESS(reading, node, *key)
    return address


def _some_of(words: Sequence[str], what: str) -> Reader:
    return list_of(choice({word: word for word in words}, BAD_SETTING, what))


# RFC 4151: a domain name or an address of e-mail, a comma, a date.
_AUTHORITY: Final = re.compile(
    r"(?:[\w.+-]+@)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r",\d{4}(?:-\d\d(?:-\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
_MAILTO: Final = re.compile(r"mailto:[^\s<>\"'@:/]+@[^\s<>\"'@/?]+(?:\?[^\s<>\"']*)?")
_PERIODS: Final = ("hourly", "daily", "weekly", "monthly", "yearly")

FEED_KEYS: Final = (
    Field("collections", _some_of(FEED_COLLECTIONS, "the collection"), "What has feeds. Default: everything; `feeds: false` for nothing."),
    Field("formats", _some_of(FEED_FORMATS, "the format"), "The formats of each feed. Default: all three."),
    Field("entries", whole_number(1, 1000), "The newest entries that a feed holds. Default: 20."),
    Field("content", choice({"full": "full", "summary": "summary"}, BAD_SETTING, "the content"), "Whether entries hold the whole text. Default: `full`."),
    Field("authority", Reader("a name and a date", _authority), "The authority of entry ids, such as `example.com,2026`: a name that is yours, and a year in which it was. Write it once and never change it, also if the site moves. Default: the host of `site_url`, with `,2026`."),
    Field("archives", _some_of(FEED_COLLECTIONS, "the collection"), "Whose Atom feeds lead on to all older entries (RFC 5005). Default: `site`."),
    Field("hub", WEB_ADDRESS, "The WebSub hub that tells subscribers of news."),
    Field("period", choice({word: word for word in _PERIODS}, BAD_SETTING, "the period"), "How often the feeds change, as a hint to readers (`sy:updatePeriod` in RSS and Atom)."),
    Field("moved", Reader("old and new addresses", _moved), "Former addresses of feeds, with their present ones: `feed.xml: blog/feed.xml`. Each keeps a feed that says so."),
)  # fmt: skip

SUBSCRIBE_KEYS: Final = (
    Field("email", Reader("a web address, or one of e-mail", _mail_address), "Where readers ask for news by e-mail: the address of a form, or `mailto:news@example.com`."),
    Field("note", PARAGRAPHS, "A sentence about that: how often, and how to end it."),
)  # fmt: skip
_GROUP: Final = group(
    FeedSettings, FEED_KEYS, "Write `feeds: false`, or `entries: 50` below.", ", or `false`"
)
FEEDS: Final = Reader(_GROUP.takes, _feeds)
SUBSCRIBE: Final = group(
    SubscribeSettings, SUBSCRIBE_KEYS, "Write `email:` and an address below it."
)
