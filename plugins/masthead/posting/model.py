"""What is posted, what is asked of a network, and what came of it."""

from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol, assert_never

from msgspec import Struct

from masthead.posting.wire import Reply, Request, Wire


class Picture(Struct, frozen=True):
    """An image file, and what it shows in words."""

    file: Path
    alt: str = ""


class Post(Struct, frozen=True, kw_only=True):
    """What shall stand on a network.

    `piece` is the piece's id, `text` the words as they shall appear, already fitted to the network
    and with the address in them; `url` is that address, with campaign tags. `title` and
    `description` stand on the card of networks that make none themselves. `language` is a BCP 47
    tag, or empty. `known` is the address of a copy on this channel that the piece's file names
    already (`syndicated`), whoever put it there.
    """

    piece: str
    text: str
    url: str = ""
    title: str = ""
    description: str = ""
    language: str = ""
    picture: Picture | None = None
    known: str = ""


class Attempt(Struct, frozen=True, kw_only=True):
    """One intention to post: `id` is sixteen hexadecimal digits, `at` an instant in UTC.

    `text` and `link` are what was meant to be posted, for looking whether it was; `also` has the
    other texts and links with which it was sent again. `sent` is when it last went out.
    """

    id: str
    piece: str
    channel: str
    at: datetime
    text: str
    link: str = ""
    sent: datetime | None = None
    also: tuple[tuple[str, str], ...] = ()


class Result(Enum):
    """What came of it."""

    SHOWN = "shown"
    POSTED = "posted"
    ALREADY = "already posted"
    REFUSED = "refused"
    UNDECIDED = "undecided"
    UNRECORDED = "posted, but not recorded"

    @property
    def exit(self) -> int:
        """The exit code of a command that ends with it."""
        match self:
            case Result.SHOWN | Result.POSTED | Result.ALREADY:
                return 0
            case Result.REFUSED | Result.UNDECIDED | Result.UNRECORDED:
                return 1
        assert_never(self)


class Outcome(Struct, frozen=True, kw_only=True):
    """What happened, in `message`, and what to do next, in `remedy`; neither holds a secret.

    `url` is the new post's address, empty where there is none or the network gave none.
    `requests` are those that would be sent, with placeholders where a secret or an answer would
    stand. `again` is the earliest instant at which trying again makes sense.
    """

    result: Result
    channel: str
    message: str
    remedy: str = ""
    url: str = ""
    requests: tuple[Request, ...] = ()
    again: datetime | None = None


class Network(Protocol):
    """What each network's module offers. Faults are those of `masthead.posting.faults`."""

    @property
    def id(self) -> str:
        """The channel's name in configuration, ledger and `syndicated`."""
        ...

    @property
    def title(self) -> str:
        """The network's name for people, with the server or account."""
        ...

    def prepare(self, post: Post, attempt: Attempt, wire: Wire) -> Request:
        """Do what must be done first, such as sending the picture; return what publishes.

        Nothing that `prepare` sends can be seen by anybody. Raises NetworkError, CannotPost.
        """
        ...

    def address(self, reply: Reply) -> str:
        """Where the new post is, from the answer to what published; empty if it does not say.

        Raises Lost if the answer makes no sense.
        """
        ...

    def find(self, attempt: Attempt, wire: Wire) -> str | None:
        """The address of the post that an attempt made; None if it certainly made none.

        Raises Unknowable where the network does not tell, and NetworkError.
        """
        ...

    def repeatable(self, attempt: Attempt, now: datetime) -> bool:
        """Whether the network itself sees to it that the same attempt posts only once."""
        ...

    def advice(self, status: int) -> str:
        """What to do about a refusal with this status."""
        ...
