"""What a branch changes for readers, for those who review it.

    sides       the two sites, and which piece of the one is which of the other
    cards       what a reviewer wants to know of each changed piece
    moves       addresses that would stop working, ids of entries that change
    findings    what is wrong in the changed files, and what they break in others
    comment     the review as one comment
    lines       the findings as comments on lines of the diff

In: two Sites, and which files a branch changes. Out: a Review.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from masthead.build.pipeline import Site
from masthead.desk.changes import Change
from masthead.desk.fixes import Fix, fixes_of
from masthead.desk.reviewing.cards import Card, Fate, card_of
from masthead.desk.reviewing.findings import (
    errors_brought,
    findings_on,
    fit_for_the_public,
    is_internal,
)
from masthead.desk.reviewing.moves import Moves, moves_of
from masthead.desk.reviewing.sides import Side, pairs_of
from masthead.diagnostics import Diagnostic, errors_of


class Review(Struct, frozen=True, kw_only=True):
    """What a branch changes. `others` are changed files of the site that are no pieces.

    `unread` are changed files of pieces that cannot be read as such, `roles_change` tells whether
    the branch changes who has to sign pieces off.
    `findings` are about changed files, addresses and ids; `brought` are errors that the branch
    brings to files that it leaves alone. `alone` says why there is no former site to compare with,
    and is empty if there is one.
    """

    now: datetime
    zone: str
    alone: str
    cards: tuple[Card, ...]
    others: tuple[str, ...]
    unread: tuple[str, ...]
    roles_change: bool
    moves: Moves
    findings: tuple[Diagnostic, ...]
    brought: tuple[Diagnostic, ...]
    fixes: Mapping[Diagnostic, Fix]

    @property
    def errors(self) -> int:
        """How many errors were found."""
        return len(errors_of(self.findings)) + len(self.brought)


def review_of(
    former: Site | None, present: Site, changes: Iterable[Change], why: str = ""
) -> Review:
    """The review of a branch: `former` is the site that it left, `present` what it has now.

    `why` says why there is no former site.
    """
    changes, after = tuple(changes), Side(present)
    before = Side(former) if former else None
    pairs = pairs_of(before, after, changes)
    paths = frozenset(change.path for change in changes)
    moves = moves_of(before, after, pairs, changes) if before else Moves()
    weighed = {present.settings.weigh(finding): fix for finding, fix in moves.fixes.items()}
    found = findings_on(paths, after)
    found = (*found, *map(present.settings.weigh, moves.findings))
    fixes = {**fixes_of(found, present.root), **weighed}
    brought = errors_brought(paths, before, after) if before else ()
    shown = {f: fit_for_the_public(f, after) for f in (*found, *brought)}
    cards = [
        card_of(pair, before, after)
        for pair in pairs
        # A setting can show or hide a piece whose file nobody has touched.
        if pair.changed or (before and before.shows(pair.was) != after.shows(pair.now))
    ]
    seen = {pair.path for pair in pairs} | {pair.former for pair in pairs}
    return Review(
        now=present.now,
        zone=present.settings.timezone.key,
        alone="" if before else why,
        cards=tuple(cards),
        others=tuple(sorted(_others(changes, after, before) - seen)),
        unread=tuple(sorted(_unread(paths, after))),
        roles_change=former is not None and former.settings.reviews != present.settings.reviews,
        moves=moves,
        findings=tuple(sorted({shown[f] for f in found}, key=lambda f: f.sort_key)),
        brought=tuple(shown[f] for f in brought),
        fixes={
            shown[f]: fix for f, fix in fixes.items() if shown[f] == f and _may_show(fix, after)
        },
    )


def _unread(paths: frozenset[str], after: Side) -> set[str]:
    sources = {source.path for source in after.site.tree.pieces}
    return {path for path in paths & sources if path not in after.by_path}


def _may_show(fix: Fix, after: Side) -> bool:
    """Whether none of the lines that the fix takes with it is internal."""
    return not any(
        is_internal(fix.path, line, after) for line in range(fix.first - 1, fix.last + 1)
    )


def _others(changes: Iterable[Change], after: Side, before: Side | None) -> set[str]:
    """Changed authors, series, ideas and the configuration."""
    paths = {"mkdocs.yml"}
    for side in (after, before):
        if side is not None:
            tree = side.site.tree
            paths |= {source.path for source in (*tree.authors, *tree.series, *tree.ideas)}
            paths |= {source.path for source in tree.pieces}
    return {change.path for change in changes if change.path in paths}


__all__ = ("Card", "Fate", "Review", "Side", "review_of")
