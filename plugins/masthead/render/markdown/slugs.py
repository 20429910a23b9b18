"""Give headings the anchors that GitHub gives them, and every id of a text only once."""

import re
from unicodedata import category

_OTHERS = re.compile(r"[^\w\- ]")
_KEPT = ("Mn", "Mc", "Me", "Pc")
"""Unicode's categories of marks and of connecting signs: parts of words, but not to `re`."""


def slug(words: str) -> str:
    """GitHub's anchor for a heading: small letters, hyphens for spaces, no punctuation."""
    return _OTHERS.sub(_kept, words.lower().replace("\n", " ")).replace(" ", "-")


def _kept(sign: re.Match[str]) -> str:
    return sign[0] if category(sign[0]) in _KEPT else ""


def _base(wanted: str) -> str:
    return "-".join(wanted.split()) or "section"


class Ids:
    """The ids of a text. Counts from where it last stopped, so that many alike stay linear."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def skip(self, wanted: str) -> None:
        """Count an id that is not in the text, but was where its author saw it."""
        self._numbers.setdefault(_base(wanted), 1)

    def unique(self, wanted: str) -> str:
        """`wanted`, or with the first number that makes it new; it is then taken."""
        base = _base(wanted)
        number = self._numbers.get(base, 0)
        name = f"{base}-{number}" if number else base
        while name in self.taken:
            number += 1
            name = f"{base}-{number}"
        self._numbers[base] = number
        self.taken.add(name)
        return name
