"""What a reviewer wants to know of each changed piece.

In: both Sides and a Pair. Out: a Card. Nothing internal is on it, and of a private piece nothing
but its path: a comment on a pull request may be public.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from masthead.content.approvals import Standing, roles_of, standing_of
from masthead.content.piece import Piece
from masthead.content.state import State
from masthead.desk.reviewing.sides import Pair, Side
from masthead.plan.feeds.collections import collections_of


class Fate(Enum):
    """What happens to a piece when the branch is merged, as readers see it."""

    APPEARS = "appears"
    CHANGES = "changes"
    WAITS = "waits"
    LEAVES = "leaves"
    UNSEEN = "unseen"


class SignOff(Struct, frozen=True):
    """A role that the piece needs, what it has said, and who may be asked.

    `fresh` is a sign-off that the branch itself brings: whoever merges it sees that.
    """

    role: str
    title: str
    standing: Standing
    people: tuple[str, ...] = ()
    fresh: bool = False


class Card(Struct, frozen=True, kw_only=True):
    """A changed piece. `state` and `date` are as the branch has them, `was` is the former state.

    `fate` tells what the merge does. `lists` are the pages that list it and `feeds` the collections
    whose feeds have it, in words; `part` is its place in a series, `chain` the idea it belongs to
    with the number of its steps.
    """

    path: str
    fate: Fate
    private: bool = False
    new: bool = False
    former: str = ""
    title: str = ""
    was: State | None = None
    state: State | None = None
    date: datetime | None = None
    before: datetime | None = None
    expires: datetime | None = None
    people: tuple[str, ...] = ()
    format: str = ""
    stages: tuple[str, ...] = ()
    angle: str = ""
    minutes: int = 0
    minutes_before: int = 0
    address: str = ""
    elsewhere: bool = False
    lists: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    part: str = ""
    chain: str = ""
    steps: int = 0
    signs: tuple[SignOff, ...] = ()
    wording: str = ""


def card_of(pair: Pair, before: Side | None, after: Side) -> Card:
    """The card of one piece."""
    fate = _fate(pair, before, after)
    shown = pair.now or pair.was
    if shown is None or pair.private:
        return Card(path=pair.path, fate=fate, private=True)
    was = before.state(pair.was) if before and pair.was else None
    side = after if pair.now else before
    assert side is not None  # a piece is of one side or of both  # noqa: S101
    terms = side.site.settings
    stages = {term.id: term.title for term in terms.stages}
    formats = {term.id: term.title for term in terms.formats}
    card = Card(
        path=pair.path, fate=fate, new=pair.was is None,
        former=pair.former if pair.former != pair.path else "",
        title=shown.title, was=was, state=after.state(pair.now) if pair.now else None,
        date=shown.date, before=pair.was.date if pair.was else None, expires=shown.expires,
        people=tuple(_names(shown, side)), format=formats.get(shown.format, shown.format),
        stages=tuple(stages.get(id, id) for id in shown.stages),
        angle=shown.angle.value if shown.angle else "", minutes=shown.minutes,
        minutes_before=pair.was.minutes if pair.was else 0, elsewhere=shown.elsewhere,
        wording=shown.wording,
    )  # fmt: skip
    return _placed(card, pair.now, pair.was, after) if pair.now else card


def _fate(pair: Pair, before: Side | None, after: Side) -> Fate:
    was = bool(before and before.shows(pair.was))
    if after.shows(pair.now):
        return Fate.CHANGES if was else Fate.APPEARS
    if was:
        return Fate.LEAVES
    scheduled = pair.now is not None and after.state(pair.now) is State.SCHEDULED
    return Fate.WAITS if scheduled and not pair.private else Fate.UNSEEN


def _names(piece: Piece, side: Side) -> Iterator[str]:
    for id in piece.authors:
        author = side.site.library.authors.get(id)
        yield author.name if author else id


def _placed(card: Card, piece: Piece, was: Piece | None, after: Side) -> Card:
    """The card with its sign-offs, and the places where the piece is, or will be, found."""
    signs = tuple(_signs(piece, was, after))
    catalog = after.preview
    if piece.key not in catalog.whole.by_key:
        return replace(card, signs=signs)
    lists, feeds = _lists(piece, after)
    idea = catalog.homes.get(piece.key)
    return replace(
        card, signs=signs, address="" if piece.elsewhere else catalog.address(piece),
        lists=lists, feeds=feeds, part=_part(piece, after),
        chain=catalog.idea_title(idea) if idea else "", steps=len(idea.steps) if idea else 0,
    )  # fmt: skip


def _signs(piece: Piece, was: Piece | None, after: Side) -> Iterator[SignOff]:
    known = was.approvals if was else ()
    for role in roles_of(piece, after.site.settings.reviews):
        standing = standing_of(piece, role.id)
        given = [a for a in piece.approvals if (a.role, a.text) == (role.id, piece.wording)]
        fresh = bool(given) and not any(approval in known for approval in given)
        yield SignOff(role.id, role.title, standing, role.people, fresh)


def _lists(piece: Piece, after: Side) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pages that list the piece, and the collections in whose feeds it stands near the top."""
    catalog, settings = after.preview, after.site.settings
    feeds = [
        _named(one.axis, one.title)
        for one in collections_of(catalog).values()
        if piece.key in {p.key for p in one.pieces.all[: settings.feeds.entries]}
    ]
    return tuple(_titles(piece, after)), tuple(feeds)


_SINGULAR = {
    "authors": "author", "series": "series", "stages": "stage", "topics": "topic",
    "audiences": "audience", "formats": "format", "ideas": "idea",
}  # fmt: skip


def _named(axis: str, title: str) -> str:
    return f"{_SINGULAR[axis]} {title}" if axis in _SINGULAR else "the whole site"


def _titles(piece: Piece, after: Side) -> Iterator[str]:
    catalog, library = after.preview, after.site.library
    for id in piece.authors:
        if author := library.authors.get(id):
            yield _named("authors", author.name)
    if series := library.series.get(piece.series):
        yield _named("series", series.title)
    for axis, ids in (
        ("stages", piece.stages), ("topics", piece.topics), ("audiences", piece.audiences),
        ("formats", (piece.format,)),
    ):  # fmt: skip
        for id in ids:
            if term := catalog.vocabulary[axis].get(id):
                yield _named(axis, term.plural or term.title)


def _part(piece: Piece, after: Side) -> str:
    """`Part 3 of 5 of The ledger`."""
    catalog = after.preview
    numbered = catalog.numbered.get(piece.series, ())
    number = next((number for number, one in numbered if one.key == piece.key), None)
    if number is None:
        return ""
    series = after.site.library.series.get(piece.series)
    title = series.title if series else piece.series
    if series and series.column:
        return f"Number {number} of the column {title}"
    count = series.parts if series and series.parts else len(numbered)
    return f"Part {number} of {count} of {title}"


def owed(cards: Sequence[Card]) -> dict[str, list[Card]]:
    """The cards that wait for each role, by the role's title, in the order of roles."""
    found: dict[str, list[Card]] = {}
    for card in cards:
        for sign in card.signs:
            if sign.standing is not Standing.SIGNED and card.fate is not Fate.LEAVES:
                found.setdefault(sign.title, []).append(card)
    return found
