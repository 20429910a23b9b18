"""Smaller copies look as the image does, and hold nothing but pixels."""

import pytest
from PIL import Image, ImageCms, ImageOps

from masthead.content.picture import Fault
from masthead.images.make import Wish, make_copies
from pictures import a_picture, drawn, encoded, opened

Pixel = tuple[int, ...]


def copy(data: bytes, width: int = 40, kind: str = "webp") -> Image.Image:
    made = make_copies(data, [Wish(width, kind, 75)])
    assert isinstance(made, list), made
    return opened(made[0])


def near(one: Pixel | float | None, two: Pixel, by: int = 12) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) <= by for a, b in zip(one, two, strict=False))


@pytest.mark.parametrize("kind", ["webp", "avif"])
def test_several_widths_at_once(kind: str) -> None:
    made = make_copies(a_picture(200, 100), [Wish(width, kind, 75) for width in (20, 50, 200)])
    assert isinstance(made, list)
    assert [opened(data).size for data in made] == [(20, 10), (50, 25), (200, 100)]
    assert all(opened(data).format == kind.upper() for data in made)


def test_a_copy_has_the_same_bytes_whichever_others_are_made() -> None:
    data = a_picture(1600, 900, "JPEG")
    wishes = [Wish(width, "webp", 75) for width in (40, 300, 1600)]
    alone = [make_copies(data, [wish]) for wish in wishes]
    assert [[one] for one in make_copies(data, wishes)] == alone  # type: ignore[union-attr]


def test_the_same_bytes_each_time() -> None:
    for kind in ("webp", "avif"):
        wishes = [Wish(90, kind, 75)]
        assert make_copies(a_picture(160, 90), wishes) == make_copies(a_picture(160, 90), wishes)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_the_right_way_up(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(drawn(80, 60), "JPEG", exif=exif, quality=95)
    wanted = ImageOps.exif_transpose(opened(data))
    made = copy(data, wanted.width)
    assert made.size == wanted.size
    assert not made.getexif()
    corners = ((3, 3), (wanted.width - 4, 3), (3, wanted.height - 4))
    assert all(near(made.getpixel(at), wanted.getpixel(at), 20) for at in corners)  # type: ignore[arg-type]


def test_nothing_beside_the_pixels() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret-place"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(drawn(80, 60), "JPEG", exif=exif, icc_profile=profile, xmp=b"<secret-place/>")
    made = make_copies(data, [Wish(40, "webp", 75), Wish(40, "avif", 75)])
    assert isinstance(made, list)
    assert not any(b"secret-place" in one or b"ICCP" in one or b"EXIF" in one for one in made)


def test_what_is_clear_stays_clear_and_hides_its_colour() -> None:
    image = Image.new("RGBA", (80, 80), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (0, 0, 40, 80))
    made = copy(encoded(image), 41).convert("RGBA")
    assert made.getpixel((40, 20)) == (0, 0, 0, 0) or made.getpixel((40, 20))[3] == 0  # type: ignore[index]
    red = max(made.getpixel((x, 20))[0] for x in range(41) if made.getpixel((x, 20))[3] > 30)  # type: ignore[index]
    assert red < 60


def test_a_palette_with_a_clear_colour() -> None:
    image = Image.new("P", (40, 40), 0)
    image.putpalette([0, 128, 0, 255, 255, 255])
    image.paste(1, (0, 0, 20, 40))
    made = copy(encoded(image, transparency=1), 20).convert("RGBA")
    assert near(made.getpixel((15, 10)), (0, 128, 0, 255))
    assert made.getpixel((3, 10))[3] == 0  # type: ignore[index]


def test_a_picture_of_few_colours_is_exact_in_its_own_width() -> None:
    image = drawn(60, 40).quantize(16)
    made = copy(encoded(image), 60)
    assert made.convert("RGB").tobytes() == image.convert("RGB").tobytes()


def test_a_print_in_four_colours() -> None:
    data = encoded(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG", quality=95)
    assert near(copy(data, 20).convert("RGB").getpixel((10, 10)), (254, 0, 0), 40)


def test_sixteen_bits_of_grey() -> None:
    image = Image.new("I;16", (40, 40), 32768)
    assert near(copy(encoded(image), 20).convert("RGB").getpixel((10, 10)), (128, 128, 128), 3)


def test_grey_black_and_white_and_one_pixel() -> None:
    for mode in ("L", "LA", "1"):
        assert copy(encoded(drawn(40, 40, "L").convert(mode)), 20).size == (20, 20)
    assert copy(a_picture(1, 1), 1).size == (1, 1)
    assert copy(a_picture(2000, 1), 20).size == (20, 1)


def test_the_colours_of_a_profile_come_out_as_they_are_shown() -> None:
    image = Image.new("RGB", (40, 40), (200, 100, 50))
    for broken in (b"no profile", b""):
        made = copy(encoded(image, "PNG", icc_profile=broken), 20)
        assert near(made.convert("RGB").getpixel((9, 9)), (200, 100, 50))
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = usual.replace(b"rXYZ", b"nXYZ").replace(b"gXYZ", b"rXYZ").replace(b"nXYZ", b"gXYZ")
    made = copy(encoded(image, "PNG", icc_profile=swapped), 20)
    assert near(made.convert("RGB").getpixel((9, 9)), (100, 200, 50))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_file_that_breaks_off_is_a_fault(kind: str, part: float) -> None:
    data = a_picture(300, 300, kind)
    made = make_copies(data[: int(len(data) * part)], [Wish(40, "webp", 75)])
    assert isinstance(made, Fault)
    assert "damaged" in made.message
