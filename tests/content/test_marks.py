"""Places of values: what has none of its own stands at what holds it."""

from masthead.content.marks import Marks
from masthead.diagnostics import Position

_MARKS = Marks("a.md", {("authors",): (4, 10, 8), ("authors", 1): (4, 15, 3)})


def test_a_value_without_a_place_stands_at_what_holds_it() -> None:
    assert _MARKS.at("authors", 1) == Position("a.md", 4, 15, 3)
    assert _MARKS.at("authors", 0) == Position("a.md", 4, 10, 8)
    assert _MARKS.at("authors", 1, "name") == Position("a.md", 4, 15, 3)
    assert _MARKS.at("title") == Position("a.md")
