"""The piece that a word on the command line names, or what to write instead."""

from masthead.build.pipeline import Site
from masthead.cli.sources import CannotRun, below_root
from masthead.content.piece import Piece
from masthead.desk.named import find_piece, nearest_name


def piece_named(word: str, site: Site) -> Piece | None:
    """The piece by its id, path, slug or address; paths from here, or from mkdocs.yml."""
    return find_piece(word, site.library, site.settings, below_root(word, site))


def no_piece(word: str, site: Site) -> CannotRun:
    """What to say of a word that names none."""
    near = nearest_name(word, site.library)
    hint = f": did you mean `{near}`?" if near else "; give its path, its id or its address"
    return CannotRun(f"there is no piece `{word}`{hint}")
