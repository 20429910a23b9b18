"""Keep Python's cyclic garbage collector out of work that makes no cycles."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """While it holds, nothing is searched for cycles.

    A build makes a few hundred objects a piece and keeps them to its end. The collector would walk
    over all of them again and again, for a tenth of the build's time, and find nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def leave_quickly() -> None:
    """When the process ends, do not search what then lives for cycles.

    Python searches several times while it ends, which took a tenth of a build's time.
    """
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
