"""Sign-offs: which roles a piece needs, and whether their sign-offs still hold.

A sign-off holds as long as the words are those that were signed. It names them by their wording, a
few letters made of what readers see in words: the text, and the keys in WORDS. Dates, topics,
addresses and who brings the piece forward may change without another look.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import Any, Final

import msgspec

from masthead.content.piece import Piece
from masthead.settings import ReviewRole

WORDS: Final = (
    "title", "description", "image_alt", "image_credit", "quotes", "question", "contributors",
    "sources", "disclosure", "corrections", "links", "share",
)  # fmt: skip
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letters to mistake
_LENGTH: Final = 8
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")


class Standing(Enum):
    """What a role has said of a piece: yes, yes to other words, or nothing yet."""

    SIGNED = "signed"
    STALE = "stale"
    OWED = "owed"


def wording_of(keys: Mapping[str, Any], body: str) -> str:
    """Eight letters and digits that stand for the words: the keys in WORDS, and the Markdown.

    White space at the ends of lines does not count, nor do empty lines at both ends.
    """
    said = {name: keys[name] for name in WORDS if keys.get(name)}
    text = "\n".join(map(str.rstrip, body.split("\n"))).strip("\n")
    digest = sha256(_ENCODER.encode([said, text])).digest()
    return "".join(_ALPHABET[byte % 32] for byte in digest[:_LENGTH])


def roles_of(piece: Piece, roles: Iterable[ReviewRole]) -> Iterator[ReviewRole]:
    """The roles that have to sign the piece. One that has no page, or is private, needs none."""
    if piece.elsewhere or piece.private:
        return
    for role in roles:
        early = role.since and piece.date and piece.date.date() < role.since
        if not early and _wants(role, piece):
            yield role


def _wants(role: ReviewRole, piece: Piece) -> bool:
    given = (role.paths, role.topics, role.formats, role.stages)
    return not any(given) or (
        any(fnmatchcase(piece.path, pattern) for pattern in role.paths)
        or any(topic in role.topics for topic in piece.topics)
        or any(stage in role.stages for stage in piece.stages)
        or piece.format in role.formats
    )


def standing_of(piece: Piece, role: str) -> Standing:
    """Whether somebody has signed the piece's present words in this role."""
    signed = [approval.text for approval in piece.approvals if approval.role == role]
    if piece.wording in signed:
        return Standing.SIGNED
    return Standing.STALE if signed else Standing.OWED


def unsigned(piece: Piece, roles: Iterable[ReviewRole]) -> Iterator[tuple[ReviewRole, Standing]]:
    """The roles that the piece still waits for, in their order."""
    for role in roles_of(piece, roles):
        standing = standing_of(piece, role.id)
        if standing is not Standing.SIGNED:
            yield role, standing
