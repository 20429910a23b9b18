"""A judge of comments: renderers of GitHub's kind, and patterns for what hosts look for afterwards.

GitHub and GitLab look in what they have rendered for names, issues, commits, addresses and emoji.
"""

import re
from html import unescape
from typing import Final

import cmarkgfm
import comrak
import nh3
from cmarkgfm.cmark import Options
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

BITS: Final = (
    "@team",
    "@org/team",
    "#12",
    "GH-12",
    "!7",
    "$3",
    "&4",
    "%5",
    "~bug",
    "^6",
    ":smile:",
    "a@b.example",
    "https://evil.example/x",
    "www.evil.example",
    "ftp://evil.example",
    "mailto:a@b.example",
    "[a](https://evil.example)",
    "![a](https://evil.example/a.png)",
    "<img src=x onerror=alert(1)>",
    "<script>",
    "</details>",
    "<!--",
    "-->",
    "```",
    "`",
    "``",
    "~~~",
    "\n",
    "\n\n",
    "\r",
    "\n/close\n",
    "\n# h",
    "\n> [!NOTE]",
    "\n- [x] a",
    "|",
    "\n|a|\n|-|\n",
    "*a*",
    "_a_",
    "**",
    "__",
    "~~a~~",
    "\\",
    "\\\\",
    "&lt;img&gt;",
    "&#64;team",
    "&commat;x",
    "deadbeef",
    "0123456789abcdef0123456789abcdef01234567",
    "owner/repo#1",
    "owner/repo@deadbeef",
    "[^1]",
    "\n[^1]: a",
    "[a]: https://evil.example",
    "$`x`$",
    "$$x$$",
    "{+ a +}",
    "[[a]]",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2028",
    "\x00",
    "\x1b[31m",
    "\t",
    " ",
    "suggestion",
    "a",
    "é",
    "中",
    "<a href=https://evil.example>",
    "<https://evil.example>",
    "xmpp:a@b.c",
    "http://",
    "://",
    "www.",
    "@",
    "#",
    "JIRA-1",
    "[work_item:1]",
    "::include{file=a}",
    "<b>",
    "http:\\//a.b",
)
HOSTILE: Final = st.lists(st.sampled_from(BITS) | st.text(max_size=6), max_size=8).map("".join)
_REFERENCES: Final = (
    r"@[A-Za-z0-9]",
    r"(?<![\w])#\d",
    r"(?i)\b(?:GH|GL)-\d",
    r"(?<!\w)[!$&%~^]\w",
    r":[a-z0-9_+-]+:",
    r"(?i)(?:https?|ftp)://",
    r"(?i)www\.\w",
    r"(?<![^\W_])[0-9a-f]{7,40}(?![^\W_])",
    r"\[\w+:\d",
    r"[\w.]@[\w.]",
    r"\{\+",
    r"\[\[",
)
OURS: Final = "https://preview.example.com/blog/x/"


def rendered(markdown: str) -> tuple[str, ...]:
    """The Markdown as two renderers of GitHub's kind show it."""
    first = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
    extensions = comrak.ExtensionOptions()
    for name in ("autolink", "table", "strikethrough", "tasklist", "footnotes", "alerts",
                 "math_dollars", "math_code", "shortcodes"):  # fmt: skip
        if hasattr(extensions, name):
            setattr(extensions, name, True)
    render = comrak.RenderOptions()
    if hasattr(render, "unsafe_"):
        render.unsafe_ = True
    return first, comrak.render_markdown(markdown, extension_options=extensions,
                                         render_options=render)  # fmt: skip


def check(markdown: str, *, tags: set[str], links: tuple[str, ...] = (OURS,)) -> None:
    """Only these elements and links are there, and nothing that hosts look for."""
    for html in rendered(markdown):
        tree = HTMLParser(html)
        body = tree.body
        assert body is not None
        found = {node.tag for node in body.traverse(include_text=False)} - {"body"}
        assert found <= tags, html
        there = [node.attributes.get("href") for node in tree.css("a")]
        assert tuple(there) == links, html
        assert nh3.clean(html, tags=tags, attributes={"a": {"href"}}, link_rel=None) is not None
        for node in tree.css("code, pre, a"):
            node.decompose()
        text = unescape(body.text())
        for pattern in _REFERENCES:
            assert not re.search(pattern, text), (pattern, text)
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00-\x08\x1b]", text)
        assert "<!--" not in html
