"""Images are no heavier than they need be, and their alternative text says what they show."""

import re
from collections.abc import Iterator
from typing import Final

from masthead.checks.craft.manuscript import Manuscript
from masthead.content.document import LinkKind
from masthead.content.links import locate
from masthead.content.picture import is_picture
from masthead.diagnostics import Diagnostic, Position, found
from masthead.diagnostics.rules import EMPTY_ALT, HEAVY_IMAGE

_SAY_NOTHING: Final = frozenset((
    "alt", "alt text", "an image", "chart", "diagram", "figure", "graph", "graphic", "icon",
    "image", "img", "photo", "photograph", "pic", "picture", "screen shot", "screenshot",
    "untitled",
))  # fmt: skip
_FILE: Final = re.compile(
    r"\S+\.(?:png|jpe?g|gif|svg|webp|avif)|(?:img|dsc|image|screenshot)[-_ ]?\d+", re.IGNORECASE
)
_KILOBYTE: Final = 1000


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding about each of the two."""
    yield from _check_weight(manuscript)
    yield from _check_words(manuscript)


def _check_weight(manuscript: Manuscript) -> Iterator[Diagnostic]:
    most = manuscript.craft.image
    heavy = [(length, at, key) for length, at, key in _lengths(manuscript)
             if most and length > most * _KILOBYTE]  # fmt: skip
    if heavy:
        length, at, key = heavy[0]
        others = f" (and {len(heavy) - 1} more)" if len(heavy) > 1 else ""
        yield found(
            at, HEAVY_IMAGE,
            f"the image {key.rsplit('/', 1)[-1]} has {length // _KILOBYTE:,} kB{others}",
            "Scale it down to the width at which it is shown; save photographs as JPEG or WebP.",
        )  # fmt: skip


def _lengths(manuscript: Manuscript) -> Iterator[tuple[int, Position, str]]:
    """The images that are files of the site: bytes, where they are named, path below docs."""
    piece, subject = manuscript.piece, manuscript.subject
    named = [(link.target, piece.marks.line(link.line, link.column, link.length))
             for link in piece.document.links if link.kind is LinkKind.IMAGE]  # fmt: skip
    seen = set()
    for address, at in [(piece.image, piece.at("image")), *named]:
        target = locate(address, piece.key, subject.library) if address else None
        if target is None or target.key in seen or not is_picture(target.key):
            continue
        seen.add(target.key)
        if facts := subject.facts_of(target.key):
            yield facts.length, at, target.key


def _check_words(manuscript: Manuscript) -> Iterator[Diagnostic]:
    piece = manuscript.piece
    pictures = manuscript.prose.pictures
    written = [(picture.alt, piece.marks.line(picture.line, picture.column, picture.length))
               for picture in pictures]  # fmt: skip
    empty = [(alt, at) for alt, at in [(piece.image_alt, piece.at("image_alt")), *written]
             if _says_nothing(alt)]  # fmt: skip
    if empty:
        alt, at = empty[0]
        others = f" (and {len(empty) - 1} more)" if len(empty) > 1 else ""
        yield found(
            at, EMPTY_ALT,
            f"the alternative text “{alt}” does not say what the image shows{others}",
            "Write what a reader would miss without it.",
        )  # fmt: skip


def _says_nothing(alt: str) -> bool:
    words = alt.strip(" .:").lower()
    return bool(words) and (words in _SAY_NOTHING or bool(_FILE.fullmatch(words)))
