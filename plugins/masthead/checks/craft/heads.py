"""The title fits where it is shown; so does the description, and it says something."""

from collections.abc import Iterator
from typing import Final

from masthead.checks.craft.manuscript import Manuscript
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import DESCRIPTION_LENGTH, LONG_TITLE

_LEAST: Final = 40
"""Characters below which a description cannot say what and for whom."""


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding about each."""
    piece, craft = manuscript.piece, manuscript.craft
    if craft.title and len(piece.title) > craft.title:
        yield found(
            piece.at("title"), LONG_TITLE,
            f"the title has {len(piece.title)} characters; search results and cards cut it after "
            f"about {craft.title}, or sooner",
            "Say it shorter, or move half of it into the description.",
        )  # fmt: skip
    if not piece.description or not craft.description:
        return
    length, at = len(piece.description), piece.at("description")
    if length > craft.description:
        yield found(
            at, DESCRIPTION_LENGTH,
            f"the description has {length} characters; whoever shows it cuts it after about "
            f"{craft.description} or sooner",
            "Keep the one or two sentences that say what the piece gives, and to whom.",
        )  # fmt: skip
    elif length < _LEAST:
        yield found(
            at, DESCRIPTION_LENGTH, f"the description has only {length} characters",
            "Say in a sentence what the piece gives, and to whom.",
        )  # fmt: skip
