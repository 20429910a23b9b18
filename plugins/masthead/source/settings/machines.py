"""The settings about what machines read: news, crawlers, llms.txt, security.txt and the like.

In: nodes below the plugin's options. Out: values of `masthead.settings`; MACHINE_KEYS are part of the
table.
"""

import re
from typing import Final

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING, UNKNOWN_SETTING
from masthead.settings import CrawlerSettings, NewsSettings, SecuritySettings
from masthead.source.nodes import Node
from masthead.source.reading import (
    FLAG,
    TEXT,
    Field,
    Reader,
    Reading,
    choice,
    list_of,
    nearest,
    read_keys,
    whole_number,
)
from masthead.source.settings.groups import group, named
from masthead.source.values import MOMENT, WEB_ADDRESS, is_mail_address

# RFC 9309 allows letters, `_` and `-`; real agents also have digits, dots and spaces.
_AGENT: Final = re.compile(r"[A-Za-z0-9][\w .+-]{0,80}", re.ASCII)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_CONTACT: Final = re.compile(r"(?:https://|mailto:|tel:)[^\s<>\"]+")
_POLICIES: Final = ("all", "no-training", "none")
_MAY: Final = {"allow": True, "disallow": False}


def _is_plain(node: Node) -> bool:
    return node.kind not in ("list", "keys")


def _language(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    if not _is_plain(node) or not _LANGUAGE.fullmatch(text):
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not a language", "Write its code, such as `en`."
        )
    return text


def _news(reading: Reading, node: Node, key: tuple[Key, ...]) -> NewsSettings | None:
    if node.kind == "boolean":
        return NewsSettings() if node.truth else None
    settings: NewsSettings | None = _NEWS(reading, node, *key)
    return settings


def _crawlers(reading: Reading, node: Node, key: tuple[Key, ...]) -> CrawlerSettings | None:
    if node.kind == "keys":
        rows = [_agent(reading, name, value) for name, value in node.entries]
        agents = tuple(row for row in rows if row)
        return CrawlerSettings(policy="own", agents=agents) if agents else None
    policy = node.text.strip().lower()
    if not _is_plain(node) or policy not in _POLICIES:
        near = nearest(policy, _POLICIES)
        return reading.fail(
            node, BAD_SETTING,
            f"there is no policy `{node.text}`" + (f": did you mean `{near}`?" if near else ""),
            "Write one of: all, no-training, none. Or agents below it: `GPTBot: disallow`.",
        )  # fmt: skip
    return CrawlerSettings(policy=policy)


def _agent(reading: Reading, name: Node, value: Node) -> tuple[str, bool] | None:
    agent = name.text.strip()
    if agent != "*" and not _AGENT.fullmatch(agent):
        return reading.fail(
            name, BAD_SETTING, f"`{name.text}` is not the name of a crawler",
            "Write it as the crawler calls itself, such as `GPTBot`, or `\"*\"` for all others.",
        )  # fmt: skip
    word = value.text.strip().lower() if _is_plain(value) else ""
    if word not in _MAY:
        return reading.fail(
            value, BAD_SETTING, f"`{value.text}` is not what a crawler may do",
            f"Write `{agent}: allow` or `{agent}: disallow`.",
        )  # fmt: skip
    return agent, _MAY[word]


def _contact(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    if _is_plain(node) and is_mail_address(text):
        return f"mailto:{text}"
    if not _is_plain(node) or not _CONTACT.fullmatch(text):
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not a way to reach you",
            "Write an e-mail address, or an address that begins with https:, mailto: or tel:.",
        )  # fmt: skip
    return text


def _security(reading: Reading, node: Node, key: tuple[Key, ...]) -> SecuritySettings | None:
    if node.kind != "keys":
        return reading.fail(
            node, BAD_SETTING, "here stand no keys",
            "Write `contact:` and `expires:` below it.",
        )  # fmt: skip
    values, faults = read_keys(reading, node, SECURITY_KEYS, key, rule=UNKNOWN_SETTING)
    for name, remedy in _REQUIRED.items():
        if name not in values and name not in faults:
            reading.fail(node, BAD_SETTING, f"`security` has no `{name}`", remedy)
    return SecuritySettings(**values) if values.keys() >= _REQUIRED.keys() else None


_REQUIRED: Final = {
    "contact": "Write where to report a weakness: `contact: security@example.com`.",
    "expires": "Write the day from which nobody should rely on the file any more, at most a year "
    "ahead, such as `expires: 2027-06-30` (RFC 9116 requires it).",
}


def _servers(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[str, ...] | None:
    servers: tuple[str, ...] | None = _NAMED_SERVERS(reading, node, *key)
    if servers and {"netlify", "cloudflare"} <= {*servers}:
        return reading.fail(
            node, BAD_SETTING, "Netlify and Cloudflare read one file, `_redirects`",
            "Keep the one that serves the site.",
        )  # fmt: skip
    return tuple(dict.fromkeys(servers)) if servers else None


_SERVERS: Final = ("netlify", "cloudflare", "nginx", "apache")
_NAMED_SERVERS: Final = list_of(choice({s: s for s in _SERVERS}, BAD_SETTING, "the server"))


def _latest(reading: Reading, node: Node, key: tuple[Key, ...]) -> int | None:
    if node.kind == "boolean" and not node.truth:
        return 0
    number: int | None = _NUMBER(reading, node, *key)
    return number


_NUMBER: Final = whole_number(1, 50)
_LANGUAGE_CODE: Final = Reader("a language's code", _language)

NEWS_KEYS: Final = (
    Field("name", TEXT, "The publication's name, as Google News has it. Default: the site's."),
    Field("language", _LANGUAGE_CODE, "Its language. Default: the site's."),
)
_NEWS: Final = group(
    NewsSettings, NEWS_KEYS, "Write `news: true`, or `name: …` below it.", ", or `true`"
)
SECURITY_KEYS: Final = (
    Field("contact", list_of(Reader("addresses", _contact)), "Where to report a weakness.", required=True),
    Field("expires", MOMENT, "From then on nobody should rely on the file.", required=True),
    Field("policy", WEB_ADDRESS, "The page with your policy."),
    Field("languages", list_of(_LANGUAGE_CODE), "The languages that you read."),
    Field("encryption", WEB_ADDRESS, "Your key."),
    Field("acknowledgments", WEB_ADDRESS, "The page that thanks those who reported."),
    Field("hiring", WEB_ADDRESS, "Your open positions in security."),
)  # fmt: skip


MACHINE_KEYS: Final[tuple[Field, ...]] = (
    Field("news", Reader(_NEWS.takes, _news), "Entries for Google News in the sitemap. Default: none."),
    Field("crawlers", Reader("`all`, `no-training`, `none`, or agents with `allow` or `disallow`", _crawlers), "What robots.txt says to crawlers. Default: `all`."),
    Field("markdown", FLAG, "A Markdown version beside the page of each piece. Default: `true`."),
    Field("llms", FLAG, "llms.txt, which leads assistants to the pieces. Default: `true`."),
    Field("latest", Reader("a whole number from 1 to 50, or `false`", _latest), "The newest pieces in `latest.json` and `latest.html`. Default: 5."),
    Field("servers", Reader(_NAMED_SERVERS.takes, _servers), "Which web servers get a file that has them answer former addresses with 301 and retired pieces with 410; see [For machines](../operating/machines.md#former-and-retired-addresses). Default: none."),
    Field("security", Reader(named(SECURITY_KEYS), _security), "security.txt: where to report a weakness. `contact` and `expires` are required."),
)  # fmt: skip
