"""`mkdocs serve`: what the server is lent, so that a saved piece costs its own work and no more."""

import os
from collections.abc import Callable, Iterable
from posixpath import normpath
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
)
from watchdog.observers import Observer

from masthead.build.live import LiveSite
from masthead.hosts.mkdocs.overlay import App

POLL: Final = "MASTHEAD_POLL"
"""Set to anything, it makes the server look for changes itself, where the system tells of none."""
_QUIET: Final = 0.03
"""Seconds without a change after which a rebuild begins; MkDocs waits for three times as long."""

_CHANGES: Final = [
    FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent, DirDeletedEvent,
    DirMovedEvent,
]  # fmt: skip


def watch_closely(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Let the system tell of changes, instead of looking at every file twice a second."""
    server.build_delay = _QUIET
    if os.environ.get(POLL):
        return
    watched = []
    for path in (config.docs_dir, config.config_file_path or "", *config.theme.dirs):
        try:
            server.unwatch(path)
        except KeyError:
            continue
        watched.append(path)
    server.observer = QuietObserver()
    for path in watched:
        server.watch(path)


class QuietObserver(Observer):  # type: ignore[misc, valid-type]  # it is another on each system
    """Does not tell of files that are read: a build reads them."""

    def schedule(self, handler: Any, path: str, *, recursive: bool = False, **rest: Any) -> Any:
        """As of any observer."""
        return super().schedule(handler, path, recursive=recursive, event_filter=_CHANGES, **rest)


def around(app: App | None, live: LiveSite, mount: str) -> App:
    """The server's application, before which whatever is asked for is made."""
    if app is None:
        raise TypeError("the development server has no application yet")

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        files = _asked_for(environ, mount)
        known = [live.ensure(file) for file in files]
        answer, body = _answer(app, environ)
        if any(known) and answer[0].startswith("404"):
            # While the server waited for a rebuild, what had been made was forgotten.
            known = [live.ensure(file) for file in files]
            answer, body = _answer(app, environ)
        start_response(*answer)
        return body

    return wrapped


def _answer(app: App, environ: dict[str, Any]) -> tuple[list[Any], Iterable[bytes]]:
    answer: list[Any] = []
    body = app(environ, lambda *given: answer.extend(given))
    return answer, body


def _asked_for(environ: dict[str, Any], mount: str) -> tuple[str, ...]:
    """The files that may answer a request, by their path below the site."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
    if not path.startswith(mount):
        return ()
    file = normpath("/" + path[len(mount) :]).lstrip("/")
    return file, f"{file}/index.html".lstrip("/")
