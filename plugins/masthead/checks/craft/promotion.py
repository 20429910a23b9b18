"""Promotional words over the site's budget: who reads for insight expects no veiled pitch."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from masthead.checks.craft.manuscript import Found, Manuscript
from masthead.diagnostics import Diagnostic
from masthead.diagnostics.rules import PROMOTIONAL
from masthead.prose.reading import Kind

# Praise that no reader can check, and calls to buy. Words that also have a plain meaning in texts
# about work ("powerful", "unique", "robust") are left out.
_PRAISE: Final = (
    "amazing", "award-winning", "awesome", "best in class", "best-in-class", "best of breed",
    "best-of-breed", "bleeding edge", "bleeding-edge", "breakthrough", "cutting edge",
    "cutting-edge", "disruptive", "exciting", "fantastic", "first of its kind",
    "first-of-its-kind", "game changer", "game-changer", "game changing", "game-changing",
    "groundbreaking", "ground-breaking", "incredible", "incredibly", "industry leading",
    "industry-leading", "innovative", "leading provider", "market leader", "market-leading",
    "mission-critical solution", "next generation", "next-generation", "next level",
    "next-level", "one-stop shop", "outstanding", "phenomenal", "remarkable", "revolutionary",
    "revolutionise", "revolutionize", "seamless", "seamlessly", "second to none",
    "state of the art", "state-of-the-art", "supercharge", "synergy", "transformative",
    "trusted partner", "turnkey", "unmatched", "unparalleled", "unprecedented", "unrivaled",
    "unrivalled", "visionary", "world class", "world-class", "world-leading", "wonderful",
)  # fmt: skip
_PITCH: Final = (
    "book a demo", "buy now", "call us today", "contact us today", "free trial",
    "get in touch today", "learn how we can help", "request a demo", "schedule a demo",
    "sign up today", "start your free", "talk to our sales", "try it for free",
    "contact our sales",
)  # fmt: skip
_LEAST: Final = 4
"""As few may stand in a text of any length."""
_NAMED: Final = 4


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding: over the budget, with the words that used it up."""
    craft, prose = manuscript.craft, manuscript.prose
    if not craft.promotion or not prose.words:
        return
    words = (*(_PRAISE + _PITCH if manuscript.english else ()), *craft.products)
    blocks = prose.of(Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING)
    whole = "\n".join(block.text for block in blocks).lower()
    # Few of the words are in any one text, and a pattern of all of them takes ten times as long.
    pattern = _pattern(tuple(word for word in words if word.lower() in whole))
    places = [Found(block, word.start(), word.end())
              for block in blocks for word in pattern.finditer(block.text)]  # fmt: skip
    allowed = max(_LEAST, round(craft.promotion * prose.words / 1000))
    if len(places) > allowed:
        counted = Counter(place.text.lower() for place in places)
        named = ", ".join(f"“{word}”" + (f" ×{n}" if n > 1 else "")
                          for word, n in counted.most_common(_NAMED))  # fmt: skip
        yield from manuscript.once(
            PROMOTIONAL, places[:1],
            f"{len(places)} promotional words in {prose.words:,}, and the budget is {allowed}: "
            f"{named}{' …' if len(counted) > _NAMED else ''}",
            "Replace praise by what happened, with a figure or an example; keep offers out.",
        )  # fmt: skip


@lru_cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if words else r"(?!)", re.IGNORECASE)
