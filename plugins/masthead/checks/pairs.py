"""The two pieces of a pair name each other, or one names the other, and answer both questions."""

from collections.abc import Iterator

from masthead.content.library import Library
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import PAIR_AT_ODDS, PAIR_SAME_ANGLE


def check_pairs(library: Library) -> Iterator[Diagnostic]:
    """No piece is in two pairs or its own partner, and the partners' angles differ."""
    partner: dict[str, str] = {}
    for piece in library.pieces:
        other = library.find(piece.pair, piece) if piece.pair else None
        if other is None:
            continue
        at = piece.at("pair")
        if other.key == piece.key:
            yield found(at, PAIR_AT_ODDS, "the piece is paired with itself", "Name another piece.")
            continue
        returned = bool(other.pair) and library.find(other.pair, other) is piece
        said_already = returned and other.key < piece.key
        if piece.angle and piece.angle is other.angle and not said_already:
            yield found(
                at, PAIR_SAME_ANGLE,
                f"both pieces are {piece.angle.value}; the other is {other.path}",
                "Pair an aspirational piece with a practical one.",
            )  # fmt: skip
        for one, two in ((piece, other), (other, piece)):
            holder = partner.setdefault(one.key, two.key)
            if holder != two.key:
                named = library.by_key[holder].path
                yield found(
                    at, PAIR_AT_ODDS, f"{one.path} is already paired with {named}",
                    "Keep one pair: a piece has one partner.",
                )  # fmt: skip
                break
