"""Characters that no file can carry: those that XML has no place for, and names it does not know.

In: text or HTML. Out: the same with each character as itself, without those that HTML forbids too.
"""

import re
from html import escape, unescape
from typing import Final

_NAMED: Final = re.compile(r"&(?!(?:amp|lt|gt|quot);)(#?\w{1,40};)?")
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


def possible(html: str) -> str:
    """The HTML without characters that cannot be in it."""
    if html.isprintable():  # none of them is; most names and titles are
        return html
    # Looking for signs among bytes takes a twentieth of the time that the whole class takes.
    data = html.encode("utf-8", "surrogatepass")
    signs = len(data.translate(None, _CONTROLS)) != len(data) or any(
        sign.search(data) for sign in _SIGNS
    )
    return _IMPOSSIBLE.sub("", html) if signs else html


def plain_names(html: str) -> str:
    """The HTML with characters in place of names and numbers, but for `&amp;`, `&lt;`, `&gt;`."""
    return _NAMED.sub(_character, html)


def _character(match: re.Match[str]) -> str:
    """A named or numbered character as itself: XML knows few names."""
    if not match[1]:
        return "&amp;"
    found = unescape(match[0])
    return "&amp;" + match[1] if found == match[0] else escape(found)
