"""Read and write HTML tags in the one canonical form that comrak and the parser's writer emit.

In that form every attribute value stands in double quotes without `<` or `>`, so that a regular
expression finds exactly the tags. It holds for comrak's own output and for anything that went
through `balance`; HTML from anywhere else has to go through `balance` first.
"""

import re
from html import escape, unescape
from typing import Final

_TOKEN = re.compile(
    r"<(?!/?(?:strong|em|del)>)(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>|<!--[ \t]*(more)[ \t]*-->"
)
_ATTRIBUTE = re.compile(r'\s([^\s/>]+?)(?:="([^"<>]*+)")?(?=[\s/>]|\Z)')
_NAME = re.compile(r"[a-zA-Z_:@][\w:.@-]*\Z")
_MARKUP = re.compile(r"<[^>]*+>")

STRIDE: Final = 5
"""Pieces per token: the text before it, then closing slash, name, attributes, comment."""

VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
     "wbr", "param", "bgsound", "basefont", "keygen", "frame")
)  # fmt: skip

BLOCKS: Final = frozenset(
    ("address", "article", "aside", "blockquote", "br", "button", "caption", "dd", "details", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
     "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section",
     "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
"""Elements at whose edges a word ends."""


def split(html: str) -> list[str]:
    """Text and tags in turn: STRIDE pieces per tag, and one last text.

    Plain emphasis stays in the text: it is most of what tags there are, and asks for nothing.
    """
    return _TOKEN.split(html)


def attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag with their plain values; what no HTML name can be is left out."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(raw):
        if _NAME.match(name):
            found.setdefault(name.lower(), unescape(value))
    return found


def quoted(value: str) -> str:
    """Text, safe inside an attribute in double quotes."""
    return escape(value, quote=True).replace("&#x27;", "'")


def plain(html: str) -> str:
    """The words of some HTML, with single spaces."""
    return " ".join(text(html).split())


def text(html: str) -> str:
    """The words of some HTML as they stand there."""
    return unescaped(_MARKUP.sub("", html) if "<" in html else html)


def unescaped(text: str) -> str:
    """As `unescape`, but fast where only what has to be is escaped, as nearly always."""
    if "&" not in text:
        return text
    usual = text.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")
    if usual.count("&") == usual.count("&amp;"):
        return usual.replace("&amp;", "&")
    return unescape(text)
