"""The words at the beginning of a piece, which say what it is about, and how often each stands."""

from collections import Counter
from typing import Final

import msgspec

from masthead.content.piece import Piece

_READ: Final = 1_500
"""Characters: what a piece is about, it says early."""


def opening_of(piece: Piece) -> bytes:
    """The words of the title, the description and the first lines, with their numbers, as JSON."""
    text = f"{piece.title} {piece.title} {piece.description} {piece.document.text[:_READ]}"
    # Splitting at spaces alone is four times as fast as a pattern: a word with a comma at it is
    # lost, and will come again.
    counted = Counter(text[:_READ].lower().split())
    telling = {
        word: number for word, number in counted.items() if 4 < len(word) < 25 and word.isalpha()
    }
    return _ENCODER.encode(telling)


def words_in(opening: bytes) -> dict[str, int]:
    """The words of an opening with their numbers."""
    return _DECODER.decode(opening)


_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_DECODER: Final = msgspec.json.Decoder(dict[str, int])
