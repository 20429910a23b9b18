"""What proselint finds in English prose: words that stand twice, phrases that are worn out."""

from collections.abc import Iterator

from masthead.checks.craft.manuscript import Found, Manuscript
from masthead.diagnostics import Diagnostic
from masthead.diagnostics.rules import REPEATED_WORD, WORN_PHRASE
from masthead.prose.linting import objections
from masthead.prose.reading import Kind


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding about each of the two."""
    if not manuscript.english:
        return
    repeated, worn = [], []
    blocks = manuscript.prose.of(Kind.PARAGRAPH, Kind.ITEM)
    for block in blocks:
        for objection in objections(block.text):
            if not block.within_code(objection.start, objection.end):
                place = Found(block, objection.start, objection.end)
                (repeated if objection.repeated else worn).append((place, objection.message))
    for rule, places in ((REPEATED_WORD, repeated), (WORN_PHRASE, worn)):
        places.sort(key=lambda found: (found[0].block.start, found[0].start))
        if places:
            yield from manuscript.once(
                rule, [place for place, _ in places], *_words(rule is REPEATED_WORD, *places[0])
            )


def _words(repeated: bool, place: Found, message: str) -> tuple[str, str]:
    if repeated:
        return f"“{place.text}” says a word twice", "Take one of the two out."
    return f"“{place.text}”: {message.rstrip('.')}", "Say it in plain words, or leave it out."
