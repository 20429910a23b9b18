"""Characters that nothing we write can carry: XML has no place for them, and HTML forbids them."""

import re
from typing import Final

# What XML cannot hold or HTML forbids: controls, and the code points that are no characters.
_IMPOSSIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
    )
    + "]"
)
_CONTROLS: Final = bytes({*range(32), 127} - set(b"\t\n\r"))
_SIGNS: Final = tuple(
    map(re.compile, (rb"\xc2[\x80-\x9f]", rb"\xbf[\xbe\xbf]", rb"\xef\xb7", rb"\xed[\xa0-\xbf]"))
)
"""How the others begin in UTF-8."""


def possible(text: str) -> str:
    """The text, or HTML, without them."""
    if text.isprintable():  # none of them is; most names and titles are
        return text
    # Looking for signs among bytes takes a twentieth of the time that the whole class takes.
    data = text.encode("utf-8", "surrogatepass")
    signs = len(data.translate(None, _CONTROLS)) != len(data) or any(
        sign.search(data) for sign in _SIGNS
    )
    return _IMPOSSIBLE.sub("", text) if signs else text
