"""What every rule of the craft is given: a piece, its prose, and what it is checked against."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from masthead.checks import Subject
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, Rule, found
from masthead.prose.reading import Block, Prose
from masthead.settings import CraftSettings

_MOST_LINES = 4


class Found(Struct, frozen=True):
    """A stretch of a block's text that a rule is about."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.text[self.start : self.end]


class Manuscript(Struct, frozen=True):
    """A piece as an editor has it on the desk."""

    piece: Piece
    subject: Subject
    prose: Prose

    @property
    def craft(self) -> CraftSettings:
        """The site's budgets."""
        return self.subject.settings.craft

    @property
    def lang(self) -> str:
        """The piece's language, by its code."""
        return self.piece.lang or self.subject.settings.lang

    @property
    def english(self) -> bool:
        """Whether it is in English, which most lists of words are for."""
        return self.lang.lower().replace("_", "-").partition("-")[0] == "en"

    def once(
        self, rule: Rule, places: Sequence[Found], message: str, remedy: str
    ) -> Iterator[Diagnostic]:
        """One finding at the first place, which tells where the others are."""
        if places:
            line, column, length = places[0].block.place(places[0].start, places[0].end)
            at = self.piece.marks.line(line, column, length)
            yield found(at, rule, message + _others(places), remedy)


def _others(places: Sequence[Found]) -> str:
    others = len(places) - 1
    if not others:
        return ""
    first = places[1 : _MOST_LINES + 1]
    lines = dict.fromkeys(place.block.place(place.start, place.end)[0] for place in first)
    named = ", ".join(map(str, lines)) + " and further down" * (others > _MOST_LINES)
    return f" (and {others} more, on line{'s' * (len(lines) > 1)} {named})"


def shown(text: str, most: int = 60) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
