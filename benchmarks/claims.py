"""The claims: what each says, what it measures, and whether a session bears it out.

A claim is judged from a session alone, so that the handbook can be written anew from the results
file without measuring again. A limit holds for the sizes that the claim names; at others the
figures are shown and the verdict says that they are about something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from benchmarks.changes import Change
from benchmarks.results import Session
from benchmarks.run import Case
from benchmarks.tools import TOOLS
from benchmarks.tools.tool import Site


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

    def findings(self, session: Session, sizes: Sequence[int]) -> list[Finding]:
        """One for each size of the session."""
        base = self.base or self.change
        found = []
        for size in session.sizes:
            ours = session.median(self.figure, "masthead", self.change, size)
            theirs = session.median(self.figure, self.against, base, size)
            ratio = divided(ours, theirs)
            verdict = judge(ratio, self.limit, fits=size in sizes)
            words = f"{FIGURES[self.figure]} at {size:,}, {self._compared(base)}"
            found.append(Finding(words, ratio, self.limit, verdict, fraction(ratio)))
        return found

    def _compared(self, base: Change) -> str:
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


@dataclass(frozen=True)
class Claim:
    """What we say, and how it is measured."""

    name: str
    says: str
    sizes: tuple[int, ...]
    cases: tuple[Case, ...]
    measures: tuple[Measure, ...]
    rounds: int = 3

    def findings(self, session: Session) -> list[Finding]:
        """What a session says about the claim."""
        return [
            finding
            for measure in self.measures
            for finding in measure.findings(session, self.sizes)
        ]


def _cases(site: Site, changes: Sequence[Change], *tools: str) -> tuple[Case, ...]:
    return tuple(Case(tool, site, tuple(changes)) for tool in ("masthead", *tools))


def _after(name: str, change: Change, says: str, *measures: Measure) -> Claim:
    """A claim about a build after a change, in a fresh process."""
    cases = _cases(Site.FEEDS, (Change.NOTHING, change), "hugo")
    ratios = (
        Ratio("wall", change, "hugo"),
        Ratio("wall", change, "masthead", None, Change.NOTHING),
    )
    return Claim(name, says, (10_000,), cases, measures or ratios)


COLD = (Change.COLD,)
ALL = ("hugo", "pelican", "material", "zensical", "eleventy")

CLAIMS: dict[str, Claim] = {
    claim.name: claim
    for claim in (
        Claim(
            "cold",
            "A cold build of 5,000 pieces, with all pages, lists and feeds, takes at most 0.8 of "
            "the time and at most the memory of Hugo's, which makes as many from the same posts.",
            (5_000,),
            _cases(Site.FEEDS, COLD, "hugo"),
            (
                Ratio("cpu", Change.COLD, "hugo", 0.8),
                Ratio("wall", Change.COLD, "hugo", 0.8),
                Ratio("memory", Change.COLD, "hugo", 1.0),
            ),
        ),
        Claim(
            "cold-pelican",
            "A cold build takes at most a fifth of Pelican's CPU time.",
            (5_000,),
            _cases(Site.FEEDS, COLD, "pelican"),
            (Ratio("cpu", Change.COLD, "pelican", 1 / 5), Ratio("wall", Change.COLD, "pelican")),
        ),
        Claim(
            "cold-material",
            "A cold build of 1,000 pieces takes at most a fortieth of the CPU time of Material's "
            "blog with the plugin for feeds.",
            (1_000,),
            _cases(Site.FEEDS, COLD, "material"),
            (Ratio("cpu", Change.COLD, "material", 1 / 40), Ratio("wall", Change.COLD, "material")),
            rounds=1,
        ),
        Claim(
            "cold-search",
            "A cold build of 1,000 pieces with the theme's search and without feeds takes at most "
            "a twenty-fifth of the CPU time of Material's blog.",
            (1_000,),
            _cases(Site.SEARCH, COLD, "material", "material-full"),
            (
                Ratio("cpu", Change.COLD, "material", 1 / 25),
                Ratio("cpu", Change.COLD, "material-full", 1 / 25),
            ),
            rounds=1,
        ),
        Claim(
            "cold-others",
            "How a cold build compares with Zensical's and Eleventy's.",
            (1_000,),
            _cases(Site.FEEDS, COLD, "zensical", "eleventy"),
            tuple(Ratio("cpu", Change.COLD, tool) for tool in ("zensical", "eleventy"))
            + tuple(Ratio("wall", Change.COLD, tool) for tool in ("zensical", "eleventy")),
        ),
        _after(
            "edit", Change.SENTENCE,
            "After one edit among 10,000 pieces, `mkdocs build` in a fresh process takes at most a "
            "tenth of Hugo's wall time, and at most three times that of a build where nothing "
            "changed.",
            Ratio("wall", Change.SENTENCE, "hugo", 1 / 10),
            Ratio("wall", Change.SENTENCE, "masthead", 3.0, Change.NOTHING),
        ),
        _after(
            "title", Change.TITLE,
            "How long a build takes after the title of one piece has changed, which lists, feeds "
            "and neighbours show.",
        ),
        _after("new-piece", Change.NEW, "How long a build takes after a piece has been added."),
        _after(
            "configuration", Change.CONFIGURATION,
            "How long a build takes after the site's name has changed, which every page shows.",
        ),
        Claim(
            "growth",
            "How a build after one edit grows with the number of pieces, compared with reading "
            "the dates of their files.",
            (1_000, 5_000, 10_000, 50_000),
            (
                Case("masthead", Site.FEEDS, (Change.NOTHING, Change.SENTENCE)),
                Case("dates", Site.FEEDS, (Change.NOTHING,)),
            ),
            (GrowthOver(Change.NOTHING), GrowthOver(Change.SENTENCE)),
        ),
        Claim(
            "scale",
            "CPU time a piece at 50,000 pieces is at most 1.3 times that at 5,000, and each "
            "further piece takes at most 20 kB of memory.",
            (5_000, 50_000),
            _cases(Site.FEEDS, COLD),
            (PerPiece("cpu", Change.COLD, 1.3), MemoryGrowth(Change.COLD, 20.0)),
            rounds=1,
        ),
        Claim(
            "memory",
            "A build takes at most Hugo's memory, cold and after an edit.",
            (5_000,),
            _cases(Site.FEEDS, (Change.COLD, Change.SENTENCE), "hugo"),
            (
                Ratio("memory", Change.COLD, "hugo", 1.0),
                Ratio("memory", Change.SENTENCE, "hugo", 1.0),
            ),
        ),
        Claim(
            "size",
            "How many bytes and files each tool publishes.",
            (1_000,),
            _cases(Site.FEEDS, COLD, *ALL),
            tuple(Ratio("size", Change.COLD, tool) for tool in ALL),
            rounds=1,
        ),
        Claim(
            "live",
            "From saving an edit to its text on the served page, at 5,000 pieces, compared with "
            "`hugo server`.",
            (5_000,),
            _cases(Site.FEEDS, (Change.LIVE,), "hugo"),
            (Ratio("visible", Change.LIVE, "hugo"),),
            rounds=5,
        ),
    )
}  # fmt: skip
