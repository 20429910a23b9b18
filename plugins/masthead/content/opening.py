"""The words at the beginning of a piece, which say what it is about."""

from array import array
from collections.abc import Sequence
from typing import Final
from zlib import crc32

from masthead.content.piece import Piece

_READ: Final = 1_500
"""Characters: what a piece is about, it says early."""


def opening_of(piece: Piece) -> bytes:
    """The telling words of the title, the description and the first lines, for `words_in`."""
    text = f"{piece.title} {piece.title} {piece.description} {piece.document.text[:_READ]}"
    # Splitting at spaces alone is four times as fast as a pattern: a word with a comma at it is
    # lost, and will come again.
    words = [word for word in text[:_READ].lower().split() if 4 < len(word) < 25 and word.isalpha()]
    return array("I", map(word_number, words)).tobytes()


def words_in(opening: bytes) -> Sequence[int]:
    """The numbers of an opening's words, each as often as it stands there."""
    return array("I", opening)


def word_number(word: str) -> int:
    """What stands for a word: every piece's are in memory, and a number takes less of it."""
    return crc32(word.encode())
