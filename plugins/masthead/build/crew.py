"""Who makes the files: this process, or workers of an Executor where that pays.

Any `concurrent.futures.Executor` will do, such as the one that `dask.distributed` gives. Workers
that were forked from this process start with all that it knows; others read it from a file.
"""

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager
from functools import partial
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, TypeVar

from msgspec import Struct

from masthead.build.memory import uncollected
from masthead.build.workshop import OPEN, Done, Job, Row, Tables, Workshop, work
from masthead.diagnostics import MastheadError
from masthead.record.outputs import numbers_in, packed
from masthead.render.resources import FEEDS

WORKERS: Final = "MASTHEAD_WORKERS"
"""How many processes make files; 1 for this one alone."""
EXECUTOR: Final = "MASTHEAD_EXECUTOR"
"""Names a function that gives a `concurrent.futures.Executor`, as `module:function`."""
_WORTH: Final = 2000
"""Files. One process makes fewer in a second or two. Two would save less than a second of it, and
take a sixth more processor time: they share a core's caches, and copy what they look at."""
_SHARES: Final = 6
"""Parts of the work for each worker: the more, the more evenly they end."""
_SMALL: Final = 50
_LARGE: Final = 500
_MOST_FEEDS: Final = 2000
"""Feeds in one part: fewer would make the entries that they share more than once."""
_AHEAD: Final = 2
"""Parts for each worker that wait to be taken."""
_FIRST: Final = 24
"""Files made here, so that what making needs is loaded once and not in every worker."""
_ROUND: Final = 3000
"""Files after which a worker gives way to a new one."""


def processors() -> int:
    """How many processes can work at once, or as many as the environment says."""
    said = os.environ.get(WORKERS, "")
    if said.isdecimal() and int(said):
        return int(said)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def named_executor(name: str) -> AbstractContextManager[Executor]:
    """The Executor that a function gives, which is named as `module:function`.

    Raises MastheadError if there is none.
    """
    module, _, function = name.partition(":")
    try:
        opened = getattr(import_module(module), function)()
    except (ImportError, AttributeError, TypeError) as error:
        raise MastheadError(
            f"{EXECUTOR}={name} names no function that can be called: {error}"
        ) from error
    if not isinstance(opened, Executor):
        raise MastheadError(f"{EXECUTOR}={name} gives {type(opened).__name__}, not an Executor")
    return opened


_I = TypeVar("_I")
_O = TypeVar("_O")


class Crew(Struct, kw_only=True):
    """Makes files. Without an `executor` it is this process and those that it can fork.

    `send` writes the Inputs for processes that were not forked from this one to a file.
    """

    workers: int = 1
    executor: Executor | None = None
    send: Callable[[Path], None] | None = None

    def make(self, numbers: Sequence[int], shop: Workshop, tables: Tables) -> Iterator[Row]:
        """A Row for each of these files, in any order."""
        if self.executor is not None:
            yield from self._with(self.executor, numbers, shop, tables)
        elif self.workers > 1 and len(numbers) >= _WORTH and _can_fork():
            yield from self._forked(numbers, shop, tables)
        else:
            yield from (shop.make(number, tables) for number in _in_order(numbers, shop))

    def _forked(self, numbers: Sequence[int], shop: Workshop, tables: Tables) -> Iterator[Row]:
        job = Job(token_hex(8), "")
        OPEN[job.token] = shop
        waiting = deque(_in_order(numbers, shop))
        shop.prepare()
        try:
            for _ in range(min(_FIRST, len(waiting))):
                yield shop.make(waiting.pop(), tables)
            # A worker comes to hold a copy of whatever it looks at; a new one begins with none.
            while waiting:
                with _pool(self.workers - 1) as pool:
                    yield from self._together(pool, job, waiting, shop, tables)
        finally:
            del OPEN[job.token]

    def _together(
        self, pool: Executor, job: Job, waiting: deque[int], shop: Workshop, tables: Tables
    ) -> Iterator[Row]:
        """Make files from the left while the pool makes some from the right, until it is worn."""
        most, left = (self.workers - 1) * _AHEAD, (self.workers - 1) * _ROUND
        given: set[Future[Done]] = set()
        try:
            while True:
                while waiting and left > 0 and len(given) < most:
                    size = min(len(waiting), _size(len(waiting), self.workers))
                    given.add(pool.submit(work, job, [waiting.pop() for _ in range(size)]))
                    left -= size
                for done in [one for one in given if one.done()]:
                    given.discard(done)
                    yield from _merged(done.result(), tables)
                if not given and not (waiting and left > 0):
                    return
                if waiting:
                    yield shop.make(waiting.popleft(), tables)
                else:
                    wait(given, return_when=FIRST_COMPLETED)
        finally:
            for one in given:
                one.cancel()

    def _with(
        self, executor: Executor, numbers: Sequence[int], shop: Workshop, tables: Tables
    ) -> Iterator[Row]:
        file = shop.stage.home / f"job-{token_hex(8)}"
        file.parent.mkdir(parents=True, exist_ok=True)
        assert self.send is not None  # whoever brings an executor says how  # noqa: S101
        try:
            self.send(file)
            job = Job(file.name, str(file))
            made = set()
            for row in _gather(executor, job, self._parts(numbers, shop), tables):
                made.add(row.number)
                yield row
        finally:
            file.unlink(missing_ok=True)
        yield from (shop.make(number, tables) for number in numbers if number not in made)

    def _parts(self, numbers: Sequence[int], shop: Workshop) -> list[Sequence[int]]:
        """Parts for an executor. As long as feeds are few, one worker makes them all."""
        order = _in_order(numbers, shop)
        feeds = sum(shop.plan.planned[number].template in FEEDS for number in order)
        size = _size(len(order) - feeds, self.workers)
        return [
            some[start : start + most]
            for some, most in ((order[:feeds], _MOST_FEEDS), (order[feeds:], size))
            for start in range(0, len(some), most)
        ]


def _in_order(numbers: Sequence[int], shop: Workshop) -> Sequence[int]:
    """Feeds, which share entries; other files of many pieces, which share cards, those that are no
    pages first, since they take most memory; and what each piece has for itself.

    What is made of one source stands together, since it shares a text.
    """
    planned, pages = shop.plan.planned, len(shop.plan.pages)
    pieces = {piece.path for piece in shop.plan.catalog.everything.pieces}

    def place(number: int) -> tuple[bool, bool, bool, str]:
        one = planned[number]
        own = one.source in pieces
        return one.template not in FEEDS, own, number < pages and not own, one.source

    return sorted(numbers, key=place)


def _gather(
    executor: Executor, job: Job, parts: Sequence[Sequence[int]], tables: Tables
) -> Iterator[Row]:
    futures = {executor.submit(work, job, part) for part in parts}
    try:
        while futures:
            done, futures = wait(futures, return_when=FIRST_COMPLETED)
            while done:
                yield from _merged(done.pop().result(), tables)
    finally:
        for future in futures:
            future.cancel()


def _merged(done: Done, tables: Tables) -> Iterator[Row]:
    facts, uses = tables.numbers(done.facts), [*map(tables.use, done.uses)]
    for row in done.rows:
        shell = uses[row.shell] if row.shell >= 0 else -1
        yield row._replace(
            facts=packed([facts[fact] for fact in numbers_in(row.facts)]), shell=shell
        )


def spread(workers: int) -> Callable[[Callable[[_I], _O], Sequence[_I]], Iterator[_O]] | None:
    """What calls a function with each item, in forked processes; None where there are none."""
    if workers < 2 or not _can_fork():
        return None
    return partial(_spread, workers)


def _spread(workers: int, function: Callable[[_I], _O], items: Sequence[_I]) -> Iterator[_O]:
    token = token_hex(8)
    _SPREAD[token] = function, items
    size = _size(len(items), workers)
    parts = deque(range(0, len(items), size))
    try:
        with _pool(workers) as pool:
            ahead: deque[Future[list[Any]]] = deque()
            while parts or ahead:
                while parts and len(ahead) < workers * _AHEAD:
                    start = parts.popleft()
                    ahead.append(pool.submit(_part, token, start, start + size))
                yield from ahead.popleft().result()
    finally:
        del _SPREAD[token]


def _size(items: int, workers: int) -> int:
    """How many items make a part: what comes back for one is in memory at once."""
    return min(_LARGE, max(_SMALL, -(-items // (workers * _SHARES))))


def _pool(workers: int) -> ProcessPoolExecutor:
    gc.freeze()  # or the first search for cycles in each would copy all that is new
    return ProcessPoolExecutor(workers, multiprocessing.get_context("fork"))


@uncollected()
def _part(token: str, start: int, stop: int) -> list[Any]:
    function, items = _SPREAD[token]
    return [function(item) for item in items[start:stop]]


_SPREAD: Final[dict[str, tuple[Callable[[Any], Any], Sequence[Any]]]] = {}
"""Functions and items that forked processes find here."""


def _can_fork() -> bool:
    # On macOS, forked processes of programs that use system libraries fail now and then.
    return sys.platform == "linux" and "fork" in multiprocessing.get_all_start_methods()
