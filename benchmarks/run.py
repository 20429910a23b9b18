"""Measure the cases of a claim: fresh processes, tools in turns.

In: a claim's cases and numbers. Out: a Session. Each measured build is a process of its own on
folders in memory where there are any; the output of a cold build is removed before it. In each
round all tools do one change before any does the next, every other round in the opposite order, so
that a machine that slows down slows all of them down.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.changes import Change, NotNoticedError, Prepared, prepare
from benchmarks.live import measure_live
from benchmarks.posts import posts
from benchmarks.results import Sample, Session, machine
from benchmarks.texts import described
from benchmarks.tools import TOOLS
from benchmarks.tools.tool import Site

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of our own in it
"""Where there is a file system in memory, the disk's moods stay out of the figures."""
TIMED = Path(__file__).with_name("timed.py")
FEW = 10
"""So many posts has the site whose build lets Python compile a tool's modules."""


@dataclass(frozen=True)
class Case:
    """A tool, what its site has, and what happens to it."""

    tool: str
    site: Site
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Plan:
    """What one command measures."""

    claim: str
    cases: tuple[Case, ...]
    sizes: tuple[int, ...]
    rounds: int
    timeout: float
    keep: Path | None = None
    """Where sites are made and left, for a reader who wants to see them."""
    texts: Sequence[str] = ()
    """Real ones, in place of made-up ones."""


Progress = Callable[[str], None]
"""Told in words what is being done."""


class BuildError(Exception):
    """A tool failed: its name, and what it said."""


def environment() -> dict[str, str]:
    """The environment of every build: no notices, and compiled modules are kept."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1"}


def measure(prepared: Prepared, change: Change, number: int, timeout: float) -> Sample:
    """Make a change, build once, and see what it took and that the change is there."""
    tool = prepared.tool
    program = tool.program()
    if program is None:
        raise BuildError(f"{tool.title} is not installed: {tool.install}")
    expected = prepared.apply(change, number)
    command = [sys.executable, "-S", str(TIMED), str(prepared.folder), str(timeout)]
    done = subprocess.run(
        [*command, *tool.build(program)],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    taken = json.loads(done.stdout.splitlines()[-1])
    if taken["late"]:
        return _sample(prepared, change, late=timeout)
    if taken["status"]:
        said = (done.stderr or done.stdout)[-2000:]
        raise BuildError(f"{tool.title} failed on {prepared.count:,} posts:\n{said}")
    figures = {name: taken[name] for name in ("cpu", "wall", "others", "memory")}
    if not tool.builds:
        return _sample(prepared, change, figures)
    kinds, size = tool.count(prepared.folder)
    if change is Change.COLD and kinds.get("posts") != prepared.count:
        raise NotNoticedError(
            f"{tool.title} made {kinds.get('posts', 0)} of {prepared.count} posts"
        )
    if expected:
        prepared.check(expected)
    figures |= {"size": size, "files": sum(kinds.values())}
    return _sample(prepared, change, figures, kinds if change is Change.COLD else {})


def run(plan: Plan, say: Progress) -> Session:
    """Measure all cases at all sizes."""
    there = [case for case in plan.cases if TOOLS[case.tool].program()]
    if not there:
        raise BuildError(f"None of the tools of {plan.claim} is both wanted and installed.")
    missing = {case.tool: TOOLS[case.tool].install for case in plan.cases if case not in there}
    samples: list[Sample] = []
    for case in there:
        say(f"{case.tool}: once, with {FEW} posts")
        with _folder(None) as folder:
            prepared = prepare(TOOLS[case.tool], case.site, list(posts(FEW)), folder)
            measure(prepared, Change.NOTHING, 0, plan.timeout)
    for size in plan.sizes:
        samples += _at_size(plan, there, size, say)
    return Session(
        claim=plan.claim,
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=machine(),
        versions={case.tool: TOOLS[case.tool].version() for case in there},
        missing=missing,
        samples=tuple(samples),
        texts=described(plan.texts) if plan.texts else "",
    )


def _at_size(plan: Plan, cases: Sequence[Case], size: int, say: Progress) -> Iterator[Sample]:
    """The samples of one size. A tool that was late once is not asked again."""
    sites: list[tuple[Case, Prepared]] = []
    late: set[str] = set()
    with _folder(plan.keep and plan.keep / f"{plan.claim}-{size}") as folder:
        say(f"making up {size:,} posts")
        made = list(posts(size, texts=plan.texts))
        for case in cases:
            say(f"{case.tool}: writing {size:,} posts")
            prepared = prepare(TOOLS[case.tool], case.site, made, folder / case.tool)
            sites.append((case, prepared))
            if Change.COLD not in case.changes and case.changes != (Change.LIVE,):
                say(f"{case.tool}: a first build of {size:,} posts")
                if measure(prepared, Change.NOTHING, 0, plan.timeout).late:
                    late.add(case.tool)
                    yield from (_sample(prepared, one, late=plan.timeout) for one in case.changes)
        for number, change, case, prepared in _turns(sites, plan.rounds):
            if case.tool in late:
                continue
            say(f"{case.tool}: {change}, {size:,} posts, round {number} of {plan.rounds}")
            if change is Change.LIVE:
                yield from measure_live(prepared, plan.rounds, plan.timeout, environment())
                continue
            sample = measure(prepared, change, number, plan.timeout)
            if sample.late:
                late.add(case.tool)
            yield sample


def _turns(
    sites: Sequence[tuple[Case, Prepared]], rounds: int
) -> Iterator[tuple[int, Change, Case, Prepared]]:
    """Who does what when. A served site does all its rounds at one go."""
    for number in range(1, rounds + 1):
        order = sites if number % 2 else sites[::-1]
        for change in Change:
            for case, prepared in order:
                if change in case.changes and (change is not Change.LIVE or number == 1):
                    yield number, change, case, prepared


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """A folder for sites: one that stays, anew, or one that goes."""
    if kept:
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="masthead-bench-", dir=MEMORY) as folder:
        yield Path(folder)


def _sample(
    prepared: Prepared,
    change: Change,
    figures: dict[str, float] | None = None,
    kinds: dict[str, int] | None = None,
    *,
    late: float = 0.0,
) -> Sample:
    return Sample(
        tool=prepared.tool.name,
        site=prepared.site.value,
        posts=prepared.count,
        change=change.value,
        figures=figures or {},
        kinds=kinds or {},
        late=late,
    )
