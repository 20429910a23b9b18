"""Advice on the craft of a piece. A door without a room until the rules of advice are merged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic

if TYPE_CHECKING:
    from masthead.checks import Subject


def check_craft(piece: Piece, subject: "Subject", text: str) -> Iterator[Diagnostic]:  # noqa: ARG001
    """Advice on one piece; `text` is its whole file."""
    yield from ()
