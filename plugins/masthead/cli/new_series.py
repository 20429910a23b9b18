"""`masthead new series`: pieces in a planned order, a walk through the stages, or a column."""

from pathlib import Path
from typing import Final

import click

from masthead.build.pipeline import Site
from masthead.cli.asking import YES, Asker, can_ask
from masthead.cli.newfiles import deliver, ending
from masthead.cli.placing import ask_authors
from masthead.cli.sources import CONFIG_FILE, CannotRun, open_site
from masthead.cli.wishes import Choice, new_id, plain, required
from masthead.desk.frontmatter import spaced
from masthead.desk.places import slug_of_words
from masthead.desk.profiles import Sequel, new_series

_OTHERWISE: Final = "choose another title, or another id with --id"
_WITHOUT: Final = 'give it a title: masthead new series "The leak ledger"'


@click.command(
    short_help="Start a series: a walk, a number of parts, a column.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("title", nargs=-1)
@click.option("--id", "wanted", default="", help="The file's name. Default: made of the title.")
@click.option("--description", default="", help="What it walks its reader through.")
@click.option("--parts", type=click.IntRange(1, 999), help="How many parts are planned.")
@click.option("--walk", is_flag=True, help="One part for each of the buyer's stages.")
@click.option("--cadence", default="", help="For a column, which has no last part: monthly.")
@click.option("--author", "authors", multiple=True, metavar="ID", help="Who writes it.")
@click.option("--print", "printed", is_flag=True, help="Print the file, and write nothing.")
@YES
@CONFIG_FILE
def series(
    title: tuple[str, ...], wanted: str, description: str, parts: int | None, cadence: str,
    authors: tuple[str, ...], file: Path, *, walk: bool, printed: bool, yes: bool,
) -> None:  # fmt: skip
    """Start a series: a walk through the stages, a number of parts, or a column.

    In a terminal it asks for what the options do not say; elsewhere, or with --yes, it asks
    nothing. Its page appears with its first published piece.

    Ends with 0 (started) or 2 (it could not, and why). No file is ever overwritten.

    \b
    Example: masthead new series "The leak ledger" --walk
             masthead new series "Pressure first" --parts 3
             masthead new series "Notes from the trench" --cadence monthly --author tobias-renquist
    """
    with ending("new series"):
        site, ask = open_site(file, texts=False), Asker(can_ask(yes=yes))
        if cadence and (parts or walk):
            raise CannotRun("a column has no last part: leave out --cadence, or --parts and --walk")
        called = ask.words("Title", required(_WITHOUT), " ".join(title), "TITLE")
        id = new_id(wanted, slug_of_words(called), site.library.series, "--id", _OTHERWISE)
        about = ask.words("What does it walk its reader through? (Enter: later)", plain,
                          description, "--description")  # fmt: skip
        if ask.asks and not (parts or walk or cadence):
            walk, parts, cadence = _kind(site, ask)
        sequel = Sequel(
            id=id, title=called, description=about, parts=parts, walk=walk,
            cadence=spaced(cadence), authors=ask_authors(authors, site, ask, mine=bool(cadence)),
        )  # fmt: skip
        new = new_series(sequel, site.settings)
        deliver(new, site, _following(id), _OTHERWISE, printed=printed)


def _kind(site: Site, ask: Asker) -> tuple[bool, int | None, str]:
    """Whether it walks through the stages; else its parts or its cadence, if either is known."""
    stages = len(site.settings.stages)
    kinds = [Choice("walk", note=f"one part for each stage: {stages} parts"),
             Choice("parts", note="a number of parts"),
             Choice("column", note="open-ended, with a cadence")]  # fmt: skip
    match ask.some("What kind of series is it?", "kind", kinds, (), "", one=True):
        case ("walk",):
            return True, None, ""
        case ("parts",):
            return False, ask.words("How many parts?", _number, "", "", str(stages)), ""
        case ("column",):
            return False, None, ask.words("How often does it appear?", plain, "", "", "monthly")
    return False, None, ""


def _number(text: str, option: str) -> int | None:  # noqa: ARG001 - a reader of words
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 999:
        raise CannotRun(f"{text}: write a number from 1 to 999")
    return int(text)


def _following(id: str) -> str:
    return f"Next: `masthead new post --series {id}` starts its first part."
