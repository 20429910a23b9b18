"""An author's file, and the files that give a series or an idea its text.

In: a file's text. Out: an Author, a Series or an IdeaFile, or None after findings.
"""

from collections.abc import Sequence
from typing import Any, Final

from masthead.content.author import Author
from masthead.content.document import Document
from masthead.content.series import IdeaFile, Series
from masthead.diagnostics import Findings, Position
from masthead.diagnostics.rules import AUTHOR_WITHOUT_NAME
from masthead.ports import Dialects
from masthead.settings import Settings
from masthead.source.piece import HIDDEN, LINKS, read_header
from masthead.source.reading import (
    FLAG,
    MAPPING,
    TEXT,
    Field,
    Reading,
    list_of,
    read_keys,
    whole_number,
)
from masthead.source.spellings import to_our_spelling
from masthead.source.text import split
from masthead.source.values import DAY, IDS, REFERENCES, SITE_PATHS, WEB_ADDRESS

AUTHOR_KEYS: Final[tuple[Field, ...]] = (
    Field("name", TEXT, "The name, as it stands in bylines.", required=True),
    Field("role", TEXT, "What the person does in the company."),
    Field("affiliation", TEXT, "The house that a guest comes from."),
    Field("alumni", FLAG, "Has left; the page and the pieces stay."),
    Field("until", DAY, "When an alumna or alumnus left."),
    Field("pronouns", TEXT, "Pronouns, if given."),
    Field("email", TEXT, "An address that readers may write to. It is public."),
    Field("url", WEB_ADDRESS, "A page of the person's own."),
    Field("portrait", TEXT, "The portrait: a path relative to the file. Default: an image of the file's own name."),
    Field("portrait_alt", TEXT, "What the portrait shows; by default the name."),
    Field("links", LINKS, "Profiles elsewhere: `{title, url}`. They carry `rel=me`."),
    Field("expertise", IDS, "Topics that the person stands for."),
    Field("description", TEXT, "One sentence for lists. Default: the biography's beginning."),
    Field("fediverse", TEXT, "A handle such as `@ana@social.example`, named in link previews."),
    Field("aliases", SITE_PATHS, "Former addresses of the page, which go on working."),
    Field("hide", list_of(HIDDEN), "Parts of the page to leave out, as in Material."),
    Field("extra", MAPPING, "Anything else that the site wants to keep."),
)  # fmt: skip

SERIES_KEYS: Final[tuple[Field, ...]] = (
    Field("title", TEXT, "The title. Default: the file's name."),
    Field("description", TEXT, "What it walks the reader through."),
    Field("parts", whole_number(1, 999), "How many parts are planned. Default: those published."),
    Field("order", REFERENCES, "Its pieces, first to last, where part numbers are not to decide."),
    Field("cadence", TEXT, "For a column, which has no last part: how often it appears."),
    Field("authors", IDS, "Who writes it. Default: the authors of its pieces."),
    Field("image", TEXT, "The card's image: a path relative to the file."),
    Field("image_alt", TEXT, "What the image shows."),
    Field("aliases", SITE_PATHS, "Former addresses of the page, which go on working."),
    Field("extra", MAPPING, "Anything else that the site wants to keep."),
)  # fmt: skip

IDEA_KEYS: Final[tuple[Field, ...]] = (
    Field("title", TEXT, "The title. Default: that of the earliest piece on the site."),
    Field("description", TEXT, "The idea in one or two sentences."),
    Field("aliases", SITE_PATHS, "Former addresses of the page, which go on working."),
    Field("extra", MAPPING, "Anything else that the site wants to keep."),
)  # fmt: skip

SINGULAR: Final = {
    "link": "links",
    "alias": "aliases",
    "author": "authors",
    "avatar": "portrait",
    "bio": "description",
    "redirect_from": "aliases",
}
_ELSEWHERE: Final = "Anything else can stand under `extra:`."


def _read(
    text: str,
    path: str,
    keys: Sequence[Field],
    settings: Settings,
    dialects: Dialects,
    findings: Findings,
) -> tuple[Reading, dict[str, Any], frozenset[str], Document] | None:
    parts = split(text, path, findings, required=False)
    if parts is None:
        return None
    reading = Reading(path, findings, settings.timezone)
    root = read_header(parts, reading)
    if root is None:
        return None
    names = {key.name for key in keys}
    singular = {old: new for old, new in SINGULAR.items() if new in names}
    root = to_our_spelling(reading, root, singular)
    values, faults = read_keys(reading, root, keys, elsewhere=_ELSEWHERE, spellings=singular)
    document = dialects[settings.dialect].render(
        parts.body, first_line=parts.body_line, title=values.get("title", "")
    )
    return reading, values, faults, document


def read_author(
    text: str, path: str, key: str, id: str, settings: Settings, dialects: Dialects,
    findings: Findings,
) -> Author | None:  # fmt: skip
    """The author in a file; `path` is relative to mkdocs.yml's folder, `key` to the docs folder."""
    read = _read(text, path, AUTHOR_KEYS, settings, dialects, findings)
    if read is None:
        return None
    reading, values, faults, document = read
    if not values.get("name") and "name" not in faults:
        findings.add(
            reading.marks.at("name") if ("name",) in reading.places else Position(path),
            AUTHOR_WITHOUT_NAME,
            "the author has no name",
            f"Add `name: {id.replace('-', ' ').title()}` to the front matter.",
        )
        values["name"] = id
    return Author(
        path=path, key=key, id=id, marks=reading.marks, faults=faults, document=document, **values
    )


def read_series(
    text: str, path: str, key: str, id: str, settings: Settings, dialects: Dialects,
    findings: Findings,
) -> Series | None:  # fmt: skip
    """The series in a file."""
    read = _read(text, path, SERIES_KEYS, settings, dialects, findings)
    if read is None:
        return None
    reading, values, faults, document = read
    values["title"] = values.get("title") or document.title or id.replace("-", " ").capitalize()
    return Series(
        path=path, key=key, id=id, marks=reading.marks, faults=faults, document=document, **values
    )


def read_idea(
    text: str, path: str, key: str, id: str, settings: Settings, dialects: Dialects,
    findings: Findings,
) -> IdeaFile | None:  # fmt: skip
    """The idea in a file."""
    read = _read(text, path, IDEA_KEYS, settings, dialects, findings)
    if read is None:
        return None
    reading, values, faults, document = read
    values["title"] = values.get("title") or document.title
    return IdeaFile(
        path=path, key=key, id=id, marks=reading.marks, faults=faults, document=document, **values
    )
