"""What a piece must have before it can be published, and what its dates must not say."""

import re
from collections.abc import Container, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Final

from masthead.content.library import Library
from masthead.content.piece import Declared, Piece
from masthead.content.state import State, has_come, state_of
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import (
    EMPTY_PIECE,
    ENDS_BEFORE_START,
    MISSING_DATE,
    MISSING_ID,
    MISSING_ID_ON_DRAFT,
    MISSING_TITLE,
)

_HEADING: Final = re.compile(r"<h([1-6])\b.*?</h\1>", re.DOTALL)
_UNFINISHED: Final = (State.PLANNED, State.DRAFT, State.REVIEW)


def check_required(library: Library, now: datetime) -> Iterator[Diagnostic]:
    """Title, date and id are there; a piece has a text; it does not end before it begins."""
    for piece in library.pieces:
        yield from _check_keys(piece, now, library)
        if not piece.elsewhere and state_of(piece, now=now) not in _UNFINISHED:
            yield from _check_text(piece)
        if piece.date and piece.expires and has_come(piece.expires, piece.date):
            yield found(
                piece.at("expires"),
                ENDS_BEFORE_START,
                "the piece expires before it appears",
                "Write a date after the piece's own, or leave `expires` out.",
            )


def _check_text(piece: Piece) -> Iterator[Diagnostic]:
    document = piece.document
    if document.summary or document.links:
        return
    if not document.words:
        yield found(piece.at(), EMPTY_PIECE, "the piece has no text", "Write one.")
    elif not _HEADING.sub("", "".join(document.parts)).strip():
        yield found(
            piece.at(), EMPTY_PIECE, "the piece has headings and no text",
            "Answer what its outline asks, or add `state: draft` until that is done.",
        )  # fmt: skip


def _check_keys(piece: Piece, now: datetime, library: Library) -> Iterator[Diagnostic]:
    if not piece.title and "title" not in piece.faults:
        yield found(
            piece.at("title"), MISSING_TITLE, "the piece has no title",
            "Add `title: …`, or begin the text with a line `# …`.",
        )  # fmt: skip
    intended = piece.declared in (Declared.PLANNED, Declared.DRAFT, Declared.REVIEW)
    if not piece.date and "date" not in piece.faults and not intended:
        yield found(
            piece.at("date"), MISSING_DATE, "the piece has no date",
            f"Add `date: {now:%Y-%m-%d}`, or `state: draft` while it is being written.",
        )  # fmt: skip
    if piece.id or "id" in piece.faults:
        return
    id = proposed_id(piece, library.by_id)
    remedy = f"Add this line to the front matter, and never change it: `id: {id}`"
    if state_of(piece, now=now) in _UNFINISHED:
        yield found(piece.at("id"), MISSING_ID_ON_DRAFT, "the draft has no id yet", remedy, id)
    else:
        yield found(piece.at("id"), MISSING_ID, "the piece has no permanent id", remedy, id)


def proposed_id(piece: Piece, taken: Container[str] = ()) -> str:
    """An id for a piece that has none: the same for the same file, whoever runs the check.

    A file that was renamed keeps the id that its old name gave it, so one may be `taken`.
    """
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letters to mistake
    digest = piece.key.encode("utf-8", "surrogateescape")
    while True:
        digest = sha256(digest).digest()
        id = "".join(alphabet[byte % 32] for byte in digest[:8])
        if id not in taken:
            return id
