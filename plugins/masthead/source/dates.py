"""Dates of files as hints: a file of the same size and date is taken for the same.

Unless the date was too young to tell: then it counts as none, and the file is read.
"""

from typing import Final

_SECOND: Final = 1_000_000_000
_TICK: Final = 50_000_000
"""Nanoseconds within which a second change of a file may leave its date as it was."""


def settled(mtime: int, began: int) -> int:
    """A file's date, or 0 if it may change once more without another. Both in nanoseconds.

    `began` is when the reading of files began.
    """
    coarse = mtime % _SECOND == 0  # a file system that counts seconds
    return mtime if mtime < began - (2 * _SECOND if coarse else _TICK) else 0
