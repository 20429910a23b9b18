"""The author: a person with a page, and the credit that pieces give them."""

from collections.abc import Mapping
from datetime import date as day
from typing import Any

from msgspec import Struct, field

from masthead.content.document import NO_TEXT, Document
from masthead.content.marks import Marks
from masthead.content.piece import RelatedLink
from masthead.diagnostics import Position


class Author(Struct, frozen=True, kw_only=True):
    """A person. The file's name is the id; `portrait` is a path relative to the file.

    `affiliation` marks a guest from another house, `alumni` one who has left; both keep their page.
    """

    path: str
    key: str
    id: str
    marks: Marks
    faults: frozenset[str] = frozenset()

    name: str = ""
    role: str = ""
    affiliation: str = ""
    alumni: bool = False
    until: day | None = None
    pronouns: str = ""
    email: str = ""
    url: str = ""
    portrait: str = ""
    portrait_alt: str = ""
    links: tuple[RelatedLink, ...] = ()
    expertise: tuple[str, ...] = ()
    description: str = ""
    fediverse: str = ""
    aliases: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    document: Document = NO_TEXT

    def at(self, *key: str | int) -> Position:
        """Where a value of the front matter stands."""
        return self.marks.at(*key)

    @property
    def summary(self) -> str:
        """The description, else the biography's beginning, as plain text."""
        return self.description or self.document.summary
