"""Measure whole builds in one run, and write the handbook's table.

    python benchmarks/compare.py [--posts 1000] [--large 5000] [--skip-material]

Each build is a fresh process on fresh folders: `mkdocs build` with Material's search. What counts
is CPU time (user and system) of the process and its children, since wall time on shared machines
says little, on folders in memory where there are any. Ratios within one run are worth more than
seconds.
"""

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from generate import write_masthead, write_material, write_material_full

MANY = 200
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of our own in it
"""Where there is a file system in memory, the disk's moods stay out of the figures."""
PAGE = Path(__file__).parent.parent / "docs" / "handbook" / "developing" / "benchmarks.md"


@dataclass(frozen=True)
class Result:
    """One measured build."""

    name: str
    posts: int
    cpu: float
    wall: float
    memory: float
    size: float
    files: int


def measure(name: str, posts: int, folder: Path) -> Result:
    """Build the site in `folder` with `mkdocs build`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    process = subprocess.Popen(command, cwd=folder, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{name}: the build of {posts} posts failed")
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    files = [file for file in (folder / "site").rglob("*") if file.is_file()]
    return Result(
        name=name,
        posts=posts,
        cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        wall=wall,
        memory=usage.ru_maxrss / 1024,
        size=sum(file.stat().st_size for file in files) / 1e6,
        files=len(files),
    )


def run(name: str, posts: int, write: Callable[[int, Path], None], *, warm: bool) -> list[Result]:
    """A cold build, and a second one over it."""
    folder = Path(tempfile.mkdtemp(prefix="masthead-bench-", dir=MEMORY))
    try:
        write(posts, folder)
        results = [measure(f"{name}, cold", posts, folder)]
        if warm:
            results.append(measure(f"{name}, again", posts, folder))
        return results
    finally:
        shutil.rmtree(folder)


def without_feeds(posts: int, folder: Path) -> None:
    """As Material's blog: no feeds."""
    write_masthead(posts, folder, feeds=False)


def many_feeds(posts: int, folder: Path) -> None:
    """About 900 files of feeds."""
    write_masthead(posts, folder, authors=MANY)


def no_feeds(posts: int, folder: Path) -> None:
    """The same site without them."""
    write_masthead(posts, folder, authors=MANY, feeds=False)


def middle(results: Sequence[Result]) -> Result:
    """The one with the median CPU time."""
    return sorted(results, key=lambda result: result.cpu)[len(results) // 2]


def table(results: list[Result]) -> list[str]:
    """The results as rows of Markdown."""
    rows = [
        "| what | posts | CPU s | CPU ms a post | wall s | memory MB | site MB | files |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    rows += [
        f"| {r.name} | {r.posts:,} | {r.cpu:.1f} | {r.cpu / r.posts * 1000:.1f} | {r.wall:.1f} "
        f"| {r.memory:.0f} | {r.size:.1f} | {r.files:,} |"
        for r in results
    ]
    return rows


def machine() -> str:
    """The machine in words."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.is_file() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else platform.processor() or platform.machine()
    return (
        f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {platform.python_version()}"
    )


def main() -> None:
    """Run everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--large", type=int, default=5000)
    parser.add_argument("--skip-material", action="store_true")
    wanted = parser.parse_args()
    run("Masthead", 1, write_masthead, warm=False)  # so that Python has compiled its modules
    run("Material's blog", 1, write_material, warm=False)
    rivals = [("Material's blog", write_material), ("Material's blog, full", write_material_full)]
    ours, plain, theirs = [run("Masthead", wanted.posts, write_masthead, warm=True)], [], []
    for name, write in [] if wanted.skip_material else rivals:
        plain += run("Masthead without feeds", wanted.posts, without_feeds, warm=False)
        theirs += run(name, wanted.posts, write, warm=False)
        plain += run("Masthead without feeds", wanted.posts, without_feeds, warm=False)
        ours.append(run("Masthead", wanted.posts, write_masthead, warm=True))
    small = [middle(results) for results in zip(*ours, strict=True)]
    large = run("Masthead", wanted.large, write_masthead, warm=True)
    pairs = [
        run(f"Masthead, {MANY} authors", wanted.large, many_feeds, warm=False)
        + run(f"Masthead, {MANY} authors, no feeds", wanted.large, no_feeds, warm=False)
        for _ in range(3)
    ]
    many, none = (middle(results) for results in zip(*pairs, strict=True))
    growth = (large[0].cpu / large[0].posts) / (small[0].cpu / small[0].posts)
    words = [f"CPU a piece at {wanted.large:,} is {growth:.2f} times that at {wanted.posts:,}."]
    words.append(
        f"All feeds of {wanted.large:,} pieces and {MANY} authors add "
        f"{(many.cpu / none.cpu - 1) * 100:.0f} % of CPU (medians of three)."
    )
    if theirs:
        plain = [middle(plain)]
        lean, full = (result.cpu / plain[0].cpu for result in theirs)
        words.append(
            f"A cold build takes 1/{lean:.0f} of the CPU of Material's blog plugin on the same "
            "posts, with only the Markdown extensions that they need, and "
            f"1/{full:.0f} with those that match our renderer (full); both without feeds, which "
            "that plugin does not make. Ours is the median of runs before, between and after "
            f"theirs. With feeds it is 1/{theirs[0].cpu / small[0].cpu:.0f} and "
            f"1/{theirs[1].cpu / small[0].cpu:.0f}."
        )
    results = [*small, *plain, *large, many, none, *theirs]
    versions = ", ".join(f"{p} {version(p)}" for p in ("masthead", "mkdocs", "mkdocs-material"))
    what = (
        "Made-up posts of about 800 words, with authors, topics, lists, archive and the theme's "
        "search; one process each, nothing cached. `benchmarks/` has the generator and the "
        "comparison; `make bench` runs it anew."
    )
    lines = [
        "# How fast it is", "",
        "<!-- Made by `make bench`. Do not edit it here. -->", "",
        what, "",
        *table(results), "", *words, "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine()}; {versions}.", "",
    ]  # fmt: skip
    PAGE.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
