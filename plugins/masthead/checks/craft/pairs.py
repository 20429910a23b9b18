"""Where a site pairs its pieces, a practical one has its aspirational partner."""

from collections.abc import Iterator

from masthead.checks.craft.manuscript import Manuscript
from masthead.content.piece import Angle
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import MISSING_PAIR


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding. A site pairs when there is a pair for each third practical piece."""
    piece, library = manuscript.piece, manuscript.subject.library
    if piece.angle is not Angle.PRACTICAL or piece.pair:
        return
    paired = 0
    for other in library.pieces:
        if other.pair:
            paired += 1
            if library.find(other.pair, other) == piece:
                return
    practical = sum(other.angle is Angle.PRACTICAL for other in library.pieces)
    if paired and paired * 3 >= practical:
        yield found(
            piece.at("angle"), MISSING_PAIR,
            "the piece says what to do now, and none says what to prepare for",
            "Name an aspirational piece: `pair: its-file.md`. Or plan one: `state: planned`.",
        )  # fmt: skip
