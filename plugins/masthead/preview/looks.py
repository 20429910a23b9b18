"""What a host shows of a site for the sake of one piece, and which piece that is.

In: the word that somebody wrote. Out: the piece in whatever is read next, and a Site in which it
can be shown: a draft may have no date yet, and is shown as if it were of today.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from masthead.build.pipeline import Site
from masthead.content.piece import Declared, Piece
from masthead.diagnostics import Diagnostic, MastheadError
from masthead.plan.output import SitePlan

Maker = Callable[[], bytes]
Chosen = Callable[[Site], Piece | None]
"""Finds the piece in a site; None if its file cannot be read, or is gone."""


class CannotPreview(MastheadError):  # noqa: N818 - read as a sentence
    """There is nothing to be seen of it; the message says why."""


class Look(Struct, frozen=True, kw_only=True):
    """A site as it stands, of which nothing has been made.

    `files` makes each file of the site, but MkDocs's own pages, by its path below the site;
    `findings` are those about the whole site. `piece` is as it stands in the plan.
    """

    site: Site
    plan: SitePlan
    piece: Piece | None
    files: Mapping[str, Maker]
    findings: tuple[Diagnostic, ...]


class Followed:
    """Finds the piece of a file, whatever becomes of it; by its id when the file has moved."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._id = ""

    def __call__(self, site: Site) -> Piece | None:
        """The piece, unless its file cannot be read or is gone."""
        library = site.library
        piece = library.by_key.get(self.path.removeprefix(f"{site.settings.docs_dir}/"))
        if piece is None and self._id:
            gone = all(source.path != self.path for source in site.tree.pieces)
            piece = library.by_id.get(self._id) if gone else None
        if piece is not None:
            self.path, self._id = piece.path, piece.id
        return piece


def moment(look: Look, when: datetime) -> str:
    """A moment in the site's own time: `2026-03-04 09:30 GMT`."""
    return f"{when.astimezone(look.site.settings.timezone):%Y-%m-%d %H:%M %Z}"


def presentable(site: Site, piece: Piece | None) -> Site:
    """The site with the piece in it as a draft, if it has no date yet or is only planned.

    Raises CannotPreview for a private piece, which never leaves its file.
    """
    if piece is None:
        return site
    if piece.private:
        raise CannotPreview(f"{piece.path} is private (`visibility: private`): it has no page")
    if piece.date is not None and piece.declared is not Declared.PLANNED:
        return site
    unready = piece.declared in (Declared.DRAFT, Declared.REVIEW)
    shown = replace(
        piece, date=piece.date or site.now,
        declared=piece.declared if unready else Declared.DRAFT,
    )  # fmt: skip
    pieces = (shown if one is piece else one for one in site.library.pieces)
    return replace(site, library=site.library.only(pieces))
