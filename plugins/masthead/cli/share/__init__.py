"""`masthead share PIECE`: the words for each network, and the record of where it was copied to.

`texts` makes what is shown, `record` writes into the piece's file. Posting itself, when it comes,
is a third module beside these two, with the options `--post CHANNEL` and `--yes`.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from masthead.cli.share.pieces import CannotShare, find_piece
from masthead.cli.share.record import record_copy
from masthead.cli.share.texts import sharing_of
from masthead.diagnostics import MastheadError
from masthead.hosts.mkdocs.reading import open_source
from masthead.share.networks import NETWORKS

_DONE, _FINDINGS, _CANNOT = 0, 1, 2
_DAYS: Final = click.DateTime(["%Y-%m-%d"])


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("piece")
@click.option("-f", "--config-file", "file", type=click.Path(path_type=Path, dir_okay=False),
              default=Path("mkdocs.yml"), help="The site's configuration.")  # fmt: skip
@click.option("--channel", "channels", multiple=True, type=click.Choice([*NETWORKS]),
              help="Only this network; may be given more than once.")  # fmt: skip
@click.option("--record", "copy", nargs=2, metavar="CHANNEL URL",
              help="Write into the piece's file that it was copied to this address.")  # fmt: skip
@click.option("--date", "day", type=_DAYS, metavar="YYYY-MM-DD",
              help="When it was copied there. Default: today.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="What to print.")  # fmt: skip
def share(
    piece: str, file: Path, channels: tuple[str, ...], copy: tuple[str, str] | None,
    day: datetime | None, form: str,
) -> None:  # fmt: skip
    """Show the words for each network, ready to paste, with their counts.

    PIECE is a path, an id or the last part of an address. The words come from `share` in the
    piece's front matter, else from its title and description; each of its quotes has a text of its
    own. Ends with 0 (all fit), 1 (one is too long for its network) or 2 (it could not run).

    \b
    Example: masthead share docs/posts/2026-03-04-price-the-leak.md
             masthead share price-the-leak --channel x --channel bluesky
             masthead share price-the-leak --format json
             masthead share price-the-leak --record linkedin https://www.linkedin.com/posts/1
    """
    try:
        if day and not copy:
            raise CannotShare("--date says when a copy was made: give --record as well")
        site, catalog = open_source(file)
        found = find_piece(piece, site)
        if copy:
            given = day.date() if day else site.now.astimezone(site.settings.timezone).date()
            done = record_copy(site.root / found.path, *copy, given)
            _show(done.values, done.lines, form)
            sys.exit(_DONE)
        sharing = sharing_of(catalog, found, channels or tuple(NETWORKS))
    except (MastheadError, OSError) as error:
        _stop(str(error), form)
    else:
        _show(sharing.values, sharing.lines, form)
        sys.exit(_FINDINGS if sharing.too_long else _DONE)


def _show(values: dict[str, Any], lines: list[str], form: str) -> None:
    if form == "json":
        click.echo(json.dumps(values, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(lines))


def _stop(message: str, form: str) -> None:
    if form == "json":
        click.echo(json.dumps({"error": message}, ensure_ascii=False))
    else:
        click.echo(f"masthead share: {message}", err=True)
    sys.exit(_CANNOT)
