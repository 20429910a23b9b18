"""Stand-ins for what is outside Masthead: the clock, and a renderer that renders nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from masthead.content.document import Document

NOON: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
"""The instant at which tests build."""


@dataclass(frozen=True, slots=True)
class FakeClock:
    """A clock that stands still."""

    instant: datetime = NOON

    def now(self) -> datetime:
        """The instant that it was given."""
        return self.instant


class PlainMarkdown:
    """Renders nothing: the text is its own Document, without links, anchors or notes."""

    def render(self, text: str, **_known: object) -> Document:
        """See `masthead.ports.Markdown`."""
        words = text.strip()
        return Document(parts=(words,), summary=words, text=words)
