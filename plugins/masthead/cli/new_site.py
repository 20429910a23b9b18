"""`masthead new site`: a company's own repository, which builds and publishes as it is."""

import os
import shlex
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import click

from masthead.cli.asking import can_ask
from masthead.cli.git_user import own_name
from masthead.cli.newfiles import ending
from masthead.cli.sources import CannotRun
from masthead.diagnostics.show import printable
from masthead.importers.names import ascii_name
from masthead.source.values import parse_moment
from masthead.starter.render import site_files
from masthead.starter.versions import known_versions, own_requirement
from masthead.starter.wheel import own_wheel
from masthead.starter.wish import (
    Host,
    NoWish,
    SiteWish,
    author_id,
    day_in,
    read_name,
    read_owners,
    read_url,
    read_zone,
)
from masthead.starter.write import write_site

_T = TypeVar("_T")
_VENDOR: Final = "vendor"
_LOCALTIME: Final = Path("/etc/localtime")
_EXAMPLES: Final = {
    "--name": '"Example Works"', "--url": "https://insights.example.com/", "--author": '"Ana Ruiz"',
}  # fmt: skip


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help="The publication's name: the company's, or its own.")
@click.option(
    "--url", default="", help="Where readers will find it: https://insights.example.com/."
)
@click.option("--author", default="", help="The name of the first author. Default: git's user.")
@click.option("--timezone", "zone", default="", help="Whose days count: Europe/Berlin. Default: "
              "this machine's.")  # fmt: skip
@click.option("--host", type=click.Choice([host.value for host in Host]), default="github",
              show_default=True, help="Whose workflows to write.")  # fmt: skip
@click.option("--owner", "owners", multiple=True, metavar="@TEAM",
              help="Who has to approve, for CODEOWNERS. May be given often.")  # fmt: skip
@click.option("--requirement", default="", metavar="PIP_REQUIREMENT",
              help="What pip installs as Masthead. Default: as it was installed here.")  # fmt: skip
@click.option("-y", "--yes", is_flag=True, help="Ask nothing.")
@click.option("--now", default="", metavar="DATE",
              help="The day of the first piece: 2026-03-04. Default: today.")  # fmt: skip
def site(
    folder: Path, name: str, url: str, author: str, zone: str, host: str, owners: tuple[str, ...],
    requirement: str, now: str, *, yes: bool,
) -> None:  # fmt: skip
    """Start a company's own publication in FOLDER.

    Writes its configuration, a first author and a first piece, a blogging policy to adapt,
    workflows that check and publish, and settings for editors. It builds as it stands. In a
    terminal it asks for what no option says. No file is ever overwritten.

    Ends with 0 (written) or 2 (it could not, and why).

    \b
    Example: masthead new site insights
             masthead new site insights --name "Example Works" --url https://insights.example.com/
                 --author "Ana Ruiz" --timezone Europe/Berlin --host gitlab
    """
    with ending("new site"):
        asks, git_name = can_ask(yes=yes), own_name(Path())
        if not asks:
            _all_given(folder, {"--name": name, "--url": url, "--author": author or git_name})
        title = _answer(asks, "The publication's name", name, "", read_name, "--name")
        address = _answer(asks, "Its address on the web", url, "", read_url, "--url")
        person = _answer(asks, "The first author's name", author, git_name, read_name, "--author")
        timezone = _answer(asks, "The time zone whose days count", zone, _own_zone(), read_zone,
                           "--timezone")  # fmt: skip
        needs, vendored = _needed(requirement)
        wish = SiteWish(
            name=title, url=address, author=person, timezone=timezone,
            author_id=author_id(ascii_name(person) or person), host=Host(host),
            today=day_in(timezone, _instant(now, timezone)),
            requirement=needs, constraints=known_versions(),
            owners=read_owners(owners, "--owner"),
        )  # fmt: skip
        write_site(folder, {**site_files(wish), **vendored})
        _tell(folder, vendored)


def _all_given(folder: Path, given: Mapping[str, str]) -> None:
    """Where nobody can be asked, say at once everything that is missing."""
    missing = [option for option, value in given.items() if not value]
    if missing:
        line = "".join(f" {option} {_EXAMPLES[option]}" for option in missing)
        raise CannotRun(
            f"nobody is asked here, so say {', '.join(missing)}: "
            f"masthead new site {shlex.quote(str(folder))}{line}"
        )


def _answer(
    asks: bool, question: str, given: str, proposal: str, read: Callable[[str, str], _T],
    option: str,
) -> _T:  # fmt: skip
    """What the option says, else whoever sits at the terminal, else the proposal."""
    if given or not asks:
        return read(given or proposal, option)
    while True:
        answer = click.prompt(question, default=printable(proposal), err=True,
                              show_default=bool(proposal))  # fmt: skip
        try:
            return read(answer, "")
        except NoWish as error:
            click.echo(f"  {printable(str(error).lstrip(': '))}", err=True)


def _own_zone() -> str:
    """The time zone of this machine, as far as it says so by name."""
    named = os.environ.get("TZ", "").lstrip(":")
    if not named:
        try:
            named = str(_LOCALTIME.readlink()).partition("zoneinfo/")[2].removeprefix("Etc/")
        except OSError:
            named = ""
    try:
        return read_zone(named, "") if named else "UTC"
    except NoWish:
        return "UTC"


def _instant(now: str, zone: str) -> datetime:
    wanted = now or os.environ.get("MASTHEAD_NOW", "").strip()
    if not wanted:
        return datetime.now(UTC)
    moment = parse_moment(wanted, ZoneInfo(zone))
    if moment is None:
        raise CannotRun(f"--now {wanted}: write it like 2026-03-04")
    return moment


def _needed(requirement: str) -> tuple[str, dict[str, bytes]]:
    """What pip installs as Masthead, and the file that this takes, if any."""
    known = requirement or own_requirement()
    if not known:
        name, data = own_wheel()
        return f"./{_VENDOR}/{name}", {f"{_VENDOR}/{name}": data}
    if not known.strip() or not known.isprintable():
        raise CannotRun("--requirement: write one requirement of pip's, on one line")
    return known.strip(), {}


def _tell(folder: Path, vendored: Collection[str]) -> None:
    where = shlex.quote(str(folder))
    click.echo(printable(str(folder)))
    for path in vendored:
        click.echo(
            f"note: {path} is this Masthead, which was installed from a folder of this machine and "
            "cannot be had elsewhere. requirements.txt names it.", err=True,
        )  # fmt: skip
    click.echo(
        f"Next: cd {printable(where)}\n"
        "      git init -b main && git add . && git commit -m 'Start the publication'\n"
        "      masthead new post          (a piece; masthead new author for each who writes)\n"
        "      masthead check\n"
        "      mkdocs build --strict      (mkdocs serve shows it while you write)\n"
        f"{printable(str(folder / 'README.md'))} says what to do once, on the git host.",
        err=True,
    )
