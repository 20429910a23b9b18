"""What has fallen due since a site was published or since an instant, and what lies ahead.

In: pieces, the instant, what was public before. Out: an Account as values. Nothing here reads,
writes or prints.
"""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.content.state import State
from masthead.content.turns import Standing, Turn, standing, turns_of


class Account(Struct, frozen=True):
    """What fell due, and what will, in the order of instants.

    `other` says that the published site differs although nothing fell due: pieces were added,
    moved or taken away, and what should have published them has not.
    """

    due: tuple[Turn, ...]
    ahead: tuple[Turn, ...]
    other: bool = False

    @property
    def is_due(self) -> bool:
        """Whether a build would publish something that is not public yet, or retire something."""
        return bool(self.due) or self.other

    @property
    def next(self) -> datetime | None:
        """The next instant at which something falls due."""
        return self.ahead[0].instant if self.ahead else None

    @property
    def last(self) -> datetime | None:
        """The instant at which the last piece that lies ahead appears."""
        appearing = [turn.instant for turn in self.ahead if turn.state is State.PUBLISHED]
        return appearing[-1] if appearing else None


def due_since(pieces: Iterable[Piece], since: datetime, now: datetime) -> Account:
    """What falls due after `since`, up to and with `now`."""
    turns = turns_of(pieces)
    return Account(
        due=tuple(turn for turn in turns if since < turn.instant <= now),
        ahead=tuple(turn for turn in turns if turn.instant > now),
    )


def due_beyond(pieces: Iterable[Piece], before: Standing | None, now: datetime) -> Account:
    """What is public now and was not in a published site, of which `before` tells.

    None stands for a site that does not exist yet, where everything is due.
    """
    known = tuple(pieces)
    turns = turns_of(known)
    ahead = tuple(turn for turn in turns if turn.instant > now)
    past = tuple(turn for turn in turns if turn.instant <= now)
    if before is None:
        return Account(past, ahead, other=not past)
    if standing(known, now).digest == before.digest:
        return Account((), ahead)
    due = tuple(t for t in past if before.until is None or t.instant > before.until)
    return Account(due, ahead, other=not due)
