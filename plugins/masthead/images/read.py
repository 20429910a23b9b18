"""What an image file is: its size, its kind, and whether it can be read at all.

In: a file's bytes. Out: Facts, or a Fault. Only the header is decoded.
"""

import re
import warnings
from hashlib import sha256
from io import BytesIO
from typing import Final

from lxml import etree

from masthead.content.picture import DRAWING, Facts, Fault
from masthead.images.metadata import without_metadata

MOST_PIXELS: Final = 64_000_000
"""A file may unfold to a thousand times its size; the largest cameras make about this many."""
FORMATS: Final = ("PNG", "JPEG", "WEBP", "AVIF", "GIF", "BMP")
_SIDEWAYS: Final = (5, 6, 7, 8)
_ORIENTATION: Final = 0x0112
_LENGTH: Final = re.compile(r"\s*\+?(\d+(?:\.\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*\Z")
_UNITS: Final = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_AGAIN: Final = "Open it in an image editor and save it again, or take it out of the text."


def read_facts(data: bytes, path: str) -> Facts | Fault:
    """What the file is. `path` only tells drawings from pictures."""
    if path.lower().endswith(".svg"):
        return _drawing(data)
    return _picture(data)


def _picture(data: bytes) -> Facts | Fault:
    from PIL import Image, UnidentifiedImageError  # takes long, and not every build has new images

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged below
            image = Image.open(BytesIO(data), formats=FORMATS)
        width, height = image.size
        if width * height > MOST_PIXELS:
            return _too_large(f"{width} × {height} pixels")
        # Of a PNG without Exif before its pixels, Pillow would decode them to look behind.
        told = image.format != "PNG" or "exif" in image.info
        if told and image.getexif().get(_ORIENTATION) in _SIDEWAYS:
            width, height = height, width
        return Facts(
            width=width,
            height=height,
            format=(image.format or "").lower(),
            digest=sha256(data).hexdigest(),
            length=len(without_metadata(data)),
            moving=bool(getattr(image, "is_animated", False)),
        )
    except Image.DecompressionBombError:
        return _too_large("far too many pixels")
    except UnidentifiedImageError:
        return Fault("the file is no image that browsers show", _AGAIN)
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, OverflowError) as error:
        return broken(error)


def broken(error: Exception) -> Fault:
    """The fault of a file that a decoder gave up on."""
    return Fault(f"the image is damaged: {str(error).rstrip('.') or type(error).__name__}", _AGAIN)


def _too_large(size: str) -> Fault:
    most = MOST_PIXELS // 1_000_000
    return Fault(
        f"the image has {size}, more than {most} million",
        "Scale it down to the width at which readers will see it, at most 3000 pixels.",
    )


def _drawing(data: bytes) -> Facts | Fault:
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, recover=False)
    try:
        parser.feed(data)
        root = next((event[1] for event in parser.read_events()), None)
    except etree.XMLSyntaxError as error:
        return Fault(f"the drawing is no well-formed SVG: {error}", _AGAIN)
    if not isinstance(root, etree._Element) or etree.QName(root).localname != "svg":
        return Fault("the file is no SVG drawing", _AGAIN)
    width, height = _size(root.get("width"), root.get("height"), root.get("viewBox"))
    return Facts(
        width=width,
        height=height,
        format=DRAWING,
        digest=sha256(data).hexdigest(),
        length=len(data),
    )


def _size(width: str | None, height: str | None, box: str | None) -> tuple[int, int]:
    """The drawing's own size in pixels (SVG 2, 8.2 and 8.12); 0 for what it does not say."""
    wide, high = _pixels(width), _pixels(height)
    numbers = [_number(part) for part in re.split(r"[\s,]+", (box or "").strip())]
    if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:
        ratio = numbers[2] / numbers[3]
        if wide and not high:
            high = wide / ratio
        elif high and not wide:
            wide = high * ratio
        elif not wide:
            wide, high = numbers[2], numbers[3]
    if not (wide and high):
        return 0, 0
    return max(1, round(wide)), max(1, round(high))


def _pixels(length: str | None) -> float:
    found = _LENGTH.match(length or "")
    return float(found[1]) * _UNITS[found[2]] if found else 0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0
