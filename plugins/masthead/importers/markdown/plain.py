"""Markdown and HTML to plain text, and the anchors that renderers make of headings."""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape
from typing import Final

from markdown_it import MarkdownIt

_INLINE: Final = MarkdownIt("commonmark", {"maxNesting": 20})
_TAGS: Final = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.S)
_BREAKS: Final = re.compile(r"<(?:br|/p|/li|/div)\b[^<>]*>", re.I)
_LONGEST: Final = 4000


def plain(markdown: str) -> str:
    """One line of Markdown as plain text."""
    short = markdown.strip()[:_LONGEST]
    return from_html(_INLINE.renderInline(short)) if short else ""


def from_html(html: str) -> str:
    """HTML as one line of plain text."""
    text = _TAGS.sub("", _BREAKS.sub(" ", html))
    return " ".join("".join(c if c.isprintable() else " " for c in unescape(text)).split())


def github_anchor(text: str) -> str:
    """The anchor that GitHub gives a heading with this plain text."""
    kept = (
        c
        for c in text.strip().lower()
        if c in " -_" or unicodedata.category(c)[0] in "LNM" or unicodedata.category(c) == "Pc"
    )
    return "".join(kept).replace(" ", "-")


def python_markdown_anchor(text: str) -> str:
    """The anchor that Python-Markdown's toc extension gives it."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^\w\s-]", "", folded).strip().lower()
    return re.sub(r"[-\s]+", "-", words)


def kramdown_anchor(text: str) -> str:
    """The anchor that kramdown gives it (its `auto_ids`, with the GFM input's rules for Jekyll)."""
    words = re.sub(r"^[^a-zA-Z]+", "", text)
    kept = re.sub(r"[^a-zA-Z0-9 -]", "", words).replace(" ", "-").lower()
    return kept or "section"


def numbered(anchors: Iterable[str], sign: str = "-") -> list[str]:
    """The anchors with numbers where one comes again."""
    seen: dict[str, int] = {}
    out: list[str] = []
    for anchor in anchors:
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        out.append(f"{anchor}{sign}{count}" if count else anchor)
    return out
