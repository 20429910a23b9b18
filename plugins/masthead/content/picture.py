"""What is known of an image file from its first bytes, before anything is made of it."""

from typing import Final

from msgspec import Struct

DRAWING: Final = "svg"
PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg", ".bmp")
"""The endings of files that are images."""


class Facts(Struct, frozen=True, kw_only=True):
    """An image file. Width and height are in pixels, as it is shown; 0 if it does not say.

    `format` is a short name such as `jpeg`, `moving` tells of an animation. `digest` is of the
    file's bytes, `length` how many the published copy has.
    """

    width: int
    height: int
    format: str
    digest: str
    length: int
    moving: bool = False


class Fault(Struct, frozen=True):
    """Why an image file cannot be used, and what to do."""

    message: str
    remedy: str


def is_picture(path: str) -> bool:
    """Whether a file of this name is an image."""
    return path.lower().endswith(PICTURES)
