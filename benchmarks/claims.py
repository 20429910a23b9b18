"""The claims: what each says, what it measures, and what it is judged by.

A claim is judged from a session alone, so that the handbook can be written anew from the results
file without measuring again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.changes import Change
from benchmarks.measures import Finding, GrowthOver, Measure, MemoryGrowth, PerPiece, Ratio
from benchmarks.results import Session
from benchmarks.run import Case
from benchmarks.tools.tool import Site


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
            "A cold build of 1,000 pieces takes at most a twenty-fifth of the CPU time of "
            "Material's blog, when both make what that makes: pages, lists, the theme's search.",
            (1_000,),
            _cases(Site.SEARCH, COLD, "masthead-alone", "material", "material-documented"),
            (
                Ratio("cpu", Change.COLD, "material", 1 / 25),
                Ratio("cpu", Change.COLD, "material-documented", 1 / 25),
                Ratio("cpu", Change.COLD, "material", 1 / 25, of="masthead-alone"),
                Ratio("cpu", Change.COLD, "material-documented", 1 / 25, of="masthead-alone"),
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
            "chains",
            "In a cold build of 3,000 pieces in 402 ideas, one of them of 60 steps, the pages and "
            "drawings of chains add at most 15 per cent to the CPU time.",
            (3_000,),
            tuple(Case(tool, Site.FEEDS, COLD) for tool in ("unlinked", "chained")),
            (Ratio("cpu", Change.COLD, "unlinked", 1.15, of="chained"),),
            rounds=5,
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
