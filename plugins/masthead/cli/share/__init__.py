"""`masthead share PIECE`: the words for each network, and the record of where it was copied to.

`texts` makes what is shown, `record` writes into the piece's file, `posts` says what is sent to a
network, and `posting` has the options that send it.
"""

import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from masthead.build.pipeline import Site
from masthead.cli.share.posting import posting_options, run_posting
from masthead.cli.share.posts import post_of
from masthead.cli.share.record import record_copy
from masthead.cli.share.texts import sharing_of
from masthead.cli.sources import (
    CONFIG_FILE,
    DONE,
    FINDINGS,
    CannotRun,
    as_json,
    open_site,
    stop,
)
from masthead.cli.words import no_piece, piece_named
from masthead.content.piece import Piece
from masthead.diagnostics import MastheadError
from masthead.plan.site import open_catalog
from masthead.share.networks import NETWORKS

_DAYS: Final = click.DateTime(["%Y-%m-%d"])


@click.command(
    short_help="Show the words for each network, ready to paste.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("piece")
@CONFIG_FILE
@click.option("--channel", "channels", multiple=True, type=click.Choice([*NETWORKS]),
              help="Only this network; may be given more than once.")  # fmt: skip
@click.option("--record", "copy", nargs=2, metavar="CHANNEL URL",
              help="Write into the piece's file that it was copied to this address.")  # fmt: skip
@click.option("--date", "day", type=_DAYS, metavar="YYYY-MM-DD",
              help="When it was copied there. Default: today.")  # fmt: skip
@posting_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="What to print.")  # fmt: skip
def share(
    piece: str, file: Path, channels: tuple[str, ...], copy: tuple[str, str] | None,
    day: datetime | None, form: str, post_on: str | None, settle: str | None, *, yes: bool,
    again: bool,
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
             masthead share price-the-leak --post mastodon          (shows what would be sent)
             masthead share price-the-leak --post mastodon --yes
    """
    try:
        if day and not copy:
            raise CannotRun("--date says when a copy was made: give --record as well")
        site = open_site(file)
        found = _found(piece, site)
        if copy:
            given = day.date() if day else site.now.astimezone(site.settings.timezone).date()
            done = record_copy(site.root / found.path, *copy, given)
            _show(done.values, done.lines, form)
            sys.exit(DONE)
        # Drafts too, for those who write them.
        catalog = open_catalog(site.library, site.settings, now=site.now, preview=True, pages={})
        if post_on:
            sys.exit(run_posting(
                partial(post_of, catalog, found, root=site.root), post_on, site.root, yes=yes,
                again=again, settle=settle, form=form,
                record=partial(record_copy, site.root / found.path),
            ))  # fmt: skip
        if yes or again or settle:
            raise CannotRun("--yes, --again and --settle say how to post: give --post as well")
        sharing = sharing_of(catalog, found, channels or tuple(NETWORKS))
    except (MastheadError, OSError) as error:
        stop("share", error, form)
    else:
        _show(sharing.values, sharing.lines, form)
        sys.exit(FINDINGS if sharing.too_long else DONE)


def _show(values: dict[str, Any], lines: list[str], form: str) -> None:
    if form == "json":
        click.echo(as_json(values))
    else:
        click.echo("\n".join(lines))


def _found(word: str, site: Site) -> Piece:
    """The piece that a word names. Raises CannotRun, also for a private one."""
    piece = piece_named(word, site)
    if piece is None and any(word.endswith(broken) for broken in site.library.broken):
        raise CannotRun(f"{word} cannot be read: `mkdocs build` says why")
    if piece is None:
        raise no_piece(word, site)
    if piece.private:
        raise CannotRun(f"{piece.path} is private (`visibility: private`): it is never shared")
    return piece
