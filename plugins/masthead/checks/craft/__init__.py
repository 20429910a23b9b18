"""Advice on the craft: what an editor would say of a piece that the build has nothing against.

    heads         title and description
    opening       the first paragraph
    outline       headings, the length of paragraphs and sentences
    links         the texts of links
    pictures      images that are heavy or whose alternative text says nothing
    promotion     promotional language over the site's budget
    figures       figures without a source, and old ones
    disclosure    interests that are veiled
    pairs         practical pieces without an aspirational one
    wording       what a linter of English prose finds

Every rule gives at most one finding a piece, at the first place, and names the others: an editor
reads five remarks, not sixty. All are advice, none of them belongs to a build.
"""

from collections.abc import Iterator

from masthead.checks import Subject
from masthead.checks.craft import (
    disclosure,
    figures,
    heads,
    links,
    opening,
    outline,
    pairs,
    pictures,
    promotion,
    wording,
)
from masthead.checks.craft.manuscript import Manuscript
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic
from masthead.prose.reading import read_prose

_RULES = (heads, opening, outline, links, pictures, promotion, figures, disclosure, pairs, wording)


def check_craft(piece: Piece, subject: Subject, text: str) -> Iterator[Diagnostic]:
    """Advice on one piece, in no particular order; `text` is its whole source file.

    A piece elsewhere has no text of ours, and gets none. Never raises for any text.
    """
    if piece.elsewhere:
        return
    manuscript = Manuscript(piece, subject, read_prose(text))
    for rules in _RULES:
        yield from rules.check(manuscript)
