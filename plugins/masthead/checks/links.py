"""Every relative link, anchor, image and file that a text names exists, and is public."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches

from masthead.content.author import Author
from masthead.content.document import Link, LinkKind
from masthead.content.library import Library, beside
from masthead.content.links import Target, files_named_alike, locate, split_address
from masthead.content.piece import Piece
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
    UNSAFE_LINK,
)


@dataclass(frozen=True, slots=True)
class HostPages:
    """What the host knows of its own pages: anchors by path below docs.

    A page that is not in the mapping is not built (it is a draft of the host's, or excluded). When
    `known` is false the host has not said yet, and nothing is found about its pages.
    """

    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    known: bool = False


_PUBLIC = (State.PUBLISHED, State.RETIRED, State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class _Checker:
    library: Library
    host: HostPages
    now: datetime
    folded: Mapping[str, str]

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
        hidden = piece.private or state in (State.PLANNED, State.DRAFT, State.REVIEW)
        later = state is State.SCHEDULED
        if public and (hidden or later):
            why = "is private" if piece.private else f"is not public yet ({state.value})"
            yield found(
                at, LINK_TO_UNPUBLISHED, f"{piece.path} {why}",
                "Take the link out, or publish both together.",
            )  # fmt: skip
        if target.anchor and not piece.elsewhere and target.anchor not in piece.document.anchors:
            yield self._no_anchor(target.anchor, piece.path, piece.document.anchors, at)

    def _check_page(self, target: Target, at: Position) -> Iterator[Diagnostic]:
        anchors = self.host.anchors.get(target.key)
        if anchors is None and target.key not in self.host.anchors:
            yield found(
                at, LINK_NOWHERE, f"the page {target.key} is not part of the site",
                "Take the link out, or the page out of `exclude_docs` and `draft_docs`.",
            )  # fmt: skip
        elif target.anchor and anchors is not None and target.anchor not in anchors:
            yield self._no_anchor(target.anchor, target.key, anchors, at)

    def _no_anchor(
        self, anchor: str, where: str, anchors: frozenset[str], at: Position
    ) -> Diagnostic:
        near = get_close_matches(anchor, sorted(anchors), 1, 0.6)
        remedy = (
            f"Did you mean #{near[0]}?"
            if near
            else "An anchor is a heading in small letters with hyphens."
        )
        return found(at, ANCHOR_NOWHERE, f'{where} has no anchor "{anchor}"', remedy)

    def _nowhere(self, address: str, kind: LinkKind, key: str, at: Position) -> Diagnostic:
        path, _, _ = split_address(address)
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
        return found(at, rule, f'there is no {thing} "{address}"', remedy)


def _relative(target: str, key: str) -> str:
    """The path from the file `key` to `target`, both below docs."""
    here, there = key.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]])


def check_links(library: Library, host: HostPages, now: datetime) -> Iterator[Diagnostic]:
    """Links in texts, and the addresses in front matter that name files."""
    folded = {file.casefold(): file for file in library.files}
    checker = _Checker(library, host, now, folded)
    for piece in library.pieces:
        public = not piece.private and state_of(piece, now=now) in _PUBLIC[:2]
        yield from _check_document(piece, piece.key, checker, public)
        yield from _check_image(piece, checker)
        for name in ("links", "sources"):
            for index, link in enumerate(getattr(piece, name)):
                at = piece.at(name, index, "url")
                yield from _check_address(link.url, piece.key, at, checker, public, name)
    texts: tuple[Series | IdeaFile, ...] = (*library.series.values(), *library.ideas.values())
    for thing in texts:
        if thing.key:
            yield from _check_document(thing, thing.key, checker, public=True)
    for author in library.authors.values():
        yield from _check_document(author, author.key, checker, public=True)


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


def _check_image(piece: Piece, checker: _Checker) -> Iterator[Diagnostic]:
    if not piece.image:
        return
    at = piece.at("image")
    if "://" in piece.image or piece.image.startswith("//"):
        yield found(
            at, REMOTE_MEDIA, "the card's image is on another host, and is not shown",
            "Copy the image beside the piece, and write its path.",
        )  # fmt: skip
    elif locate(piece.image, piece.key, checker.library) is None:
        yield checker._nowhere(piece.image, LinkKind.IMAGE, piece.key, at)
    if not piece.image_alt and not piece.elsewhere:
        yield found(
            at, IMAGE_WITHOUT_ALT, "the image has no alternative text",
            "Add `image_alt: …`: what it shows, for those who do not see it.",
        )  # fmt: skip


def _check_address(
    url: str, key: str, at: Position, checker: _Checker, public: bool, name: str
) -> Iterator[Diagnostic]:
    scheme = url.split(":", 1)[0].lower() if ":" in url else ""
    if scheme in ("http", "https", "mailto", "tel", "doi") or (name == "sources" and " " in url):
        return
    if scheme and scheme.isalpha():
        yield found(at, UNSAFE_LINK, f"`{url[:60]}` is not a web address", "Write https://….")
    elif name == "links" or "/" in url or url.endswith(".md"):
        yield from checker.check(Link(url, LinkKind.LINK, 1, 1, 1), key, at, public)
