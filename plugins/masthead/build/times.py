"""What takes how long: noted while somebody asks for it, and free of charge otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, process_time

from msgspec import Struct, field


class Spent(Struct):
    """How often something was done, and how many seconds it took: of the clock, of the CPU."""

    times: int = 0
    clock: float = 0.0
    cpu: float = 0.0


class Times(Struct):
    """Spent by stage of a build, and by template or kind of file."""

    stages: dict[str, Spent] = field(default_factory=dict)
    kinds: dict[str, Spent] = field(default_factory=dict)


_asked: list[Times] = []


@contextmanager
def asked() -> Iterator[Times]:
    """While it holds, times are noted."""
    times = Times()
    _asked.append(times)
    try:
        yield times
    finally:
        _asked.remove(times)


def wanted() -> bool:
    """Whether somebody asks."""
    return bool(_asked)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Note the time of a stage."""
    with _noted(name, "stages"):
        yield


@contextmanager
def kind(name: str) -> Iterator[None]:
    """Note the time of one file of a kind."""
    with _noted(name, "kinds"):
        yield


@contextmanager
def _noted(name: str, table: str) -> Iterator[None]:
    if not _asked:
        yield
        return
    clock, cpu = perf_counter(), process_time()
    try:
        yield
    finally:
        for times in _asked:
            spent = getattr(times, table).setdefault(name, Spent())
            spent.times += 1
            spent.clock += perf_counter() - clock
            spent.cpu += process_time() - cpu
