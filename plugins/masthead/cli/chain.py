"""`masthead chain`: how ideas grow, for editors: drafts, plans and private steps included."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from masthead.build.pipeline import Site
from masthead.cli.sources import (
    CONFIG_FILE,
    DONE,
    FINDINGS,
    NOW,
    CannotRun,
    as_json,
    below_root,
    iso,
    not_read,
    not_read_values,
    open_site,
    stop,
    tell_not_read,
)
from masthead.content.piece import Syndication
from masthead.content.state import State
from masthead.desk.chains import Chain, ChainStep, Stall, alone, chains_of, stalled
from masthead.desk.diagrams import dot_of, mermaid_of
from masthead.desk.named import find_chain, find_piece, nearest_name
from masthead.desk.trees import Row, rows_of
from masthead.diagnostics import Diagnostic, MastheadError
from masthead.diagnostics.show import columns, printable

_ENDLESS: Final = 10_000
_NARROWEST: Final = 30
_COLOURS: Final = {
    State.PLANNED: "blue", State.DRAFT: "yellow", State.REVIEW: "yellow",
    State.SCHEDULED: "cyan", State.PUBLISHED: "green", State.RETIRED: "bright_black",
}  # fmt: skip


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("id", required=False, default="", metavar="[ID]")
@click.option("--stalled", "still", is_flag=True,
              help="Only ideas that stand still, the worst first, and what is next.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json", "mermaid", "dot"]),
              default="text", help="What to print.")  # fmt: skip
@NOW
@CONFIG_FILE
def chain(id: str, form: str, now: str, file: Path, *, still: bool) -> None:
    """Show how ideas grow, step by step, from a tweet to an event.

    ID names one idea: its id, or a piece of it by id, path, slug or address. Each step has its
    format, its state, its date and its people. Everything is shown, also drafts, plans and private
    steps: the answer is for editors, not for the public.

    With --stalled: ideas whose highest published step is older than the patience of its format
    (`formats:` in mkdocs.yml), and of which nothing is planned, drafted or scheduled.

    Nothing is built and nothing is written. Ends with 0 (done), 1 (some files could not be read) or
    2 (it could not run).

    \b
    Example: masthead chain
             masthead chain price-the-leak
             masthead chain docs/posts/2025-04-23-price-the-leak.md --format mermaid
             masthead chain --stalled
    """
    try:
        site = open_site(file, now)
        chains = _asked(id, site)
    except (MastheadError, OSError) as error:
        stop("chain", error, form)
    if still:
        chains = stalled(chains)
    broken = list(not_read(site))
    _print(chains, broken, site, form, still=still)
    tell_not_read(broken, site)
    sys.exit(FINDINGS if broken else DONE)


def _asked(id: str, site: Site) -> Sequence[Chain]:
    """All chains, or the one that was asked for. Raises CannotRun for one that is not there."""
    library, settings = site.library, site.settings
    chains = chains_of(library, settings, site.now)
    if not id:
        return chains
    piece = find_piece(id, library, settings, below_root(id, site))
    if found := find_chain(id, piece, chains):
        return (found,)
    if piece:
        return (alone(piece, library, settings, site.now),)
    near = nearest_name(id, library, (name for chain in chains for name in chain.names))
    if near:
        raise CannotRun(f"there is no idea and no piece `{id}`: did you mean `{near}`?")
    raise CannotRun(
        f"there is no idea and no piece `{id}`; `masthead chain` without an ID shows all ideas"
    )


def _print(
    chains: Sequence[Chain], broken: Iterable[Diagnostic], site: Site, form: str, *, still: bool
) -> None:
    match form:
        case "json":
            values = {
                "now": site.now.isoformat(),
                "ideas": [_values(chain) for chain in chains],
                "not_read": not_read_values(broken),
            }
            text = as_json(values) + "\n"
        case "mermaid":
            text = mermaid_of(chains)
        case "dot":
            text = dot_of(chains)
        case _:
            text = _text(chains, _formats(site), still=still)
    # click takes colours out wherever the output is no terminal.
    click.echo(text, nl=False, color=False if os.environ.get("NO_COLOR") else None)


def _formats(site: Site) -> dict[str, str]:
    return {term.id: term.title for term in site.settings.formats}


def _text(chains: Sequence[Chain], formats: dict[str, str], *, still: bool) -> str:
    if not chains:
        return "no idea stands still\n" if still else (
            "no ideas yet: give a piece the key `from`, or draft one with `masthead promote`\n"
        )  # fmt: skip
    width = _width()
    shown = [
        "\n".join(_still(chain, chain.stall, formats, width))
        if still and chain.stall
        else "\n".join(_tree(chain, formats, width))
        for chain in chains
    ]
    return "\n\n".join(shown) + "\n"


def _width() -> int:
    """The terminal's columns; a file or a pipe has as many as a line wants."""
    if not sys.stdout.isatty():
        return _ENDLESS
    return max(_NARROWEST, shutil.get_terminal_size().columns)


def _tree(chain: Chain, formats: dict[str, str], width: int) -> Iterator[str]:
    count = f"{len(chain.steps)} step{'s' * (len(chain.steps) != 1)}"
    yield from _folded([*chain.title.split(), f"({chain.id}, {count})"], width, " ", "", "", "bold")
    titles = {step.key: step.title for step in chain.steps}
    for row in rows_of(chain):
        yield from _step(row, titles, formats, width)


def _step(row: Row, titles: dict[str, str], formats: dict[str, str], width: int) -> Iterator[str]:
    step, below = row.step, row.below
    words = step.title.split()
    if row.again:
        words += f"(stands below “{titles[row.again]}”)".split()
        yield from _folded(words, width, " ", f"{row.lead}↪ ", f"{below}  ", "")
        return
    yield from _folded(words, width, " ", f"{row.lead}● ", below, "")
    about = list(_about(step, formats))
    yield from _folded(about, width, " · ", below, below, _COLOURS[step.state])
    if len(step.sources) > 1:
        sources = ", ".join(f"“{titles[key]}”" for key in step.sources)
        yield from _folded(f"grew from {sources}".split(), width, " ", below, below, "")
    for copy in step.copies:
        yield from _folded(_copy(copy), width, " ", below, below, "")


def _about(step: ChainStep, formats: dict[str, str]) -> Iterator[str]:
    yield formats.get(step.format, step.format)
    state = f"{step.state.value}{f' {step.date:%Y-%m-%d}' if step.date else ''}"
    yield f"{state}, overdue" if step.late else state
    if step.private:
        yield "private"
    if step.owner:
        yield f"owner: {step.owner}"
    if step.authors:
        yield ", ".join(step.authors)
    if step.inline:
        yield f"without a file: {step.channel} {step.url}".replace(":  ", ": ")
    elif step.elsewhere:
        yield f"elsewhere: {step.url}"
    yield step.id or step.path


def _copy(copy: Syndication) -> list[str]:
    date = [f"{copy.date:%Y-%m-%d}"] if copy.date else []
    return ["copy on", copy.channel, *date, copy.url]


def _folded(
    parts: Iterable[str], width: int, between: str, first: str, rest: str, colour: str
) -> Iterator[str]:
    """The parts on as many lines as they need, each behind what stands before it."""
    line, lead, used = "", first, columns(first)
    for part in filter(None, map(printable, parts)):
        size = columns(part)
        if line and used + len(between) + size > width:
            yield lead + _painted(line, colour)
            line, lead, used = part, rest, columns(rest) + size
        else:
            used += size + (len(between) if line else 0)
            line = f"{line}{between}{part}" if line else part
    yield (lead + _painted(line, colour)).rstrip()


def _painted(text: str, colour: str) -> str:
    if colour == "bold":
        return click.style(text, bold=True)
    return click.style(text, fg=colour) if colour else text


def _still(chain: Chain, stall: Stall, formats: dict[str, str], width: int) -> Iterator[str]:
    yield from _folded([*chain.title.split(), f"({chain.id})"], width, " ", "", "", "bold")
    top = stall.top
    date = f"{top.date:%Y-%m-%d}" if top.date else ""
    words = (
        f"{formats.get(top.format, top.format)} “{top.title}” is its top since {date}: "
        f"{stall.days} days, {stall.beyond} beyond the patience of {stall.patience}"
    )
    yield from _folded(words.split(), width, " ", "  ", "  ", "")
    yield f"  next rung: {formats.get(stall.next, stall.next)}"
    yield f"  {command_of(stall)}"


def command_of(stall: Stall) -> str:
    """What to type to draft the next step."""
    return shlex.join(["masthead", "promote", stall.top.name, "--to", stall.next])


def _values(chain: Chain) -> dict[str, Any]:
    stall = chain.stall
    return {
        "id": chain.id,
        "title": chain.title,
        "top": chain.top.key if chain.top else None,
        "steps": [_step_values(step) for step in chain.steps],
        "stalled": None if stall is None else {
            "days": stall.days, "patience": stall.patience, "beyond": stall.beyond,
            "next": stall.next, "command": command_of(stall),
        },
    }  # fmt: skip


def _step_values(step: ChainStep) -> dict[str, Any]:
    return {
        "key": step.key,
        "id": step.id,
        "path": step.path,
        "title": step.title,
        "format": step.format,
        "state": step.state.value,
        "private": step.private,
        "date": iso(step.date),
        "overdue": step.late,
        "owner": step.owner,
        "authors": list(step.authors),
        "elsewhere": step.elsewhere,
        "inline": step.inline,
        "channel": step.channel,
        "url": step.url,
        "from": list(step.sources),
        "copies": [
            {"channel": copy.channel, "url": copy.url, "date": iso(copy.date)}
            for copy in step.copies
        ],
    }
