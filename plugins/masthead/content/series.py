"""Series and ideas: what binds pieces together, with a text of its own where a file gives one."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from masthead.content.document import NO_TEXT, Document
from masthead.content.marks import Marks
from masthead.diagnostics import Position


class Series(Struct, frozen=True, kw_only=True):
    """Pieces in a planned order. With a `cadence` and no `parts` it is a column: open-ended."""

    path: str
    key: str
    id: str
    marks: Marks
    faults: frozenset[str] = frozenset()

    title: str = ""
    description: str = ""
    parts: int | None = None
    order: tuple[str, ...] = ()
    """Ids or paths of pieces, first to last, where part numbers are not to decide."""
    cadence: str = ""
    authors: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""
    aliases: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    document: Document = NO_TEXT

    def at(self, *key: str | int) -> Position:
        """Where a value of the front matter stands."""
        return self.marks.at(*key)

    @property
    def column(self) -> bool:
        """Whether it is a column: open-ended, with a cadence."""
        return bool(self.cadence) and self.parts is None


class IdeaFile(Struct, frozen=True, kw_only=True):
    """docs/ideas/<id>.md: title and description of an idea."""

    path: str
    key: str
    id: str
    marks: Marks
    faults: frozenset[str] = frozenset()

    title: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    document: Document = NO_TEXT

    def at(self, *key: str | int) -> Position:
        """Where a value of the front matter stands."""
        return self.marks.at(*key)
