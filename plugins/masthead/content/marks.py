"""Where each value of a source file stands, so that a later check can point at it."""

from collections.abc import Mapping

from msgspec import Struct, field

from masthead.diagnostics import Position

Key = str | int
Place = tuple[int, int, int]
"""Line and column, from 1, and length, in characters."""


class Marks(Struct, frozen=True):
    """The places of a file's values: `marks.at("authors", 1)` is the second author's.

    A value without a place of its own is at its parent's, at last at the top of the file.
    """

    path: str
    places: Mapping[tuple[Key, ...], Place] = field(default_factory=dict)

    def at(self, *key: Key) -> Position:
        """The position of the value at this path of keys and list indexes."""
        for size in range(len(key), -1, -1):
            place = self.places.get(key[:size])
            if place:
                return Position(self.path, *place)
        return Position(self.path)

    def line(self, line: int, column: int = 1, length: int = 1) -> Position:
        """A position that does not belong to a value, for instance in the text."""
        return Position(self.path, line, column, length)
