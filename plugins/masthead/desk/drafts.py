"""Draft the next piece of an idea from one of its steps.

In: what it grows from, what is wished for, a Library, Settings. Out: a Draft: a path and a text
that the build accepts as it stands. The source's words come along as notes inside a comment, where
they are text and nothing else, whatever is in them.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from posixpath import dirname, relpath
from typing import Any, Final

import yaml
from msgspec import Struct

from masthead.checks.required import proposed_id
from masthead.content.characters import possible
from masthead.content.library import Library
from masthead.content.piece import Angle, InlineStep, Piece
from masthead.content.slug import RESERVED, slug_of_file, slugify
from masthead.desk.outlines import outline_of
from masthead.settings import Settings, Term

_COMMENT_END: Final = re.compile(r"--(!?)>")
_MORE: Final = re.compile(r"^[ \t]*<!--[ \t]*more[ \t]*-->[ \t]*\n+", re.MULTILINE)
_LONGEST_SLUG: Final = 60
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


class Draft(Struct, frozen=True):
    """A file to be: `key` is its path below docs; `remarks` are what its author should know."""

    key: str
    text: str
    remarks: tuple[str, ...] = ()


def draft_of(origin: Origin, wish: Wish, library: Library, settings: Settings) -> Draft:
    """The draft. The caller has seen to it that a `key` or `slug` of the wish is free."""
    key, slug = _place(origin, wish, library, settings)
    angle = _angle(origin, wish)
    remarks: list[str] = []
    head = _head(origin, wish, library, settings, key, slug, angle, remarks)
    body = f"{outline_of(wish.format.id, angle)}\n{_notes(origin)}\n"
    return Draft(key, f"---\n{''.join(head)}---\n\n{body}", tuple(remarks))


def taken_slugs(library: Library) -> frozenset[str]:
    """The last parts of addresses that pieces have or had, in one case, and reserved ones."""
    pages = (piece for piece in library.pieces if not piece.elsewhere)
    names = (name for p in pages for name in (p.slug, *(a.rstrip("/") for a in p.aliases)))
    return RESERVED | {name.rsplit("/", 1)[-1].casefold() for name in names}


def _place(origin: Origin, wish: Wish, library: Library, settings: Settings) -> tuple[str, str]:
    """Path and slug: of the wish, else made of the title or of the source's name."""
    taken = taken_slugs(library)
    if wish.key:
        slug = wish.slug or slug_of_file(wish.key.rsplit("/", 1)[-1])
        return wish.key, _free(slug, wish.format.id, taken)
    folder = _folder(wish.format.id, library, settings)
    named = origin.piece.slug if origin.piece else ""
    slug = wish.slug or _short(slugify(wish.title).lower() or named or _first_words(origin.text))
    if not wish.slug:
        files = {file.casefold() for file in library.files}
        there = (f.rsplit("/", 1)[-1].rpartition(".")[0] for f in files if dirname(f) == folder)
        slug = _free(slug or wish.format.id, wish.format.id, taken | {*there})
    return f"{folder}/{slug}.md", slug


def _folder(format_id: str, library: Library, settings: Settings) -> str:
    """The folder of pieces that has most of this format, else the first."""
    counts = {
        folder: sum(p.format == format_id for p in library.pieces if p.key.startswith(f"{folder}/"))
        for folder in settings.pieces
    }
    return max(settings.pieces, key=lambda folder: counts[folder])


def _short(slug: str) -> str:
    """The slug up to the end of a word."""
    if len(slug.encode()) <= _LONGEST_SLUG:
        return slug
    cut = slug.encode()[:_LONGEST_SLUG].decode(errors="ignore")
    return cut.rpartition("-")[0] or cut


def _first_words(text: str) -> str:
    return slugify(" ".join(text[:500].split()[:6])).lower().replace(".", "-")


def _free(slug: str, format_id: str, taken: Iterable[str]) -> str:
    """The slug, else with its format, else with a number."""
    if slug.casefold() not in taken:
        return slug
    base = slug if slug.endswith(f"-{format_id}") else f"{slug}-{format_id}"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _angle(origin: Origin, wish: Wish) -> Angle | None:
    if wish.angle or wish.format.id in ("tweet", "forum-post"):
        return wish.angle
    of_source = origin.piece.angle if origin.piece else None
    return of_source or (Angle.PRACTICAL if wish.format.id == "post" else None)


def _head(
    origin: Origin,
    wish: Wish,
    library: Library,
    settings: Settings,
    key: str,
    slug: str,
    angle: Angle | None,
    remarks: list[str],
) -> Iterator[str]:
    """The lines of the front matter, in the handbook's order."""
    made = Piece(path=key, key=key)
    yield _line("title", _title(origin, wish), "" if wish.title else "give it one of its own")
    yield _line("id", proposed_id(made, library.by_id), "for good: never change it")
    yield _line("state", "draft", "nobody but editors sees it; when it is ready, delete this line")
    yield "# date: the day on which it is to appear, such as 2026-03-04\n"
    if wish.format.id != "post":
        yield _line("format", wish.format.id)
    if slug != slug_of_file(key.rsplit("/", 1)[-1]):
        yield _line("slug", slug)
    yield from _authors(origin, wish, library)
    yield from _from(origin, key, library)
    yield from _placed(origin.piece, settings, angle)
    yield from _series(origin.piece, library, remarks)
    if origin.piece and origin.piece.lang:
        yield _line("lang", origin.piece.lang)
    yield "# description: one or two sentences for lists, search and cards\n"


def _title(origin: Origin, wish: Wish) -> str:
    if wish.title:
        return _one_line(wish.title)
    step_title = origin.step.title if origin.step else ""
    words = origin.piece.title if origin.piece else step_title or _one_line(origin.text[:500])
    words = words or (origin.step.text if origin.step else "")
    return f"{_WORKING}: {_cut(_one_line(words), _LONGEST_TITLE)}" if words else _WORKING


def _authors(origin: Origin, wish: Wish, library: Library) -> Iterator[str]:
    """The source's authors, as far as they have a profile and are still there, else who asks."""
    of_source: tuple[str, ...] = ()
    if source := origin.piece or origin.step:
        of_source = source.authors
    known = [id for id in of_source if id in library.authors and not library.authors[id].alumni]
    if not known and wish.author:
        known = [wish.author]
    if known:
        yield _line("authors", known)
    else:
        yield "# authors: [your-id]  the names of files in the folder of authors\n"


def _from(origin: Origin, key: str, library: Library) -> Iterator[str]:
    if piece := origin.piece:
        if piece.id:
            yield _line("from", piece.id, piece.path)
        else:
            yield _line("from", relpath(piece.key, dirname(key)))
    elif step := origin.step:
        yield "from:\n"
        values = {
            "format": step.format, "channel": step.channel, "url": step.url, "title": step.title,
            "date": _written(step), "authors": [id for id in step.authors if id in library.authors],
            "text": _cut(_one_line(step.text), _LONGEST_REMARK),
            "visibility": step.visibility if step.visibility != "public" else "",
        }  # fmt: skip
        lead = "  - "
        for name, value in values.items():
            if value:
                yield lead + _line(name, value)
                lead = "    "
    else:
        yield "# from: the address or the file of what this grew from, once there is one\n"


def _written(step: InlineStep) -> date | datetime | None:
    """As people write it: a day without its midnight."""
    moment = step.date
    return moment.date() if moment and moment.time() == time() else moment


def _placed(piece: Piece | None, settings: Settings, angle: Angle | None) -> Iterator[str]:
    """Angle, stages, audiences and topics, as far as the configuration declares them."""
    if angle:
        yield _line("angle", angle.value, "practical: what to do now; aspirational: what to expect")
    for name, terms in (
        ("stages", settings.stages),
        ("audiences", settings.audiences),
        ("topics", settings.topics),
    ):
        ids: tuple[str, ...] = getattr(piece, name) if piece else ()
        declared = {term.id for term in terms}
        kept = [id for id in ids if id in declared]
        if kept:
            yield _line(name, kept, "the reader's stage now: maybe a later one"
                        if name == "stages" else "")  # fmt: skip
        elif terms:
            some = ", ".join(term.id for term in terms[:8])
            yield f"# {name}: [{some}]{' and others' if len(terms) > 8 else ''}\n"


def _series(piece: Piece | None, library: Library, remarks: list[str]) -> Iterator[str]:
    """The source's series with its next part, if there is one left."""
    series = library.series.get(piece.series) if piece else None
    if series is None:
        return
    parts = [p.part for p in library.pieces if p.series == series.id and p.part]
    following = max(parts, default=0) + 1
    if series.parts is not None and following > series.parts and parts:
        remarks.append(f"the series “{series.title}” has its {series.parts} parts: left out")
        return
    yield _line("series", series.id)
    if parts:
        yield _line("part", following, "the next one")


def _notes(origin: Origin) -> str:
    """The source's words as a quotation in a comment that nothing in them can end."""
    text = possible(origin.text.replace("\r\n", "\n").replace("\r", "\n"))
    text, name = _MORE.sub("", text).strip("\n"), _one_line(origin.name)
    if text.strip():
        quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        words = (
            f"Notes: the words of {name}, to take from. Readers do not see this comment; delete it "
            f"when you are done.\n\n{quoted}"
        )
    else:
        words = f"Notes: {name} came without its words. Paste them here; nothing is fetched."
    # A space more changes no meaning, and the comment goes on.
    inert = _COMMENT_END.sub(r"-- \1>", words)
    return f"<!--\n{inert}\n-->"


def _line(name: str, value: Any, comment: str = "") -> str:
    """One key with its value on one line; lists are in brackets."""
    text = yaml.safe_dump(
        {name: value}, allow_unicode=True, width=1_000_000_000,
        default_flow_style=None if isinstance(value, list) else False,
    )  # fmt: skip
    return f"{text.rstrip()}  # {_one_line(comment)}\n" if comment else text


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in " ".join(possible(text).split()))


def _cut(text: str, most: int) -> str:
    """The beginning up to the end of a word."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0].rstrip(" ,;:") + "…"
