"""The options of `masthead share` that post, and what it prints then.

`posting_options` decorates the command; `run_posting` does what they ask for and returns the exit
code: 0 (done or shown), 1 (refused, or a person must decide), 2 (it could not run).
"""

import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from masthead.diagnostics import MastheadError

if TYPE_CHECKING:  # the room's libraries come with an extra, and sharing works without them
    from masthead.posting import Outcome, Post

_CANNOT: Final = 2
_NONE: Final = "none"
_NEEDED: Final = ("urllib3", "filelock")
_C = TypeVar("_C", bound=Callable[..., Any])


class NotInstalled(MastheadError):  # noqa: N818 - said as it is
    """A library is missing that comes with an extra."""

    remedy = "Install it: pip install 'masthead[post]'"


def posting_options(command: _C) -> _C:
    """Adds --post, --yes, --again and --settle; as `post_on`, `yes`, `again` and `settle`."""
    for option in reversed((
        click.option("--post", "post_on", metavar="CHANNEL",
                     help="Post on mastodon, bluesky, linkedin, x or webhook: shows what would be "
                     "sent, and sends it with --yes."),
        click.option("--yes", is_flag=True, help="With --post: send it."),
        click.option("--again", is_flag=True,
                     help="With --post: once more, though it was posted before."),
        click.option("--settle", metavar="ADDRESS|none",
                     help="With --post: what you found on the network after an answer was lost."),
    )):  # fmt: skip
        command = option(command)
    return command


def run_posting(
    make_post: "Callable[[str], Post]",
    channel: str,
    folder: Path,
    *,
    yes: bool = False,
    again: bool = False,
    settle: str | None = None,
    form: str = "text",
    record: Callable[[str, str, Any], object] | None = None,
    environ: Mapping[str, str] = os.environ,
    servers: Mapping[str, str] | None = None,
) -> int:
    """Post, show or settle; print; return the exit code.

    `make_post` gives the post for a channel's name and may raise MastheadError. `folder` is that of
    mkdocs.yml, where the ledger lies. `record` notes an address in the piece's file.
    """
    try:
        outcome = _outcome(
            make_post, channel, folder, yes=yes, again=again, settled=settle, record=record,
            environ=environ, servers=servers,
        )  # fmt: skip
    except (MastheadError, OSError) as error:
        remedy = getattr(error, "remedy", "")
        if form == "json":
            values = {"error": str(error), "remedy": remedy or None}
            click.echo(json.dumps(values, ensure_ascii=False))
        else:
            click.echo(f"masthead share: {error}", err=True)
            click.echo(remedy, err=True) if remedy else None
        return _CANNOT
    _print(outcome, form)
    return outcome.result.exit


def _outcome(
    make_post: "Callable[[str], Post]",
    channel: str,
    folder: Path,
    *,
    yes: bool,
    again: bool,
    settled: str | None,
    record: Callable[[str, str, Any], object] | None,
    environ: Mapping[str, str],
    servers: Mapping[str, str] | None,
) -> "Outcome":
    try:
        from masthead import posting
        from masthead.posting.ledger import LEDGER
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        raise NotInstalled(f"posting needs {error.name}") from None
    ledger = posting.Ledger(folder / LEDGER, folder / ".cache" / "masthead" / "posting.lock")
    if settled is not None:
        if settled != _NONE and not settled.startswith(("https://", "http://")):
            raise posting.CannotPost(
                "--settle takes the address of the post, or none", "Such as: --settle none"
            )
        url = "" if settled == _NONE else settled
        piece = make_post(channel).piece
        now = datetime.now(UTC)
        return posting.settle(piece, channel, ledger, url, now=now, record=record)
    to = posting.channel_named(channel, environ, servers)
    return posting.post(make_post(channel), to, ledger, send=yes, again=again, record=record)


def _print(outcome: "Outcome", form: str) -> None:
    from masthead.posting.showing import outcome_lines, outcome_values

    if form == "json":
        click.echo(json.dumps(outcome_values(outcome), ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(outcome_lines(outcome)), err=outcome.result.exit != 0)
