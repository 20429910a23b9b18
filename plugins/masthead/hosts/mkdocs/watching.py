"""Wait for the files of a site to be saved.

In: folders and files. Out: a call of `wait` that returns once something in them has changed.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from masthead.hosts.mkdocs.serving import POLL, QuietObserver

_QUIET: Final = 0.03
"""Seconds for which nothing changes before anybody looks."""
_TURN: Final = 0.25
"""Seconds after which a waiting thread looks whether it is over."""


class Watch(FileSystemEventHandler):
    """Watches until it is closed. A file is watched by its folder: editors put a new one there."""

    def __init__(self) -> None:
        self.over = False
        """To be set by whoever ends it, also from a signal: then nobody waits any longer."""
        self._changed = Event()
        self._files: set[str] = set()
        self._folders: tuple[str, ...] = ()
        self._observer: Any = None

    def watch(self, paths: Iterable[Path]) -> bool:
        """Watch these, and no others any more; returns whether others were watched before."""
        paths = [path.resolve() for path in paths]
        folders = tuple(sorted(f"{path}{os.sep}" for path in paths if path.is_dir()))
        files = {str(path) for path in paths if not path.is_dir()}
        if self._observer is not None and (folders, files) == (self._folders, self._files):
            return False
        self.close()
        self._folders, self._files = folders, files
        self._observer = PollingObserver() if os.environ.get(POLL) else QuietObserver()
        for folder in folders:
            self._observer.schedule(self, folder, recursive=True)
        for folder in {str(Path(file).parent) for file in files}:
            if not f"{folder}{os.sep}".startswith(folders or ("\0",)):
                self._observer.schedule(self, folder, recursive=False)
        self._observer.start()
        return True

    def wait(self) -> None:
        """Return when something has changed, and then nothing for a moment; or when it is over."""
        while not (self.over or self._changed.wait(_TURN)):
            pass
        while self._changed.is_set():
            self._changed.clear()
            sleep(_QUIET)

    def close(self) -> None:
        """Watch nothing any more."""
        if self._observer is not None:
            with suppress(RuntimeError):
                self._observer.stop()
                self._observer.join(_TURN)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the observer's thread."""
        for path in (event.src_path, event.dest_path):
            if path and (str(path) in self._files or str(path).startswith(self._folders)):
                self._changed.set()
