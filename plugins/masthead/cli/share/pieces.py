"""Which piece somebody means: by its path, its id, or the last part of its address."""

from difflib import get_close_matches
from pathlib import Path

from masthead.build.pipeline import Site
from masthead.content.piece import Piece
from masthead.diagnostics import MastheadError


class CannotShare(MastheadError):  # noqa: N818 - read as a sentence
    """There is no such piece, or it is nobody else's business."""


def find_piece(name: str, site: Site) -> Piece:
    """The piece that `name` stands for. Raises CannotShare, also for a private one."""
    found = _by_path(name, site) or _by_name(name, site)
    if found is None:
        raise CannotShare(_unknown(name, site))
    if found.private:
        raise CannotShare(f"{found.path} is private (`visibility: private`): it is never shared")
    return found


def _by_path(name: str, site: Site) -> Piece | None:
    here = Path(name)
    candidates = {here.resolve(), (site.root / here).resolve()}
    paths = {(site.root / piece.path).resolve(): piece for piece in site.library.pieces}
    return next((paths[path] for path in candidates if path in paths), None)


def _by_name(name: str, site: Site) -> Piece | None:
    library = site.library
    slug = name.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html")
    by_slug = {piece.slug: piece for piece in reversed(library.pieces)}
    return library.by_id.get(name) or library.by_key.get(name) or by_slug.get(slug)


def _unknown(name: str, site: Site) -> str:
    if any(name.endswith(broken) for broken in site.library.broken):
        return f"{name} cannot be read: `mkdocs build` says why"
    known = [word for piece in site.library.pieces for word in (piece.slug, piece.id, piece.path)]
    near = get_close_matches(name, list(filter(None, known)), 1, 0.6)
    hint = f": did you mean {near[0]}?" if near else ". Give its path, its id or its slug"
    return f"there is no piece {name}{hint}"
