"""From a file's bytes to its text, and from its text to front matter and body.

Pure: bytes in, text and findings out. Text is UTF-8; a byte-order mark and any line ending are
fine.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from msgspec import Struct

from masthead.diagnostics import Findings, Position
from masthead.diagnostics.rules import FRONT_MATTER_OPEN, NOT_UTF8

_FENCE = "---"
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)


def decode(data: bytes, path: str, findings: Findings) -> str | None:
    """The text with `\\n` line ends, or None after a finding that names the first wrong byte."""
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before, wrong = data[: error.start].decode(), f"the byte 0x{data[error.start]:02x}"
    else:
        if "\0" not in text:
            return _unix(text)
        before, wrong = text[: text.index("\0")], "the byte 0x00"
    lines = _unix(before).split("\n")
    findings.add(
        Position(path, len(lines), len(lines[-1]) + 1),
        NOT_UTF8,
        f"{wrong} is not UTF-8 text",
        f"Save the file as UTF-8.{_guess(data)}",
    )
    return None


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _guess(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in data[:4]:
        return " It looks like UTF-16."
    return " It looks like Windows-1252." if b"\0" not in data else ""


class Parts(Struct, frozen=True):
    """A file cut in two. `header` is YAML that begins on line 2; `body` begins on `body_line`."""

    header: str
    body: str
    body_line: int


def split(text: str, path: str, findings: Findings, *, required: bool) -> Parts | None:
    """Front matter and body, or None after a finding. Without front matter the header is empty."""
    first = text.split("\n", 1)[0]
    if first.rstrip() != _FENCE:
        if required:
            findings.add(Position(path), FRONT_MATTER_OPEN, *_no_front_matter(first))
            return None
        return Parts("", text, 1)
    if closing := _CLOSING.search(text, len(first) + 1):
        header, body = text[len(first) + 1 : closing.start()], text[closing.end() + 1 :]
        return Parts(header or "\n", body, text.count("\n", 0, closing.start()) + 2)
    findings.add(
        Position(path, 1, 1, len(_FENCE)),
        FRONT_MATTER_OPEN,
        "the front matter that begins here never ends",
        "Put a line with --- below the last key.",
    )
    return None


def _no_front_matter(first_line: str) -> tuple[str, str]:
    if first_line.rstrip() == "+++":
        return (
            "the front matter is TOML",
            "Write it as YAML: lines like `title: My title` between two lines with ---.",
        )
    remedy = (
        "Begin the file with a line ---, then `title:` and `date:`, then another ---. "
        "Or move it to a folder that `pieces` does not name."
    )
    return "the file has no front matter, but lies in a folder of pieces", remedy
