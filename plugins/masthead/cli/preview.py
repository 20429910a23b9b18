"""`masthead preview`: a piece as all its readers will meet it, in a page that shows every save."""

import sys
import webbrowser
from pathlib import Path
from signal import SIGINT, SIGTERM, default_int_handler, signal
from threading import Thread
from typing import Final

import click
from msgspec import to_builtins

from masthead.build.pipeline import Site
from masthead.cli.sources import (
    CONFIG_FILE,
    DONE,
    FINDINGS,
    NOW,
    CannotRun,
    as_json,
    below_root,
    configuration,
    stop,
)
from masthead.cli.words import no_piece, piece_named
from masthead.content.piece import Piece
from masthead.diagnostics import MastheadError
from masthead.diagnostics.show import printable
from masthead.hosts.mkdocs.previewing import Window
from masthead.hosts.mkdocs.watching import Watch
from masthead.preview.looks import Followed
from masthead.preview.output import write_preview
from masthead.preview.server import Server
from masthead.preview.session import Session
from masthead.preview.views import Preview

_PORT: Final = 8001


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]},
    short_help="See a piece as page, cards, search result, entry, mail.",
)
@click.argument("piece")
@CONFIG_FILE
@NOW
@click.option("--port", type=click.IntRange(0, 65535),
              help=f"The port on this machine. Default: {_PORT}, else a free one.")  # fmt: skip
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="Write it as files into an empty folder, and serve nothing.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="With json: print all of it for a machine, and serve nothing.")  # fmt: skip
def preview(
    piece: str, file: Path, now: str, *, port: int | None, opened: bool, output: Path | None,
    form: str,
) -> None:  # fmt: skip
    """See PIECE (its id, path, slug or address) as page, cards, share texts, results, feed entry
    and mail, side by side. The page renews itself whenever something is saved. Drafts and
    scheduled pieces too; nothing is published, and no other machine can look.

    Serves until it is stopped. With --output or --format json it ends with 0, or with 1 if the
    piece has errors.

    \b
    Example: masthead preview price-the-leak --open
             masthead preview docs/posts/2026-03-04-leak.md --now 2026-03-09
             masthead preview price-the-leak --output preview
    """
    try:
        window = Window(configuration(file), now)
        try:
            chosen = _Named(piece)
            session = Session(window, chosen, live=not output and form == "text")
            session.renew()
            seen = session.shown.preview
            if not (seen.facts.state or seen.findings):
                raise CannotRun(seen.fault)
            if output or form == "json":
                sys.exit(_write(session, output, form))
            _serve(session, window, port, opened=opened)
        finally:
            window.close()
    except (MastheadError, OSError) as error:
        stop("preview", error, form)


class _Named(Followed):
    """The piece that a word names, found at the first look and followed from there."""

    def __init__(self, word: str) -> None:
        super().__init__("")
        self._word = word

    def __call__(self, site: Site) -> Piece | None:
        """See Followed. Raises CannotRun if the word names nothing."""
        if not self.path:
            self.path = _path_of(self._word, site)
        return super().__call__(site)


def _path_of(word: str, site: Site) -> str:
    """The path of the file that a word names, whether or not it can be read."""
    if found := piece_named(word, site):
        return found.path
    below, plain = below_root(word, site), word.removeprefix("./")
    for source in site.tree.pieces:
        if source.path in (below, plain) or source.key == plain:
            return source.path
    raise no_piece(word, site)


def _write(session: Session, folder: Path | None, form: str) -> int:
    """The preview as files, or as JSON; returns the exit code."""
    seen = session.shown.preview
    written = write_preview(session, folder) if folder else 0
    if form == "json":
        click.echo(as_json(to_builtins(seen)))
    else:
        click.echo(f"{written} files in {folder}; open {folder}/index.html")
        for line in _troubles(seen):
            click.echo(printable(line), err=True)
    errors = any(finding.severity == "error" for finding in seen.findings)
    return FINDINGS if errors or seen.fault else DONE


def _troubles(seen: Preview) -> list[str]:
    faults = [seen.fault] if seen.fault else []
    return faults + [
        f"{one.path}:{one.line}:{one.column}: {one.severity} {one.code}: {one.message}"
        for one in seen.findings
    ]


def _serve(session: Session, window: Window, port: int | None, *, opened: bool) -> None:
    """Serve, and renew at every save, until somebody interrupts."""
    server, watch = _server(session, port), Watch()

    def end(*_: object) -> None:
        # No exception, which might be lost in somebody's handler; a second Ctrl+C is one.
        watch.over = True
        signal(SIGINT, default_int_handler)

    for told in (SIGINT, SIGTERM):
        signal(told, end)
    Thread(target=server.serve_forever, daemon=True).start()
    facts = session.shown.preview.facts
    click.echo(f"{printable(facts.title or facts.path)}: {server.address}  (Ctrl+C ends it)")
    if opened:
        webbrowser.open(server.address)
    try:
        _renew_always(session, window, watch)
    except KeyboardInterrupt:
        click.echo("")
    finally:
        watch.close()
        server.shutdown()
        server.server_close()


def _renew_always(session: Session, window: Window, watch: Watch) -> None:
    """Renew at first, since something may have been saved before the watch; then at every save."""
    while not watch.over:
        if not watch.watch(window.watched()):
            watch.wait()
        if not watch.over:
            session.renew()


def _server(session: Session, port: int | None) -> Server:
    try:
        return Server(session, _PORT if port is None else port)
    except OSError as error:
        if port is None:
            return Server(session, 0)
        raise CannotRun(f"port {port} cannot be used: {error.strerror}; give another") from error
