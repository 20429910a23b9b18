"""The two sites that a review compares, and which piece of the one is which of the other.

In: Sites, and which files a branch changes. Out: Pairs.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from masthead.build import pipeline
from masthead.build.pipeline import Site
from masthead.content.piece import Piece
from masthead.content.state import State, state_of
from masthead.desk.changes import Change
from masthead.plan.catalog import Catalog
from masthead.plan.output import SitePlan
from masthead.plan.site import open_catalog


class Side(Struct, frozen=True, dict=True):
    """A site as it was read, and what it would publish at its instant."""

    site: Site

    @cached_property
    def plan(self) -> SitePlan:
        """What is public."""
        return pipeline.plan(self.site, preview=False, pages={})

    @cached_property
    def preview(self) -> Catalog:
        """What is public, and what will be once it is ready and its date has come."""
        site = self.site
        return open_catalog(site.library, site.settings, now=site.now, preview=True, pages={})

    @cached_property
    def by_path(self) -> Mapping[str, Piece]:
        """Pieces by the path of their file."""
        return {piece.path: piece for piece in self.site.library.pieces}

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file that the site has below its root, as a system that folds case sees it."""
        plan = self.plan
        files = [page.file for page in plan.pages]
        files += [file.file for file in plan.files]
        files += [asset.file for asset in plan.assets]
        return frozenset(file.casefold() for file in files)

    def state(self, piece: Piece) -> State:
        """Where the piece stands on this side."""
        return state_of(piece, now=self.site.now)

    def shows(self, piece: Piece | None) -> bool:
        """Whether readers see the piece."""
        return piece is not None and piece.key in self.plan.catalog.whole.by_key


class Pair(Struct, frozen=True, kw_only=True):
    """One piece before and after; `was` is None for a new one, `now` for one that is gone.

    `path` is that of its file now, or the last one that it had. `changed` tells whether the branch
    changes the file.
    """

    path: str
    former: str
    was: Piece | None
    now: Piece | None
    changed: bool

    @property
    def private(self) -> bool:
        """Whether nothing may be quoted from it."""
        return any(piece.private for piece in (self.was, self.now) if piece)


def pairs_of(before: Side | None, after: Side, changes: Iterable[Change]) -> tuple[Pair, ...]:
    """Every piece of either side once, by path."""
    changed = {change.path: change for change in changes}
    moved = {c.former: c.path for c in changed.values() if c.former and not c.deleted}
    was = before.by_path if before else {}
    fresh = {
        piece.id: path for path, piece in after.by_path.items() if piece.id and path not in was
    }
    found = list(_matched(was, after, changed, moved, fresh))
    taken = {pair.path for pair in found}
    for path, piece in after.by_path.items():
        if path not in taken:
            change = changed.get(path)
            former = change.former if change else ""
            found.append(Pair(path=path, former=former, was=None, now=piece, changed=bool(change)))
    return tuple(sorted(found, key=lambda pair: pair.path))


def _matched(
    was: Mapping[str, Piece],
    after: Side,
    changed: Mapping[str, Change],
    moved: Mapping[str, str],
    fresh: Mapping[str, str],
) -> Iterator[Pair]:
    """The pieces that there were. One that git does not find again may be known by its id."""
    for path, piece in was.items():
        there = moved.get(path, path)
        if there not in after.by_path:
            there = fresh.get(piece.id, there)
        now = after.by_path.get(there)
        yield Pair(
            path=there if now else path, former=path, was=piece, now=now,
            changed=there in changed or path in changed,
        )  # fmt: skip
