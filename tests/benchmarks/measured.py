"""Sessions as a command would have measured them."""

from benchmarks.results import Sample, Session


def a_sample(tool: str, change: str = "cold", posts: int = 5000, **figures: float) -> Sample:
    """One measured build."""
    kinds = {"posts": posts, "feeds": 150, "lists": 70} if change == "cold" else {}
    return Sample(tool=tool, site="feeds", posts=posts, change=change, figures=figures, kinds=kinds)


def a_session(claim: str, *samples: Sample, **more: object) -> Session:
    """One run of one command."""
    values = {
        "claim": claim,
        "date": "2026-03-04",
        "machine": "2 cores, some processor, Linux, Python 3.11.0",
        "versions": {sample.tool: f"{sample.tool} 1.0" for sample in samples},
        "missing": {},
        "samples": samples,
    }
    return Session(**{**values, **more})
