"""Run one command and print what it took, as JSON. Started as a process of its own.

    python -S benchmarks/timed.py FOLDER TIMEOUT COMMAND...

Out: `cpu` (seconds, user and system, of the process and all children that it waited for), `wall`
(seconds), `others` (seconds of CPU that other processes had meanwhile), `memory` (MB, the peak of
the whole tree), `status`, `late` (stopped at the timeout).

It is a process of its own because Linux passes a parent's peak of memory on to its children: one
that has made up 50,000 posts would lend every tool its own hundreds of megabytes. For the same
reason it imports little, no pathlib, and nothing of the package.
"""

import json
import os
import signal
import sys
import threading
import time

BETWEEN = 0.05
"""Seconds between two looks at the memory of a tree of several processes."""


def children(pid: int) -> list[int]:
    """The processes below `pid`, at any depth."""
    found: list[int] = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 - see above: no pathlib
            with open(f"/proc/{pid}/task/{task}/children") as file:  # noqa: PTH123
                found += map(int, file.read().split())
    except OSError:
        return []
    return found + [below for child in found for below in children(child)]


def share(pid: int) -> int:
    """The memory of one process in kB, pages that several share counted once in all."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:  # noqa: PTH123
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def watch(pid: int, peak: list[int], done: threading.Event) -> None:
    """Keep in `peak` the most memory in kB that the tree of `pid` had, where it is a tree."""
    while not done.wait(BETWEEN):
        below = children(pid)
        if below:
            peak[0] = max(peak[0], sum(map(share, [pid, *below])))


def busy() -> float:
    """The seconds that all cores of the machine have worked; 0 where the system does not say."""
    try:
        with open("/proc/stat") as file:  # noqa: PTH123
            ticks = list(map(int, file.readline().split()[1:9]))
    except OSError:
        return 0.0
    waiting = ticks[3] + ticks[4]
    return (sum(ticks) - waiting) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run the command."""
    folder, timeout, command = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    os.chdir(folder)
    peak, done, late = [0], threading.Event(), threading.Event()
    worked = busy()
    started = time.perf_counter()
    # A session of its own, so that at the timeout its whole tree can be ended, and nothing else.
    pid = os.posix_spawnp(command[0], command, os.environ, setsid=True)

    def give_up() -> None:
        late.set()
        os.killpg(pid, signal.SIGKILL)

    alarm = threading.Timer(timeout, give_up)
    alarm.start()
    watcher = threading.Thread(target=watch, args=(pid, peak, done))
    watcher.start()
    try:
        _, status, usage = os.wait4(pid, 0)
    except KeyboardInterrupt:
        os.killpg(pid, signal.SIGKILL)
        os._exit(130)
    wall = time.perf_counter() - started
    others = busy() - worked - usage.ru_utime - usage.ru_stime
    alarm.cancel()
    done.set()
    watcher.join()
    result = {
        "cpu": round(usage.ru_utime + usage.ru_stime, 4),
        "wall": round(wall, 4),
        "others": round(max(others, 0.0), 2),
        "memory": round(max(usage.ru_maxrss, peak[0]) / 1024, 1),
        "status": os.waitstatus_to_exitcode(status),
        "late": late.is_set(),
    }
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
