"""Draft the next piece of an idea from one of its steps.

In: what it grows from, what is wished for, a Library, Settings. Out: a NewFile that the build
accepts as it stands. The source's words come along as notes inside a comment, where they are text
and nothing else, whatever is in them.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from posixpath import dirname, relpath
from typing import Final

from msgspec import Struct

from masthead.content.characters import possible
from masthead.content.library import Library
from masthead.content.piece import Angle, InlineStep, Piece
from masthead.desk.comments import inert
from masthead.desk.frontmatter import cut, hint, line, one_line, spaced
from masthead.desk.heads import Head, angle_for, head_text
from masthead.desk.outlines import outline_of, outline_text
from masthead.desk.parts import is_full, next_part
from masthead.desk.places import NewFile, Wanted, place_of, slug_of_words
from masthead.settings import Settings, Term

_MORE: Final = re.compile(r"^[ \t]*<!--[ \t]*more[ \t]*-->[ \t]*\n+", re.MULTILINE)
_LONGEST_TITLE: Final = 80
_LONGEST_REMARK: Final = 600
_WORKING: Final = "Working title"


class Origin(Struct, frozen=True, kw_only=True):
    """What a draft grows from: a piece, a step without a file, or words alone.

    `text` is its source text, `name` what notes call it.
    """

    text: str
    name: str
    piece: Piece | None = None
    step: InlineStep | None = None


class Wish(Struct, frozen=True, kw_only=True):
    """What is wished for. `key` and `slug` are empty where they are left to us.

    `author` is the id of who asks, if there is a profile; `angle` overrides the source's.
    """

    format: Term
    key: str = ""
    slug: str = ""
    title: str = ""
    angle: Angle | None = None
    author: str = ""


def draft_of(origin: Origin, wish: Wish, library: Library, settings: Settings) -> NewFile:
    """The draft. The caller has seen to it that a `key` or `slug` of the wish is free."""
    named = (origin.piece.slug if origin.piece else "") or _first_words(origin.text)
    wanted = Wanted(format=wish.format.id, key=wish.key, slug=wish.slug,
                    words=wish.title if slug_of_words(wish.title) else named)  # fmt: skip
    key, slug = place_of(wanted, library, settings)
    remarks: list[str] = []
    head = _head(origin, wish, library, settings, key, remarks)
    outline = outline_text(outline_of(wish.format.id, head.angle))
    text = f"{head_text(head, key, slug, library, settings)}\n{outline}\n{_notes(origin)}\n"
    return NewFile(f"{settings.docs_dir}/{key}", text, tuple(remarks))


def _first_words(text: str) -> str:
    return " ".join(text[:500].split()[:6])


def _angle(origin: Origin, wish: Wish) -> Angle | None:
    of_source = origin.piece.angle if origin.piece else None
    return angle_for(wish.format.id, wish.angle, of_source)


def _head(
    origin: Origin, wish: Wish, library: Library, settings: Settings, key: str, remarks: list[str]
) -> Head:
    """What still holds of the source."""
    series, part = _series(origin.piece, library, remarks)
    return Head(
        title=_title(origin, wish),
        title_comment="" if wish.title else "give it one of its own",
        format=wish.format.id,
        authors=_authors(origin, wish, library),
        grown_from="".join(_from(origin, key, library)),
        angle=_angle(origin, wish),
        stages=_kept(origin.piece, "stages", settings.stages),
        why_stage="the reader's stage now: maybe a later one",
        audiences=_kept(origin.piece, "audiences", settings.audiences),
        topics=_kept(origin.piece, "topics", settings.topics),
        series=series,
        part=part,
        part_comment="the next one",
        lang=origin.piece.lang if origin.piece else "",
    )


def _title(origin: Origin, wish: Wish) -> str:
    if wish.title:
        return spaced(wish.title)
    step_title = origin.step.title if origin.step else ""
    words = origin.piece.title if origin.piece else step_title or one_line(origin.text[:500])
    words = words or (origin.step.text if origin.step else "")
    return f"{_WORKING}: {cut(one_line(words), _LONGEST_TITLE)}" if words else _WORKING


def _authors(origin: Origin, wish: Wish, library: Library) -> tuple[str, ...]:
    """The source's authors, as far as they have a profile and are still there, else who asks."""
    of_source: tuple[str, ...] = ()
    if source := origin.piece or origin.step:
        of_source = source.authors
    known = [id for id in of_source if id in library.authors and not library.authors[id].alumni]
    return tuple(known) or ((wish.author,) if wish.author else ())


def _from(origin: Origin, key: str, library: Library) -> Iterator[str]:
    if piece := origin.piece:
        if piece.id:
            yield line("from", piece.id, piece.path)
        else:
            yield line("from", relpath(piece.key, dirname(key)))
    elif step := origin.step:
        yield "from:\n"
        values = {
            "format": step.format, "channel": step.channel, "url": step.url, "title": step.title,
            "date": _written(step), "authors": [id for id in step.authors if id in library.authors],
            "text": cut(one_line(step.text), _LONGEST_REMARK),
            "visibility": step.visibility if step.visibility != "public" else "",
        }  # fmt: skip
        lead = "  - "
        for name, value in values.items():
            if value:
                yield lead + line(name, value)
                lead = "    "
    else:
        yield hint("from", "an-id", "the id or the path of what this grew from, once it has a file")


def _written(step: InlineStep) -> date | datetime | None:
    """As people write it: a day without its midnight."""
    moment = step.date
    return moment.date() if moment and moment.time() == time() else moment


def _kept(piece: Piece | None, name: str, terms: tuple[Term, ...]) -> tuple[str, ...]:
    """The source's ids of one kind, as far as the configuration declares them."""
    ids: tuple[str, ...] = getattr(piece, name) if piece else ()
    declared = {term.id for term in terms}
    return tuple(id for id in ids if id in declared)


def _series(piece: Piece | None, library: Library, remarks: list[str]) -> tuple[str, int | None]:
    """The source's series with its next part, if there is one left."""
    series = library.series.get(piece.series) if piece else None
    if series is None:
        return "", None
    if is_full(series, library):
        remarks.append(f"the series “{series.title}” has its {series.parts} parts: left out")
        return "", None
    return series.id, next_part(series, library)


def _notes(origin: Origin) -> str:
    """The source's words as a quotation in a comment that nothing in them can end."""
    text = possible(origin.text.replace("\r\n", "\n").replace("\r", "\n"))
    text, name = _MORE.sub("", text).strip("\n"), one_line(origin.name)
    if text.strip():
        quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        words = (
            f"Notes: the words of {name}, to take from. Readers do not see this comment; delete it "
            f"when you are done.\n\n{quoted}"
        )
    else:
        words = f"Notes: {name} came without its words. Paste them here; nothing is fetched."
    return f"<!--\n{inert(words)}\n-->"
