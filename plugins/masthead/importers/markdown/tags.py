"""Read one HTML tag at a place in a text: its name, its attributes and where their values stand.

CommonMark 0.31, 6.6 "Raw HTML". Nothing is ever read across more than one tag, so a text full of
`<` costs no more than its length.
"""

import re
from html import unescape
from typing import Final

from msgspec import Struct

_OPEN: Final = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_CLOSE: Final = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)[ \t\n]{0,200}>")
_ATTRIBUTE: Final = re.compile(
    r"""[ \t\n]*([A-Za-z_:@][\w.:@-]*)(?:[ \t\n]*=[ \t\n]*("[^"]*"|'[^']*'|[^ \t\n"'=<>`]+))?"""
)
_END: Final = re.compile(r"[ \t\n]*(/?)>")
_LONGEST: Final = 20_000

_BLOCKS = """
address article aside audio blockquote body canvas center dd details dialog dir div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main math menu nav
noscript object ol p pre script section style summary svg table tbody td tfoot th thead tr ul video
"""
_VOIDS = "area base br col embed hr img input link meta param source track wbr"
BLOCK_TAGS: Final = frozenset(_BLOCKS.split())
VOID_TAGS: Final = frozenset(_VOIDS.split())


class Attribute(Struct, frozen=True):
    """`value` is unescaped; `start` and `end` enclose the raw value, without its quotes."""

    name: str
    value: str
    start: int
    end: int
    quoted: bool


class Tag(Struct, frozen=True):
    """A tag from `start` to `end` of the text."""

    name: str
    start: int
    end: int
    closing: bool = False
    void: bool = False
    attributes: tuple[Attribute, ...] = ()

    def get(self, name: str) -> str | None:
        """The attribute's value, "" for one without a value, None if it is not there."""
        return next((a.value for a in self.attributes if a.name == name), None)


def tag_at(text: str, start: int) -> Tag | None:
    """The tag that begins at `start`, if one does."""
    if found := _CLOSE.match(text, start):
        return Tag(found[1].lower(), start, found.end(), closing=True)
    found = _OPEN.match(text, start)
    if not found:
        return None
    attributes: list[Attribute] = []
    at, limit = found.end(), min(len(text), start + _LONGEST)
    while end := _ATTRIBUTE.match(text, at, limit):
        if end.start(1) == at and attributes and not attributes[-1].quoted:
            return None
        attributes.append(_attribute(end))
        at = end.end()
    closed = _END.match(text, at, limit)
    if not closed:
        return None
    name = found[1].lower()
    void = bool(closed[1]) or name in VOID_TAGS
    return Tag(name, start, closed.end(), void=void, attributes=tuple(attributes))


def _attribute(found: re.Match[str]) -> Attribute:
    raw = found[2]
    if raw is None:
        return Attribute(found[1].lower(), "", found.end(1), found.end(1), quoted=True)
    quoted = raw[0] in "\"'"
    inset = 1 if quoted else 0
    value = raw[inset : len(raw) - inset]
    return Attribute(
        found[1].lower(), unescape(value), found.start(2) + inset, found.end(2) - inset, quoted
    )
