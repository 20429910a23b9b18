"""The only module that speaks to another computer.

In: a Request. Out: a Reply, NotSent or Lost. Redirects are not followed, for they would carry a
token to somebody else. Certificates are verified by what the system trusts. An answer counts up to
a megabyte, and for a minute.
"""

import logging
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final, NoReturn
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)

from masthead import __version__
from masthead.posting.faults import CannotPost, Lost, NotSent
from masthead.posting.tokens import Scrubber, Secret
from masthead.posting.wire import Reply, Request, Upload, json_bytes

_TIMES: Final = urllib3.Timeout(connect=10, read=30)
_DEADLINE: Final = 60.0
_LARGEST: Final = 1_000_000
_HANDSHAKE: Final = ("CERTIFICATE_VERIFY_FAILED", "WRONG_VERSION_NUMBER", "HANDSHAKE")


class Internet:
    """Sends requests, with the secrets in their places."""

    def __init__(
        self,
        scrub: Scrubber,
        *,
        times: urllib3.Timeout = _TIMES,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._scrub, self._times = scrub, times
        self.now, self.pause = clock, sleep

    def send(self, request: Request) -> Reply:
        """Send it once. Raises NotSent, Lost and CannotPost."""
        with _hushed():
            return self._send(request)

    def _send(self, request: Request) -> Reply:
        url = request.url.reveal() if isinstance(request.url, Secret) else request.url
        host = urlsplit(url).hostname or ""
        body, headers = _packed(request, url)
        try:
            answer = _manager(url).request(
                request.method, url, body=body, headers=headers, redirect=False, retries=False,
                timeout=self._times, preload_content=False,
            )  # fmt: skip
        except (HTTPError, OSError, ValueError) as error:
            _failed(error, host)
        try:
            named = {name.lower(): self._scrub(text) for name, text in answer.headers.items()}
            text = self._scrub(_body(answer).decode("utf-8", "replace"))
            return Reply(answer.status, named, text.encode())
        finally:
            answer.close()

    def learn(self, name: str, value: str) -> Secret:
        """A secret that the network has just given us."""
        return self._scrub.learn(Secret(name, value))


@contextmanager
def _hushed() -> Iterator[None]:
    """The libraries' logs repeat addresses and signatures, which may be secrets."""
    loggers = [logging.getLogger(name) for name in ("urllib3", "oauthlib")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _manager(url: str) -> urllib3.PoolManager:
    """A new connection each time; through the proxy that the environment names.

    What is not encrypted goes to this machine, and through nobody's hands.
    """
    parts = urlsplit(url)
    proxy = urllib.request.getproxies().get("https") if parts.scheme == "https" else None
    if proxy and not urllib.request.proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy, num_pools=1)
    return urllib3.PoolManager(num_pools=1)


def _packed(request: Request, url: str) -> tuple[bytes, dict[str, str]]:
    """Body and headers as they are sent."""
    headers = {"User-Agent": f"masthead/{__version__}", "Accept": "application/json"}
    headers |= request.headers
    body = b""
    if request.upload is not None:
        body, headers["Content-Type"] = request.upload.data, request.upload.type
    elif request.json is not None:
        body, headers["Content-Type"] = json_bytes(request.json, reveal=True), "application/json"
    elif request.form is not None:
        body, headers["Content-Type"] = urllib3.encode_multipart_formdata(
            [
                (name, (value.name, value.data, value.type) if isinstance(value, Upload) else value)
                for name, value in request.form.items()
            ]
        )
    if request.bearer is not None:
        headers["Authorization"] = f"Bearer {request.bearer.reveal()}"
    if request.signature is not None:
        headers |= request.signature.make(request.method, url, body)
    if not all(text.isascii() and text.isprintable() for text in headers.values()):
        raise CannotPost("a header of the request holds what no header may")
    return body, headers


def _body(answer: urllib3.BaseHTTPResponse) -> bytes:
    """As much of it as comes in time; what is missing shows when it is read."""
    parts: list[bytes] = []
    length, until = 0, time.monotonic() + _DEADLINE
    try:
        for part in answer.stream(65_536):
            parts.append(part)
            length += len(part)
            if length >= _LARGEST or time.monotonic() > until:
                break
    except (HTTPError, OSError):
        pass
    return b"".join(parts)


def _failed(error: Exception, host: str) -> NoReturn:
    """Whether the request was out when it failed. The chain of causes may hold secrets: it ends."""
    match error:
        case NameResolutionError():
            raise NotSent(f"there is no host {host}, or no network here") from None
        case ProxyError():
            raise NotSent(f"the proxy does not lead to {host}") from None
        case NewConnectionError():
            why = error.__cause__.strerror if isinstance(error.__cause__, OSError) else None
            raise NotSent(f"{host} cannot be reached: {why or 'no connection'}") from None
        case ConnectTimeoutError():
            raise NotSent(f"{host} does not take connections: it did not react in time") from None
        case SSLError() if any(word in str(error).upper() for word in _HANDSHAKE):
            raise NotSent(f"{host} has no certificate that this machine trusts") from None
        case ReadTimeoutError():
            raise Lost(f"{host} took the request and did not answer in time") from None
        case _:
            raise Lost(f"the connection to {host} broke before an answer came") from None
