"""Pictures for tests, made when asked for.

files = {"docs/posts/one.png": a_picture(), "docs/posts/two.jpg": a_picture(1600, 900, "JPEG")}
"""

from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image


def drawn(width: int, height: int, mode: str = "RGB", seed: int = 0) -> Image.Image:
    """A picture with edges and shades, in any mode that Pillow draws in."""
    shades = Image.radial_gradient("L").resize((width, height))
    lines = Image.linear_gradient("L").resize((width, height)).rotate(90)
    plain = Image.new("L", (width, height), (seed * 37) % 256)
    return Image.merge("RGB", (shades, lines, plain)).convert(mode)


@lru_cache
def a_picture(
    width: int = 8, height: int = 6, kind: str = "PNG", *, mode: str = "RGB", seed: int = 0
) -> bytes:
    """The bytes of a picture."""
    return encoded(drawn(width, height, mode, seed), kind)


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The bytes of an image."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture that the bytes are, decoded to its end."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
