"""The front matter of a new piece: the keys that matter, and short comments that explain them.

In: a Head, Settings. Out: text. What is empty and worth thinking of stands there as a comment.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from masthead.checks.required import proposed_id
from masthead.content.library import Library
from masthead.content.piece import ELSEWHERE_FORMATS, Angle, Contributor, Piece
from masthead.content.slug import slug_of_file
from masthead.desk.frontmatter import hint, line
from masthead.settings import Settings, Term

_SHOWN = 8
_STATES = {
    "draft": "nobody but editors sees it; when it is ready, delete this line",
    "review": "nobody but editors sees it; when it is approved, delete this line",
    "planned": "an intention, for editors; `draft` once somebody writes it",
}


class Head(Struct, frozen=True, kw_only=True):
    """What the front matter says. `state` is empty for a piece that is ready.

    `date` is as somebody wrote it. `grown_from` are the lines of `from`, as they are to stand.
    `why_stage` is said beside the stages; else it is the question of the first.
    """

    title: str
    title_comment: str = ""
    state: str = "draft"
    date: str = ""
    owner: str = ""
    format: str = "post"
    external_url: str = ""
    asks_address: bool = False
    authors: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    grown_from: str = ""
    idea: str = ""
    angle: Angle | None = None
    stages: tuple[str, ...] = ()
    why_stage: str = ""
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    series: str = ""
    part: int | None = None
    part_comment: str = ""
    lang: str = ""
    description: str = ""
    hints: tuple[tuple[str, str, str], ...] = ()
    """More keys that are left to the author: each with an example, and a comment."""


def angle_for(format_id: str, wished: Angle | None, else_: Angle | None = None) -> Angle | None:
    """The angle of a new piece: a post has one, a remark or a question need not."""
    if wished or format_id in ELSEWHERE_FORMATS:
        return wished
    return else_ or (Angle.PRACTICAL if format_id == "post" else None)


def head_text(head: Head, key: str, slug: str, library: Library, settings: Settings) -> str:
    """The front matter with its fences, in the handbook's order of keys.

    `key` is the path below docs that the file will have, which makes its id.
    """
    lines = [
        *_identity(head, key, slug, library), *_people(head), *_placed(head, library, settings),
        *_series(head), *_words(head),
    ]  # fmt: skip
    return f"---\n{''.join(lines)}---\n"


def _identity(head: Head, key: str, slug: str, library: Library) -> Iterator[str]:
    yield line("title", head.title, head.title_comment)
    id = proposed_id(Piece(path=key, key=key), library.by_id)
    yield line("id", id, "for good: never change it")
    if head.state:
        yield line("state", head.state, _STATES[head.state])
    if head.date:
        yield f"date: {head.date}\n"
    elif head.external_url:
        yield hint("date", "2026-03-04", "the day on which it appeared there")
    else:
        yield hint("date", "2026-03-04", "the day on which it is to appear")
    if head.owner:
        yield line("owner", head.owner)
    if head.format != "post":
        yield line("format", head.format)
    if head.external_url:
        yield line("external_url", head.external_url)
    elif head.asks_address:
        yield hint("external_url", "https://…", "its address, once it is out")
    elif slug != slug_of_file(key.rsplit("/", 1)[-1]):
        yield line("slug", slug)


def _people(head: Head) -> Iterator[str]:
    if head.authors:
        yield line("authors", [*head.authors])
    else:
        yield hint("authors", "[your-id]", "the names of files in the folder of authors")
    if head.contributors:
        yield "contributors:\n"
        for one in head.contributors:
            yield f"  - {line('name', one.name)}    {line('role', one.role)}"
    yield head.grown_from
    if head.idea:
        yield line("idea", head.idea)


def _placed(head: Head, library: Library, settings: Settings) -> Iterator[str]:
    """Angle, stages, audiences and topics; where there is none, those that there are."""
    if head.angle:
        comment = "practical: what to do now; aspirational: what to expect"
        yield line("angle", head.angle.value, comment)
    if head.stages:
        questions = {term.id: term.question for term in settings.stages}
        why = head.why_stage or questions.get(head.stages[0], "")
        yield line("stages", [*head.stages], why)
    else:
        yield from _offered("stages", settings.stages, library)
    for name, ids, terms in (
        ("audiences", head.audiences, settings.audiences),
        ("topics", head.topics, settings.topics),
    ):
        if ids:
            yield line(name, [*ids])
        else:
            yield from _offered(name, terms, library)


def by_use(ids: Iterable[str], name: str, library: Library, most: int = _SHOWN) -> list[str]:
    """Ids in their order; more than `most` of them by how many pieces name them under a key."""
    listed = [*ids]
    if len(listed) <= most:
        return listed
    used = Counter(id for piece in library.pieces for id in getattr(piece, name))
    return sorted(listed, key=lambda id: -used[id])


def _offered(name: str, terms: tuple[Term, ...], library: Library) -> Iterator[str]:
    if terms:
        some = ", ".join(by_use((term.id for term in terms), name, library)[:_SHOWN])
        yield hint(name, f"[{some}]", "and others" if len(terms) > _SHOWN else "")


def _series(head: Head) -> Iterator[str]:
    if head.series:
        yield line("series", head.series)
        if head.part:
            yield line("part", head.part, head.part_comment)


def _words(head: Head) -> Iterator[str]:
    if head.lang:
        yield line("lang", head.lang)
    if head.description:
        yield line("description", head.description)
    else:
        yield hint("description", "One or two sentences for lists, search and cards.")
    for name, example, comment in head.hints:
        yield hint(name, example, comment)
