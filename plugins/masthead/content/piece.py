"""The piece: one artefact in one format, as its file says it.

Well-formed but unresolved: ids of authors, topics and other pieces are as written, and may lead
nowhere; `masthead.checks` says so. A value that could not be read is at its default, and its key
is in `faults`, so that one mistake gives one message.
"""

from collections.abc import Mapping
from datetime import date as day
from datetime import datetime
from enum import Enum
from typing import Any, Final

from msgspec import Struct, field

from masthead.content.document import NO_TEXT, Document
from masthead.content.marks import Marks
from masthead.diagnostics import Position

_WORDS_A_MINUTE: Final = 220

ELSEWHERE_FORMATS: Final = ("tweet", "forum-post")
"""Formats whose pieces live elsewhere: without a text of their own they need an address."""


class Angle(Enum):
    """Which of a buyer's two questions a piece answers: what to prepare for, or what to do now."""

    ASPIRATIONAL = "aspirational"
    PRACTICAL = "practical"


class Declared(Enum):
    """What a piece's `state` key may say. Scheduled and published are computed, never written."""

    PLANNED = "planned"
    DRAFT = "draft"
    REVIEW = "review"
    READY = "ready"
    RETIRED = "retired"


class Syndication(Struct, frozen=True, kw_only=True):
    """A copy of a piece on a channel that names our address as canonical."""

    channel: str
    url: str
    date: datetime | None = None


class InlineStep(Struct, frozen=True, kw_only=True):
    """A piece elsewhere that has no file: a step of a chain written inside `from`."""

    format: str
    url: str
    channel: str = ""
    title: str = ""
    text: str = ""
    date: datetime | None = None
    authors: tuple[str, ...] = ()
    visibility: str = "public"


class Correction(Struct, frozen=True, kw_only=True):
    """What was wrong, and when it was put right. Readers see it."""

    date: datetime
    text: str


class Contributor(Struct, frozen=True, kw_only=True):
    """Somebody who helped without being an author: an author id or a plain name, and the role."""

    name: str
    role: str = ""


class RelatedLink(Struct, frozen=True, kw_only=True):
    """A link with a title: a source, a related page, a profile elsewhere."""

    url: str
    title: str = ""


class Sales(Struct, frozen=True, kw_only=True):
    """What a salesperson needs. Internal: never in the published site."""

    use_when: tuple[str, ...] = ()
    talking_points: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


class Approval(Struct, frozen=True, kw_only=True):
    """A reviewer's sign-off. `text` stands for the words that were signed. Internal."""

    role: str
    text: str
    by: str = ""
    date: datetime | None = None


class Piece(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One artefact. Keys are as in the handbook's reference of front matter.

    `path` is relative to the folder of mkdocs.yml, `key` to the docs folder; `key` identifies the
    piece within a build, `id` for good. `elsewhere` pieces have an `external_url` and no page.
    """

    path: str
    key: str
    marks: Marks = Marks("")
    faults: frozenset[str] = frozenset()

    title: str = ""
    date: datetime | None = None
    id: str = ""
    authors: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    angle: Angle | None = None
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    format: str = "post"
    series: str = ""
    part: int | None = None
    pair: str = ""
    sources_of: tuple[str | InlineStep, ...] = ()
    """`from`: ids or paths of the pieces that this one grew from, or steps without a file."""
    idea: str = ""
    syndicated: tuple[Syndication, ...] = ()
    canonical_url: str = ""
    external_url: str = ""
    elsewhere: bool = False
    slug: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    image: str = ""
    image_alt: str = ""
    image_credit: str = ""
    updated: datetime | None = None
    expires: datetime | None = None
    successor: str = ""
    review_by: day | None = None
    evergreen: bool = False
    declared: Declared = Declared.READY
    owner: str = ""
    private: bool = False
    quotes: tuple[str, ...] = ()
    question: str = ""
    contributors: tuple[Contributor, ...] = ()
    sources: tuple[RelatedLink, ...] = ()
    disclosure: str = ""
    corrections: tuple[Correction, ...] = ()
    links: tuple[RelatedLink, ...] = ()
    pin: bool = False
    lang: str = ""
    reading_time: int | None = None
    approvals: tuple[Approval, ...] = ()
    sales: Sales | None = None
    share: Mapping[str, str] = field(default_factory=dict)
    """The words for each network, by the network's id."""
    dialect: str = ""
    hide: tuple[str, ...] = ()
    template: str = ""
    icon: str = ""
    search_exclude: bool = False
    search_boost: float = 1.0
    extra: Mapping[str, Any] = field(default_factory=dict)

    wording: str = ""
    """Stands for the words that readers see; `masthead.content.approvals` says which."""
    document: Document = NO_TEXT
    face: bytes = b""
    body: bytes = b""
    opening: bytes = b""
    """What `face_of`, `text_of` and `opening_of` in this room make of it, if that is known."""

    def at(self, *key: str | int) -> Position:
        """Where a value of the front matter stands."""
        return self.marks.at(*key)

    @property
    def stage(self) -> str:
        """The primary stage, or nothing."""
        return self.stages[0] if self.stages else ""

    @property
    def idea_id(self) -> str:
        """What an idea that begins here goes by: the id, or the slug if that is not one of ours."""
        return self.id if self.has_own_id else self.slug

    @property
    def has_own_id(self) -> bool:
        """Whether the id is one of ours, and not a URI or a path that another blog's feed gave."""
        return ":" not in self.id and "/" not in self.id

    @property
    def summary(self) -> str:
        """The description, else the excerpt, as plain text."""
        return self.description or self.document.summary

    @property
    def minutes(self) -> int:
        """How long a reader takes, at least one."""
        return self.reading_time or max(1, round(self.document.words / _WORDS_A_MINUTE))

    @property
    def changed(self) -> datetime | None:
        """The last change that a reader would notice: `updated`, a correction, else `date`."""
        moments = [m for m in (self.date, self.updated) if m]
        moments += [correction.date for correction in self.corrections]
        return max(moments, default=None)
