"""The settings about passing pieces on: `sharing`, and the tags of `campaign`.

In: nodes below the plugin's options. Out: values of `masthead.settings`; SHARING_KEYS are part of the
table.
"""

from typing import Final

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING, UNKNOWN_SETTING
from masthead.settings import SharingSettings
from masthead.share.campaign import PLACEHOLDERS, TAG_NAME, placeholders
from masthead.share.networks import NETWORKS
from masthead.source.nodes import Node
from masthead.source.reading import Field, Reader, Reading, choice, list_of, nearest, read_keys
from masthead.source.settings.groups import named

_NAMES: Final = choice({name: name for name in NETWORKS}, BAD_SETTING, "the network")
_EXAMPLE: Final = 'Write tags below it, such as `utm_source: "{channel}"`.'
_SOURCES: Final = {"none": "none", "topics": "topics", "false": "none"}

SHARE_KEYS: Final = (
    Field(
        "networks", list_of(_NAMES), "The networks that pages offer, in this order. Default: all."
    ),
    Field(
        "hashtags",
        choice(_SOURCES, BAD_SETTING, "the source"),
        "`topics` makes hashtags of a piece's first three topics. Default: `none`.",
    ),
)


def _sharing(reading: Reading, node: Node, key: tuple[Key, ...]) -> SharingSettings | None:
    if node.kind == "boolean":
        return SharingSettings() if node.truth else SharingSettings(networks=())
    if node.kind != "keys":
        return reading.fail(
            node, BAD_SETTING, "here stand no keys",
            "Write `networks:` or `hashtags:` below it, or `sharing: false`.",
        )  # fmt: skip
    return SharingSettings(**read_keys(reading, node, SHARE_KEYS, key, rule=UNKNOWN_SETTING)[0])


def _campaign(
    reading: Reading, node: Node, key: tuple[Key, ...]
) -> tuple[tuple[str, str], ...] | None:
    if node.kind != "keys":
        return reading.fail(node, BAD_SETTING, "here stand no tags", _EXAMPLE)
    return tuple(
        (name.text, value.text.strip())
        for name, value in node.entries
        if _is_tag(reading, name, value)
    )


def _is_tag(reading: Reading, name: Node, value: Node) -> bool:
    if not TAG_NAME.fullmatch(name.text):
        reading.fail(name, BAD_SETTING, f"`{name.text}` cannot be a tag's name", _EXAMPLE)
    elif value.kind in ("list", "keys", "nothing"):
        reading.fail(value, BAD_SETTING, "here stands no text", _EXAMPLE)
    elif unknown := [word for word in placeholders(value.text) if word not in PLACEHOLDERS]:
        reading.fail(value, BAD_SETTING, *_no_placeholder(unknown[0]))
    else:
        return True
    return False


def _no_placeholder(word: str) -> tuple[str, str]:
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    if not word:
        return "a brace has no partner, or nothing in it", f"Write one of: {known}."
    near = nearest(word, PLACEHOLDERS)
    return (
        f"there is no placeholder `{{{word}}}`" + (f": did you mean `{{{near}}}`?" if near else ""),
        f"Write one of: {known}.",
    )


SHARING_KEYS: Final[tuple[Field, ...]] = (
    Field("sharing", Reader(f"{named(SHARE_KEYS)}, or `false`", _sharing), "How pages offer to pass a piece on. `false`: not at all."),
    Field("campaign", Reader('tags such as `utm_source: "{channel}"`', _campaign), "Tags on shared addresses, for the site's statistics; see [Sharing](../writing/sharing.md). Default: none."),
)  # fmt: skip
