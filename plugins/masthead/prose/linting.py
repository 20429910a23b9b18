"""What proselint objects to in English prose: a choice of its checks, and of what they find.

Its checks on spelling, typography and usage are left out, as are those that are slow or often wrong
on texts about work (see the handbook's page on advice). It is imported when it is first asked.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from msgspec import Struct

_REPEATED: Final = "lexical_illusions"
_PHRASES: Final = (
    "cliches.misc.garner", "cliches.misc.write_good", "hedging",
    "industrial_language.commercialese", "industrial_language.corporate_speak",
    "malapropisms", "misc.debased", "mixed_metaphors.misc", "mondegreens",
    "nonwords", "redundancy.misc.after_the_deadline", "redundancy.misc.garner",
    "redundancy.misc.nordquist", "redundancy.misc.wallace", "redundancy.ras_syndrome",
)  # fmt: skip


class Objection(Struct, frozen=True):
    """A stretch of a text, and what is wrong with it; `repeated` words stand there twice."""

    start: int
    end: int
    message: str
    repeated: bool


def objections(text: str) -> Iterator[Objection]:
    """What the chosen checks find in a text without markup, in no particular order."""
    for check in _checks():
        for found in check.check_with_flags(f"{text}\n"):
            start, end = found.span
            words = text[start:end]
            start += len(words) - len(words.lstrip())
            end = start + len(words.strip())
            yield Objection(start, end, str(found.message), check.path == _REPEATED)


@cache
def _checks() -> tuple[Any, ...]:
    # A tenth of a second, which only asking for advice is worth.
    from proselint.checks import __register__

    chosen = {_REPEATED, *_PHRASES}
    return tuple(check for check in __register__ if check.path in chosen)
