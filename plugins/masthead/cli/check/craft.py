"""The advice on the craft, for pieces that are checked: the seam to the room that gives it."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from masthead.checks import Subject
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, Findings
from masthead.source.text import decode

_ROOM: Final = "masthead.checks.craft"


def craft_advice(pieces: Iterable[Piece], subject: Subject, root: Path) -> Iterator[Diagnostic]:
    """What editors would say of each on-site piece; files that cannot be read have been found."""
    if find_spec(_ROOM) is None:
        return
    check_craft = import_module(_ROOM).check_craft
    for piece in pieces:
        if piece.elsewhere:
            continue
        try:
            data = (root / piece.path).read_bytes()
        except OSError:
            continue
        text = decode(data, piece.path, Findings())
        if text is not None:
            yield from check_craft(piece, subject, text)
