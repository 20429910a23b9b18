"""The text of a link says where it leads, also to who hears nothing but the links."""

from collections.abc import Iterator
from typing import Final

from masthead.checks.craft.manuscript import Found, Manuscript, shown
from masthead.diagnostics import Diagnostic
from masthead.diagnostics.rules import EMPTY_LINK_TEXT
from masthead.prose.reading import Kind

# WCAG 2.2, 2.4.4 and 2.4.9: links have to be told apart, best without the words around them.
_SAY_NOTHING: Final = frozenset((
    "click", "click here", "click this link", "continue reading", "find out more",
    "follow this link", "go here", "here", "in this post", "in this link", "learn more",
    "link", "more", "more details", "more info", "more information", "over here", "read here",
    "read more", "read this", "right here", "see here", "see more", "this", "this article",
    "this blog post", "this link", "this one", "this page", "this post", "this site",
    "this website", "view more",
))  # fmt: skip
_MOST_ADDRESS: Final = 50
"""Characters of an address that may stand in a text as it is."""


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding about empty words; bare addresses count as such."""
    empty = [
        Found(block, link.start, link.end)
        for block in manuscript.prose.blocks
        if block.kind is not Kind.QUOTATION
        for link in block.links
        if _says_nothing(block.text[link.start : link.end], manuscript.english)
        or (block.kind is not Kind.NOTE and _is_long_address(block.text[link.start : link.end]))
    ]
    if empty:
        yield from manuscript.once(
            EMPTY_LINK_TEXT, empty,
            f"the link's text “{shown(empty[0].text)}” does not say where it leads",
            "Link the words that name it: `[the audit's method](method.md)`.",
        )  # fmt: skip


def _says_nothing(text: str, english: bool) -> bool:
    return english and text.strip(" .,:;!?…»→>“”\"'()").lower() in _SAY_NOTHING


def _is_long_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "www.")) and len(text) > _MOST_ADDRESS
