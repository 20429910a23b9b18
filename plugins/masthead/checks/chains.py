"""Chains run one way, from the older to the younger, and an idea has one name."""

from collections.abc import Iterator

from masthead.content.chain import find_ideas, find_step, step_sources
from masthead.content.library import Library
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import (
    CHAIN_CIRCULAR,
    IDEA_AT_ODDS,
    IDEA_WITHOUT_PIECE,
    OLDER_THAN_SOURCE,
)


def check_chains(library: Library) -> Iterator[Diagnostic]:
    """No piece grew from itself or from something younger; no chain carries two names."""
    in_circle = _in_circles(library)
    for piece in library.pieces:
        if piece.key in in_circle:
            yield found(
                piece.at("from"), CHAIN_CIRCULAR,
                f"this chain leads back to where it began: {in_circle[piece.key]}",
                "Take out the `from` of the piece that came first.",
            )  # fmt: skip
            continue
        yield from _check_ages(piece, library)
    ideas = find_ideas(library)
    for idea in ideas:
        if len(idea.names) > 1:
            yield from _at_odds(idea.names, [s.of for s in idea.steps if isinstance(s.of, Piece)])
    known = {name for idea in ideas for name in (idea.id, *idea.names)}
    known |= {piece.id for piece in library.pieces}
    for id, file in library.ideas.items():
        if id not in known and not library.broken:
            yield found(
                file.at(), IDEA_WITHOUT_PIECE, f'no piece belongs to the idea "{id}"',
                f"Add `idea: {id}` to a piece, or name the file like its first piece's id.",
            )  # fmt: skip


def _check_ages(piece: Piece, library: Library) -> Iterator[Diagnostic]:
    for index, entry in enumerate(piece.sources_of):
        source = find_step(entry, piece, library)
        if source and source.date and piece.date and source.date > piece.date:
            name = source.of.path if isinstance(source.of, Piece) else source.of.url
            yield found(
                piece.at("from", index),
                OLDER_THAN_SOURCE,
                f"the piece ({piece.date:%Y-%m-%d}) is older than {name} ({source.date:%Y-%m-%d})",
                "Correct one of the two dates, or turn the link round.",
            )


def _at_odds(names: tuple[str, ...], pieces: list[Piece]) -> Iterator[Diagnostic]:
    for piece in pieces:
        if piece.idea and piece.idea != names[0]:
            yield found(
                piece.at("idea"), IDEA_AT_ODDS,
                f'this chain is called "{names[0]}" elsewhere, and "{piece.idea}" here',
                f"Write `idea: {names[0]}`; the other name's address will lead there.",
            )  # fmt: skip


def _in_circles(library: Library) -> dict[str, str]:
    """Pieces on a circle of `from`, each with the circle in words. Iterative: chains are long."""
    sources = {
        piece.key: [s.id for s in step_sources(piece, library) if s.id in library.by_key]
        + [piece.key for ref in piece.sources_of if _is_self(ref, piece, library)]
        for piece in library.pieces
        if piece.sources_of
    }
    done: set[str] = set()
    circles: dict[str, str] = {}
    for start in sources:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            key, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(key)
            elif key in path:
                circle = path[path.index(key) :]
                words = " → ".join([*circle, key])
                circles.update(dict.fromkeys(circle, words))
            elif key not in done:
                path.append(key)
                stack.append((key, True))
                stack.extend((source, False) for source in sources.get(key, ()))
    return circles


def _is_self(reference: object, piece: Piece, library: Library) -> bool:
    return isinstance(reference, str) and library.find(reference, piece) is piece
