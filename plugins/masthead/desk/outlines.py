"""What each format asks of its author, and what somebody else would ask an expert for it.

In: a format's id, an angle. Out: an Outline: headings that can stand as they are, below each a
request to the author, and the questions by which an interviewer gets the same.
"""

from typing import Final

from msgspec import Struct

from masthead.content.piece import Angle
from masthead.desk.comments import comment


class Part(Struct, frozen=True):
    """A part of a text: `ask` is said to its author, `questions` are put to an expert.

    The first part of most texts has no heading.
    """

    heading: str
    ask: str
    questions: tuple[str, ...] = ()


Outline = tuple[Part, ...]


def outline_text(outline: Outline, notes: tuple[str, ...] = ()) -> str:
    """The outline in Markdown, its requests in comments, which the build strips.

    `notes` has one more comment for each part, or nothing for it. It ends in a line break.
    """
    blocks: list[str] = []
    for number, part in enumerate(outline):
        blocks += [f"## {part.heading}"] if part.heading else []
        blocks.append(comment(part.ask))
        blocks += [comment(note) for note in notes[number : number + 1] if note]
    return "\n\n".join(blocks) + "\n"


_PRACTICAL: Final = (
    Part(
        "",
        "Open with the moment in which the reader meets this: one scene or one figure. The first "
        "paragraph is what lists and feeds show.",
        (
            "When did you last meet this? Where were you, who was there, what was said?",
            "What had they tried before they asked you?",
        ),
    ),
    Part(
        "The trend",
        "What is happening, since when, and how do you know? One source or figure that a sceptic "
        "would accept.",
        (
            "What do you see now that you did not see two years ago?",
            "Which figure would convince somebody who doubts it? Who measured it, where and when?",
        ),
    ),
    Part(
        "What it means",
        "For whom does this change something, and what does it cost them to go on as before? Say "
        "for whom it changes nothing, too.",
        (
            "Who feels it first, and what does it cost them, in hours, money or trust?",
            "What happens to somebody who goes on as before for another year?",
            "For whom does it change nothing at all?",
        ),
    ),
    Part(
        "What to do",
        "Three to five steps that can begin on Monday with the people and tools at hand. Begin "
        "with the smallest.",
        (
            "If a reader does one thing on Monday, which one?",
            "And then? Take me through the steps: who does each, with what, for how long?",
            "Where do people go wrong with this, and by what do they notice?",
        ),
    ),
)

_ASPIRATIONAL: Final = (
    Part(
        "",
        "Open with a day in the world that you expect, seen by one person in it. The first "
        "paragraph is what lists and feeds show.",
        (
            "It is five years from now and you were right. Describe an ordinary working day.",
            "Who is surprised by it, and who is not?",
        ),
    ),
    Part(
        "What changes",
        "What will be different in three to five years, and what do you see of it today? Say how "
        "sure you are.",
        (
            "What of that day can one see already, and where?",
            "How sure are you? What would have to happen for it to come otherwise?",
        ),
    ),
    Part(
        "Why it matters",
        "Who wins and who loses? What becomes possible that is not possible now?",
        (
            "Who gains by it, who loses, and who does not know yet on which side they stand?",
            "What will be possible that is not possible now?",
            "What shall we miss?",
        ),
    ),
    Part(
        "How to prepare",
        "What should the reader begin, stop and watch this year, although nothing forces it yet?",
        (
            "What should a reader begin this year, although nothing forces it yet?",
            "What should they stop doing, and who will object?",
            "What should they watch, to notice if it comes sooner?",
        ),
    ),
)

_TWEET: Final = (
    Part(
        "",
        "One thought that stands alone: no thread, no jargon, a figure if there is one. Write it "
        "here, publish it on its channel, then give the front matter its `external_url`.",
        (
            "What do you find yourself saying again and again?",
            "Say it in one breath, to somebody who does not know our words for it.",
            "Which figure belongs to it?",
        ),
    ),
)

_FORUM_POST: Final = (
    Part(
        "",
        "Ask as somebody who wants to be contradicted. Write it here, publish it in the forum, "
        "then give the front matter its `external_url`.",
    ),
    Part(
        "",
        "What did you notice, and where? Enough detail for others to compare.",
        (
            "What did you notice, and where? What would somebody need to know to compare?",
            "What have you ruled out?",
        ),
    ),
    Part(
        "",
        "What do you make of it, and what would change your mind?",
        ("What do you make of it so far, and what would change your mind?",),
    ),
    Part(
        "",
        "The question, in one sentence.",
        (
            "What exactly do you want to know? In one sentence.",
            "Who in that forum has the answer, and why should they give it?",
        ),
    ),
)

_VIDEO: Final = (
    Part(
        "",
        "Two or three sentences for those who will not press play. They are what lists and feeds "
        "show. The parts below are the script; the transcript can take their place.",
        ("What will somebody know after it who does not press play?",),
    ),
    Part(
        "The hook",
        "The first ten seconds: the question or the picture that makes them stay.",
        (
            "What would you show somebody who has ten seconds?",
            "Which question does everybody ask who sees it for the first time?",
        ),
    ),
    Part(
        "The story",
        "Who wanted what, what stood in the way, what happened? Note beside each sentence what "
        "one sees.",
        (
            "Who wanted what, and what stood in the way?",
            "What happened then? What could one see, hear or touch?",
            "At which moment did you think that it would fail?",
        ),
    ),
    Part(
        "The takeaway",
        "The one sentence to repeat to a colleague, and where to read on.",
        (
            "Which sentence should a viewer repeat to a colleague?",
            "What should they read or try next?",
        ),
    ),
)

_TALK: Final = (
    Part(
        "",
        "The abstract, as a programme would print it. The first paragraph is what lists and feeds "
        "show.",
        ("Why should somebody leave their desk for this?",),
    ),
    Part(
        "Who it is for",
        "Who sits there, what do they know already, and what do they fear?",
        (
            "Who sits there, and what do they know already?",
            "What are they afraid that you will say?",
        ),
    ),
    Part(
        "The promise",
        "After this talk you will be able to … One sentence.",
        ("What will they be able to do afterwards that they cannot do before?",),
    ),
    Part(
        "Three points",
        "One claim each, with its picture, figure or story. A fourth point is another talk.",
        (
            "Which three things must they remember?",
            "For each of them: which picture, figure or story do you tell?",
            "Which fourth one do you leave out, and why?",
        ),
    ),
    Part(
        "What we ask of you",
        "What should they do within a week, and whom can they ask?",
        ("What should they do within a week, and whom can they ask?",),
    ),
)

_CASE_STUDY: Final = (
    Part(
        "",
        "One paragraph: who, what, with which result. It is what lists and feeds show. Has the "
        "customer agreed to be named, and to every figure?",
        ("Who was it, what was done, what came of it? Three sentences.",),
    ),
    Part(
        "The situation",
        "Who are they, what hurt, what had they tried? In their words where you can.",
        (
            "What hurt, and since when? How did they put it?",
            "What had they tried, and why did it not do?",
            "Who decided to do something, and who was against it?",
        ),
    ),
    Part(
        "What we did",
        "What was done, by whom, in which order, and what went wrong on the way?",
        (
            "What was done, by whom, in which order?",
            "What went wrong on the way, and what did it cost?",
        ),
    ),
    Part(
        "The result",
        "What is different, and who says so?",
        (
            "What is different today, and who says so besides us?",
            "What did not get better?",
        ),
    ),
    Part(
        "The figures",
        "Before and after, with dates, units and how they were measured. A table of a few rows.",
        (
            "Before and after: which figures, of which dates, measured how?",
            "What else changed in that time that could explain them?",
        ),
    ),
)

_WHITE_PAPER: Final = (
    Part(
        "",
        "The summary: the question, the answer and its limits, for somebody who reads nothing "
        "else. It is what lists and feeds show.",
        ("Question, answer and limits, for somebody who reads nothing else: what are they?",),
    ),
    Part(
        "The question",
        "What exactly is asked, why is it open, and who needs the answer?",
        (
            "What exactly do we ask, and why is it still open?",
            "Who needs the answer, and for which decision?",
        ),
    ),
    Part(
        "The evidence",
        "Which data, cases and earlier work? What is left out, and why?",
        (
            "Which data and cases do we have? What is missing from them?",
            "Who has worked on this before, and what did they find?",
        ),
    ),
    Part(
        "The method",
        "How was it done, so that somebody else could repeat it?",
        (
            "How was it done? What would somebody need to repeat it?",
            "Which choice in the method would you make otherwise today?",
        ),
    ),
    Part(
        "The findings",
        "What follows, with figures and how sure you are; what does not follow; what is to be "
        "tried next.",
        (
            "What follows, in figures, and how sure are you of each?",
            "What will people read into it that does not follow?",
            "What should be tried next?",
        ),
    ),
)

_EVENT: Final = (
    Part(
        "",
        "The invitation, in three sentences: what they will take home. A closed event needs "
        "`visibility: private`, or the site will announce it.",
        ("What will those who come take home?",),
    ),
    Part(
        "Whom it is for",
        "Which people, how many, and whom they should bring. Whom is it not for?",
        (
            "Who should be in the room, how many, and whom should they bring?",
            "Whom is it not for?",
        ),
    ),
    Part(
        "Why now",
        "What has just become known or possible, so that it cannot wait half a year?",
        ("What has just become known or possible? Why not in half a year?",),
    ),
    Part(
        "The programme",
        "Times, hosts, what is done together. More than half of it should be theirs.",
        (
            "What will they do with each other, rather than hear from us?",
            "What is still open, and when will it be settled?",
        ),
    ),
)

_OTHER: Final = (
    Part(
        "",
        "Say in one paragraph what this is about and for whom. It is what lists and feeds show.",
        ("What is this about, and for whom?",),
    ),
    Part(
        "The point",
        "What should somebody remember of it tomorrow?",
        ("What should somebody remember of it tomorrow?",),
    ),
    Part(
        "The reasons",
        "What makes you believe it? Evidence, experience, an example.",
        (
            "What makes you believe it? What did you see, measure or live through?",
            "Give me an example, with its place and date.",
        ),
    ),
    Part(
        "What next",
        "What should the reader do, read or ask now?",
        ("What should somebody do, read or ask now?",),
    ),
)

_OUTLINES: Final = {
    "tweet": _TWEET,
    "forum-post": _FORUM_POST,
    "video": _VIDEO,
    "talk": _TALK,
    "case-study": _CASE_STUDY,
    "white-paper": _WHITE_PAPER,
    "event": _EVENT,
}


def outline_of(format_id: str, angle: Angle | None) -> Outline:
    """The outline of a format; that of a post depends on its angle."""
    if format_id == "post":
        return _ASPIRATIONAL if angle is Angle.ASPIRATIONAL else _PRACTICAL
    return _OUTLINES.get(format_id, _OTHER)
