"""When pieces turn public, or from public into a notice, and what is public at an instant.

In: pieces and instants. Out: Turns, and a Standing that tells whether two instants show the same
pieces. All of it follows from `state_of`; what never turns public is never told of.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.content.state import State, state_of

PUBLIC: Final = frozenset((State.PUBLISHED, State.RETIRED))
"""The states of which something is on the site: a page, or a notice."""


class Turn(Struct, frozen=True):
    """A piece, the instant at which the site begins to show it otherwise, and how from then on."""

    instant: datetime
    piece: Piece
    state: State

    @property
    def order(self) -> tuple[datetime, str]:
        """By instant, then by path."""
        return self.instant, self.piece.key


class Standing(Struct, frozen=True):
    """What of a site is public: its last turn, and a digest of each public piece's state.

    Two instants with equal digests show the same pieces. `until` is None before the first turn.
    Nothing in it tells of a piece that is not public.
    """

    until: datetime | None
    digest: str


def turns_of(pieces: Iterable[Piece]) -> list[Turn]:
    """Every turn of these pieces, past and future, in their order."""
    found = [turn for piece in pieces if not piece.private for turn in _turns(piece)]
    return sorted(found, key=lambda turn: turn.order)


def _turns(piece: Piece) -> Iterator[Turn]:
    instants = {moment.astimezone(UTC) for moment in (piece.date, piece.expires) if moment}
    before: State | None = None
    for instant in sorted(instants):
        state = state_of(piece, now=instant)
        if state in PUBLIC and state is not before:
            yield Turn(instant, piece, state)
        before = state


def standing(pieces: Iterable[Piece], now: datetime) -> Standing:
    """What is public at the instant `now`."""
    public, until = [], None
    for piece in pieces:
        state = state_of(piece, now=now)
        if piece.private or state not in PUBLIC:
            continue
        public.append(f"{piece.key}\0{state.value}\n")
        last = max(turn.instant for turn in _turns(piece) if turn.instant <= now)
        until = max(until or last, last)
    digest = sha256("".join(sorted(public)).encode("utf-8", "replace")).hexdigest()
    return Standing(until, digest)
