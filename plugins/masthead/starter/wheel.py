"""This Masthead as a wheel, for repositories that can get it from nowhere else.

In: the package as it is installed here, also from a checkout. Out: a name and bytes, the same for
the same package. The format is PyPA's "binary distribution format", version 1.0.
"""

import base64
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution, distribution
from io import BytesIO
from pathlib import Path
from typing import Final

import masthead

_TAG: Final = "py3-none-any"
_WHEEL: Final = f"Wheel-Version: 1.0\nGenerator: masthead\nRoot-Is-Purelib: true\nTag: {_TAG}\n"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""Of a zip's calendar: dates of files would make two wheels of one package differ."""
_MODE: Final = 0o100644 << 16


def own_wheel() -> tuple[str, bytes]:
    """The wheel's name and its bytes."""
    here = distribution("masthead")
    about = f"masthead-{here.version}.dist-info"
    files = dict(sorted((*_package(), *_about(here, about))))
    record = f"{about}/RECORD"
    rows = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in files.items()]
    files[record] = ("\n".join([*rows, f"{record},,"]) + "\n").encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.external_attr, entry.compress_type = _MODE, zipfile.ZIP_DEFLATED
            wheel.writestr(entry, data)
    return f"masthead-{here.version}-{_TAG}.whl", out.getvalue()


def _package() -> Iterator[tuple[str, bytes]]:
    root = Path(masthead.__file__).parent
    for file in root.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield f"masthead/{file.relative_to(root).as_posix()}", file.read_bytes()


def _about(here: Distribution, folder: str) -> Iterator[tuple[str, bytes]]:
    yield f"{folder}/WHEEL", _WHEEL.encode()
    for name in ("METADATA", "entry_points.txt"):
        yield f"{folder}/{name}", (here.read_text(name) or "").encode()


def _digest(data: bytes) -> str:
    """As RECORD has it: base64 for addresses, without its padding."""
    return base64.urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
