"""Words from outside as Markdown in which nothing acts, for comments on a git host.

In: titles, names, paths, messages: whatever a fork can write. Out: Markdown that GitHub and GitLab
show as those words. Both look for more than Markdown in what they have rendered: names to notify,
numbers of issues and commits, addresses, codes for emoji. A space without width behind each sign
that begins one of these keeps them from being found.
"""

import re
from collections.abc import Sequence
from typing import Final

from masthead.diagnostics.show import printable

_MOST: Final = 300
_BREAK: Final = "\u200b"
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ESCAPED: Final = frozenset("!#$*@[\\]^_`{|}~")
_SIGILS: Final = frozenset("@#!$%&~^:{[")
_COMMIT: Final = re.compile(r"(?<![^\W_])[0-9a-fA-F]{7,}")
_HEX: Final = 6
_ISSUE: Final = re.compile(r"(?<=[A-Za-z])-(?=\d)")
_HOST: Final = re.compile(r"(?<=www)(?=\.)", re.IGNORECASE)
_TICKS: Final = re.compile(r"`+")


def words(text: str, most: int = _MOST) -> str:
    """The text on one line, never at the start of one; at most `most` characters of it."""
    return "".join(map(_escape, _broken(_one_line(text, most))))


def code(text: str, most: int = _MOST) -> str:
    """The text as code on one line: a path, a key, an address."""
    line = _one_line(text, most)
    if not line:
        return words("(empty)")
    fence = "`" * (max(map(len, _TICKS.findall(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def message(text: str) -> str:
    """A finding's message, in which code stands between backticks."""
    parts = _one_line(text, _MOST).split("`")
    if len(parts) % 2 == 0:  # one of them has no partner
        return words(text)
    return "".join(
        code(part) if number % 2 else _keeping_spaces(part) for number, part in enumerate(parts)
    )


def _keeping_spaces(text: str) -> str:
    """Words between two pieces of code."""
    before, after = text.startswith(" "), text.endswith(" ") and text.strip()
    return f"{' ' * before}{words(text)}{' ' if after else ''}"


def fenced(lines: Sequence[str], kind: str = "") -> str:
    """Lines as they are, in a block that they cannot close."""
    longest = max((len(run) for line in lines for run in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}{kind}", *lines, fence])


def is_plain(lines: Sequence[str]) -> bool:
    """Whether the lines show all that they hold: a suggestion must not hide anything."""
    return all(line.replace("\t", "").isprintable() for line in lines)


def _one_line(text: str, most: int) -> str:
    line = " ".join(printable(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _broken(text: str) -> str:
    text = _COMMIT.sub(lambda run: _BREAK.join(_pieces(run[0])), text)
    text = _HOST.sub(_BREAK, _ISSUE.sub(f"-{_BREAK}", text))
    return "".join(c + _BREAK if c in _SIGILS else c for c in text)


def _pieces(run: str) -> list[str]:
    return [run[at : at + _HEX] for at in range(0, len(run), _HEX)]


def _escape(character: str) -> str:
    if character in _ESCAPED:
        return f"\\{character}"
    return _ENTITIES.get(character, character)
