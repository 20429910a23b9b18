"""Reads one piece's text, and says what was found."""

from typing import Any

from builders import a_piece
from fakes import PlainMarkdown
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, Findings
from masthead.settings import Settings
from masthead.source.piece import read_piece

DIALECTS = {"gfm": PlainMarkdown(), "mkdocs": PlainMarkdown()}


def read(text: str, **settings: Any) -> tuple[Piece | None, list[Diagnostic]]:
    """The piece in a text, and the findings."""
    findings = Findings()
    path, key = "docs/posts/one.md", "posts/one.md"
    return read_piece(text, path, key, Settings(**settings), DIALECTS, findings), findings.items


def a_read_piece(front: str | None = None, /, **keys: str | None) -> Piece:
    """The piece with these keys, which must be flawless."""
    piece, findings = read(a_piece(front, **keys))
    assert findings == []
    assert piece is not None
    return piece
