"""What is read from a session: ratios, growth, and whether they keep a limit.

A limit holds for the sizes that a claim names; at others the figures are shown and the verdict
says that the limit is about something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from benchmarks.changes import Change
from benchmarks.results import Session
from benchmarks.tools import TOOLS


class Verdict(Enum):
    """Whether a limit is kept."""

    MET = "met"
    MISSED = "missed"
    NO_LIMIT = "no limit"
    OTHER_SIZE = "other size"
    """The limit is about another number of posts."""
    UNKNOWN = "not measured"


@dataclass(frozen=True)
class Finding:
    """One measure of one session."""

    what: str
    value: float | None
    limit: float | None
    verdict: Verdict
    shown: str
    """The value in words."""


class Measure(Protocol):
    """What is read from a session."""

    def findings(self, session: Session, sizes: Sequence[int]) -> list[Finding]:
        """Its findings, where the limit is about `sizes`."""
        ...


def judge(value: float | None, limit: float | None, *, fits: bool = True) -> Verdict:
    """Whether a value keeps a limit."""
    if value is None:
        return Verdict.UNKNOWN
    if limit is None:
        return Verdict.NO_LIMIT
    if not fits:
        return Verdict.OTHER_SIZE
    return Verdict.MET if value <= limit else Verdict.MISSED


def divided(of: float | None, by: float | None) -> float | None:
    """A ratio, where both are known."""
    return of / by if of is not None and by else None


def fraction(ratio: float | None) -> str:
    """A ratio as people say it: 0.71, or 1/18 where it is small."""
    if ratio is None:
        return "–"
    return f"1/{1 / ratio:.0f}" if 0 < ratio < 0.25 else f"{ratio:.2f}"


FIGURES = {
    "cpu": "CPU time", "wall": "wall time", "memory": "memory", "size": "bytes of output",
    "visible": "time until visible", "reload": "time until told to reload",
}  # fmt: skip


@dataclass(frozen=True)
class Ratio:
    """A figure of ours over the same figure of another tool, or of another change of ours."""

    figure: str
    change: Change
    against: str
    limit: float | None = None
    base: Change | None = None
    """The other's change, where it is not the same."""
    of: str = "masthead"
    """The tool whose figure it is."""

    def findings(self, session: Session, sizes: Sequence[int]) -> list[Finding]:
        """One for each size of the session."""
        base = self.base or self.change
        found = []
        for size in session.sizes:
            ours = session.median(self.figure, self.of, self.change, size)
            theirs = session.median(self.figure, self.against, base, size)
            ratio = divided(ours, theirs)
            verdict = judge(ratio, self.limit, fits=size in sizes)
            words = f"{FIGURES[self.figure]} at {size:,}, {self._compared(base)}"
            found.append(Finding(words, ratio, self.limit, verdict, fraction(ratio)))
        return found

    def _compared(self, base: Change) -> str:
        if self.of != "masthead":
            return f"{self.change}, of {TOOLS[self.of].title}, over {TOOLS[self.against].title}"
        if self.against == "masthead":
            return f"{self.change} over {base}"
        return f"{self.change}, over that of {TOOLS[self.against].title}"


@dataclass(frozen=True)
class PerPiece:
    """A figure a piece at the largest size, over that at the smallest."""

    figure: str
    change: Change
    limit: float | None = None

    def findings(self, session: Session, sizes: Sequence[int]) -> list[Finding]:
        """One, or none where there is only one size."""
        small, large = session.sizes[0], session.sizes[-1]
        if small == large:
            return []
        least = divided(session.median(self.figure, "masthead", self.change, small), small)
        most = divided(session.median(self.figure, "masthead", self.change, large), large)
        ratio = divided(most, least)
        words = f"{FIGURES[self.figure]} a piece at {large:,}, over that at {small:,}"
        fits = {small, large} <= set(sizes)
        return [Finding(words, ratio, self.limit, judge(ratio, self.limit, fits=fits),
                        fraction(ratio))]  # fmt: skip


def slope(session: Session, figure: str, tool: str, change: Change) -> float | None:
    """How much a figure grows with each piece, between the smallest and the largest size."""
    small, large = session.sizes[0], session.sizes[-1]
    least = session.median(figure, tool, change, small)
    most = session.median(figure, tool, change, large)
    if small == large or least is None or most is None:
        return None
    return (most - least) / (large - small)


@dataclass(frozen=True)
class MemoryGrowth:
    """How much memory each further piece takes, in kB."""

    change: Change
    limit: float

    def findings(self, session: Session, sizes: Sequence[int]) -> list[Finding]:
        """One, or none where there is only one size."""
        small, large = session.sizes[0], session.sizes[-1]
        if small == large:
            return []
        growth = slope(session, "memory", "masthead", self.change)
        value = None if growth is None else growth * 1024
        fits = {small, large} <= set(sizes)
        words = f"memory for each further piece between {small:,} and {large:,}, kB"
        shown = "–" if value is None else f"{value:.1f}"
        return [Finding(words, value, self.limit, judge(value, self.limit, fits=fits), shown)]


@dataclass(frozen=True)
class GrowthOver:
    """How much longer each further piece makes a build, over what reading its date takes."""

    change: Change
    limit: float | None = None

    def findings(self, session: Session, sizes: Sequence[int]) -> list[Finding]:
        """One, or none where there is only one size."""
        if len(session.sizes) == 1:
            return []
        ours = slope(session, "wall", "masthead", self.change)
        theirs = slope(session, "wall", "dates", Change.NOTHING)
        ratio = divided(ours, theirs)
        micro = "–" if ours is None else f"{ours * 1e6:.0f} µs"
        least = "–" if theirs is None else f"{theirs * 1e6:.1f} µs"
        words = (
            f"wall time that each further piece adds to {self.change} ({micro}), "
            f"over reading its file's date ({least})"
        )
        fits = {session.sizes[0], session.sizes[-1]} <= set(sizes)
        verdict = judge(ratio, self.limit, fits=fits)
        return [Finding(words, ratio, self.limit, verdict, fraction(ratio))]
