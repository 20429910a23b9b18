"""Take out of an image file what its camera noted: places, names, serial numbers, thumbnails.

In: a file's bytes. Out: the same picture, pixel for pixel; its colours and which way up it is stay.
Nothing is decoded: of JPEG the marker segments are read (ITU T.81, B.1), of PNG the chunks (PNG 3,
5.3), of WebP the RIFF chunks. Any other file, and one that is not as it should be, stays as it is.
"""

import re
from collections.abc import Iterator
from typing import Final
from zlib import crc32

_JPEG: Final = b"\xff\xd8"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_TOLD: Final = (b"tEXt", b"zTXt", b"iTXt", b"tIME")
_SCAN: Final = 0xDA
_COMMENT: Final = 0xFE
_EXIF: Final = b"Exif\x00\x00"
_COLOURS: Final = (b"ICC_PROFILE\x00", b"Adobe", b"JFIF\x00")
"""Segments of applications that say how pixels are to be understood."""
_ORIENTATION: Final = {
    b"MM": re.compile(rb"\x01\x12\x00\x03\x00\x00\x00\x01\x00(.)", re.DOTALL),
    b"II": re.compile(rb"\x12\x01\x03\x00\x01\x00\x00\x00(.)", re.DOTALL),
}


def without_metadata(data: bytes) -> bytes:
    """The file without what it tells beside the picture."""
    try:
        if data.startswith(_JPEG):
            return b"".join(_segments(data))
        if data.startswith(_PNG):
            return b"".join(_chunks(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (IndexError, ValueError):
        pass
    return data


def _segments(data: bytes) -> Iterator[bytes]:
    yield _JPEG
    at, turned = 2, 1
    kept: list[bytes] = []
    while data[at + 1] != _SCAN:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        if data[at + 1] == 0xFF:  # fill bytes may stand before a marker
            at += 1
            continue
        size = int.from_bytes(data[at + 2 : at + 4])
        body = data[at + 4 : at + 2 + size]
        if size < 2 or len(body) != size - 2:
            raise ValueError("no segment")
        marker = data[at + 1]
        if marker == 0xE1 and body.startswith(_EXIF):
            turned = _orientation(body[len(_EXIF) :])
        elif not _tells(marker, body):
            kept.append(data[at : at + 2 + size])
        at += 2 + size
    if turned != 1:
        body = _EXIF + _turning(turned)
        yield b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body
    yield from kept
    # What stands behind the picture, such as a second one or a film, goes too.
    yield data[at : _end_of_scan(data, at)]


def _end_of_scan(data: bytes, at: int) -> int:
    """The index behind the end-of-image marker of the first picture."""
    # In a scan, 0xFF is followed by 0 or a restart marker; segments between scans hold anything.
    while (at := data.find(b"\xff", at)) >= 0:
        marker = data[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker == 0x00 or 0xD0 <= marker <= 0xD7 or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4])
    raise ValueError("no end")


def _tells(marker: int, body: bytes) -> bool:
    if marker == _COMMENT:
        return True
    return 0xE0 <= marker <= 0xEF and not body.startswith(_COLOURS)


def _orientation(tiff: bytes) -> int:
    """Which way up the picture is, from 1 to 8. The entry stands in the first list of tags."""
    pattern = _ORIENTATION.get(tiff[:2])
    found = pattern.search(tiff) if pattern else None
    return found[1][0] if found and 1 <= found[1][0] <= 8 else 1


def _turning(orientation: int) -> bytes:
    """Exif that says which way up the picture is, and nothing else (TIFF 6.0, section 2)."""
    tiff = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"
    return tiff + bytes([orientation]) + b"\x00\x00\x00\x00\x00\x00"


def _chunks(data: bytes) -> Iterator[bytes]:
    yield _PNG
    at, name = len(_PNG), b""
    while name != b"IEND":
        size, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        whole = data[at : at + 12 + size]
        if len(whole) != 12 + size:
            raise ValueError("no chunk")
        if name == b"eXIf":
            turned = _orientation(whole[8:-4])
            if turned != 1:
                body = name + _turning(turned)
                yield (len(body) - 4).to_bytes(4) + body + crc32(body).to_bytes(4)
        elif name not in _TOLD:
            yield whole
        at += 12 + size


def _webp(data: bytes) -> bytes:
    at, kept = 12, []
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        whole = data[at : at + 8 + size + size % 2]
        at += 8 + size + size % 2
        if name == b"VP8X":
            # Its first byte says what follows: Exif is 8, XMP 4.
            kept.append(whole[:8] + bytes([whole[8] & ~0x0C]) + whole[9:])
        elif name == b"EXIF":
            turned = _orientation(whole[8:].removeprefix(_EXIF))
            if turned != 1 and kept[0].startswith(b"VP8X"):
                body = _turning(turned)
                kept[0] = kept[0][:8] + bytes([kept[0][8] | 0x08]) + kept[0][9:]
                kept.append(name + len(body).to_bytes(4, "little") + body)
        elif name != b"XMP ":
            kept.append(whole)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
