"""Read the front matter of a site's pieces, and nothing else: what falls due needs no text.

In: a mkdocs.yml. Out: pieces without their documents. Nothing is rendered, remembered or written.
"""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from masthead.content.document import NO_TEXT, Document
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, errors_of
from masthead.hosts.mkdocs.instant import instant
from masthead.hosts.mkdocs.reading import configured
from masthead.hosts.mkdocs.settings import left_out, root_of
from masthead.settings import Settings
from masthead.source.library import read_library
from masthead.source.tree import Tree, read_tree


class Heads(Struct, frozen=True):
    """A site's pieces by their front matter, the instant that was asked for, what is broken."""

    root: Path
    settings: Settings
    now: datetime
    pieces: tuple[Piece, ...]
    broken: tuple[Diagnostic, ...]
    """Errors of form in the files of pieces; a build would find more."""


class _Unread:
    """Takes any text for none."""

    def render(self, text: str, *, first_line: int, title: str) -> Document:
        """See `masthead.ports.Markdown`."""
        return NO_TEXT


def read_heads(file: Path, now: str = "") -> Heads:
    """The pieces that a build would read. `now` takes the place of MASTHEAD_NOW.

    Raises CannotRead, and NoInstant for a `now` that is no date.
    """
    config, settings, _ = configured(file)
    root, out = root_of(config), left_out(config, serving=False)
    sources = tuple(s for s in read_tree(root, settings).pieces if not out(s.key))
    unread = _Unread()
    library, findings = read_library(
        Tree(pieces=sources), settings, {"gfm": unread, "mkdocs": unread}
    )
    return Heads(root, settings, instant(settings, now), library.pieces, errors_of(findings))
