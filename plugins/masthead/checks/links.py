"""Every relative link, anchor, image and file that a text names exists, and is public."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from msgspec import Struct, field

from masthead.content.author import Author
from masthead.content.document import Link, LinkKind
from masthead.content.library import Library, beside
from masthead.content.links import Target, files_named_alike, leads_out, locate, split_address
from masthead.content.piece import Declared, Piece
from masthead.content.series import IdeaFile, Series
from masthead.content.state import State, state_of
from masthead.diagnostics import Diagnostic, Position, found
from masthead.diagnostics.rules import (
    ANCHOR_NOWHERE,
    IMAGE_NOWHERE,
    IMAGE_WITHOUT_ALT,
    LINK_NOWHERE,
    LINK_TO_UNPUBLISHED,
    REMOTE_MEDIA,
)


class HostPages(Struct, frozen=True):
    """What the host knows of its own pages: anchors by path below docs.

    A page that is not in the mapping is not built (it is a draft of the host's, or excluded). When
    `known` is false the host has not said yet, and nothing is found about its pages.
    """

    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    known: bool = False


_UNFINISHED: Final = (Declared.PLANNED, Declared.DRAFT, Declared.REVIEW)
_PUBLIC: Final = (State.PUBLISHED, State.RETIRED)


class _Checker(Struct, frozen=True, dict=True):
    library: Library
    host: HostPages
    now: datetime

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """Files by their path as a file system that folds case sees it."""
        return {file.casefold(): file for file in self.library.files}

    @cached_property
    def named(self) -> Mapping[str, list[str]]:
        """Files below docs by their names without the folder."""
        named: dict[str, list[str]] = {}
        for file in self.library.files:
            if not file.startswith("../"):
                named.setdefault(file.rpartition("/")[2], []).append(file)
        return named

    @cached_property
    def own_pages(self) -> frozenset[str]:
        """Files that become pages without being the host's, and those that could not be read."""
        shelves = (self.library.series, self.library.ideas, self.library.authors)
        return self.library.broken | {thing.key for shelf in shelves for thing in shelf.values()}

    def check(self, link: Link, key: str, at: Position, public: bool) -> Iterator[Diagnostic]:
        target = locate(link.target, key, self.library)
        if target is None:
            yield self._nowhere(link.target, link.kind, key, at)
        elif target.piece is not None:
            yield from self._check_piece(target, target.piece, at, public)
        elif target.is_page and self.host.known:
            yield from self._check_page(target, at)

    def _check_piece(
        self, target: Target, piece: Piece, at: Position, public: bool
    ) -> Iterator[Diagnostic]:
        state = state_of(piece, now=self.now)
        hidden = piece.private or piece.declared in _UNFINISHED or state is State.SCHEDULED
        if public and hidden:
            why = "is private" if piece.private else f"is not public yet ({state.value})"
            yield found(
                at, LINK_TO_UNPUBLISHED, f"{piece.path} {why}",
                "Take the link out, or publish both together.",
            )  # fmt: skip
        if target.anchor and not piece.elsewhere and target.anchor not in piece.document.anchors:
            yield self._no_anchor(target.anchor, piece.path, piece.document.anchors, at)

    def _check_page(self, target: Target, at: Position) -> Iterator[Diagnostic]:
        anchors = self.host.anchors.get(target.key)
        if anchors is not None:
            if target.anchor and target.anchor not in anchors:
                yield self._no_anchor(target.anchor, target.key, anchors, at)
        elif target.key not in self.own_pages:
            yield found(
                at, LINK_NOWHERE, f"the page {target.key} is not part of the site",
                "Take the link out, or the page out of `exclude_docs` and `draft_docs`.",
            )  # fmt: skip

    def _no_anchor(
        self, anchor: str, where: str, anchors: Collection[str], at: Position
    ) -> Diagnostic:
        near = get_close_matches(anchor, sorted(anchors), 1, 0.6)
        remedy = (
            f"Did you mean #{near[0]}?"
            if near
            else "An anchor is a heading in small letters with hyphens."
        )
        alike = [one for one in dict.fromkeys(anchors) if one.casefold() == anchor.casefold()]
        instead = f"#{alike[0]}" if len(alike) == 1 else ""
        return found(at, ANCHOR_NOWHERE, f'{where} has no anchor "{anchor}"', remedy, instead)

    def _nowhere(self, address: str, kind: LinkKind, key: str, at: Position) -> Diagnostic:
        path, query, anchor = split_address(address)
        wanted = path.lstrip("/") if path.startswith("/") else beside(key, path)
        near = files_named_alike(wanted, self.folded)
        rule, thing = (
            (LINK_NOWHERE, "page or file") if kind is LinkKind.LINK else (IMAGE_NOWHERE, "file")
        )
        if near:
            remedy = f"Did you mean {_relative(near, key)}?"
        elif kind is LinkKind.LINK:
            remedy = "Write the path of the .md file, relative to this one."
        else:
            remedy = "Put the file there, or correct the path, which is relative to this file."
        instead = near or self._moved(wanted)
        if instead and (query or "%" in address or not _is_plain(instead)):
            instead = ""
        if instead:
            instead = _relative(instead, key)
            there = locate(instead, key, self.library) is not None
            instead = instead + (f"#{anchor}" if anchor else "") if there else ""
        return found(at, rule, f'there is no {thing} "{address}"', remedy, instead)

    def _moved(self, path: str) -> str:
        """The file that must have moved: the only one of this name; an index is any folder's."""
        name = path.rpartition("/")[2]
        moved = (
            self.named.get(name, ()) if name.partition(".")[0] not in ("index", "README") else ()
        )
        return moved[0] if len(moved) == 1 else ""


def _is_plain(path: str) -> bool:
    """Whether a path can stand in a link as it is."""
    return all(c.isalnum() or c in "/-._~" for c in path)


def _relative(target: str, key: str) -> str:
    """The path from the file `key` to `target`, both below docs."""
    here, there = key.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]])


def check_links(library: Library, host: HostPages, now: datetime) -> Iterator[Diagnostic]:
    """Links in texts, and the addresses in front matter that name files."""
    checker = _Checker(library, host, now)
    for piece in library.pieces:
        public = not piece.private and state_of(piece, now=now) in _PUBLIC
        yield from _check_document(piece, piece.key, checker, public)
        yield from _check_image(piece, piece.image, "image", checker)
        if piece.image and not piece.image_alt and not piece.elsewhere:
            yield _no_alt(piece.at("image"))
        yield from _check_addresses(piece, ("links", "sources"), checker, public)
    for series in library.series.values():
        yield from _check_document(series, series.key, checker, public=True)
        yield from _check_image(series, series.image, "image", checker)
        if series.image and not series.image_alt:
            yield _no_alt(series.at("image"))
    for idea in library.ideas.values():
        yield from _check_document(idea, idea.key, checker, public=True)
    for author in library.authors.values():
        yield from _check_document(author, author.key, checker, public=True)
        yield from _check_image(author, author.portrait, "portrait", checker)
        yield from _check_addresses(author, ("links",), checker, public=True)


def _check_document(
    thing: Piece | Series | IdeaFile | Author, key: str, checker: _Checker, public: bool
) -> Iterator[Diagnostic]:
    for link in thing.document.links:
        at = thing.marks.line(link.line, link.column, link.length)
        if link.target.startswith("#"):
            if link.target[1:] and split_address(link.target)[2] not in thing.document.anchors:
                yield checker._no_anchor(
                    split_address(link.target)[2], "this text", thing.document.anchors, at
                )
        else:
            yield from checker.check(link, key, at, public)


def _check_image(
    thing: Piece | Series | Author, address: str, name: str, checker: _Checker
) -> Iterator[Diagnostic]:
    """The image that a key of the front matter names is a file of the site."""
    if leads_out(address) or address.startswith("//"):
        yield found(
            thing.at(name), REMOTE_MEDIA, "the image is on another host, and is not shown",
            "Copy the image beside this file, and write its path.",
        )  # fmt: skip
    elif address and locate(address, thing.key, checker.library) is None:
        yield checker._nowhere(address, LinkKind.IMAGE, thing.key, thing.at(name))


def _no_alt(at: Position) -> Diagnostic:
    return found(
        at, IMAGE_WITHOUT_ALT, "the image has no alternative text",
        "Add `image_alt: …`: what it shows, for those who do not see it.",
    )  # fmt: skip


def _check_addresses(
    thing: Piece | Author, names: tuple[str, ...], checker: _Checker, public: bool
) -> Iterator[Diagnostic]:
    """The relative addresses among the links of a front matter."""
    for name in names:
        for index, link in enumerate(getattr(thing, name)):
            if link.url and not leads_out(link.url):
                at = thing.at(name, index, "url")
                wanted = Link(link.url, LinkKind.LINK, at.line, at.column, at.length)
                yield from checker.check(wanted, thing.key, at, public)
