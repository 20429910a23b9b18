"""What can go wrong on the way to a network. No message holds a secret.

MastheadError
├── CannotPost      nothing was tried: no token, no such channel, a damaged picture
└── NetworkError    something was tried
    ├── NotSent     no connection: the network knows nothing of it
    ├── Refused     the network said no: nothing was posted
    ├── Lost        the request was sent and no answer came: nobody knows
    └── Unknowable  the network does not let us look whether something was posted
"""

from datetime import datetime

from masthead.diagnostics import MastheadError


class CannotPost(MastheadError):  # noqa: N818 - said as it is, here and below
    """Nothing was tried, since something is missing. `remedy` says what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class NetworkError(MastheadError):
    """Root of what can happen between us and a network."""


class NotSent(NetworkError):  # noqa: N818
    """There was no connection."""


class Lost(NetworkError):  # noqa: N818
    """The request went out, and no answer came that says what became of it."""

    def __init__(self, words: str, again: datetime | None = None) -> None:
        super().__init__(words)
        self.again = again


class Unknowable(NetworkError):  # noqa: N818
    """Whether something was posted cannot be found out from here."""


class Refused(NetworkError):  # noqa: N818
    """The network answered with `status`, and said no in its own `words`.

    `again` is when it lets us try again, if it says so.
    """

    def __init__(self, status: int, words: str, again: datetime | None = None) -> None:
        super().__init__(f"{status} {words}".strip())
        self.status, self.words, self.again = status, words, again
