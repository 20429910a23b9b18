"""What the Markdown renderer noticed in a text, put where the text stands."""

from collections.abc import Iterator

from masthead.content.library import Library
from masthead.diagnostics import Diagnostic, found


def check_text(library: Library) -> Iterator[Diagnostic]:
    """The notes of every document, of pieces as of authors, series and ideas."""
    shelves = (library.authors, library.series, library.ideas)
    others = [thing for shelf in shelves for thing in shelf.values()]
    for thing in (*library.pieces, *others):
        for note in thing.document.notes:
            at = thing.marks.line(note.line, note.column, note.length)
            yield found(at, note.rule, note.message, note.remedy)
