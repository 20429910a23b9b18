"""Keep new files, or print them; no file is ever overwritten. And how commands that do so end."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from masthead.build.pipeline import Site
from masthead.cli.sources import DONE, CannotRun, stop
from masthead.desk.places import NewFile
from masthead.diagnostics import MastheadError
from masthead.diagnostics.show import printable
from masthead.write.source import add_source


@contextmanager
def ending(command: str) -> Iterator[None]:
    """Ends the command: with 0 after the work, with 2 and the reason if it could not be done."""
    try:
        yield
    except click.Abort:
        click.echo(err=True)  # the question is still open on its line
        stop(command, CannotRun("you stopped it, and nothing was written"))
    except (MastheadError, OSError) as error:
        stop(command, error)
    sys.exit(DONE)


def deliver(new: NewFile, site: Site, following: str, otherwise: str, *, printed: bool) -> None:
    """Write the file and say what comes next, or print it."""
    if printed:
        click.echo(new.text, nl=False)
    else:
        keep(new, site, otherwise)
        tell(new, site, following)


def keep(new: NewFile, site: Site, otherwise: str) -> None:
    """Write it where no file is. `otherwise` says what to do if there is one."""
    path = site.root / new.path
    try:
        add_source(path, new.text.encode())
    except FileExistsError as error:
        raise CannotRun(f"{path} is there already, and stays as it is: {otherwise}") from error


def tell(new: NewFile, site: Site, following: str = "") -> None:
    """The path on standard output, for people and machines; the rest beside it."""
    click.echo(_from_here(new, site))
    for remark in new.remarks:
        click.echo(f"note: {printable(remark)}", err=True)
    if following:
        click.echo(printable_lines(following), err=True)


def looking(new: NewFile, site: Site, file: Path) -> str:
    """What to type to have the piece checked and to see it; `file` is the site's configuration."""
    path = shlex.quote(str(_from_here(new, site)))
    more = "" if file == Path("mkdocs.yml") else f" -f {shlex.quote(str(file))}"
    return (
        f"      masthead check{more} {path}\n"
        f"      masthead preview{more} {path} --open"
    )  # fmt: skip


def _from_here(new: NewFile, site: Site) -> Path:
    here, path = Path.cwd(), site.root / new.path
    return path.relative_to(here) if path.is_relative_to(here) else path


def printable_lines(text: str) -> str:
    """The text without control characters but its line breaks."""
    return "\n".join(map(printable, text.split("\n")))
