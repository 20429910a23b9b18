"""What each format asks of its author: the beginning of a text, in Markdown.

The headings can stand as they are; the questions are comments, which the build strips. No line
here has the end of a comment inside of one.
"""

from typing import Final

from masthead.content.piece import Angle

_PRACTICAL: Final = """\
<!-- Open with the moment in which the reader meets this: one scene or one figure. The first
paragraph is what lists and feeds show. -->

## The trend

<!-- What is happening, since when, and how do you know? One source or figure that a sceptic
would accept. -->

## What it means

<!-- For whom does this change something, and what does it cost them to go on as before? Say for
whom it changes nothing, too. -->

## What to do

<!-- Three to five steps that can begin on Monday with the people and tools at hand. Begin with
the smallest. -->
"""

_ASPIRATIONAL: Final = """\
<!-- Open with a day in the world that you expect, seen by one person in it. The first paragraph
is what lists and feeds show. -->

## What changes

<!-- What will be different in three to five years, and what do you see of it today? Say how
sure you are. -->

## Why it matters

<!-- Who wins and who loses? What becomes possible that is not possible now? -->

## How to prepare

<!-- What should the reader begin, stop and watch this year, although nothing forces it yet? -->
"""

_TWEET: Final = """\
<!-- One thought that stands alone: no thread, no jargon, a figure if there is one. Write it
here, publish it on its channel, then give the front matter its `external_url`. -->
"""

_FORUM_POST: Final = """\
<!-- Ask as somebody who wants to be contradicted. Write it here, publish it in the forum, then
give the front matter its `external_url`. -->

<!-- What did you notice, and where? Enough detail for others to compare. -->

<!-- What do you make of it, and what would change your mind? -->

<!-- The question, in one sentence. -->
"""

_VIDEO: Final = """\
<!-- Two or three sentences for those who will not press play. They are what lists and feeds
show. The parts below are the script; the transcript can take their place. -->

## The hook

<!-- The first ten seconds: the question or the picture that makes them stay. -->

## The story

<!-- Who wanted what, what stood in the way, what happened? Note beside each sentence what one
sees. -->

## The takeaway

<!-- The one sentence to repeat to a colleague, and where to read on. -->
"""

_TALK: Final = """\
<!-- The abstract, as a programme would print it. The first paragraph is what lists and feeds
show. -->

## Who it is for

<!-- Who sits there, what do they know already, and what do they fear? -->

## The promise

<!-- After this talk you will be able to … One sentence. -->

## Three points

<!-- One claim each, with its picture, figure or story. A fourth point is another talk. -->

## What we ask of you

<!-- What should they do within a week, and whom can they ask? -->
"""

_CASE_STUDY: Final = """\
<!-- One paragraph: who, what, with which result. It is what lists and feeds show. Has the
customer agreed to be named, and to every figure? -->

## The situation

<!-- Who are they, what hurt, what had they tried? In their words where you can. -->

## What we did

<!-- What was done, by whom, in which order, and what went wrong on the way? -->

## The result

<!-- What is different, and who says so? -->

## The figures

<!-- Before and after, with dates, units and how they were measured. A table of a few rows. -->
"""

_WHITE_PAPER: Final = """\
<!-- The summary: the question, the answer and its limits, for somebody who reads nothing else.
It is what lists and feeds show. -->

## The question

<!-- What exactly is asked, why is it open, and who needs the answer? -->

## The evidence

<!-- Which data, cases and earlier work? What is left out, and why? -->

## The method

<!-- How was it done, so that somebody else could repeat it? -->

## The findings

<!-- What follows, with figures and how sure you are; what does not follow; what is to be tried
next. -->
"""

_EVENT: Final = """\
<!-- The invitation, in three sentences: what they will take home. A closed event needs
`visibility: private`, or the site will announce it. -->

## Whom it is for

<!-- Which people, how many, and whom they should bring. Whom is it not for? -->

## Why now

<!-- What has just become known or possible, so that it cannot wait half a year? -->

## The programme

<!-- Times, hosts, what is done together. More than half of it should be theirs. -->
"""

_OTHER: Final = """\
<!-- Say in one paragraph what this is about and for whom. It is what lists and feeds show. -->

## The point

<!-- What should somebody remember of it tomorrow? -->

## The reasons

<!-- What makes you believe it? Evidence, experience, an example. -->

## What next

<!-- What should the reader do, read or ask now? -->
"""

_OUTLINES: Final = {
    "tweet": _TWEET,
    "forum-post": _FORUM_POST,
    "video": _VIDEO,
    "talk": _TALK,
    "case-study": _CASE_STUDY,
    "white-paper": _WHITE_PAPER,
    "event": _EVENT,
}


def outline_of(format_id: str, angle: Angle | None) -> str:
    """The outline of a format; that of a post depends on its angle. It ends in a line break."""
    if format_id == "post":
        return _ASPIRATIONAL if angle is Angle.ASPIRATIONAL else _PRACTICAL
    return _OUTLINES.get(format_id, _OTHER)
