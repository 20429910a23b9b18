"""While serving: findings shown over the last good page, so that nobody has to watch a terminal.

And files that are made only when somebody asks for them.
"""

import sys
from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Final, Protocol, TypeVar

from mkdocs.exceptions import PluginError

from masthead.diagnostics import Diagnostic, errors_of
from masthead.hosts.mkdocs.faults import translated

_T = TypeVar("_T")
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_STYLE: Final = (
    "position:fixed;inset:auto 0 0 0;z-index:99;max-height:50vh;overflow:auto;padding:1rem;"
    "background:#1b1b1f;color:#f4f4f4;font:13px/1.5 ui-monospace,monospace;border-top:4px solid "
)


class Files(Protocol):
    """Files besides those of the last build."""

    def get(self, path: str) -> bytes | None:
        """The file at a path of the server, or nothing."""


class Overlay:
    """Wraps the development server; `findings` and `fault` are those of the last build."""

    def __init__(self) -> None:
        self.findings: tuple[Diagnostic, ...] = ()
        self.fault = ""
        """What kept the pages from being rendered, such as a mistake in a template."""
        self.files: Files | None = None
        self.serving = False

    def attempt(self, work: Callable[[], _T]) -> _T | None:
        """Do the work. While serving, a fault in it is shown over the last good page."""
        try:
            return translated(work)
        except PluginError as fault:
            if not self.serving:
                raise
            self.fault = str(fault)
            sys.stderr.write(f"\n{fault}\n\n")
            return None

    def html(self) -> str:
        """The findings as a panel; nothing when there are no errors."""
        rows = [
            f"<li><b>{escape(f.position.path)}:{f.position.line}:{f.position.column}</b> "
            f"{escape(f.rule.code)}: {escape(f.message)}<br>{escape(f.remedy)}</li>"
            for f in errors_of(self.findings)
        ]
        if self.fault:
            rows.append(f"<li>{escape(self.fault)}</li>")
        if not rows:
            return ""
        return (
            f'<aside id="masthead-findings" role="alert" style="{_STYLE}#e5484d">'
            f"<p>{len(rows)} to mend; the page below is the last good one.</p>"
            f"<ul>{''.join(rows)}</ul></aside>"
        )

    def around(self, app: App | None) -> App:
        """The server's application with the panel in every page."""

        if app is None:
            raise TypeError("the development server has no application yet")

        def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            data = self.files.get(str(environ.get("PATH_INFO", ""))) if self.files else None
            if data is not None:
                length = ("Content-Length", str(len(data)))
                start_response("200 OK", [("Content-Type", "application/octet-stream"), length])
                return [data]
            panel = self.html().encode()
            if not panel:
                return app(environ, start_response)
            started: list[Any] = []

            def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
                started[:] = [status, headers]

            body = b"".join(app(environ, start))
            status, headers = started
            kind = next((v for k, v in headers if k.lower() == "content-type"), "")
            if kind.startswith("text/html") or status.startswith("404"):
                body = _insert(body, panel)
                headers = [(k, v) for k, v in headers if k.lower() != "content-length"]
                headers.append(("Content-Length", str(len(body))))
            start_response(status, headers)
            return [body]

        return wrapped


def _insert(body: bytes, panel: bytes) -> bytes:
    at = body.rfind(b"</body>")
    return body[:at] + panel + body[at:] if at >= 0 else body + panel
