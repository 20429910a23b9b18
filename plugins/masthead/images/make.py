"""Smaller copies of a picture: turned the right way up, in sRGB, and with nothing but pixels.

In: a file's bytes and the copies wanted. Out: the bytes of each. The same bytes for the same input
and the same libraries, whichever other copies are wanted.
"""

from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from masthead.content.picture import Fault
from masthead.images.read import FORMATS, broken

if TYPE_CHECKING:
    from PIL.Image import Image

_SUPERFLUOUS: Final = 2.0
"""How much larger than wanted a JPEG is decoded: less would show."""


class Wish(Struct, frozen=True):
    """A copy that is wanted. `width` is in pixels, `quality` from 1 to 100."""

    width: int
    format: str
    quality: int


def make_copies(data: bytes, wishes: Iterable[Wish]) -> list[bytes] | Fault:
    """The copies, in the order of the wishes."""
    decoded: dict[tuple[int, int], Image] = {}
    try:
        return [_copy(data, wish, decoded) for wish in wishes]
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError) as error:
        return broken(error)


def _copy(data: bytes, wish: Wish, decoded: "dict[tuple[int, int], Image]") -> bytes:
    """One copy. `decoded` has the picture in the sizes in which it was decoded already."""
    from PIL import Image

    file = Image.open(BytesIO(data), formats=FORMATS)
    if file.format == "JPEG":
        most = round(wish.width * _SUPERFLUOUS)
        file.draft(None, (most, most))
    exact, size = file.mode in ("P", "1"), file.size
    if size not in decoded:
        decoded[size] = _upright(file)
    image = decoded[size]
    return _encoded(_scaled(image, wish.width), wish, exact and wish.width == image.width)


def _upright(image: "Image") -> "Image":
    """The picture as it is shown, in sRGB, with eight bits a channel."""
    from PIL import ImageOps

    profile = image.info.get("icc_profile")
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image)
    elif image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    image = ImageOps.exif_transpose(image)
    if profile:
        image = _in_srgb(image, profile)
    return image if image.mode in ("RGB", "RGBA") else image.convert("RGB")


def _eight_bits(image: "Image") -> "Image":
    """Sixteen bits of grey as eight: Pillow's own conversion cuts off instead of scaling."""
    return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")


def _in_srgb(image: "Image", profile: bytes) -> "Image":
    from PIL import ImageCms

    # A profile that is broken, or for other channels than the picture's, is as good as none.
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        wanted = ImageCms.createProfile("sRGB")
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, given, wanted, outputMode=mode)
        return converted or image
    return image


def _scaled(image: "Image", width: int) -> "Image":
    from PIL.Image import Resampling

    height = max(1, round(image.height * width / image.width))
    if (width, height) == image.size:
        return image.copy()
    if (
        image.mode == "RGBA"
    ):  # by the premultiplied colours, or what is invisible would shine through
        small = image.convert("RGBa").resize((width, height), Resampling.LANCZOS)
        return small.convert("RGBA")
    return image.resize((width, height), Resampling.LANCZOS)


def _encoded(image: "Image", wish: Wish, exact: bool) -> bytes:
    image.info.clear()  # the encoders would write a profile and more from it
    file = BytesIO()
    if exact and wish.format == "webp":  # a picture of few colours is smaller so, and as it was
        image.save(file, "WEBP", lossless=True, quality=75, method=4)
    elif wish.format == "avif":
        # One thread: more of them would make other bytes on another machine.
        image.save(file, "AVIF", quality=wish.quality, speed=8, max_threads=1)
    elif wish.format == "jpeg":  # knows nothing transparent: paper is white
        _on_white(image).save(file, "JPEG", quality=wish.quality, optimize=True)
    else:
        image.save(file, "WEBP", quality=wish.quality, method=6)
    return file.getvalue()


def _on_white(image: "Image") -> "Image":
    if image.mode != "RGBA":
        return image
    from PIL import Image

    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")
