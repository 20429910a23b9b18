"""Report the other dialect's syntax, which GitHub and we would print as it stands.

In: the HTML's pieces and the Source. Out: notes on a Walk. Looks only at what was rendered as
text, so that code and formulas may show any syntax. Where it is not sure it is silent.
"""

import re
from bisect import bisect_right
from typing import Final

from msgspec import Struct, field

from masthead.diagnostics import rules
from masthead.render.markdown.source import Place
from masthead.render.markdown.tags import BLOCKS, STRIDE, unescaped
from masthead.render.markdown.walk import Walk

_KINDS: Final = (
    "note|abstract|summary|tldr|info|todo|tip|hint|important|success|check|done|question|help|faq"
    "|warning|caution|attention|failure|fail|missing|danger|error|bug|example|quote|cite"
)
_KEYS: Final = (
    r"ctrl|control|alt|option|opt|shift|cmd|command|meta|super|win|windows|fn|esc|escape|enter"
    r"|return|tab|space|backspace|delete|del|insert|home|end|page-up|page-down|up|down|left|right"
    r"|arrow-(?:up|down|left|right)|f\d{1,2}"
)
_VALUE: Final = r"""(?:"[^"\n{}]{0,200}"|'[^'\n{}]{0,200}'|[\w%.:/-]{1,200})"""
_ITEM: Final = rf"(?:[.#][A-Za-z][\w:-]{{0,80}}|[A-Za-z][\w-]{{0,80}}={_VALUE})"
_LIST: Final = rf"\{{:?[ ]*{_ITEM}(?:[ ]+{_ITEM}){{0,20}}[ ]*\}}"
_KEY: Final = rf'(?:{_KEYS}|"[^"\n+]{{1,20}}")'

_INSIDE: Final = "\x02"
"""Stands for code and formulas."""
_AFTER: Final = "\x03"
"""Stands for the end of a link, an image or an emphasis."""

_SYNTAX = re.compile(
    rf"""
    (?P<admonition>^!!![ ]?(?:{_KINDS})(?:[ ][a-z]+(?:[ ][a-z]+)?)?(?:[ ]+"[^"\n]{{0,300}}")?[ ]*$
                  |^!!![ ]?[a-z][\w-]*[ ]+"[^"\n]{{0,300}}"[ ]*$)
  | (?P<details>^\?\?\?\+?[ ]?[a-z][\w-]*(?:[ ][a-z]+)?(?:[ ]+"[^"\n]{{0,300}}")?[ ]*$)
  | (?P<tabs>^===[!+]{{0,2}}[ ]+"[^"\n]{{1,200}}"[ ]*$)
  | (?P<icon>:(?:material|fontawesome|octicons|simple)-[a-z0-9][a-z0-9-]*:)
  | (?P<attributes>(?:(?<=\x03)|(?<=[ \n])){_LIST}[ ]*(?=\x03?$)
                  |(?<=\x03){_LIST}
                  |^\{{:[ ]?(?:toc|\.[\w-]+|\#[\w-]+)[ ]*\}}[ ]*$)
  | (?P<keys>(?<![\w+])\+\+{_KEY}(?:\+(?:[a-z0-9]|{_KEY})){{0,5}}\+\+(?![\w+]))
  | (?P<mark>(?<![\w=!<>])==(?=[^\s=])[^=\n]{{1,300}}(?<=\S)==(?![\w=]))
  | (?P<contents>^\[TOC\][ ]*$)
  | (?P<snippet>^-{{1,5}}8<-{{1,5}}(?:[ ]+["'][^\n]{{0,300}})?[ ]*$)
  | (?P<abbreviation>^\*\[[^\]\n]{{1,80}}\]:[ ])
  | (?P<definition>(?<=[^\n]\n):[ ]{{2,}}\S)
  | (?P<template>\{{\{{[^{{}}\n]{{1,300}}\}}\}}|\{{%[^%\n]{{1,300}}%\}})
  | (?P<footnote>\[\^[^\]\s\x02\x03]{{1,100}}\](?!:))
    """,
    re.MULTILINE | re.VERBOSE,
)

# Each match of _SYNTAX begins like this. It is tried only there: trying it everywhere takes ten
# times as long as all the rest. Each case begins with one letter, which `re` looks for quickly.
_BEGIN = re.compile(
    r"!!!|\?\?\?|==|\{[{%:.#\w ]|\+\+|\[\^|\[TOC|-(?:----|---|--|-)?8<|\*\["
    r"|:(?:[mfos][a-z]+-|[ ]{2})"
)

# One of these is in the words of every text with a match. The short ones are looked for among the
# characters that they are made of, a thirtieth of the text.
_SIGNS: Final = {
    b"{": "{", b"==": "==", b"++": "++", b"[^": "[^", b"!!!": "!!!", b"???": "???",
    b"8&": "8&lt;", b"*[": "*[", b"[": "[TOC]",
}  # fmt: skip
_OTHERS: Final = bytes(set(range(256)) - set(b"".join(_SIGNS)))
_COLON = re.compile(r":(?:  |material-|fontawesome-|octicons-|simple-)")

_FAR: Final = 20_000
"""How long a stretch of text without any tag may be, in characters, for its syntax to be found."""

_EMPHASIS = re.compile(r"<(/?)(?:strong|em|del)>")
_CODE: Final = frozenset(
    ("code", "pre", "kbd", "samp", "script", "style", "svg", "math", "textarea")
)
_BESIDE: Final = frozenset(("a", "em", "strong", "del", "code", "mark", "kbd"))

_ADVICE: Final = {
    "admonition": ("an admonition", "Write an alert: `> [!NOTE]`, then `> the text`."),
    "details": (
        "a collapsible block",
        "Write `<details><summary>Title</summary>`, a blank line, the text, `</details>`.",
    ),
    "tabs": ("a tab", "Write a heading for each case; GitHub has no tabs."),
    "icon": ("an icon", "Write a word, or an emoji."),
    "attributes": ("an attribute list", "Remove it, or write the element as HTML."),
    "keys": ("a key", "Write `<kbd>Ctrl</kbd>+<kbd>C</kbd>`."),
    "mark": ("a mark", "Write `<mark>the words</mark>`."),
    "contents": ("a table of contents", "Remove it; the page has one."),
    "snippet": ("an inclusion", "Write the text itself here."),
    "abbreviation": ("an abbreviation", 'Write `<abbr title="the long form">…</abbr>`.'),
    "definition": ("a definition list", "Write a list: `- **Term**: what it means`."),
    "template": ("a template tag", "Write the text itself; nothing fills it in here."),
}


class _Shadow(Struct):
    """The rendered words, and where in the source each stretch of them begins."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    offsets: list[int] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)

    def add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def at(self, position: str) -> None:
        self.offsets.append(self.length)
        self.positions.append(position)


def check(walk: Walk) -> None:
    """Note every piece of the other dialect's syntax, and every footnote that is never written."""
    if not _may_hold(walk):
        return
    shadow = _shadow(walk)
    words, behind = "".join(shadow.parts), 0
    for begin in _BEGIN.finditer(words):
        match = _SYNTAX.match(words, begin.start()) if begin.start() >= behind else None
        if match:
            behind = match.end()
            _found(walk, shadow, match)


def _may_hold(walk: Walk) -> bool:
    words = "".join((walk.found_title or "", *walk.words))
    signs = words.encode().translate(None, _OTHERS)
    if any(few in signs and sign in words for few, sign in _SIGNS.items()):
        return True
    return _COLON.search(words) is not None


def _found(walk: Walk, shadow: _Shadow, match: re.Match[str]) -> None:
    """Report a match where it stands in the source, unless a backslash there says it is meant."""
    text, kind, first = walk.source.text, match.lastgroup or "", match[0].strip().split("\n", 1)[0]
    known = bisect_right(shadow.offsets, match.start()) - 1
    span = walk.source.span(shadow.positions[known]) if known >= 0 else None
    begin = span[0] if span else 0
    offset = text.find(first, begin, begin + _FAR)
    if offset >= 0 and text[max(0, offset - 1)] != "\\":
        _report(walk, kind, Place(offset, first))


def _report(walk: Walk, kind: str, place: Place) -> None:
    if kind == "footnote":
        label = place.written
        walk.note(
            rules.FOOTNOTE_NOWHERE,
            place,
            f"the footnote `{label}` is named here but written nowhere",
            f"Write it on a line of its own: `{label}: The note.`",
        )
        return
    what, remedy = _ADVICE[kind]
    walk.note(
        rules.OTHER_DIALECT,
        place,
        f"`{place.written}` is {what} in another Markdown dialect; here it would be printed as is",
        remedy,
    )


def _end(emphasis: re.Match[str]) -> str:
    return _AFTER if emphasis[1] else ""


def _shadow(walk: Walk) -> _Shadow:
    pieces, shadow, hidden = walk.pieces, _Shadow(), 0
    for here in range(0, len(pieces) - 1, STRIDE):
        text, closing, name, attributes, _ = pieces[here : here + STRIDE]
        if text and not hidden:
            shadow.add(unescaped(_EMPHASIS.sub(_end, text)))
        if not name:
            continue
        if name in _CODE:
            hidden = max(0, hidden + (-1 if closing else 1))
            shadow.add(_INSIDE)
        elif 'data-math-style="' in attributes:
            shadow.add(_INSIDE)
        elif name in BLOCKS and name != "br":
            shadow.add("\n\n")
        if not closing and "data-sourcepos" in attributes:
            shadow.at(attributes)
        if (closing and name in _BESIDE) or name == "img":
            shadow.add(_AFTER)
    return shadow
