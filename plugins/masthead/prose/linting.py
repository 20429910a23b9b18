"""What proselint objects to in English prose: a choice of its checks, and of what they find.

Its checks on spelling, typography and usage are left out, as are those that are slow. It is
imported when it is first asked.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from msgspec import Struct

_CHECKS: Final = frozenset((
    "cliches.misc.garner", "cliches.misc.write_good", "hedging",
    "industrial_language.corporate_speak", "mixed_metaphors.misc", "mondegreens",
    "redundancy.misc.after_the_deadline", "redundancy.misc.garner",
))  # fmt: skip
# Read in the imported posts of two blogs, these were as often the right words as not.
_FINE: Final = frozenset((
    "absolutely necessary", "absolutely sure", "actual experience", "advance planning",
    "ask the question", "badge of honor", "boils down to", "bright and early", "cash money",
    "chomping at the bit", "circumstances surrounding", "close proximity", "consult with",
    "could possibly", "crash course", "crystal clear", "cutting edge", "decision-making process",
    "draw the line", "drop down", "emergency situation", "enter in", "enter into", "exact opposite",
    "exact same", "fast and loose", "first of all", "first time ever", "fit the bill", "for free",
    "free and easy",
    "get to the bottom of", "high and dry", "i personally", "in a word", "in light of",
    "jack of all trades", "keep an eye on", "labor of love", "major feat", "may possibly",
    "meet with each other", "number of different", "old adage", "on the same page", "on the spot",
    "originally created", "panic button", "past experience", "pause for a moment", "plan ahead",
    "point in time", "private industry", "refer back", "reflect back", "repeat the same",
    "return back", "rise and shine", "same exact", "second to none", "share together",
    "sigh of relief", "specific details", "start from scratch", "thought leaders",
    "time is of the essence", "tiny bit", "trial and error", "tried and true", "ultimate goal",
    "uphill battle", "viable alternative", "what you see is what you get", "writ large",
))  # fmt: skip


class Objection(Struct, frozen=True):
    """A stretch of a text, and what is wrong with it."""

    start: int
    end: int
    message: str


def objections(text: str) -> Iterator[Objection]:
    """What the chosen checks find in a text without markup, in no particular order."""
    for check in _checks():
        for found in check.check_with_flags(f"{text}\n"):
            start, end = found.span
            words = text[start:end].strip()
            if words.lower() not in _FINE:
                start = text.index(words, start)
                yield Objection(start, start + len(words), str(found.message))


@cache
def _checks() -> tuple[Any, ...]:
    # Some hundredths of a second, which only asking for advice is worth.
    from proselint.checks import __register__

    return tuple(check for check in __register__ if check.path in _CHECKS)
