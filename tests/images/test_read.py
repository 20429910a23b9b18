"""What an image file is, told from its first bytes; whatever it holds, nothing is raised."""

import struct
import zlib

import pytest
from PIL import Image

from masthead.content.picture import Facts, Fault
from masthead.images.read import read_facts
from pictures import a_picture, drawn, encoded


def facts(data: bytes, name: str = "a.png") -> Facts:
    found = read_facts(data, name)
    assert isinstance(found, Facts), found
    return found


def size(data: bytes, name: str = "a.png") -> tuple[int, int]:
    found = facts(data, name)
    return found.width, found.height


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF", "GIF", "BMP"])
def test_the_size_of_a_picture(kind: str) -> None:
    found = facts(a_picture(64, 48, kind))
    assert (found.width, found.height, found.format) == (64, 48, kind.lower())
    assert not found.moving


def test_a_photo_that_lies_on_its_side_is_as_wide_as_it_is_shown() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert size(encoded(drawn(64, 48), "JPEG", exif=exif), "a.jpg") == (48, 64)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_known_as_one(kind: str) -> None:
    frames = [drawn(32, 32, seed=seed) for seed in range(3)]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    assert facts(data).moving


def test_a_picture_of_one_pixel() -> None:
    assert size(a_picture(1, 1)) == (1, 1)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="30" height="20"', (30, 20)),
        ('width="30px" height="20.4px"', (30, 20)),
        ('width="1in" height="72pt"', (96, 96)),
        ('viewBox="0 0 300 150"', (300, 150)),
        ('viewBox="-10,-10,300,150"', (300, 150)),
        ('viewBox="0 0 300 150" width="100"', (100, 50)),
        ('viewBox="0 0 300 150" height="300"', (600, 300)),
        ('viewBox="0 0 300 150" width="100%" height="100%"', (300, 150)),
        ('width="100%" height="100%"', (0, 0)),
        ('viewBox="a b c d"', (0, 0)),
        ('viewBox="0 0 0 0" width="3em"', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_the_size_of_a_drawing(attributes: str, expected: tuple[int, int]) -> None:
    svg = f'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" {attributes}><g/></svg>'
    assert size(svg.encode(), "a.SVG") == expected


def test_a_drawing_fetches_and_unfolds_nothing() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    text = f'<!DOCTYPE svg SYSTEM "http://elsewhere.example/x.dtd" [{bomb}]>'
    svg = f'{text}<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2">&a11;</svg>'
    found = read_facts(svg.encode(), "a.svg")
    assert isinstance(found, Fault) or (found.width, found.height) == (3, 2)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.png"), (b"words", "a.jpg"), (a_picture()[:20], "a.png"),
        (b"\xff\xd8\xff", "a.jpg"),
        (b"version https://git-lfs.github.com/spec/v1\n", "a.webp"), (b"", "a.svg"),
        (b"<html></html>", "a.svg"), (b"<svg", "a.svg"), (b"\x00" * 100, "a.svg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8X", "a.webp"), (b"GIF89a", "a.gif"),
    ],
)  # fmt: skip
def test_what_is_no_image_is_a_fault(data: bytes, name: str) -> None:
    found = read_facts(data, name)
    assert isinstance(found, Fault)
    assert found.message and found.remedy.endswith(".")


@pytest.mark.parametrize("side", [9_000, 14_000, 60_000])
def test_a_picture_that_unfolds_to_too_much_is_a_fault(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    )
    found = read_facts(data, "a.png")
    assert isinstance(found, Fault)
    assert "million" in found.message
