"""What was measured: raw figures, with the machine and the versions, kept in a file.

A session is one run of one command. Its tools took turns, so only figures of the same session are
ever compared with each other.
"""

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).with_name("results.json")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One measured build, or one measured edit of a served site."""

    tool: str
    site: str
    posts: int
    change: str
    figures: dict[str, float] = field(default_factory=dict)
    """`cpu`, `wall`, `others`, `visible`, `reload` in seconds; `memory` in MB; `size` in bytes;
    `files`."""
    kinds: dict[str, int] = field(default_factory=dict)
    """How many output files of each kind there were."""
    late: float = 0.0
    """The seconds after which it was stopped, unfinished."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """One run of one command."""

    claim: str
    date: str
    machine: str
    versions: dict[str, str]
    missing: dict[str, str]
    """Tools that were not installed, and how to get them."""
    samples: tuple[Sample, ...]
    texts: str = ""
    """What the posts' texts are, in words, if they are not made up."""

    @property
    def tools(self) -> tuple[str, ...]:
        """The tools that have samples, in their order."""
        return tuple(dict.fromkeys(sample.tool for sample in self.samples))

    @property
    def sizes(self) -> tuple[int, ...]:
        """The numbers of posts, smallest first."""
        return tuple(sorted({sample.posts for sample in self.samples}))

    def of(self, tool: str, change: str, posts: int) -> list[Sample]:
        """The samples of one case."""
        wanted = (tool, change, posts)
        return [s for s in self.samples if (s.tool, s.change, s.posts) == wanted]

    def median(self, figure: str, tool: str, change: str, posts: int) -> float | None:
        """The median of a figure, or nothing where it was not measured or a run did not end."""
        samples = self.of(tool, change, posts)
        if not samples or any(sample.late for sample in samples):
            return None
        found = [sample.figures[figure] for sample in samples if figure in sample.figures]
        return median(found) if found else None

    @property
    def others(self) -> float | None:
        """How many cores other processes kept busy meanwhile; nothing where that is not known."""
        known = [s.figures for s in self.samples if "others" in s.figures]
        wall = sum(figures["wall"] for figures in known)
        return sum(figures["others"] for figures in known) / wall if wall else None

    @property
    def key(self) -> tuple[str, str, tuple[str, ...], tuple[int, ...]]:
        """A later session with the same key replaces this one."""
        return self.claim, self.texts, self.tools, self.sizes


class ResultsError(Exception):
    """A file of results cannot be read."""


def load(path: Path = RESULTS) -> list[Session]:
    """The sessions of a file; none where there is no file yet.

    Raises ResultsError where it is another file, or one of another version.
    """
    if not path.is_file():
        return []
    try:
        return [
            Session(**{**session, "samples": tuple(Sample(**s) for s in session["samples"])})
            for session in json.loads(path.read_text(encoding="utf-8"))["sessions"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise ResultsError(
            f"{path} does not hold results that can be read: {error}. Write `--results` and the "
            "path of another file, or remove this one."
        ) from error


def save(sessions: Iterable[Session], path: Path = RESULTS) -> None:
    """Write sessions, one sample to a line, so that differences can be read."""
    blocks = []
    for session in sorted(sessions, key=lambda one: one.key):
        whole = asdict(session)
        lines = ",\n".join(f"      {json.dumps(sample)}" for sample in whole.pop("samples"))
        head = json.dumps(whole, indent=2)[2:-2].replace("\n", "\n  ")
        blocks.append(f'    {{\n    {head.strip()},\n    "samples": [\n{lines}\n    ]}}')
    text = '{"sessions": [\n' + ",\n".join(blocks) + "\n]}\n"
    path.write_text(text, encoding="utf-8")


def added(sessions: Iterable[Session], new: Session) -> list[Session]:
    """The sessions with a new one, which replaces an older one of the same key; in order."""
    return sorted([*(one for one in sessions if one.key != new.key), new], key=lambda one: one.key)


def machine() -> str:
    """The machine in words: what matters for speed, and nothing that names it."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.is_file() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else platform.processor() or platform.machine()
    return (
        f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {platform.python_version()}"
    )
