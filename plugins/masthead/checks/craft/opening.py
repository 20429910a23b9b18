"""The first paragraph says what the piece is about, and begins with that."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from Stemmer import Stemmer

from masthead.checks.craft.manuscript import Found, Manuscript, shown
from masthead.diagnostics import Diagnostic
from masthead.diagnostics.rules import SLOW_OPENING
from masthead.prose.reading import Kind
from masthead.prose.sentences import sentences

# Only what says nothing of the matter itself; "In this post, you will learn …" does say it.
_CLEARS_THROAT: Final = re.compile(
    r"(?:in today['’]s\b"
    r"|in (?:an|this|our) (?:ever|increasingly|age of|era of|world|day and age|fast)\b"
    r"|welcome (?:back )?to\b"
    r"|happy (?:new year|\w+day)\b|hello|hi (?:there|everyone)"
    r"|it['’]s no (?:secret|surprise)\b|it is no (?:secret|surprise)\b|let['’]s face it\b"
    r"|as (?:you|we all|everyone|many of you) (?:may |might |probably |all |already )*"
    r"(?:know|heard|guess)\w*"
    r"|(?:we|i)(?:['’]re| are|['’]m| am) (?:so |very |really |super |pretty |incredibly )?"
    r"(?:excited|thrilled|pleased|proud|happy|delighted|glad|honored|honoured) to\b"
    r"|technology is (?:changing|evolving)\b|once upon a time\b|since the dawn of\b"
    r"|(?:merriam-)?webster(?:['’]s)? (?:dictionary )?defines\b"
    r"|in recent years\b|now more than ever\b|there['’]s no (?:doubt|denying)\b"
    r"|have you ever (?:wondered|thought)\b)",
    re.IGNORECASE,
)
_TELLING: Final = re.compile(r"[^\W\d_]{3,}")
# Without these, words of three letters tell something: "app", "tax", "API".
_TELLS_NOTHING: Final = frozenset(
    ("about", "all", "and", "are", "but", "can", "for", "from", "get", "has", "have", "how", "into",
     "its", "more", "new", "not", "one", "our", "that", "the", "their", "this", "use", "was",
     "what", "when", "who", "why", "will", "with", "you", "your")
)  # fmt: skip
_CAPTION: Final = 6
"""Words below which a paragraph is a caption or a line of thanks."""
_LEAST: Final = 25
"""Words below which an opening is a lead-in, and the paragraph behind it is read with it."""


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding."""
    blocks = manuscript.prose.blocks
    first = next((b for b in blocks if b.kind is not Kind.HEADING and b.words >= _CAPTION), None)
    if first is None or first.kind is not Kind.PARAGRAPH:
        return
    if manuscript.english and (found := _CLEARS_THROAT.match(first.text)):
        start, end = next(iter(sentences(first, manuscript.lang)))
        yield from manuscript.once(
            SLOW_OPENING, [Found(first, start, end)],
            f"the text begins with “{shown(found[0])}”, before it says what it is about",
            "Begin with what readers get, and who they are; such a beginning can go.",
        )  # fmt: skip
    # An event begins with when and where.
    elif manuscript.piece.format != "event" and not _names_subject(manuscript):
        yield from manuscript.once(
            SLOW_OPENING, [Found(first, 0, len(first.text))],
            "the first paragraph has no word of the title, the description or the topics",
            "Say in it what the piece is about and for whom: many readers see nothing else.",
        )  # fmt: skip


def _names_subject(manuscript: Manuscript) -> bool:
    """Whether the opening has a word of the title, description or topics, in any of its forms."""
    piece, settings = manuscript.piece, manuscript.subject.settings
    blocks = manuscript.prose.of(Kind.PARAGRAPH, Kind.ITEM)
    opening, length = [], 0
    for block in blocks:
        opening.append(block.text)
        length += block.words
        if length >= _LEAST:
            break
    topics = [term.title for term in settings.topics if term.id in piece.topics]
    subject = _stems(" ".join((piece.title, piece.description, *topics)), manuscript.lang)
    return not subject or bool(subject & _stems(" ".join(opening), manuscript.lang))


def _stems(text: str, lang: str) -> set[str]:
    words = [word for word in _TELLING.findall(text.lower()) if word not in _TELLS_NOTHING]
    stemmer = _stemmer(lang.replace("_", "-").partition("-")[0].lower())
    return set(stemmer.stemWords(words) if stemmer else words)


@cache
def _stemmer(language: str) -> Stemmer | None:
    try:
        return Stemmer(language)
    except KeyError:
        return None
