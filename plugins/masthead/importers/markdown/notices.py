"""Call-outs that Jekyll themes make of a class behind a block, such as `{: .prompt-tip }`.

Chirpy puts the class behind a quotation, Minimal Mistakes behind a paragraph; both become alerts.
"""

import re
from collections.abc import Sequence
from typing import Final

from masthead.importers.markdown.admonitions import alert
from masthead.importers.markdown.blocks import Result, Walk, indent_of, is_blank
from masthead.importers.model import Line

_CLASS: Final = re.compile(
    r"[ \t]*\{:[^{}\n]*\.(?:prompt-|notice--|notice\b)([a-z]*)[^{}\n]*\}[ \t]*"
)
_QUOTE: Final = re.compile(r"[ ]{0,3}>[ ]?")
_KINDS: Final = {
    "tip": "tip",
    "success": "tip",
    "warning": "warning",
    "danger": "caution",
    "error": "caution",
}
_LONGEST: Final = 200


def notice_handler(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """A paragraph or quotation with such a class behind it."""
    if at > 0 and not is_blank(lines[at - 1]):
        return None
    end = at
    while end < len(lines) and end - at < _LONGEST and not is_blank(lines[end]):
        if found := _CLASS.fullmatch(lines[end].text):
            break
        end += 1
    else:
        return None
    if end == at or indent_of(lines[at].text) > 3 or lines[at].text.startswith(("#", "```", "~~~")):
        return None
    quoted = bool(_QUOTE.match(lines[at].text))
    body = [
        Line(_QUOTE.sub("", each.text, count=1) if quoted else each.text, each.at)
        for each in lines[at:end]
    ]
    kind = _KINDS.get(found[1], "note")
    return alert(walk, lines[end].at, kind, None, walk.convert(body), 0), end + 1
