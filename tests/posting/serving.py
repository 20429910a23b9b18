"""Servers on loopback that stand for networks, and what can go wrong between them and us.

A fake is a `Network`: `answer(asked)` follows the published API. `faults` are used up one by one by
the requests that they are for.
"""

import json
import re
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct, field


class Clock:
    """An instant that tests move on."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.instant

    def pass_by(self, **time: float) -> None:
        self.instant += timedelta(**time)


class Asked(Struct, frozen=True):
    """A request as it came. Names of headers are in small letters."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.url).query).items()}

    @property
    def json(self) -> Any:
        assert self.headers.get("content-type", "").startswith("application/json")
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, Any]:
        """The fields of a multipart form; a file is its type and its bytes."""
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        form: dict[str, Any] = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + self.body).iter_parts():
            data: Any = part.get_payload(decode=True)
            name = str(part.get_param("name", header="content-disposition"))
            is_file = part.get_filename() is not None
            form[name] = (part.get_content_type(), data) if is_file else data.decode()
        return form

    @property
    def bearer(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")


class Answer(Struct, frozen=True):
    """What comes back."""

    status: int
    value: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class Fault(Enum):
    """What goes wrong, and whether the network has heard of the request."""

    NONE = "nothing"
    UNHEARD = "the connection breaks before the request is worked on"
    LOST = "the request is worked on, and the connection breaks"
    TORN = "the request is worked on, and the answer stops in the middle"
    GIBBERISH = "the request is worked on, and something between us answers with a page"
    BROKEN_AFTER = "the request is worked on, and the answer is a 502"
    BROKEN_BEFORE = "the request is not worked on, and the answer is a 503"
    ECHO = "the request is refused with a 400 that repeats everything in it"


class Fake:
    """A network. `asked` holds every request."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.asked: list[Asked] = []
        self.faults: list[tuple[str, Fault | Answer]] = []
        self.address = ""

    def answer(self, asked: Asked) -> Answer:
        raise NotImplementedError

    def fail(self, fault: Fault | Answer, on: str = "") -> None:
        """The next request with `on` in its method and path meets this."""
        self.faults.append((on, fault))

    def fault_for(self, asked: Asked) -> Fault | Answer:
        line = f"{asked.method} {asked.path}"
        for number, (on, fault) in enumerate(self.faults):
            if on in line:
                del self.faults[number]
                return fault
        return Fault.NONE


class _Handler(BaseHTTPRequestHandler):
    fake: Fake
    guard: threading.Lock
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: two would wait for each other

    def _work(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): text for name, text in self.headers.items()}
        asked = Asked(self.command, self.path, headers, self.rfile.read(length))
        with self.guard:
            self.fake.asked.append(asked)
            fault = self.fake.fault_for(asked)
            heard = not isinstance(fault, Answer) and fault not in (
                Fault.UNHEARD, Fault.BROKEN_BEFORE, Fault.ECHO,
            )  # fmt: skip
            answer = self.fake.answer(asked) if heard else Answer(0)
        self._reply(asked, answer, fault)

    do_GET = do_POST = do_PUT = _work  # noqa: N815 - http.server's names

    def _reply(self, asked: Asked, answer: Answer, fault: Fault | Answer) -> None:
        match fault:
            case Fault.NONE:
                self._send(answer.status, _body(answer.value), answer.headers)
            case Answer():
                self._send(fault.status, _body(fault.value), fault.headers)
            case Fault.UNHEARD | Fault.LOST:
                self._break()
            case Fault.TORN:
                body = _body(answer.value)
                self._send(answer.status, body[: len(body) // 2], {}, len(body) + 9)
                self._break()
            case Fault.GIBBERISH:
                self._send(200, b"<html>Please log in to the hotel's network</html>", {})
            case Fault.BROKEN_AFTER:
                self._send(502, b"<html>Bad gateway</html>", {})
            case Fault.BROKEN_BEFORE:
                self._send(503, b'{"error": "busy"}', {"Retry-After": "5"})
            case Fault.ECHO:
                said = f"{dict(asked.headers)} {asked.url} {asked.body!r}"
                self._send(400, _body({"error": said, "message": said, "detail": said}), {})

    def _send(
        self, status: int, body: bytes, headers: dict[str, str], length: int | None = None
    ) -> None:
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def _break(self) -> None:
        """A reset, as a router makes it that has had enough."""
        self.wfile.flush()
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Tests are quiet."""


def _body(value: Any) -> bytes:
    return b"" if value is None else json.dumps(value).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A connection that we broke ourselves is no error."""


@contextmanager
def served(fake: Fake) -> Iterator[str]:
    """The address at which a fake answers."""
    handler = type("Handler", (_Handler,), {"fake": fake, "guard": threading.Lock()})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    fake.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake.address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def weight(text: str) -> int:
    """Characters where every address counts 23, as Mastodon and X count them (emoji aside)."""
    return len(re.sub(r"https?://\S+", "x" * 23, text))
