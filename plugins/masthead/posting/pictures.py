"""A picture as a network takes it: of a kind that it knows, not too heavy, and silent about where
it was taken.

In: a file and a network's limits. Out: an Upload with its size in pixels. Raises CannotPost.
"""

from typing import Final

from msgspec import Struct

from masthead.content.picture import DRAWING, Fault
from masthead.images.make import Wish, make_copies
from masthead.images.metadata import without_metadata
from masthead.images.read import read_facts
from masthead.posting.faults import CannotPost
from masthead.posting.model import Picture
from masthead.posting.wire import Upload

_WIDTHS: Final = (2000, 1600, 1200, 800, 400)
_QUALITY: Final = 85


class Limits(Struct, frozen=True, kw_only=True):
    """What a network takes: short names of kinds, bytes, pixels, characters of the words."""

    kinds: tuple[str, ...] = ("jpeg", "png", "gif")
    bytes: int
    pixels: int = 33_000_000
    alt: int


class Fitted(Struct, frozen=True):
    """A picture ready to be sent; width and height are in pixels."""

    upload: Upload
    width: int
    height: int
    alt: str


def fitted(picture: Picture, limits: Limits) -> Fitted:
    """The picture as it is without its metadata, or a smaller copy of it as JPEG."""
    name = picture.file.name
    try:
        data = picture.file.read_bytes()
    except OSError as error:
        raise CannotPost(f"the picture {name} cannot be read: {error.strerror}") from error
    facts = read_facts(data, name)
    if isinstance(facts, Fault):
        raise CannotPost(f"{name}: {facts.message}", facts.remedy)
    if facts.format == DRAWING:
        raise CannotPost(f"{name} is a drawing, and networks take pictures", "Name a PNG or JPEG.")
    alt = _shortened(picture.alt, limits.alt)
    clean = without_metadata(data)
    small = len(clean) <= limits.bytes and facts.width * facts.height <= limits.pixels
    if small and facts.format in limits.kinds:
        upload = Upload(f"picture.{facts.format}", f"image/{facts.format}", clean)
        return Fitted(upload, facts.width, facts.height, alt)
    for width in sorted({min(width, facts.width) for width in _WIDTHS}, reverse=True):
        copies = make_copies(data, [Wish(width, "jpeg", _QUALITY)])
        if isinstance(copies, Fault):
            raise CannotPost(f"{name}: {copies.message}", copies.remedy)
        height = max(1, round(facts.height * width / facts.width))
        if len(copies[0]) <= limits.bytes and width * height <= limits.pixels:
            return Fitted(Upload("picture.jpeg", "image/jpeg", copies[0]), width, height, alt)
    raise CannotPost(f"{name} stays too heavy for this network", "Name a smaller picture.")


def _shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"
