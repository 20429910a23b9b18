"""A piece's state, from what its file says and one instant."""

from datetime import timedelta

import pytest

from builders import some_piece
from fakes import NOON
from masthead.content.piece import Declared
from masthead.content.state import State, state_of

_DAY = timedelta(days=1)


def test_a_piece_elsewhere_without_its_address_cannot_be_published() -> None:
    assert state_of(some_piece(elsewhere=True), now=NOON) is State.DRAFT
    there = some_piece(elsewhere=True, external_url="https://example.org/")
    assert state_of(there, now=NOON) is State.PUBLISHED


@pytest.mark.parametrize(
    ("declared", "days", "expires", "state"),
    [
        (Declared.READY, -1, None, State.PUBLISHED),
        (Declared.READY, 0, None, State.PUBLISHED),
        (Declared.READY, 1, None, State.SCHEDULED),
        (Declared.READY, None, None, State.DRAFT),
        (Declared.READY, -2, 1, State.PUBLISHED),
        (Declared.READY, -2, 0, State.RETIRED),
        (Declared.READY, -2, -1, State.RETIRED),
        (Declared.RETIRED, -1, None, State.RETIRED),
        (Declared.RETIRED, 1, None, State.SCHEDULED),
        (Declared.DRAFT, -1, None, State.DRAFT),
        (Declared.REVIEW, -1, None, State.REVIEW),
        (Declared.PLANNED, -1, None, State.PLANNED),
        (Declared.PLANNED, None, None, State.PLANNED),
    ],
)
def test_a_pieces_state_follows_from_its_file_and_the_instant(
    declared: Declared, days: int | None, expires: int | None, state: State
) -> None:
    piece = some_piece(
        declared=declared,
        date=None if days is None else NOON + days * _DAY,
        expires=None if expires is None else NOON + expires * _DAY,
    )
    assert state_of(piece, now=NOON) is state
