"""Where a site pairs its pieces, a practical one has its aspirational partner."""

from collections.abc import Iterator
from typing import Final

from masthead.checks.craft.manuscript import Manuscript
from masthead.content.piece import Angle
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import MISSING_PAIR

_SHARE: Final = 3


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding. A site pairs when a third of its pieces are in pairs."""
    piece, library = manuscript.piece, manuscript.subject.library
    if piece.angle is not Angle.PRACTICAL or piece.pair or piece.key in library.paired:
        return
    if library.paired and len(library.paired) * _SHARE >= len(library.pieces):
        yield found(
            piece.at("angle"), MISSING_PAIR,
            "the piece says what to do now, and none says what to prepare for",
            "Name an aspirational piece: `pair: its-file.md`. Or plan one: `state: planned`.",
        )  # fmt: skip
