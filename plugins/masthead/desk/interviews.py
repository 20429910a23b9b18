"""An interview with an expert who would rather talk than write: questions, and a draft for them.

In: an Interview. Out: the questions as a text for whoever asks them, and the body of a draft that
says which answers belong where.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from masthead.content.piece import ELSEWHERE_FORMATS, Angle
from masthead.desk.comments import comment
from masthead.desk.frontmatter import one_line
from masthead.desk.outlines import outline_of, outline_text
from masthead.settings import Term

ROLE: Final = "as told to"
_OPENING: Final = "The heart of it"
_FEW: Final = 15
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>&#|~])")


class Interview(Struct, frozen=True, kw_only=True):
    """Who is asked about what, by whom, for which piece. `stage` is where its reader stands."""

    topic: str
    format: Term
    expert: str
    interviewer: str = ""
    angle: Angle | None = None
    stage: Term | None = None


class Section(Struct, frozen=True):
    """Some questions; the first of them has the number `first`."""

    heading: str
    first: int
    questions: tuple[str, ...]

    @property
    def answers(self) -> str:
        """Where they will be answered: `answers 4 to 6`; nothing where there is no question."""
        last = self.first + len(self.questions) - 1
        if last <= self.first:
            return f"answer {self.first}" if self.questions else ""
        return f"answers {self.first} {'and' if last == self.first + 1 else 'to'} {last}"


class Questions(Struct, frozen=True):
    """All questions in their order; `parts` are those of the format's outline, part by part."""

    begin: Section
    reader: Section
    parts: tuple[Section, ...]
    doubts: Section
    end: Section


_BEGIN: Final = (
    "Explain it to me as you would to a friend who does something else for a living.",
    "Why does this want to be said now?",
)
_DOUBTS: Final = (
    "What is the strongest objection, and who makes it best?",
    "Who sees it otherwise, here or elsewhere, and where are they right?",
    "When did it not work, and why?",
    "What would you have to see to change your mind?",
)
_END: Final = (
    "Which sentence of today should be quoted, word for word?",
    "Where can a reader check what you said? Titles, names, dates.",
    "Do you, or do we, gain by what you recommend? Readers should know.",
    "What would you like to ask the reader?",
    "What of this is not ours to tell: names, figures? Do not write them down here.",
    "What should I have asked?",
)


def questions_of(interview: Interview) -> Questions:
    """The questions for a format, an angle and a stage. A remark needs fewer than a paper."""
    brief = interview.format.id in ELSEWHERE_FORMATS
    number = 1

    def section(heading: str, questions: tuple[str, ...]) -> Section:
        nonlocal number
        made = Section(heading, number, questions)
        number += len(questions)
        return made

    return Questions(
        begin=section("To begin", () if brief else _BEGIN),
        reader=section("The reader", tuple(_about_reader(interview))),
        parts=tuple(
            section(part.heading or _OPENING, part.questions)
            for part in outline_of(interview.format.id, interview.angle)
        ),
        doubts=section("Doubts", _DOUBTS[:2] if brief else _DOUBTS),
        end=section("Before you stop", _END),
    )


def _about_reader(interview: Interview) -> Iterator[str]:
    yield "Whom do you see before you when you explain this, and what do they ask, in their words?"
    if interview.stage and interview.stage.question:
        yield f"They ask: “{one_line(interview.stage.question)}” What do you answer, in a sentence?"
    yield "What do they believe before they have heard you, and what afterwards?"


def questions_text(interview: Interview, draft: str) -> str:
    """The questions in Markdown, with room for the answers. `draft` is the path of the draft."""
    asked = questions_of(interview)
    expert = _plain(interview.expert)
    by = f", asked by {_plain(interview.interviewer)}" if interview.interviewer else ""
    angle = f"{interview.angle.value} " if interview.angle else ""
    head = _HEAD.format(
        topic=_plain(interview.topic), expert=expert, by=by, draft=one_line(draft),
        minutes="Forty" if asked.end.first > _FEW else "Twenty",
        kind=f"{angle}{_plain(interview.format.title.lower())}",
    )  # fmt: skip
    sections = (asked.begin, asked.reader, *_merged(asked.parts), asked.doubts, asked.end)
    blocks = [block for section in sections if section.questions for block in _section(section)]
    return "\n".join([head, *blocks])


_HEAD: Final = """\
# {topic}: questions for {expert}

For this {kind}: `{draft}`{by}.

- Let {expert} see the first few questions a day before; the rest is better unprepared.
- {minutes} minutes are enough. Ask whether you may record. Skip what has been answered already.
- "How do you know?", "for example?" and silence are the best questions, and stand nowhere below.
- Write down figures with unit, date and source, and the best sentences word for word.
- The piece is in {expert}'s name: nothing is printed that {expert} has not read and approved.
- This file is no part of the site; but who can read the repository can read it.
"""


def _merged(parts: tuple[Section, ...]) -> Iterator[Section]:
    """Parts without a heading of their own, one after the other, as one section."""
    waiting: Section | None = None
    for part in parts:
        if waiting and waiting.heading == part.heading:
            waiting = Section(part.heading, waiting.first, (*waiting.questions, *part.questions))
            continue
        if waiting:
            yield waiting
        waiting = part
    if waiting:
        yield waiting


def _section(section: Section) -> Iterator[str]:
    yield f"## {_plain(section.heading)}\n"
    for number, question in enumerate(section.questions, start=section.first):
        yield f"**{number}. {_plain(question)}**\n\n…\n"


def draft_body(interview: Interview, asked: Questions) -> str:
    """The format's outline; below each request, which answers belong there."""
    outline = outline_of(interview.format.id, interview.angle)
    notes = tuple(f"From {s.answers}." if s.questions else "" for s in asked.parts)
    doubts = comment(
        f"The objections ({asked.doubts.answers}) go where a reader has them. What the reader asks "
        f"and believes ({asked.reader.answers}) decides the order and the words."
    )
    return f"{outline_text(outline, notes)}\n{doubts}\n"


def hints_of(asked: Questions) -> tuple[tuple[str, str, str], ...]:
    """Keys of the front matter that the last answers fill."""
    quote, check, gain, ask = (f"answer {asked.end.first + index}" for index in range(4))
    return (
        ("quotes", "[A sentence worth sharing.]", quote),
        ("sources", "[{title: The report, url: https://…}]", check),
        ("disclosure", "Interests that readers should know of.", gain),
        ("question", "The closing question to readers.", ask),
    )


def _plain(text: str) -> str:
    """Words that stay words in Markdown."""
    return _MARKUP.sub(r"\\\1", one_line(text))
