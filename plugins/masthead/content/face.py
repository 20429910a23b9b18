"""What a piece shows to others, and what a whole file says, as fingerprints.

Where values stand in their files is in neither: a finding points there, but no page shows it.
"""

from hashlib import blake2b
from operator import attrgetter
from typing import Final

import msgspec

from masthead.content.author import Author
from masthead.content.piece import Piece
from masthead.content.series import IdeaFile, Series

_APART: Final = frozenset(
    ("marks", "faults", "approvals", "wording", "document", "face", "body", "opening")
)
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
_BULK: Final = msgspec.msgpack.Encoder()


def face_of(piece: Piece) -> bytes:
    """What lists, neighbours and indexes show of a piece.

    A change of the text below its first paragraph leaves it as it was.
    """
    document = piece.document
    shown = [
        _of_piece(piece),
        document.summary,
        document.quotes,
        piece.minutes,
        [(link.kind, link.target) for link in document.links],
    ]
    return _fingerprint(shown)


def text_of(thing: Piece | Author | Series | IdeaFile) -> bytes:
    """A whole text."""
    document = thing.document
    links = [(link.kind.value, link.target) for link in document.links]
    bulk = _BULK.encode((document.parts, document.text, document.headings, document.heads, links))
    return blake2b(bulk, digest_size=8).digest()


def profile_of(thing: Author | Series | IdeaFile) -> bytes:
    """All that is said of an author, a series or an idea, text included."""
    names = (name for name in thing.__struct_fields__ if name not in _APART)
    return _fingerprint([*(getattr(thing, name) for name in names), text_of(thing).hex()])


def _fingerprint(value: object) -> bytes:
    return blake2b(_ENCODER.encode(value), digest_size=8).digest()


_of_piece: Final = attrgetter(*(name for name in Piece.__struct_fields__ if name not in _APART))
