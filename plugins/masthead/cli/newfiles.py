"""Keep a new file, or print it; no file is ever overwritten."""

from pathlib import Path

import click

from masthead.build.pipeline import Site
from masthead.cli.sources import CannotRun
from masthead.desk.places import NewFile
from masthead.diagnostics.show import printable
from masthead.write.source import add_source


def keep(new: NewFile, site: Site, way: str) -> Path:
    """Write it where no file is, and return its path. `way` says what to do if there is one."""
    path = site.root / new.path
    try:
        add_source(path, new.text.encode())
    except FileExistsError as error:
        raise CannotRun(f"{path} is there already, and stays as it is: {way}") from error
    return path


def tell(path: Path, new: NewFile, following: str) -> None:
    """The path on standard output, for people and machines; the rest beside it."""
    here = Path.cwd()
    click.echo(path.relative_to(here) if path.is_relative_to(here) else path)
    for remark in new.remarks:
        click.echo(f"note: {printable(remark)}", err=True)
    click.echo(following, err=True)
