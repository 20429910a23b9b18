"""How far a long build has come, on a terminal; nothing in a pipe, in CI or while quiet."""

import logging
import os
import sys
from time import monotonic
from typing import Final

_FIRST: Final = 2.0
_EVERY: Final = 0.2
"""Seconds before the first word, and between two."""


class Progress:
    """Counts files that are made, in one line that is written over."""

    def __init__(self, log: logging.Logger) -> None:
        told = log.isEnabledFor(logging.INFO) and not os.environ.get("CI")
        self._shown = told and sys.stderr.isatty()
        self._next = monotonic() + _FIRST
        self._begun = False

    def __call__(self, done: int, total: int) -> None:
        """So many of all are made."""
        if self._shown and monotonic() >= self._next:
            self._next, self._begun = monotonic() + _EVERY, True
            sys.stderr.write(f"\rMade {done:,} of {total:,} files")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._begun:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
