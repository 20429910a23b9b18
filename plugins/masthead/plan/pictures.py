"""Which smaller copies an image has, and what each is called.

In: an image's Facts and the settings. Out: a Picture for pages, and the widths behind it. A copy's
name holds a digest of the image and of how the copy is made, so that it may be cached for good: a
changed image has copies of other names.
"""

from hashlib import sha256
from posixpath import splitext
from typing import Final

from masthead.content.picture import DRAWING, Facts
from masthead.plan.views import Picture
from masthead.settings import ImageSettings

_LEAST: Final = 0.85
"""A copy nearly as wide as the image would save little."""
_SMALL: Final = ("webp", "avif")
"""What is as small as a copy would be."""


def widths_of(facts: Facts, settings: ImageSettings, portrait: bool) -> tuple[int, ...]:
    """The widths of the copies, ascending; none above the image's own.

    The last has the image's own width, unless it is as small as a copy would be already. Drawings
    and animations have no copies: they would lose what they are for.
    """
    if facts.format == DRAWING or facts.moving:
        return ()
    wanted = settings.portraits if portrait else settings.widths
    widths = [width for width in wanted if width < facts.width * _LEAST]
    if facts.width * _LEAST <= max(wanted, default=0) and facts.format not in _SMALL:
        widths.append(facts.width)
    return tuple(widths)


def make_picture(address: str, facts: Facts, settings: ImageSettings, portrait: bool) -> Picture:
    """The image at `address` with the addresses of its copies."""
    widths = widths_of(facts, settings, portrait)
    if not widths:
        return Picture(address, facts.width, facts.height)
    candidates = [(copy_name(address, facts, width, settings), width) for width in widths]
    wanted = settings.portraits if portrait else settings.widths
    if facts.width * _LEAST <= max(wanted) and widths[-1] != facts.width:
        candidates.append((address, facts.width))
    return Picture(address, facts.width, facts.height, tuple(candidates))


def copy_name(name: str, facts: Facts, width: int, settings: ImageSettings) -> str:
    """What the copy of the image `name` is called: `leak-640.1f3a9c2b.webp`."""
    made = f"{facts.digest} {width} {settings.format} {settings.quality}"
    digest = sha256(made.encode()).hexdigest()[:8]
    return f"{splitext(name)[0]}-{width}.{digest}.{settings.format}"
