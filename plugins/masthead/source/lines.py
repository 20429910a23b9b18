"""A source file as its lines, for whoever changes some and leaves the rest byte for byte."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from typing import Final

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def lines_of(data: bytes) -> tuple[bytes, list[str]]:
    """The byte-order mark, if there is one, and the lines with their ends.

    Raises UnicodeDecodeError.
    """
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    text = data.removeprefix(BOM_UTF8).decode()
    return mark, [line for line in _LINE.findall(text) if line]


def end_of(line: str) -> str:
    """What ends a line; what may end one, if it is the last and nothing does."""
    return line[len(line.rstrip("\r\n")) :] or "\n"


def plain(lines: Iterable[str]) -> str:
    """The lines as the readers of front matter take them."""
    return "".join(line.rstrip("\r\n") + "\n" * line.endswith(("\r", "\n")) for line in lines)
