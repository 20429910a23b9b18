"""A series has each part once, and no more parts than it declares."""

from collections.abc import Iterator

from masthead.content.library import Library
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import PART_BEYOND, PART_TWICE, PART_WITHOUT_SERIES


def check_series(library: Library) -> Iterator[Diagnostic]:
    """Part numbers belong to a series, are given once, and stay within it."""
    taken: dict[tuple[str, int], str] = {}
    for piece in library.pieces:
        if piece.part is None:
            continue
        if not piece.series:
            if "series" not in piece.faults:
                yield found(
                    piece.at("part"), PART_WITHOUT_SERIES, "a part of what?",
                    "Add `series: …`, or leave `part` out.",
                )  # fmt: skip
            continue
        holder = taken.setdefault((piece.series, piece.part), piece.path)
        if holder != piece.path:
            yield found(
                piece.at("part"), PART_TWICE,
                f'part {piece.part} of "{piece.series}" is also {holder}',
                "Give one of the two another number.",
            )  # fmt: skip
        series = library.series.get(piece.series)
        if series and series.parts is not None and piece.part > series.parts:
            yield found(
                piece.at("part"), PART_BEYOND,
                f'"{piece.series}" has {series.parts} parts; this is part {piece.part}',
                f"Raise `parts` in {series.path}, or lower `part`.",
            )  # fmt: skip
