"""What a camera notes beside the picture is in nothing that is published."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from masthead.images.metadata import without_metadata
from pictures import a_picture, drawn, encoded, opened

SECRET = "secret-place"  # noqa: S105 - no password
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (47.0, 22.0, 11.0)
    return exif


def _told(kind: str, orientation: int = 1) -> bytes:
    options: dict[str, Any] = {"exif": _exif(orientation), "icc_profile": PROFILE}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET)
        text.add_itxt("XML:com.adobe.xmp", SECRET)
        options["pnginfo"] = text
    else:
        options["xmp"] = f"<x>{SECRET}</x>".encode()
    if kind == "JPEG":
        options["comment"] = SECRET
    return encoded(drawn(40, 30), kind, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_keeps_its_pixels_colours_and_which_way_up_it_is(
    kind: str, orientation: int
) -> None:
    before = _told(kind, orientation)
    assert SECRET.encode() in before
    after = without_metadata(before)
    assert SECRET.encode() not in after
    old, new = opened(before), opened(after)
    assert new.tobytes() == old.tobytes()
    assert new.info["icc_profile"] == PROFILE
    exif = new.getexif()
    assert exif.get(0x0112, 1) == orientation
    assert not exif.get_ifd(0x8825)
    assert without_metadata(after) == after


def test_what_stands_behind_a_photo_goes_too() -> None:
    data = _told("JPEG") + b"a film, with " + SECRET.encode() + b"\xff\xd9"
    assert SECRET.encode() not in without_metadata(data)


def test_a_progressive_photo_is_whole() -> None:
    data = encoded(drawn(80, 60), "JPEG", progressive=True, exif=_exif())
    after = without_metadata(data)
    assert opened(after).tobytes() == opened(data).tobytes()
    assert SECRET.encode() not in after


@pytest.mark.parametrize("kind", ["GIF", "AVIF", "BMP"])
def test_other_files_stay_as_they_are(kind: str) -> None:
    data = a_picture(16, 16, kind)
    assert without_metadata(data) == data


@given(st.integers(0, 1200), st.sampled_from(("JPEG", "PNG", "WEBP")), st.binary(max_size=4))
def test_a_damaged_file_raises_nothing(cut: int, kind: str, tail: bytes) -> None:
    data = _told(kind)[:cut] + tail
    assert isinstance(without_metadata(data), bytes)


@given(st.binary(max_size=60))
def test_nor_do_any_bytes_at_all(data: bytes) -> None:
    for magic in (b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"):
        assert isinstance(without_metadata(magic + data), bytes)
