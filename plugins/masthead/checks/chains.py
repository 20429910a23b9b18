"""Chains run one way, from the older to the younger, and an idea has one name."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Final

from masthead.content.chain import find_ideas, find_step
from masthead.content.library import Library
from masthead.content.piece import InlineStep, Piece
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import (
    CHAIN_CIRCULAR,
    IDEA_AT_ODDS,
    IDEA_WITHOUT_PIECE,
    OLDER_THAN_SOURCE,
)

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def check_chains(library: Library) -> Iterator[Diagnostic]:
    """No piece grew from itself or from something younger; no chain carries two names."""
    circles = _circles(library)
    for circle in circles:
        yield _circular(circle, library)
    in_circle = {key for circle in circles for key in circle}
    for piece in library.pieces:
        if piece.key not in in_circle:
            yield from _check_ages(piece, library)
    ideas = find_ideas(library)
    for idea in ideas:
        if len(idea.names) > 1:
            yield from _at_odds(idea.names, [s.of for s in idea.steps if isinstance(s.of, Piece)])
    known = {name for idea in ideas for name in (idea.id, *idea.names)}
    known |= {piece.idea_id for piece in library.pieces if piece.id}
    for id, file in library.ideas.items():
        if id not in known and not library.broken:
            yield found(
                file.at(), IDEA_WITHOUT_PIECE, f'no piece belongs to the idea "{id}"',
                f"Add `idea: {id}` to a piece, or name the file like its first piece's id.",
            )  # fmt: skip


def _check_ages(piece: Piece, library: Library) -> Iterator[Diagnostic]:
    for index, entry in enumerate(piece.sources_of):
        source = find_step(entry, piece, library)
        if source and source.date and piece.date and _is_older(piece.date, source.date):
            name = source.of.path if isinstance(source.of, Piece) else source.of.url
            shown = "%Y-%m-%d %H:%M" if source.date.date() == piece.date.date() else "%Y-%m-%d"
            yield found(
                piece.at("from", index),
                OLDER_THAN_SOURCE,
                f"the piece ({piece.date:{shown}}) is older than {name} ({source.date:{shown}})",
                "Correct one of the two dates, or turn the link round.",
            )


def _is_older(date: datetime, source: datetime) -> bool:
    """A date without a time is the whole day: a tweet of that morning came first."""
    whole_day = date.time() == time()
    return source > date and not (whole_day and source.date() <= date.date())


def _at_odds(names: tuple[str, ...], pieces: list[Piece]) -> Iterator[Diagnostic]:
    for piece in pieces:
        if piece.idea and piece.idea != names[0]:
            yield found(
                piece.at("idea"), IDEA_AT_ODDS,
                f'this chain is called "{names[0]}" elsewhere, and "{piece.idea}" here',
                f"Write `idea: {names[0]}`; the other name's address will lead there.",
            )  # fmt: skip


def _circular(circle: tuple[str, ...], library: Library) -> Diagnostic:
    """The finding about a circle: at the piece that came first, where it names another of them."""
    pieces = [library.by_key[key] for key in circle]
    first = min(pieces, key=lambda piece: (piece.date or _NEVER, piece.key))
    names = [_named(reference, first, library) for reference in first.sources_of]
    entry = names.index(circle[(circle.index(first.key) + 1) % len(circle)])
    if isinstance(first.sources_of[entry], InlineStep) and len(circle) == 1:
        return found(
            first.at("from", entry), CHAIN_CIRCULAR,
            "this is the piece itself, or a copy of it that `syndicated` names",
            "Take this entry out, here or there: a piece does not grow from its own copy.",
        )  # fmt: skip
    words = " → ".join(piece.path for piece in (*pieces, pieces[0]))
    return found(
        first.at("from", entry), CHAIN_CIRCULAR,
        f"this chain leads back to where it began: {words}",
        "Take this entry out: by its date, this piece was there before the others.",
    )  # fmt: skip


def _circles(library: Library) -> list[tuple[str, ...]]:
    """Each circle of `from`, as the pieces on it. Iterative: chains are long."""
    sources = {
        piece.key: [
            key for reference in piece.sources_of if (key := _named(reference, piece, library))
        ]
        for piece in library.pieces
        if piece.sources_of
    }
    done: set[str] = set()
    circles: list[tuple[str, ...]] = []
    for start in sources:
        path: dict[str, None] = {}
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            key, leaving = stack.pop()
            if leaving:
                del path[key]
                done.add(key)
            elif key in path:
                keys = list(path)
                circles.append(tuple(keys[keys.index(key) :]))
            elif key not in done:
                path[key] = None
                stack.append((key, True))
                stack.extend((source, False) for source in sources.get(key, ()))
    return circles


def _named(reference: str | InlineStep, piece: Piece, library: Library) -> str:
    """The key of the piece that an entry of `from` names, also if that is the piece itself."""
    step = find_step(reference, piece, library)
    return step.of.key if step and isinstance(step.of, Piece) else ""
