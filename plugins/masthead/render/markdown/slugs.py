"""Give headings the anchors that GitHub gives them, and every id of a text only once."""

import re

_DROPPED = re.compile(r"[^\w\- ]")


def slug(words: str) -> str:
    """GitHub's anchor for a heading: small letters, hyphens for spaces, no punctuation."""
    return _DROPPED.sub("", words.strip().lower()).replace(" ", "-")


class Ids:
    """The ids of a text. Counts from where it last stopped, so that many alike stay linear."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        """`wanted`, or with the first number that makes it new; it is then taken."""
        name = base = "-".join(wanted.split()) or "section"
        number = self._numbers.get(base, 0)
        while name in self.taken:
            number += 1
            name = f"{base}-{number}"
        self._numbers[base] = number
        self.taken.add(name)
        return name
