"""Headings go down one level at a time; paragraphs and sentences can be taken in."""

import re
from collections.abc import Iterator
from typing import Final

from masthead.checks.craft.manuscript import Found, Manuscript, shown
from masthead.diagnostics import Diagnostic
from masthead.diagnostics.rules import HEADING_SKIPS, LONG_PARAGRAPH, LONG_SENTENCE
from masthead.prose.reading import Kind
from masthead.prose.sentences import sentences, stretches

# Nobody may shorten what somebody else has said.
_QUOTED: Final = re.compile('“[^”]*(?:”|$)|"[^"”]*["”]')
"""What somebody else said, several sentences of it too, and what goes on in the next paragraph."""
_WORD: Final = re.compile(r"\S*\w\S*|&")
"""A dash, an arrow or a comma that stands alone is none."""


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding about each of the three."""
    yield from _check_headings(manuscript)
    yield from _check_paragraphs(manuscript)
    yield from _check_sentences(manuscript)


def _check_headings(manuscript: Manuscript) -> Iterator[Diagnostic]:
    above, skips, levels = 1, [], []
    for heading in manuscript.prose.of(Kind.HEADING):
        if heading.level > above + 1:
            skips.append(Found(heading, 0, len(heading.text)))
            levels.append((above, heading.level))
        above = heading.level
    if skips:
        before, level = levels[0]
        over = "the title" if before == 1 else f"a heading of level {before}"
        yield from manuscript.once(
            HEADING_SKIPS, skips, f"a heading of level {level} follows {over}",
            f"Write {'#' * (before + 1)} for {'#' * level}: who listens to a page moves by levels.",
        )  # fmt: skip


def _check_paragraphs(manuscript: Manuscript) -> Iterator[Diagnostic]:
    most = manuscript.craft.paragraph
    blocks = manuscript.prose.of(Kind.PARAGRAPH, Kind.ITEM)
    long = [Found(block, 0, len(block.text)) for block in blocks if most and block.words > most]
    if long:
        yield from manuscript.once(
            LONG_PARAGRAPH, long, f"the paragraph has {long[0].block.words} words",
            f"Divide it where its thought turns; {most} words fill a phone's screen.",
        )  # fmt: skip


def _check_sentences(manuscript: Manuscript) -> Iterator[Diagnostic]:
    most = manuscript.craft.sentence
    long = []
    for block in manuscript.prose.of(Kind.PARAGRAPH, Kind.ITEM):
        if not most or block.words <= most:
            continue
        told = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), block.text)
        for sentence in sentences(block, manuscript.lang):
            if block.text.count(" ", *sentence) < most:
                continue
            for start, end in stretches(block, *sentence):
                words = len(_WORD.findall(told[start:end]))
                if words > most:
                    long.append((words, Found(block, start, end)))
    if long:
        places = [place for _, place in long]
        yield from manuscript.once(
            LONG_SENTENCE, places,
            f"the sentence “{shown(places[0].text, 40)}” has {long[0][0]} words",
            "Make two of it: readers lose the beginning of a long one before its end.",
        )  # fmt: skip
