"""Show a session to browsers on this machine, and to nobody else.

In: a Session. Out: answers on a port of 127.0.0.1. Paths that are asked for are looked up among the
preview's files and never become paths of the disk. A request whose `Host` is not this machine's
comes from a page that has bent a name of its own to us, and gets nothing; nor does another site's
page that embeds us.
"""

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from masthead.content.media import media_type
from masthead.diagnostics import MastheadError
from masthead.preview.documents import OWN_POLICY, POLICY, STATIC
from masthead.preview.session import INDEX, Session

_HOSTS: Final = frozenset(("127.0.0.1", "localhost", "::1"))
_OWN: Final = frozenset(("", INDEX, *STATIC))
_TYPES: Final = {
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "ico": "image/x-icon", "svg": "image/svg+xml",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "webp": "image/webp", "avif": "image/avif", "bmp": "image/bmp",
    "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf",
}  # fmt: skip
_BYTES: Final = "application/octet-stream"
_ALWAYS: Final = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-DNS-Prefetch-Control", "off"),
)
_PULSE: Final = 15.0
"""Seconds after which a browser that listens is told that there is nothing new."""


_SILENCE: Final = 60.0
"""Seconds for which a connection may say nothing, or take nothing."""


class Server(ThreadingHTTPServer):
    """Serves one session; `address` is what people open. Raises OSError for a port in use."""

    daemon_threads = True

    def __init__(self, session: Session, port: int) -> None:
        self.session = session
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def address(self) -> str:
        """Where the preview is."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone away is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _SILENCE
    server_version = "Masthead"
    sys_version = ""
    server: Server

    def do_GET(self) -> None:  # http.server's name
        """Answer a request."""
        if not self._is_welcome():
            self._say(HTTPStatus.FORBIDDEN, "This preview is for the machine that it runs on.")
            return
        try:
            name = unquote(urlsplit(self.path).path).removeprefix("/")
        except ValueError:
            self._say(HTTPStatus.BAD_REQUEST, "That is no address.")
            return
        if name == "events":
            self._tell()
        else:
            self._show(name)

    def do_HEAD(self) -> None:  # http.server's name
        """Answer without a body."""
        self.do_GET()

    def log_message(self, *args: Any) -> None:
        """Nobody reads it."""

    def _is_welcome(self) -> bool:
        """Whether the browser asks on behalf of our own page, or of a person."""
        try:
            host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        except ValueError:
            return False
        foreign = self.headers.get("Sec-Fetch-Site", "") in ("cross-site", "same-site")
        opened = self.headers.get("Sec-Fetch-Dest", "") == "document"
        return host in _HOSTS and (opened or not foreign)

    def _show(self, name: str) -> None:
        try:
            data = self.server.session.file(name)
        except MastheadError as error:
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
            return
        if data is None:
            self._say(HTTPStatus.NOT_FOUND, "This is no part of the preview.")
            return
        kind = name.rpartition(".")[2].lower() if name else "html"
        policy = OWN_POLICY if name in _OWN else f"{POLICY}; sandbox allow-same-origin"
        self._answer(HTTPStatus.OK, _TYPES.get(kind) or media_type(name) or _BYTES, data, policy)

    def _say(self, status: HTTPStatus, words: str) -> None:
        self._answer(status, "text/plain; charset=utf-8", words.encode(), POLICY)

    def _answer(self, status: HTTPStatus, kind: str, data: bytes, policy: str) -> None:
        self.send_response(status)
        about = {
            "Content-Security-Policy": f"{policy}; frame-ancestors 'self'",
            "Content-Type": kind,
            "Content-Length": str(len(data)),
        }
        for header, value in (*_ALWAYS, *about.items()):
            self.send_header(header, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def _tell(self) -> None:
        """Tell of each version, as long as somebody listens."""
        session, version = self.server.session, ""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for header, value in (*_ALWAYS, ("Content-Type", "text/event-stream"),
                              ("Connection", "close")):  # fmt: skip
            self.send_header(header, value)
        self.end_headers()
        while self.command == "GET":
            last, version = version, session.next_version(version, _PULSE)
            told = f"data: {version}\n\n" if version != last else ": still here\n\n"
            self.wfile.write(told.encode())
            self.wfile.flush()
