"""Every id that a file names stands for something that is declared."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from masthead.content.author import Author
from masthead.content.library import Library
from masthead.content.marks import Key
from masthead.content.piece import InlineStep, Piece
from masthead.content.series import Series
from masthead.content.slips import meant
from masthead.diagnostics import Diagnostic, Rule, found
from masthead.diagnostics.rules import (
    UNKNOWN_AUDIENCE,
    UNKNOWN_AUTHOR,
    UNKNOWN_FORMAT,
    UNKNOWN_PAIR,
    UNKNOWN_SERIES,
    UNKNOWN_SOURCE,
    UNKNOWN_STAGE,
    UNKNOWN_SUCCESSOR,
    UNKNOWN_TOPIC,
)
from masthead.settings import Settings, Term

_SHOWN: Final = 8
_Marked = Piece | Author | Series


class _Kind(Struct, frozen=True):
    """One kind of id: its rule, its word, the ids there are, and how to declare one more."""

    rule: Rule
    word: str
    known: Collection[str]
    declare: str
    usable: bool = True
    lacks: str = "is not declared"
    broken: Collection[str] = ()
    person: bool = False

    def check(self, id: str, thing: _Marked, *key: Key) -> Iterator[Diagnostic]:
        """The finding that an id, which stands at `key` of a file, names nothing."""
        if id and self.usable and id not in self.known and id not in self.broken:
            yield found(
                thing.at(*key),
                self.rule,
                f'{self.word} "{id}" {self.lacks}',
                self._remedy(id),
                meant(id, self.known, person=self.person),
            )

    def _remedy(self, id: str) -> str:
        choices, declare = _choices(id, self.known), self.declare.format(id=id)
        return f"{choices}Or {declare}." if choices else f"To mend this, {declare}."


def _choices(id: str, known: Collection[str]) -> str:
    by_folded = {candidate.casefold(): candidate for candidate in known}
    near = [by_folded[c] for c in get_close_matches(id.casefold(), list(by_folded), 3, 0.7)]
    if near:
        return f"Did you mean {' or '.join(near)}? "
    if 0 < len(known) <= _SHOWN:
        return f"Write one of: {', '.join(known)}. "
    return ""


def _terms(rule: Rule, word: str, key: str, terms: Collection[Term], settings: Settings) -> _Kind:
    declare = f"declare `{{id}}` under `{key}` of the plugin masthead in mkdocs.yml"
    return _Kind(rule, word, tuple(t.id for t in terms), declare, key not in settings.faults)


def check_references(library: Library, settings: Settings) -> Iterator[Diagnostic]:
    """Authors, stages, audiences, topics, formats, series and other pieces exist."""
    authors = _Kind(
        UNKNOWN_AUTHOR, "author", library.authors,
        f"add {settings.authors_dir}/{{id}}.md (`masthead new author` writes it)",
        lacks="has no profile", broken=library.broken, person=True,
    )  # fmt: skip
    stages = _terms(UNKNOWN_STAGE, "stage", "stages", settings.stages, settings)
    audiences = _terms(UNKNOWN_AUDIENCE, "audience", "audiences", settings.audiences, settings)
    topics = _terms(UNKNOWN_TOPIC, "topic", "topics", settings.topics, settings)
    formats = _terms(UNKNOWN_FORMAT, "format", "formats", settings.formats, settings)
    place = f"{settings.docs_dir}/{settings.series_dir}"
    series = _Kind(
        UNKNOWN_SERIES, "series", library.series,
        f"add {place}/{{id}}.md (`masthead new series` writes it)",
        "series" not in settings.faults, broken=library.broken,
    )  # fmt: skip
    for piece in library.pieces:
        for kind, name in (
            (authors, "authors"),
            (stages, "stages"),
            (audiences, "audiences"),
            (topics, "topics"),
        ):
            for index, id in enumerate(getattr(piece, name)):
                yield from kind.check(id, piece, name, index)
        yield from formats.check(piece.format, piece, "format")
        yield from series.check(piece.series, piece, "series")
        yield from _check_pieces(piece, library, formats, authors)
    for author in library.authors.values():
        for index, id in enumerate(author.expertise):
            yield from topics.check(id, author, "expertise", index)
    for one in library.series.values():
        for index, id in enumerate(one.authors):
            yield from authors.check(id, one, "authors", index)
        for index, reference in enumerate(one.order):
            if not library.find(reference, one) and not library.is_broken(reference, one):
                yield found(one.at("order", index), UNKNOWN_SOURCE, *_nowhere(reference, library))


def _check_pieces(
    piece: Piece, library: Library, formats: _Kind, authors: _Kind
) -> Iterator[Diagnostic]:
    for index, source in enumerate(piece.sources_of):
        if isinstance(source, InlineStep):
            yield from formats.check(source.format, piece, "from", index, "format")
            for number, id in enumerate(source.authors):
                yield from authors.check(id, piece, "from", index, "authors", number)
        elif not library.find(source, piece) and not library.is_broken(source, piece):
            yield found(piece.at("from", index), UNKNOWN_SOURCE, *_nowhere(source, library))
    for name, rule in (("pair", UNKNOWN_PAIR), ("successor", UNKNOWN_SUCCESSOR)):
        reference = getattr(piece, name)
        unknown = reference and not library.find(reference, piece)
        if unknown and not library.is_broken(reference, piece):
            yield found(piece.at(name), rule, *_nowhere(reference, library))


def _nowhere(reference: str, library: Library) -> tuple[str, str]:
    names = [*library.by_id, *(key.rsplit("/", 1)[-1] for key in library.by_key)]
    near = get_close_matches(reference.rsplit("/", 1)[-1], names, 1, 0.7)
    return (
        f'there is no piece "{reference}"',
        (f"Did you mean {near[0]}? " if near else "")
        + "Write a piece's id, or its path relative to this file.",
    )
