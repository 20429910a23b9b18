"""Where every piece stands, what it waits for, and which one to look at first.

In: a Library, Settings, the instant. Out: Rows, in the order in which they want attention.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from enum import Enum
from typing import Final

from msgspec import Struct

from masthead.content.approvals import Standing, unsigned
from masthead.content.library import Library
from masthead.content.piece import Piece
from masthead.content.state import State, state_of
from masthead.settings import Settings

_SOON: Final = 30
"""Days before a piece expires in which its editors are told."""
_INTENDED: Final = (State.PLANNED, State.DRAFT, State.REVIEW)
_SIGNED: Final = (State.REVIEW, State.SCHEDULED, State.PUBLISHED)
"""States in which a missing sign-off is somebody's work: a draft is not finished yet."""


class Attention(Enum):
    """How soon somebody should look, the soonest first."""

    OVERDUE = 0
    WAITING = 1
    EXPIRING = 2
    COMING = 3
    NONE = 4


class Row(Struct, frozen=True, kw_only=True):
    """One piece. `due` is when it is to appear, to be looked at again, or to expire.

    `days` are left until then, negative when it is past. `people` are the authors' names. `needs`
    says in words what is still to be done, `owes` the ids of the roles that have not signed it off.
    """

    path: str
    key: str
    id: str
    title: str
    format: str
    state: State
    private: bool
    date: datetime | None
    due: datetime | None
    days: int | None
    authors: tuple[str, ...]
    people: tuple[str, ...]
    owner: str
    owes: tuple[str, ...]
    needs: tuple[str, ...]
    attention: Attention

    @property
    def who(self) -> str:
        """Who brings it forward, else its authors."""
        return self.owner or ", ".join(self.people)


def status_of(library: Library, settings: Settings, now: datetime) -> list[Row]:
    """Every piece that could be read: overdue ones first, then by what waits and by date."""
    rows = [_row(piece, library, settings, now) for piece in library.pieces]
    rows.sort(key=_order)
    return rows


def counts_of(rows: Iterable[Row]) -> dict[State, int]:
    """How many pieces are in each state, in the order of states."""
    counts = dict.fromkeys(State, 0)
    for row in rows:
        counts[row.state] += 1
    return counts


def _order(row: Row) -> tuple[int, bool, float, str]:
    """Without a date it is last of its kind; what is done has the newest first."""
    if row.attention is Attention.NONE:
        return row.attention.value, row.date is None, -_second(row.date), row.path
    return row.attention.value, row.due is None, _second(row.due), row.path


def _second(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _row(piece: Piece, library: Library, settings: Settings, now: datetime) -> Row:
    state, zone = state_of(piece, now=now), settings.timezone
    due = _due(piece, state, zone)
    days = (due.astimezone(zone).date() - now.astimezone(zone).date()).days if due else None
    waits = list(unsigned(piece, settings.reviews)) if state in _SIGNED else []
    late = bool(due and due <= now and state is not State.RETIRED)
    needs = (
        *_dates(piece, state, late, days),
        *(f"{role.title} to sign {_AGAIN[standing]}" for role, standing in waits),
    )
    owner = library.authors.get(piece.owner)
    people = (library.authors.get(id) for id in piece.authors)
    names = [p.name if p else id for id, p in zip(piece.authors, people, strict=True)]
    return Row(
        path=piece.path, key=piece.key, id=piece.id, title=piece.title, format=piece.format,
        state=state, private=piece.private, date=piece.date, due=due, days=days,
        authors=piece.authors, people=tuple(names), owner=owner.name if owner else piece.owner,
        owes=tuple(role.id for role, _ in waits), needs=needs,
        attention=_attention(state, late, bool(waits), days),
    )  # fmt: skip


_AGAIN: Final = {Standing.OWED: "off", Standing.STALE: "off again"}


def _due(piece: Piece, state: State, zone: tzinfo) -> datetime | None:
    """When something is to happen to the piece next, or should have."""
    if state in (*_INTENDED, State.SCHEDULED):
        return piece.date
    if state is State.RETIRED:
        return None
    look = piece.review_by
    moments = [datetime(look.year, look.month, look.day, tzinfo=zone)] if look else []
    if piece.expires:
        moments.append(piece.expires)
    return min(moments, default=None)


def _dates(piece: Piece, state: State, late: bool, days: int | None) -> Iterator[str]:
    if state in _INTENDED:
        if piece.date is None:
            yield "a date"
        elif late:
            yield "its date has passed"
        if state is State.PLANNED and not (piece.owner or piece.authors):
            yield "somebody to write it"
        if state is State.REVIEW:
            yield "a review"
    elif state is State.PUBLISHED:
        if late:
            yield "somebody to check whether it still holds"
        if piece.expires and days is not None and days <= _SOON and not piece.successor:
            yield f"expires on {piece.expires:%Y-%m-%d}, without a successor"


def _attention(state: State, late: bool, waits: bool, days: int | None) -> Attention:
    if late:
        return Attention.OVERDUE
    if waits or state is State.REVIEW:
        return Attention.WAITING
    if state is State.PUBLISHED:
        soon = days is not None and days <= _SOON
        return Attention.EXPIRING if soon else Attention.NONE
    return Attention.NONE if state is State.RETIRED else Attention.COMING
