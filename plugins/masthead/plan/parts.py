"""The parts of a series: their order, and the number that readers see on each.

In: a series' pieces. Out: numbers with pieces, first to last. No two parts have one number: where
the series lists its pieces, the list numbers them; else those without a number of their own take
what is free, by date.
"""

from collections.abc import Iterable
from itertools import count

from masthead.content.library import Library
from masthead.content.piece import Piece
from masthead.content.series import Series

Parts = tuple[tuple[int, Piece], ...]


def number_parts(series: Series | None, pieces: Iterable[Piece], library: Library) -> Parts:
    """The parts in their order, each with its number."""
    by_date = sorted(pieces, key=lambda piece: (piece.date, piece.key))
    if series and series.order:
        return tuple(enumerate(_as_listed(series, by_date, library), start=1))
    numbers: dict[int, Piece] = {}
    rest = [
        piece
        for piece in by_date
        if piece.part is None or numbers.setdefault(piece.part, piece) is not piece
    ]
    free = (number for number in count(1) if number not in numbers)
    fresh = {next(free): piece for piece in rest}
    return tuple(sorted((numbers | fresh).items()))


def _as_listed(series: Series, by_date: list[Piece], library: Library) -> list[Piece]:
    """Those that the series lists, then those that it forgot, by part and date."""
    found = (library.find(reference, series) for reference in series.order)
    rank = {piece.key: number for number, piece in enumerate(found) if piece}
    last = len(rank) + len(series.order)
    return sorted(by_date, key=lambda p: (rank.get(p.key, last), p.part is None, p.part or 0))
