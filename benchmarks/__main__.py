"""The command line: `python -m benchmarks CLAIM`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.changes import NotNoticedError
from benchmarks.claims import CLAIMS, COLD, Claim
from benchmarks.live import NotServedError
from benchmarks.measures import Verdict
from benchmarks.report import cases_table, findings_table, work_table, write_page
from benchmarks.results import RESULTS, ResultsError, added, load, save
from benchmarks.run import BuildError, Plan, run
from benchmarks.texts import NoTextsError, texts_in
from benchmarks.tools import TOOLS

HELP = """Measure what the handbook claims: one command per claim.

  python -m benchmarks --list                 the claims, and which tools are here
  python -m benchmarks cold                   measure a claim as it is stated
  python -m benchmarks edit --posts 1000      the same on a smaller site
  python -m benchmarks edit --posts 1000,5000,10000,50000 --rounds 5
  python -m benchmarks cold --only masthead   without the others
  python -m benchmarks cold --posts 200 --keep /tmp/sites    leave the sites, to look at them
  python -m benchmarks cold-search --texts ../blog/posts     with real texts, for cold builds
  python -m benchmarks quick                  some claims on small sites: what `make bench` runs
  python -m benchmarks report                 the handbook's page from the results, nothing measured

Each result goes into benchmarks/results.json, where it replaces an older one of the same claim,
tools and sizes; the handbook's page and its picture are then written anew. `make rivals` installs
the other tools below .venv/rivals/; one that is not there is named and left out.

Exit code: 0 all limits kept or none judged, 1 a limit missed, 2 something could not run.
"""
QUICK = (
    ("cold", 1000, 3), ("cold-pelican", 1000, 1), ("cold-others", 1000, 1),
    ("cold-search", 1000, 1), ("edit", 1000, 3), ("title", 1000, 3), ("new-piece", 1000, 3),
    ("configuration", 1000, 3), ("live", 1000, 3),
)  # fmt: skip
"""What `make bench` measures: claim, posts, rounds. Some minutes in all."""

BUSY = 0.2
"""From so many cores on, other work takes time from the builds."""


def say(words: str) -> None:
    """Show what is being done, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)


def measure(claim: Claim, wanted: argparse.Namespace) -> bool:
    """Measure a claim, keep the results, show them. Whether no limit was missed."""
    before = load(wanted.results)  # first: nobody measures for an hour and then cannot save
    session = run(plan_for(claim, wanted), say)
    say("")
    sessions = added(before, session)
    save(sessions, wanted.results)
    if not wanted.no_page:
        write_page(sessions)
    print(f"\n{claim.name}: {claim.says}\n")
    findings = claim.findings(session)
    for lines in (cases_table(session), work_table(session), findings_table(findings)):
        if lines:
            print("\n".join(lines), end="\n\n", flush=True)
    if session.others is not None and session.others > BUSY:
        print(f"Other work kept {session.others:.1f} cores busy: wall times say little.")
    for tool, install in session.missing.items():
        print(f"Not installed, so not measured: {TOOLS[tool].title}. Type: {install}")
    return all(finding.verdict is not Verdict.MISSED for finding in findings)


def plan_for(claim: Claim, wanted: argparse.Namespace) -> Plan:
    """What a command line asks for."""
    only = set(wanted.only) if wanted.only else set(TOOLS)
    return Plan(
        claim=claim.name,
        cases=tuple(case for case in claim.cases if case.tool in only),
        sizes=tuple(wanted.posts or claim.sizes),
        rounds=wanted.rounds or claim.rounds,
        timeout=wanted.timeout,
        keep=wanted.keep,
        texts=texts_in(wanted.texts) if wanted.texts else (),
    )


def show_list() -> None:
    """The claims and the tools."""
    for claim in CLAIMS.values():
        sizes = ", ".join(f"{size:,}" for size in claim.sizes)
        print(f"{claim.name}\n    {claim.says}\n    posts: {sizes}")
    print("\nTools:")
    for tool in TOOLS.values():
        state = tool.version() if tool.program() else f"not installed; type: {tool.install}"
        print(f"    {tool.name:14} {state}")


def numbers(text: str) -> list[int]:
    """`1000,5000` as numbers."""
    found = [int(part.replace("_", "")) for part in text.split(",")]
    if min(found) < 1:
        raise argparse.ArgumentTypeError("write numbers of posts, such as 1000,5000")
    return found


def names(text: str) -> list[str]:
    """`hugo,pelican` as names of tools."""
    found = text.split(",")
    unknown = [name for name in found if name not in TOOLS]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"no tool is called {', '.join(unknown)}; write some of: {', '.join(TOOLS)}"
        )
    return found


def command_line() -> argparse.ArgumentParser:
    """What may be typed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("claim", nargs="?", choices=[*CLAIMS, "quick", "report"], metavar="CLAIM")
    parser.add_argument("--list", action="store_true", help="show the claims and the tools")
    parser.add_argument("--posts", type=numbers, help="numbers of posts instead of the claim's")
    parser.add_argument("--rounds", type=int, help="how often each build is measured")
    parser.add_argument("--only", type=names, help="only these tools, such as masthead,hugo")
    parser.add_argument("--timeout", type=float, default=1800, help="seconds for one build")
    parser.add_argument("--keep", type=Path, help="make the sites below this folder and leave them")
    parser.add_argument("--texts", type=Path, help="take the texts of this folder's Markdown files")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file of results")
    parser.add_argument("--no-page", action="store_true", help="leave the handbook's page alone")
    return parser


def _is_cold(claim: str) -> bool:
    return claim in CLAIMS and all(case.changes == COLD for case in CLAIMS[claim].cases)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command."""
    parser = command_line()
    wanted = parser.parse_args(arguments)
    if wanted.list:
        show_list()
        return 0
    if wanted.claim is None:
        parser.print_help()
        return 2
    if wanted.texts and not _is_cold(wanted.claim):
        parser.error("--texts is for cold builds: a change needs a text that was made for it")
    kept = True
    try:  # `quick` is about trends, and at sizes that hardly any limit is about
        for name, size, rounds in QUICK if wanted.claim == "quick" else ():
            own = argparse.Namespace(**{**vars(wanted), "posts": wanted.posts or [size]})
            own.rounds = wanted.rounds or rounds
            measure(CLAIMS[name], own)
        if wanted.claim == "report":
            write_page(load(wanted.results))
        if wanted.claim in CLAIMS:
            kept = measure(CLAIMS[wanted.claim], wanted)
    except (BuildError, NotNoticedError, NotServedError, NoTextsError, ResultsError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
