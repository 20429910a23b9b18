"""Real texts for the posts, in place of made-up ones: those of any folder of Markdown files.

What they link to and show is not here, so relative addresses are made whole. Nothing else of a text
changes; its front matter is left out.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_FRONT: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ADDRESS: Final = re.compile(
    r"(\]\(\s*<?|^\[[^\]^]+\]:\s+<?|\b(?:href|src)=[\"'])(?![a-z]+:|#|//)([^\s\"'<>()]+)",
    re.MULTILINE | re.IGNORECASE,
)
_ELSEWHERE: Final = "https://example.com/"


class NoTextsError(Exception):
    """A folder holds no Markdown."""


def texts_in(folder: Path) -> list[str]:
    """The texts of all Markdown files below a folder, by their paths.

    Raises NoTextsError where there is none.
    """
    files = sorted(folder.rglob("*.md"))
    found = [_text(file.read_text(encoding="utf-8-sig", errors="replace")) for file in files]
    texts = [text for text in found if text.strip()]
    if not texts:
        raise NoTextsError(f"There is no Markdown below {folder}: write a folder with posts.")
    return texts


def described(texts: Sequence[str]) -> str:
    """How many there are, and of what length, in words."""
    words = sum(len(text.split()) for text in texts)
    return f"{len(texts):,} real texts of {words // len(texts):,} words on average"


def _text(file: str) -> str:
    body = _FRONT.sub("", file.replace("\r\n", "\n"))
    return _ADDRESS.sub(rf"\g<1>{_ELSEWHERE}\g<2>", body)
