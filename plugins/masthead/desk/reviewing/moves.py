"""Addresses that would stop working, and entries of feeds that would come a second time.

In: both Sides and Pairs. Out: findings, with the line to paste where there is one right answer.
What readers and subscribers hold on to is a promise: an address once published goes on working, and
an entry's id never changes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from masthead.content.author import Author
from masthead.content.piece import Piece
from masthead.content.series import IdeaFile, Series
from masthead.desk.changes import Change
from masthead.desk.fixes import Fix
from masthead.desk.reviewing.sides import Pair, Side
from masthead.diagnostics import Diagnostic, Position, found
from masthead.diagnostics.rules import ADDRESS_LOST, ENTRY_ID_CHANGED
from masthead.plan.addresses import file_of
from masthead.plan.feeds.formats import FILES
from masthead.plan.feeds.identity import Identity

_Thing = Piece | Author | Series | IdeaFile
_NAMED: Final = 3
_PLAIN: Final = re.compile(r"[/\w.-]+")
_ONE_LINE: Final = re.compile(r"aliases: \[[/\w., -]*[/\w-]\]")
_ANCHORS: Final = ("slug", "id", "date", "name", "title")
"""Keys below which a line can be added: their values take one line."""


class Move(Struct, frozen=True):
    """A page that has another address now; `kept` tells whether the former one leads there."""

    path: str
    title: str
    old: str
    new: str
    kept: bool


class Moves(Struct, frozen=True):
    """What happens to addresses and ids. `gone` are addresses of lists and feeds that have ended.

    `fixes` are by finding.
    """

    moves: tuple[Move, ...] = ()
    gone: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    fixes: Mapping[Diagnostic, Fix] = {}


def moves_of(before: Side, after: Side, pairs: Sequence[Pair], changes: Iterable[Change]) -> Moves:
    """What the branch does to addresses and ids."""
    lost, gone = _lost(before, after)
    things = _things(after, pairs, changes)
    fixes: dict[Diagnostic, Fix] = {}
    findings: list[Diagnostic] = []
    for source, addresses in sorted(lost.items()):
        thing = things.get(source)
        if thing is not None and not isinstance(thing, Piece) and not _has_page(thing, after):
            gone += addresses  # a series or an idea of which no piece is left
            continue
        finding = _about_lost(source, addresses, thing, after)
        findings.append(finding)
        fix = _alias_fix(thing, addresses, after) if thing and _has_page(thing, after) else None
        if fix:
            fixes[finding] = fix
    for finding, change in _ids(before, after, pairs):
        findings.append(finding)
        if change:
            fixes[finding] = change
    return Moves(tuple(_moves(before, after, pairs)), tuple(sorted(gone)), tuple(findings), fixes)


def _lost(before: Side, after: Side) -> tuple[dict[str, list[str]], list[str]]:
    """Addresses that nothing answers any more: by the file that should, and of lists and feeds."""
    lost: dict[str, list[str]] = defaultdict(list)
    gone = []
    for page in before.plan.pages:
        if page.file.casefold() in after.files or "/page/" in page.address:
            continue
        address = page.address.removesuffix("index.html")
        if page.source == "mkdocs.yml":
            gone.append(address)
        else:
            lost[page.source].append(address)
    feeds = (f for f in before.plan.files if f.file.rsplit("/", 1)[-1] in FILES.values())
    gone += [feed.address for feed in feeds if feed.file.casefold() not in after.files]
    return lost, gone


def _things(
    after: Side, pairs: Iterable[Pair], changes: Iterable[Change]
) -> dict[str, _Thing | None]:
    """What has become of each file of the former site."""
    library = after.site.library
    shelves = (library.authors, library.series, library.ideas)
    now: dict[str, _Thing] = {thing.path: thing for shelf in shelves for thing in shelf.values()}
    found: dict[str, _Thing | None] = dict(now)
    found |= {c.former: now.get(c.path) for c in changes if c.former and c.former != c.path}
    return found | {pair.former: pair.now for pair in pairs if pair.former}


def _has_page(thing: _Thing, after: Side) -> bool:
    """Whether a former address has somewhere to lead."""
    return thing.key in after.plan.catalog.by_source


def _about_lost(
    source: str, addresses: Sequence[str], thing: _Thing | None, after: Side
) -> Diagnostic:
    named = ", ".join(f"`/{address}`" for address in addresses[:_NAMED])
    more = f" and {len(addresses) - _NAMED} more" if len(addresses) > _NAMED else ""
    would = f"{named}{more} would stop working"
    retire = (
        "with `state: retired`, which leaves a notice there. Or add the address to the `aliases` "
        "of what takes its place."
    )
    if thing is None:
        return found(Position(source), ADDRESS_LOST, f"{would}: the file is gone",
                     f"Keep the file {retire}")  # fmt: skip
    if _has_page(thing, after):
        return found(thing.at("slug"), ADDRESS_LOST, would, _add(thing, addresses))
    return found(thing.at("state"), ADDRESS_LOST, f"{would}: the piece is no longer public",
                 f"Let it go {retire}")  # fmt: skip


def _add(thing: _Thing, addresses: Sequence[str]) -> str:
    if thing.aliases:
        return f"Add to its `aliases`: `{_as_yaml(addresses)}`."
    return f"Add `aliases: [{_as_yaml(addresses)}]`."


def _as_yaml(addresses: Iterable[str]) -> str:
    paths = [f"/{unquote(address)}" for address in addresses]
    values = (p if _PLAIN.fullmatch(p) else "'" + p.replace("'", "''") + "'" for p in paths)
    return ", ".join(values)


def _alias_fix(thing: _Thing, addresses: Sequence[str], after: Side) -> Fix | None:
    """A line below one that stands alone, or the line with the aliases, if it has all of them."""
    lines, fresh = after.site.lines(thing.path), _as_yaml(addresses)
    keys = [number for number, line in enumerate(lines, 1) if line.startswith("aliases:")]
    if keys:
        line = lines[keys[0] - 1].rstrip()
        whole = len(keys) == 1 and thing.aliases and _ONE_LINE.fullmatch(line)
        return Fix(thing.path, keys[0], keys[0], (f"{line[:-1]}, {fresh}]",)) if whole else None
    for key in _ANCHORS:
        at = thing.at(key)
        there = 1 < at.line <= len(lines) and lines[at.line - 1].startswith(f"{key}:")
        if there and at.path == thing.path:
            return Fix(thing.path, at.line + 1, at.line, (f"aliases: [{fresh}]",))
    return None


def _moves(before: Side, after: Side, pairs: Iterable[Pair]) -> Iterator[Move]:
    """Pieces that have a page on both sides, at different addresses."""
    old, new = before.plan.catalog, after.plan.catalog
    for pair in pairs:
        if pair.was is None or pair.now is None or pair.private:
            continue
        here, there = old.by_source.get(pair.was.key), new.by_source.get(pair.now.key)
        if here and there and here != there and "://" not in here:
            kept = file_of(here).casefold() in after.files
            yield Move(pair.path, pair.now.title, here, there, kept)


def _ids(
    before: Side, after: Side, pairs: Iterable[Pair]
) -> Iterator[tuple[Diagnostic, Fix | None]]:
    """Entries that subscribers would get again, since they know them by their ids alone."""
    old, new = Identity(before.site.settings), Identity(after.site.settings)
    renamed = False
    for pair in pairs:
        was, now = pair.was, pair.now
        if was is None or now is None or not (before.shows(was) and after.shows(now)):
            continue
        if old.entry_id(was) == new.entry_id(now) or not was.id:
            continue
        if was.id == now.id:
            renamed = True
            continue
        message = f"subscribers would get the piece a second time: its id was `{was.id}`"
        finding = found(now.at("id"), ENTRY_ID_CHANGED, message, f"Write `id: {was.id}` again.")
        yield finding, _id_fix(now, was.id, after)
    if renamed:
        yield found(
            after.site.settings.place("feeds"), ENTRY_ID_CHANGED,
            "subscribers would get every piece a second time: the authority of all ids has changed",
            f'Write `authority: "{old.authority}"` below `feeds` of the plugin masthead.',
        ), None  # fmt: skip


def _id_fix(piece: Piece, id: str, after: Side) -> Fix | None:
    """The line with the id as it was, if that is all that the line says."""
    lines, at = after.site.lines(piece.path), piece.at("id")
    if not piece.id or not _PLAIN.fullmatch(id) or not 1 < at.line <= len(lines):
        return None
    if lines[at.line - 1].rstrip() != f"id: {piece.id}":
        return None
    return Fix(piece.path, at.line, at.line, (f"id: {id}",))
