"""The advice on the craft, for pieces that are checked, from as many processes as it pays."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from masthead.checks import Subject
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, Findings
from masthead.source.text import decode

_MANY: Final = 100
"""Pieces. Fewer are read in less time than it takes to start processes."""
OF_THE_SITE: Final = frozenset(("MH714",))
"""Advice on the site's habits, as a part of the site cannot tell them: whether it pairs pieces."""
Check = Callable[[Piece, Subject, str], Iterator[Diagnostic]]


def craft_advice(pieces: Iterable[Piece], subject: Subject, root: Path) -> Iterator[Diagnostic]:
    """What editors would say of each on-site piece; files that cannot be read have been found."""
    from masthead.checks.craft import check_craft  # its linter takes long to import

    own = [piece for piece in pieces if not piece.elsewhere]
    advise = partial(_advice, check_craft, subject, root)
    for advice in _each(advise, own):
        yield from advice


def _each(
    advise: Callable[[Piece], tuple[Diagnostic, ...]], pieces: list[Piece]
) -> Iterable[tuple[Diagnostic, ...]]:
    """The advice on each, from as many processes as there are processors."""
    if len(pieces) >= _MANY:
        from masthead.build.crew import processors, spread  # for few, it takes longer to import

        if spreading := spread(processors()):
            return spreading(advise, pieces)
    return map(advise, pieces)


def _advice(check: Check, subject: Subject, root: Path, piece: Piece) -> tuple[Diagnostic, ...]:
    try:
        data = (root / piece.path).read_bytes()
    except OSError:
        return ()
    text = decode(data, piece.path, Findings())
    return () if text is None else tuple(check(piece, subject, text))
