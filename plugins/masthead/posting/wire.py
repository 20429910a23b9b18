"""Requests to a network and their answers, and the paper on which they are only written down."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct, field

from masthead.posting.tokens import Secret

_LONGEST: Final = 2_000
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


class Upload(Struct, frozen=True):
    """A file in a request: `type` is its media type."""

    name: str
    type: str
    data: bytes


class Signature(Struct, frozen=True):
    """Headers that are made from method, address and body; `shown` stands for them on paper."""

    shown: dict[str, str]
    make: Callable[[str, str, bytes], dict[str, str]]


class Request(Struct, frozen=True, kw_only=True):
    """One request. `purpose` says in words what it is for.

    Its body is JSON (`json`, in which secrets may stand), a form (`form`), or a file (`upload`).
    `bearer` goes into the header Authorization. `sample` is what the network would answer, for
    showing requests that are not sent.
    """

    purpose: str
    method: str
    url: str | Secret
    headers: dict[str, str] = field(default_factory=dict)
    bearer: Secret | None = None
    signature: Signature | None = None
    json: Any = None
    form: dict[str, str | Upload] | None = None
    upload: Upload | None = None
    sample: Any = None


class Reply(Struct, frozen=True):
    """An answer. Names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def value(self) -> Any:
        """The JSON value that the body is; None if it is none."""
        try:
            return msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None

    def text(self, *path: str) -> str:
        """The string or number at a path into the JSON object; empty if there is none."""
        value = self.value
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return str(value) if isinstance(value, str | int) else ""


class Wire(Protocol):
    """What sends requests."""

    def send(self, request: Request) -> Reply:
        """Send it. Raises NotSent and Lost; what the network refuses is an ordinary reply."""
        ...

    def pause(self, seconds: float) -> None:
        """Wait while the network works."""
        ...

    def now(self) -> datetime:
        """The instant."""
        ...

    def learn(self, name: str, value: str) -> Secret:
        """A secret that the network has just given us."""
        ...


class Paper:
    """Writes down what would be sent, and answers with samples."""

    def __init__(self, now: datetime) -> None:
        self.requests: list[Request] = []
        self._now = now

    def send(self, request: Request) -> Reply:
        """Write it down."""
        self.requests.append(request)
        return Reply(200, {}, json_bytes(request.sample if request.sample is not None else {}))

    def pause(self, seconds: float) -> None:
        """Paper is patient."""

    def now(self) -> datetime:
        """When it was made."""
        return self._now

    def learn(self, name: str, value: str) -> Secret:
        """Samples hold no secrets."""
        return Secret(name, value)


def json_bytes(value: Any, *, reveal: bool = False) -> bytes:
    """JSON in UTF-8, the same bytes for the same value; a Secret stands as its placeholder."""
    show = Secret.reveal if reveal else repr
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=show).encode()


def is_safe(url: str) -> bool:
    """Whether a secret may go there: encrypted, or within this machine."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    if parts.username is not None or not parts.hostname or not url.isascii():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def is_address(url: str) -> bool:
    """Whether what a network calls an address is one, and acts on no terminal and no file."""
    plain = url.isprintable() and not any(c.isspace() or c in '"<>' for c in url)
    return plain and url.startswith(("https://", "http://")) and len(url) <= _LONGEST


def joined(server: str, path: str) -> str:
    """A path on a server."""
    return server.rstrip("/") + path
