"""Which part of a series the next piece is.

In: a Series, a Library. Out: a number, or None where pieces go by date or by `order`.
"""

from masthead.content.library import Library
from masthead.content.piece import Piece
from masthead.content.series import Series
from masthead.settings import Settings


def taken_parts(series: Series, library: Library) -> dict[int, Piece]:
    """The series' numbered pieces, at any state, by their number."""
    return {piece.part: piece for piece in library.pieces
            if piece.series == series.id and piece.part}  # fmt: skip


def next_part(series: Series, library: Library) -> int | None:
    """The number after the last, else the first that was left out.

    None where numbers do not count: an `order` decides, or pieces have none; and in a full series.
    """
    taken = taken_parts(series, library)
    if series.order:
        return None
    if not taken:
        begun = any(piece.series == series.id for piece in library.pieces)
        return 1 if series.parts and not begun else None
    following = max(taken) + 1
    if series.parts is None or following <= series.parts:
        return following
    return next((number for number in range(1, series.parts + 1) if number not in taken), None)


def is_full(series: Series, library: Library) -> bool:
    """Whether each of the declared parts has its piece."""
    taken = taken_parts(series, library)
    return series.parts is not None and all(n in taken for n in range(1, series.parts + 1))


def stage_of_part(series: Series, part: int | None, settings: Settings) -> str:
    """The stage that a part most likely serves, or nothing.

    A series of as many parts as there are stages walks its reader through them.
    """
    walks = series.parts == len(settings.stages)
    return settings.stages[part - 1].id if walks and part and part <= len(settings.stages) else ""
