"""The setting `reviews`: in which roles somebody signs off a piece, and which pieces.

In: nodes below the plugin's options. Out: values of `masthead.settings`.
"""

from collections.abc import Iterator
from typing import Any, Final

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING, UNKNOWN_SETTING
from masthead.settings import ReviewRole
from masthead.source.nodes import Node
from masthead.source.reading import TEXT, TEXTS, Field, Reader, Reading, read_keys
from masthead.source.values import DAY, ID, IDS

REVIEW_KEYS: Final = (
    Field("title", TEXT, "What the role is called. Default: its id."),
    Field("people", TEXTS, "Who is asked: names or teams."),
    Field("paths", TEXTS, "For pieces whose file fits one of these, such as `docs/papers/*`."),
    Field("topics", IDS, "For pieces about one of these."),
    Field("formats", IDS, "For pieces in one of these formats."),
    Field("stages", IDS, "For pieces that serve one of these stages."),
    Field("since", DAY, "Pieces with a date before this day need no sign-off."),
)
_EXAMPLE: Final = "Write `legal: Legal`, or `legal:` with `title:` and `topics:` below it."


def _reviews(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[ReviewRole, ...] | None:
    if node.kind != "keys":
        return reading.fail(node, BAD_SETTING, "here stand no roles", _EXAMPLE)
    return tuple(_roles(reading, node, key))


def _roles(reading: Reading, node: Node, key: tuple[Key, ...]) -> Iterator[ReviewRole]:
    for name, value in node.entries:
        id = ID(reading, name, *key, name.text)
        if id is None:
            continue
        given: dict[str, Any] = {}
        if value.kind == "keys":
            given, _ = read_keys(reading, value, REVIEW_KEYS, (*key, id), rule=UNKNOWN_SETTING)
        elif value.kind == "list":
            reading.fail(value, BAD_SETTING, "here stands a list", _EXAMPLE)
        elif value.text.strip():
            given = {"title": value.text.strip()}
        title = given.pop("title", None) or id.replace("-", " ").capitalize()
        yield ReviewRole(id=id, title=title, **given)


REVIEWS: Final = Reader("roles with a title, or with keys below them", _reviews)
