"""Where a piece stands, from what its file says and one instant."""

from datetime import UTC, datetime
from enum import Enum

from masthead.content.piece import Declared, Piece


class State(Enum):
    """A piece's state. Only published pieces, and a notice for retired ones, reach the site."""

    PLANNED = "planned"
    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    RETIRED = "retired"


def state_of(piece: Piece, *, now: datetime) -> State:
    """The state at the instant `now`, which carries a time zone.

    A piece that is ready but lacks its date, or its address elsewhere, is a draft: it cannot be
    published. What was never public (its date lies ahead) does not become a public notice by being
    retired.
    """
    match piece.declared:
        case Declared.PLANNED:
            return State.PLANNED
        case Declared.DRAFT:
            return State.DRAFT
        case Declared.REVIEW:
            return State.REVIEW
        case Declared.READY | Declared.RETIRED:
            if piece.date is None or (piece.elsewhere and not piece.external_url):
                return State.DRAFT
            if not has_come(piece.date, now):
                return State.SCHEDULED
            expired = piece.expires is not None and has_come(piece.expires, now)
            retired = piece.declared is Declared.RETIRED or expired
            return State.RETIRED if retired else State.PUBLISHED


def has_come(moment: datetime, now: datetime) -> bool:
    """Whether the moment is `now` or before it."""
    # Of two times in one zone, Python compares what the clock shows; in autumn that goes back.
    return moment.astimezone(UTC) <= now.astimezone(UTC)
