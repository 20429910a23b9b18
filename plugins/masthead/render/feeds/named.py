"""Names of characters: `&eacute;` as é, since XML knows few names.

In: HTML. Out: the same with each named or numbered character as itself.
"""

import re
from html import escape, unescape
from typing import Final

_NAMED: Final = re.compile(r"&(?!(?:amp|lt|gt|quot);)(#?\w{1,40};)?")


def plain_names(html: str) -> str:
    """The HTML with characters in place of names and numbers, but for `&amp;`, `&lt;`, `&gt;`."""
    return _NAMED.sub(_character, html)


def _character(match: re.Match[str]) -> str:
    """A named or numbered character as itself: XML knows few names."""
    if not match[1]:
        return "&amp;"
    found = unescape(match[0])
    return "&amp;" + match[1] if found == match[0] else escape(found)
