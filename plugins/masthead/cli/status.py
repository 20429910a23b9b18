"""`masthead status`: where every piece stands, and what to look at first."""

import sys
from collections.abc import Callable, Iterator, Sequence
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
    iso,
    not_read,
    not_read_values,
    open_site,
    stop,
    tell_not_read,
)
from masthead.content.state import State
from masthead.desk.status import Attention, Row, counts_of, status_of
from masthead.diagnostics import Diagnostic, MastheadError
from masthead.diagnostics.show import columns, printable
from masthead.source.reading import nearest
from masthead.source.values import parse_moment

_STATES: Final = {state.value: state for state in State}
_HEAD: Final = ("when", "state", "due", "who", "title", "file", "needs")
_WIDEST: Final = {"who": 24, "title": 44}
_COLOURS: Final = {
    Attention.OVERDUE: "red", Attention.WAITING: "yellow", Attention.EXPIRING: "yellow"
}  # fmt: skip
_Keep = Callable[[Row], bool]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--state", "states", multiple=True, type=click.Choice([*_STATES]),
              help="Only pieces in this state; may be given more than once.")  # fmt: skip
@click.option("--author", default="", help="Only pieces by this author: an id, or a name.")
@click.option("--owner", default="", help="Only pieces that this owner brings forward.")
@click.option("--before", default="", metavar="DATE",
              help="Only what is due before then.")  # fmt: skip
@click.option("--all", "everything", is_flag=True,
              help="Also what is published or retired and wants nothing.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="What to print.")  # fmt: skip
@NOW
@CONFIG_FILE
def status(
    states: tuple[str, ...], author: str, owner: str, before: str, form: str, now: str, file: Path,
    *, everything: bool,
) -> None:  # fmt: skip
    """Show where every piece stands, and what it waits for.

    What is overdue comes first: plans, drafts and reviews whose date has passed, and pieces whose
    `review_by` has. Then what waits for a review or a sign-off, what expires within 30 days, and
    what is to come. Pieces that are published and want nothing are only counted, unless you ask for
    --all, a state, or an author.

    Nothing is built and nothing is written. Ends with 0 (done), 1 (some files could not be read) or
    2 (it could not run).

    \b
    Example: masthead status
             masthead status --state draft --state review --owner "Ana Ruiz"
             masthead status --before 2026-12-01 --format json
    """
    try:
        site = open_site(file, now)
        filters = list(_filters(states, author, owner, before, site))
    except (MastheadError, OSError) as error:
        stop("status", error, form)
    rows = status_of(site.library, site.settings, site.now)
    if not (everything or states or author):
        filters.append(lambda row: row.attention is not Attention.NONE)
    shown = [row for row in rows if all(keep(row) for keep in filters)]
    broken = list(not_read(site))
    if form == "json":
        click.echo(as_json(_values(site, rows, shown, broken)))
    else:
        click.echo("\n".join(_lines(rows, shown)))
    tell_not_read(broken, site)
    sys.exit(FINDINGS if broken else DONE)


def _filters(
    states: Sequence[str], author: str, owner: str, before: str, site: Site
) -> Iterator[_Keep]:
    """What a row has to be. Raises CannotRun for an author or a date that there is not."""
    if states:
        wanted = {_STATES[state] for state in states}
        yield lambda row: row.state in wanted
    if author:
        id = _author(author, site)
        yield lambda row: id in row.authors
    if owner:
        person = site.library.authors.get(owner)
        folded = (person.name if person else owner).casefold()
        yield lambda row: row.owner.casefold() == folded
    if before:
        moment = parse_moment(before, site.settings.timezone)
        if moment is None:
            raise CannotRun(f"`{before}` is no date: write it like 2026-03-04")
        yield lambda row: row.due is not None and row.due < moment


def _author(word: str, site: Site) -> str:
    """The id of the author that a word names."""
    authors = site.library.authors
    for id, person in authors.items():
        if word.casefold() in (id.casefold(), person.name.casefold()):
            return id
    near = nearest(word, [*authors, *(person.name for person in authors.values())])
    raise CannotRun(f"there is no author `{word}`" + (f": did you mean `{near}`?" if near else ""))


def _lines(rows: Sequence[Row], shown: Sequence[Row]) -> Iterator[str]:
    """A table without empty columns, and how many pieces are in each state."""
    if shown:
        cells = [[printable(cell) for cell in _cells(row)] for row in shown]
        used = [number for number in range(len(_HEAD)) if any(row[number] for row in cells)]
        table = [[_HEAD[number] for number in used]]
        table += [[_cut(row[n], _WIDEST.get(_HEAD[n], 0)) for n in used] for row in cells]
        widths = [max(map(columns, column)) for column in zip(*table, strict=True)]
        yield click.style(_joined(table[0], widths), bold=True)
        for row, line in zip(shown, table[1:], strict=True):
            colour = _COLOURS.get(row.attention)
            yield click.style(_joined(line, widths), fg=colour) if colour else _joined(line, widths)
        yield ""
    words = [f"{count} {state.value}" for state, count in counts_of(rows).items() if count]
    yield ", ".join(words) or "no pieces yet"


def _cells(row: Row) -> tuple[str, ...]:
    private = ["private"] if row.private else []
    return (
        _when(row),
        row.state.value,
        f"{row.due:%Y-%m-%d}" if row.due else "",
        row.who,
        row.title,
        row.path,
        "; ".join([*private, *row.needs]),
    )


def _when(row: Row) -> str:
    if row.days is None:
        return ""
    count = abs(row.days)
    span = f"{count} day{'s' * (count != 1)}"
    if row.attention is Attention.OVERDUE:
        return f"{span} late" if count else "today"
    return f"in {span}" if count else "today"


def _cut(text: str, widest: int) -> str:
    if not widest or columns(text) <= widest:
        return text
    while columns(text) >= widest:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (c + " " * (width - columns(c)) for c, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _values(
    site: Site, rows: Sequence[Row], shown: Sequence[Row], broken: Sequence[Diagnostic]
) -> dict[str, Any]:
    return {
        "now": site.now.isoformat(),
        "counts": {state.value: count for state, count in counts_of(rows).items()},
        "pieces": [_row_values(row) for row in shown],
        "not_read": not_read_values(broken),
    }  # fmt: skip


def _row_values(row: Row) -> dict[str, Any]:
    return {
        "path": row.path,
        "id": row.id,
        "title": row.title,
        "format": row.format,
        "state": row.state.value,
        "private": row.private,
        "date": iso(row.date),
        "due": iso(row.due),
        "days": row.days,
        "overdue": row.attention is Attention.OVERDUE,
        "authors": list(row.authors),
        "owner": row.owner,
        "owes": list(row.owes),
        "needs": list(row.needs),
    }
