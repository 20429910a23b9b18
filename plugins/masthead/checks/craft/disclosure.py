"""A disclosure says who has which interest, where readers look for it."""

import re
from collections.abc import Iterator
from typing import Final

from masthead.checks.craft.manuscript import Found, Manuscript, shown
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import VEILED_DISCLOSURE
from masthead.prose.reading import Kind

_HEDGED: Final = re.compile(
    r"\b(?:may|might|could|certain|potential(?:ly)?|possibl[ey]|some (?:of )?(?:the )?"
    r"(?:companies|products|firms|vendors|authors|interests)|from time to time|various"
    r"|interests? (?:exists?|existed)|conflicts? (?:exists?|existed))\b",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    r"(?<!nothing )(?<!nothing else )(?<!nobody )(?<!no one )"
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?(?:paid|funded|sponsored|supported|compensated"
    r"|commissioned|provided|financed|retained|engaged|employed)\b(?!\s+(?:\w+\s+){0,3}by\b)",
    re.IGNORECASE,
)
_IN_TEXT: Final = re.compile(
    r"(?:full disclosure|disclosure|disclaimer|conflicts? of interest)s?\s*[:.–—]", re.IGNORECASE
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding. The words are English ones."""
    if not manuscript.english:
        return
    piece = manuscript.piece
    if not piece.disclosure:
        yield from _check_text(manuscript)
    elif hedged := _HEDGED.search(piece.disclosure):
        yield found(
            piece.at("disclosure"), VEILED_DISCLOSURE,
            f"“{hedged[0]}” leaves open whether there is an interest",
            "Say who has which interest: `The author advises Acme, whose meters are tested here.`",
        )  # fmt: skip
    elif passive := _PASSIVE.search(piece.disclosure):
        yield found(
            piece.at("disclosure"), VEILED_DISCLOSURE,
            f"“{passive[0]}” does not say by whom",
            "Name who paid, and for what: `Acme paid for the tests.`",
        )  # fmt: skip


def _check_text(manuscript: Manuscript) -> Iterator[Diagnostic]:
    hidden = [Found(block, 0, len(block.text)) for block in manuscript.prose.blocks
              if block.kind is not Kind.HEADING and _IN_TEXT.match(block.text)]  # fmt: skip
    yield from manuscript.once(
        VEILED_DISCLOSURE, hidden,
        f"a disclosure stands in the text: “{shown(hidden[0].text)}”" if hidden else "",
        "Move it to the key `disclosure`: it is then shown where readers look for it, on each page "
        "and in each feed.",
    )  # fmt: skip
