"""`masthead due`: what has fallen due since the site was published, and what comes next.

It reads front matter and renders nothing, so that a schedule may ask as often as it likes.
"""

import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo

import click

from masthead.cli.sources import (
    CONFIG_FILE,
    DONE,
    FINDINGS,
    NOW,
    CannotRun,
    as_json,
    configuration,
    stop,
)
from masthead.content.state import State
from masthead.content.turns import Standing, Turn
from masthead.desk.due import Account, due_beyond, due_since
from masthead.diagnostics import MastheadError
from masthead.diagnostics.show import printable
from masthead.hosts.mkdocs.heads import Heads, read_heads
from masthead.plan.machines.due import DUE
from masthead.render.machines.due import read_due
from masthead.source.values import parse_moment

_OWN: Final = ":site_url:"
"""Stands for `--deployed` without a site; no address or path is written like this."""
_LARGEST: Final = 10_000
_SECONDS: Final = 20
_SHOWN: Final = 10
_VERBS: Final = {State.PUBLISHED: "appears", State.RETIRED: "retires"}


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]},
    short_help="Say what has fallen due, and what comes next.",
)
@click.option("--deployed", metavar="[SITE]", is_flag=False, flag_value=_OWN,
              help="What the published site lacks: its address, or the folder of a build. Default: "
              "the `site_url` of mkdocs.yml.")  # fmt: skip
@click.option("--since", default="", metavar="DATE",
              help="What fell due after this: 2026-03-04, or '2026-03-04 09:30'.")  # fmt: skip
@click.option("--changed", "base", default="", metavar="BASE",
              help="Only pieces that the branch changes since it left BASE.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text",
              help="github: lines for $GITHUB_OUTPUT (due, count, next, last).")  # fmt: skip
@click.option("--exit-code", "tells", is_flag=True, help="End with 1 if something is due.")
@CONFIG_FILE
@NOW
def due(
    deployed: str | None, since: str, base: str, form: str, file: Path, now: str, *, tells: bool
) -> None:
    """Say what has fallen due, and what comes next: pieces that appear, pieces that retire.

    Without --deployed and --since: only what lies ahead. A piece falls due on its `date`, and on
    the one that it `expires`, in the site's time zone.

    Ends with 0 (told), with --exit-code 1 (something is due), or 2 (it could not tell). Only
    --deployed with an address uses the network.

    \b
    Example: masthead due
             masthead due --deployed --exit-code
             masthead due --deployed site --format json
    """
    try:
        if deployed is not None and since:
            raise click.UsageError("give either --deployed or --since")
        heads = read_heads(configuration(file), now)
        account = _account(heads, deployed, since, base)
    except (MastheadError, OSError) as error:
        stop("due", error, form)
    _tell_broken(heads)
    match form:
        case "json":
            click.echo(as_json(_values(account, heads)))
        case "github":
            click.echo("\n".join(_outputs(account, heads)))
        case _:
            click.echo("\n".join(_lines(account, heads, asked=bool(since) or deployed is not None)))
    sys.exit(FINDINGS if tells and account.is_due else DONE)


def _account(heads: Heads, deployed: str | None, since: str, base: str) -> Account:
    pieces = heads.pieces
    if base:
        from masthead.desk.changes import changes_since

        changed = {change.path for change in changes_since(heads.root, base)}
        pieces = tuple(piece for piece in pieces if piece.path in changed)
    if deployed is None:
        return due_since(pieces, _moment(since, heads) if since else heads.now, heads.now)
    if base:
        raise CannotRun("--changed looks at some pieces, and --deployed at all: give one of them")
    return due_beyond(pieces, standing_at(_place(deployed, heads)), heads.now)


def _moment(text: str, heads: Heads) -> datetime:
    moment = parse_moment(text, heads.settings.timezone)
    if moment is None:
        raise CannotRun(f"--since {text}: write it like 2026-03-04 or '2026-03-04 09:30'")
    return moment


def _place(deployed: str, heads: Heads) -> str:
    if deployed != _OWN:
        return deployed
    if not heads.settings.site_url:
        raise CannotRun(
            "mkdocs.yml has no `site_url`: say with --deployed where the published site is"
        )
    return heads.settings.site_url


def standing_at(place: str) -> Standing | None:
    """What a published site says of itself; None where none is published yet.

    `place` is an address or a folder, of the site or of its due.json. Raises CannotRun.
    """
    web = place.lower().startswith(("http://", "https://"))
    data = _fetched(place) if web else _read(Path(place))
    if data is None:
        return None
    found = read_due(data)
    if found is None:
        raise CannotRun(f"what {printable(place)} has as {DUE} is not a file of Masthead's")
    return found


def _read(place: Path) -> bytes | None:
    if not place.exists():
        raise CannotRun(f"there is no folder {place}: give the folder of a build, or an address")
    file = place / DUE if place.is_dir() else place
    return file.read_bytes()[:_LARGEST] if file.is_file() else None


def _fetched(place: str) -> bytes | None:
    """The file's bytes, or None when the host says that there is no such file."""
    whole = place if place.endswith("/" + DUE) else urljoin(f"{place.rstrip('/')}/", DUE)
    # A cache between here and the host may have the last one; it has never seen this address.
    fresh = f"{quote(whole, safe=':/%?&=@+,;~')}?at={datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    request = urllib.request.Request(  # noqa: S310 - standing_at() let only http and https through
        fresh, headers={"User-Agent": "masthead due", "Cache-Control": "no-cache"}
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above
            return bytes(answer.read(_LARGEST))
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return None
        raise CannotRun(f"{whole} answers {error.code} {error.reason}") from error
    except (OSError, ValueError) as error:
        raise CannotRun(
            f"{whole} cannot be fetched: {getattr(error, 'reason', None) or error}"
        ) from error


def _tell_broken(heads: Heads) -> None:
    paths = sorted({finding.position.path for finding in heads.broken})
    for path in paths[:_SHOWN]:
        click.echo(f"note: {printable(path)} has errors: `masthead check` shows them", err=True)


def _lines(account: Account, heads: Heads, *, asked: bool) -> Iterator[str]:
    zone = heads.settings.timezone
    if asked:
        number = len(account.due)
        if account.other:
            yield "The published site differs from these sources, though nothing fell due since."
        elif number:
            yield "1 piece is due:" if number == 1 else f"{number} pieces are due:"
        else:
            yield "Nothing is due."
        yield from _rows(account.due, zone)
    if account.ahead:
        yield "Ahead:"
        yield from _rows(account.ahead[:_SHOWN], zone)
        if len(account.ahead) > _SHOWN:
            yield f"  and {len(account.ahead) - _SHOWN} more"
    else:
        yield "Nothing lies ahead."


def _rows(turns: Iterable[Turn], zone: ZoneInfo) -> Iterator[str]:
    for turn in turns:
        when = f"{turn.instant.astimezone(zone):%Y-%m-%d %H:%M}"
        title = f"  “{turn.piece.title}”" if turn.piece.title else ""
        yield printable(f"  {when}  {_VERBS[turn.state]}  {turn.piece.path}{title}")


def _values(account: Account, heads: Heads) -> dict[str, Any]:
    zone = heads.settings.timezone

    def rows(turns: Iterable[Turn]) -> list[dict[str, str]]:
        return [
            {"date": _iso(turn.instant, zone), "state": turn.state.value, "id": turn.piece.id,
             "path": turn.piece.path, "title": turn.piece.title}
            for turn in turns
        ]  # fmt: skip

    return {
        "now": _iso(heads.now, zone),
        "is_due": account.is_due,
        "due": rows(account.due),
        "ahead": rows(account.ahead),
        "broken": sorted({finding.position.path for finding in heads.broken}),
    }


def _outputs(account: Account, heads: Heads) -> Iterator[str]:
    """Truth values, numbers and dates: nothing that somebody has written can become an output."""
    zone = heads.settings.timezone
    yield f"due={'true' if account.is_due else 'false'}"
    yield f"count={len(account.due)}"
    yield f"next={_iso(account.next, zone)}"
    yield f"last={_iso(account.last, zone)}"


def _iso(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else ""
