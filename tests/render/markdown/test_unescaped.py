"""Entities are read as the standard library reads them, also where a short cut is taken."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from masthead.render.markdown.tags import unescaped

BITS = ("&", "amp;", "lt;", "&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&#39;", "&lt", "x", "<")


@given(st.lists(st.sampled_from(BITS)).map("".join))
def test_any_mixture_of_entities(text: str) -> None:
    assert unescaped(text) == unescape(text)
