"""What the core asks of the outside, as Protocols: the build hands in real ones, tests fakes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from masthead.content.document import Document


class Markdown(Protocol):
    """Turns a piece's text into a Document. Pure: the same text gives the same Document."""

    def render(self, text: str, *, first_line: int, title: str) -> "Document":
        """Render `text`, whose first line is line `first_line` of its file.

        With an empty `title`, the first level-one heading serves as the piece's title and is left
        out of the HTML; otherwise a level-one heading with the same words is left out.
        Never raises for any text: what is wrong comes back as notes.
        """
        ...


Dialects = Mapping[str, Markdown]
"""A renderer for each value of the key `dialect`."""


class Shell(Protocol):
    """One kind of page of the host's theme, rendered once, with holes for what differs."""

    def fill(self, slots: dict[str, str]) -> str:
        """The whole page. Values are HTML, already escaped."""
        ...
