"""MathML in plain words: `<i>a</i><sub>1</sub> + (<i>x</i> + 1)/2`.

Readers strip MathML to its characters, which turns x² into x2 and a half into 12, and the W3C
validator refuses it. What stays readable everywhere is a line with raised and lowered characters.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final, TypeAlias

from msgspec import Struct

Token: TypeAlias = tuple[str, str, str, str]
"""The text before a tag, then its closing slash, name and attributes."""

_BETWEEN: Final[dict[str, dict[int, tuple[str, str]]]] = {
    "msub": {1: ("<sub>", "</sub>")},
    "munder": {1: ("<sub>", "</sub>")},
    "msup": {1: ("<sup>", "</sup>")},
    "mover": {1: ("<sup>", "</sup>")},
    "msubsup": {1: ("<sub>", "</sub>"), 2: ("<sup>", "</sup>")},
    "munderover": {1: ("<sub>", "</sub>"), 2: ("<sup>", "</sup>")},
    "mfrac": {1: ("/", "")},
    "mroot": {0: ("(", ")"), 1: ("<sup>1/", "</sup>")},
    "msqrt": {},
}
"""What stands before and after the children of an element."""
_GROUPED: Final = ("mfrac",)
"""Whose children need brackets if they are rows."""
_AROUND: Final = {"msqrt": ("√(", ")")}
_MATHML: Final = re.compile(r"<math[^>]*>(.*?</math>)", re.DOTALL)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
_HIDDEN: Final = ("annotation", "annotation-xml", "mphantom", "script", "style", "template")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"))
_SPACED: Final = frozenset("=+−-<>≤≥≠≈≡±×→⇒⇔∈")


class _Open(Struct):
    name: str
    after: str
    children: int = 0


def formula(tokens: Iterator[Token]) -> str:
    """The formula whose start tag came last; goes on behind its end tag."""
    out: list[str] = []
    opened = [_Open("math", "")]
    hidden = 0
    for text, closing, name, raw in tokens:
        if text and not hidden:
            out.append(_words(text, opened[-1].name))
        if closing:
            while opened and (name in ("math", opened[-1].name)):
                done = opened.pop()
                out.append("" if hidden else done.after)
                hidden -= done.name in _HIDDEN
                if done.name == name:
                    break
            if not opened:
                break
        else:
            before, after = _around(opened[-1], name)
            opened[-1].children += 1
            out.append(before if not hidden else "")
            if raw.endswith("/"):
                out.append(after if not hidden else "")
            else:
                opened.append(_Open(name, after))
                hidden += name in _HIDDEN
    out += [one.after for one in reversed(opened) if not hidden]
    return "".join(out).strip()


def without_mathml(html: str) -> str:
    """HTML in canonical form with its formulas in plain words."""
    return _MATHML.sub(_as_words, html) if "<math" in html else html


def _as_words(mathml: re.Match[str]) -> str:
    pieces = _TAG.split(mathml[1])
    return formula(zip(pieces[0::4], pieces[1::4], pieces[2::4], pieces[3::4], strict=False))


def _around(parent: _Open, name: str) -> tuple[str, str]:
    before, after = _BETWEEN.get(parent.name, {}).get(parent.children, ("", ""))
    if parent.name in _GROUPED and name == "mrow":
        before, after = f"{before}(", f"){after}"
    if parent.name == "mtable" and parent.children:
        before = "; "
    if parent.name == "mtr" and parent.children:
        before = ", "
    inner, outer = _AROUND.get(name, ("", ""))
    if name == "mspace":
        inner = " "
    return before + inner, outer + after


def _words(text: str, element: str) -> str:
    plain = unescape(text).translate(_INVISIBLE)
    if element == "mtext":
        return escape(plain)
    plain = plain.strip()
    if element == "mi" and len(plain) == 1:
        return f"<i>{escape(plain)}</i>"
    if element == "mo" and plain in _SPACED:
        return f" {escape(plain)} "
    return escape(plain)
