"""Write the handbook's page and its picture from the results file alone."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.changes import Change
from benchmarks.claims import CLAIMS
from benchmarks.measures import Finding, Verdict, fraction
from benchmarks.plot import Panel, draw
from benchmarks.results import Session
from benchmarks.tools import TOOLS
from benchmarks.tools.tool import Site

HANDBOOK = Path(__file__).parents[1] / "docs" / "handbook" / "developing"
TEMPLATE = Path(__file__).with_name("page.md")
VERDICTS = {
    Verdict.MET: "met",
    Verdict.MISSED: "**missed**",
    Verdict.NO_LIMIT: "",
    Verdict.OTHER_SIZE: "at another size",
    Verdict.UNKNOWN: "not measured",
}
COLUMNS = {
    "cpu": ("CPU s", 1, 2), "wall": ("wall s", 1, 2), "memory": ("memory MB", 1, 0),
    "size": ("site MB", 1e-6, 1), "files": ("files", 1, 0),
    "visible": ("visible after s", 1, 2), "reload": ("told to reload after s", 1, 2),
}  # fmt: skip
"""The columns of figures: heading, factor, digits."""


def cases_table(session: Session) -> list[str]:
    """A session's medians, a row for each case."""
    rows = []
    columns = [name for name in COLUMNS if any(name in s.figures for s in session.samples)]
    for size in session.sizes:
        for change in Change:
            for tool in session.tools:
                samples = session.of(tool, change, size)
                if samples:
                    cells = [_cell(session, name, tool, change, size) for name in columns]
                    late = max(sample.late for sample in samples)
                    rounds = f"not done after {late:g} s" if late else str(len(samples))
                    rows.append([TOOLS[tool].title, change, f"{size:,}", *cells, rounds])
    heads = ["tool", "build", "posts", *(COLUMNS[name][0] for name in columns), "rounds"]
    return table(heads, rows, left=2)


def findings_table(findings: Iterable[Finding]) -> list[str]:
    """Measures, values, limits and verdicts."""
    rows = [[f.what, f.shown, _limit(f), VERDICTS[f.verdict]] for f in findings]
    return table(["measure", "value", "limit", "verdict"], rows, left=1)


def work_table(session: Session) -> list[str]:
    """How many output files of each kind each tool made, for readers who judge fairness."""
    found = {
        (tool, size): session.of(tool, Change.COLD, size)[0].kinds
        for size in session.sizes
        for tool in session.tools
        if session.of(tool, Change.COLD, size)
    }
    kinds = list(dict.fromkeys(kind for made in found.values() for kind in made))
    order = list(dict.fromkeys([*TOOLS["masthead"].kinds, *TOOLS["chained"].kinds, "other"]))
    kinds.sort(key=order.index)
    rows = [
        [TOOLS[tool].title, f"{size:,}", *(f"{made.get(kind, 0):,}" for kind in kinds)]
        for (tool, size), made in found.items()
        if made
    ]
    return table(["tool", "site of", *kinds], rows, left=1) if rows else []


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], left: int) -> list[str]:
    """A table in Markdown; the first columns stand left, the others right."""
    marks = ["---"] * left + ["---:"] * (len(heads) - left)
    return [f"| {' | '.join(cells)} |" for cells in (heads, marks, *rows)]


def page(sessions: Sequence[Session], template: str) -> str:
    """The handbook's page."""
    ordered = [s for name in CLAIMS for s in sessions if s.claim == name]
    blocks = {
        "verdicts": _verdicts(ordered),
        "figures": [line for name in CLAIMS for line in _figures(name, ordered)],
        "lacks": [
            f"- {tool.title}: {tool.lacks}" for tool in TOOLS.values() if tool.lacks
        ],
        "machines": _machines(ordered),
    }  # fmt: skip
    for name, lines in blocks.items():
        template = template.replace(f"[[{name}]]", "\n".join(lines))
    return template


def picture(sessions: Iterable[Session]) -> str:
    """The handbook's picture: wall time over posts, cold and after one edit."""
    kept = list(sessions)
    panels = [
        Panel("A cold build", _lines(kept, Change.COLD)),
        Panel("A build after one edit", _lines(kept, Change.SENTENCE)),
    ]
    return draw(panels, [tool.title for tool in TOOLS.values()])


def write_page(sessions: Sequence[Session], folder: Path = HANDBOOK) -> None:
    """Write both."""
    text = page(sessions, TEMPLATE.read_text(encoding="utf-8"))
    (folder / "benchmarks.md").write_text(text, encoding="utf-8")
    (folder / "benchmarks.svg").write_text(picture(sessions), encoding="utf-8")


def _cell(session: Session, figure: str, tool: str, change: Change, size: int) -> str:
    value = session.median(figure, tool, change, size)
    _, factor, digits = COLUMNS[figure]
    return "" if value is None else f"{value * factor:,.{digits}f}"


def _limit(finding: Finding) -> str:
    if finding.limit is None:
        return ""
    exact = f"{finding.limit:g}" if finding.limit > 1 else fraction(finding.limit)
    return f"≤ {exact}"


def _verdicts(sessions: Iterable[Session]) -> list[str]:
    rows = [
        [_named(session), f.what, f.shown, _limit(f), VERDICTS[f.verdict]]
        for session in sessions
        for f in CLAIMS[session.claim].findings(session)
    ]
    return table(["claim", "measure", "value", "limit", "verdict"], rows, left=2)


def _named(session: Session) -> str:
    """A session's claim, and where its figures stand."""
    return f"[{session.claim}](#{session.claim})" + (", real texts" if session.texts else "")


def _figures(name: str, sessions: Iterable[Session]) -> Iterable[str]:
    """A claim's heading and the tables of all its sessions."""
    about = [session for session in sessions if session.claim == name]
    if about:
        yield from (f"### {name}", "", CLAIMS[name].says, "")
    for session in about:
        if session.texts:
            yield from (f"With {session.texts}:", "")
        yield from (*cases_table(session), "")
        work = work_table(session)
        if work:
            yield from ("Files that each has made:", "", *work, "")
        for tool, install in session.missing.items():
            yield from (f"{TOOLS[tool].title} was not installed (`{install}`).", "")


def _machines(sessions: Iterable[Session]) -> list[str]:
    """Machines, days, versions and how busy the machine was, each said once."""
    found: dict[tuple[str, str, str], list[Session]] = {}
    for session in sessions:
        versions = "; ".join(dict.fromkeys(filter(None, session.versions.values())))
        found.setdefault((session.machine, session.date, versions), []).append(session)
    return [
        f"- {', '.join(dict.fromkeys(one.claim for one in group))}: {date}, {machine}; "
        f"{versions}; {_others(group)}."
        for (machine, date, versions), group in found.items()
    ]


def _others(sessions: Iterable[Session]) -> str:
    """How much of the machine other processes had meanwhile."""
    known = [session.others for session in sessions if session.others is not None]
    if not known:
        return "how much other work the machine did meanwhile is not known"
    return f"other work meanwhile kept at most {max(known):.1f} cores busy"


def _lines(sessions: Iterable[Session], change: Change) -> dict[str, dict[int, float]]:
    """The medians of wall time by tool and posts, over all sessions with feeds."""
    found: dict[str, dict[int, list[float]]] = {}
    for session in sessions:
        for sample in session.samples:
            if (sample.change, sample.site) == (change, Site.FEEDS) and not sample.late:
                line = found.setdefault(TOOLS[sample.tool].title, {})
                line.setdefault(sample.posts, []).append(sample.figures["wall"])
    return {
        tool: {posts: median(walls) for posts, walls in sorted(line.items())}
        for tool, line in found.items()
    }
