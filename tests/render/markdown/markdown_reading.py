"""Renders texts as a build would, and reads Documents as a test wants them."""

from html import escape

from masthead.content.document import Document, Link, Note
from masthead.render.markdown.gfm import GfmMarkdown


def render(text: str, *hosts: str, title: str = "Another title", line: int = 1) -> Document:
    """Renders a text that begins on line 1 of its file and has its title in the front matter."""
    return GfmMarkdown(hosts).render(text, first_line=line, title=title)


def html_of(document: Document) -> str:
    """The whole HTML with each address as the author wrote it."""
    return document.html(lambda link: escape(link.target))


def codes_of(document: Document) -> list[str]:
    """The codes of the rules that the text breaks, in order."""
    return [note.rule.code for note in document.notes]


def pointed_at(text: str, place: Link | Note) -> str:
    """The characters of the text under the caret of a Link or Note."""
    return text.split("\n")[place.line - 1][place.column - 1 :][: place.length]
