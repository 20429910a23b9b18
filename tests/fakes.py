"""Stand-ins for what is outside Masthead: an instant, and a renderer that renders nothing."""

from datetime import UTC, datetime
from typing import Final

from masthead.content.document import Content, Document

NOON: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
"""The instant at which tests build."""


class PlainMarkdown:
    """Renders nothing: the text is its own Document, without links, anchors or notes."""

    def render(self, text: str, **_known: object) -> Document:
        """See `masthead.ports.Markdown`."""
        words = text.strip()
        return Document(
            summary=words, words=len(words.split()), content=Content(parts=(words,), text=words)
        )
