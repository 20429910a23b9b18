"""Figures have a source, and are not older than the site allows."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from masthead.checks.craft.manuscript import Found, Manuscript, shown
from masthead.diagnostics import Diagnostic
from masthead.diagnostics.rules import FIGURE_WITHOUT_SOURCE, OLD_FIGURE
from masthead.prose.reading import Block, Kind
from masthead.prose.sentences import sentences

_FIGURE: Final = re.compile(
    r"(?<![\w.,±$€£])\d[\d,.]{0,15}(?:\s?%|\s?per\s?cent\b)"
    r"|[$€£]\s?\d[\d,.]{0,15}\s?(?:thousand|million|billion|trillion|bn|[kmb])\b"
    r"|\b(?:\d[\d.,]{0,15}|two|three|four|five|six|seven|eight|nine|ten)(?:x| times)"
    r" (?:more|less|fewer|faster|slower|larger|bigger|smaller|higher|lower|cheaper)"
    r"\b(?=[^.]{0,200}\bthan\b)"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine) (?:out of|in) (?:every )?"
    r"(?:\d+|three|four|five|ten|twenty)\b(?=\s[a-z])",
    re.IGNORECASE,
)  # fmt: skip
# What figures about the world look like, rather than a measurement that the piece itself tells of.
_ROUND: Final = re.compile(
    r"\b(?:about|above|almost|around|at least|excess of|fewer than|less than|more than|nearly|over"
    r"|roughly|some) $",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r" of (?!(?:it|them|that|this|these|those)\b)[a-z]", re.IGNORECASE)
_WHOLE: Final = re.compile(r"(?:100|0)\s?(?:%|per\s?cent)", re.IGNORECASE)
# Whose figure it is (the author's own, or that of somebody named), or that it is none of the world.
_ACCOUNTED: Final = re.compile(
    r"\b(?:we|we['’]\w+|our|ours|us|i|i['’]\w+|my|me|if|imagine|suppose|let['’]s say|for example"
    r"|for instance|e\.g\.|example|would|could|should|might|may|must|goal|target|up to"
    r"|aim\w*|hope\w*|according to|source|sources|said|says|told|estimates?|estimated by|reports?"
    r"|reported|found|finds|surveys?|surveyed|stud(?:y|ies)|research|census|average of|sample)\b"
    r"|[“”\"]",
    re.IGNORECASE,
)
# "The $30 billion account" has been spoken of before.
_KNOWN: Final = re.compile(
    r"\b(?:the|that|this|those|these|its|their)(?: [\w-]+){0,2} $", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?<![\w$€£.,-])(?:19[5-9]\d|20\d\d)(?![\w%]|[.,-]\d|\s?%)")
# Of these sentences the year is the point; a newer figure would be another story.
_HISTORY: Final = re.compile(
    r"\b(?:had|since|until|till|between|during|from|founded|began|started|launched|by the time"
    r"|after|before|then|forecast|predicted|when|historic\w*)\b",
    re.IGNORECASE,
)
# An amount of money is often what somebody paid once; of an estimate there may be a newer one.
_STATISTIC: Final = re.compile(
    r"\b(?:according to|average|census|estimate\w*|found|median|reported|stud(?:y|ies)"
    r"|survey\w*)\b",
    re.IGNORECASE,
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding about sources, and one about age. What surrounds figures is English."""
    if not manuscript.english:
        return
    if not manuscript.piece.sources:
        yield from _check_sources(manuscript)
    if manuscript.craft.figures:
        yield from _check_age(manuscript)


def _check_sources(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """A paragraph answers for its figures, or the one before it, of which it still speaks."""
    places = []
    blocks = manuscript.prose.blocks
    for index, block in enumerate(blocks):
        if block.kind is not Kind.PARAGRAPH or block.sourced:
            continue
        if any(near.sourced for near in blocks[max(0, index - 1) : index]):
            continue
        places += [Found(block, *place) for place in _claims(block, manuscript.lang)]
    if places:
        yield from manuscript.once(
            FIGURE_WITHOUT_SOURCE, places,
            f"“{places[0].text}” stands here without a source",
            "Link to where it comes from, add a footnote, or say how it was measured; `sources` in "
            "the front matter counts for the whole piece.",
        )  # fmt: skip


def _claims(block: Block, lang: str) -> Iterator[tuple[int, int]]:
    """Where the figure of each sentence stands that nobody accounts for."""
    if not _FIGURE.search(block.text):
        return
    for start, end in sentences(block, lang):
        if _ACCOUNTED.search(block.text, start, end):
            continue
        for figure in _FIGURE.finditer(block.text, start, end):
            if (
                not _WHOLE.fullmatch(figure[0])
                and _is_general(block.text, *figure.span())
                and not _KNOWN.search(_before(block.text, figure.start()))
                and not block.within_code(*figure.span())
            ):
                yield figure.span()
                break


def _is_general(text: str, start: int, end: int) -> bool:
    if "%" not in text[start:end] and not re.search("cent|[$€£]", text[start:end]):
        return True  # "twice as", "three in five": nobody writes these of one measurement
    return bool(_ROUND.search(_before(text, start)) or _SHARE.match(text, end))


def _before(text: str, at: int) -> str:
    return text[max(0, at - 80) : at]


def _check_age(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Of a piece that is kept fresh, figures age with the day; of any other, with its date."""
    piece, now = manuscript.piece, manuscript.subject.now.date()
    dated = piece.changed or piece.date
    kept = piece.evergreen or piece.review_by is not None
    day: date = now if kept or dated is None else dated.date()
    oldest, places, years = day.year - manuscript.craft.figures, [], []
    for block in manuscript.prose.of(Kind.PARAGRAPH, Kind.ITEM):
        if not (_YEAR.search(block.text) and _FIGURE.search(block.text)):
            continue
        for start, end in sentences(block, manuscript.lang):
            named = [int(year[0]) for year in _YEAR.finditer(block.text, start, end)]
            figure = _FIGURE.search(block.text, start, end)
            told = _HISTORY.search(block.text, start, end)
            if figure and figure[0][0] in "$€£" and not _STATISTIC.search(block.text, start, end):
                continue
            if figure and len(named) == 1 and max(named) < oldest and not told:
                places.append(Found(block, start, end))
                years.append(max(named))
    if places:
        than = "today" if kept else "the piece"
        yield from manuscript.once(
            OLD_FIGURE, places,
            f"the figure of {years[0]} is {day.year - years[0]} years older than {than}: "
            f"“{shown(places[0].text)}”",
            "Look for a newer one, or say why the old one still tells.",
        )  # fmt: skip
