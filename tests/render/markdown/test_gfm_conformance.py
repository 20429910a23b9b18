"""GitHub's own renderer (cmark-gfm) and ours give the same structure, words and addresses.

Classes of difference that are meant are listed in docs/handbook/writing/markdown.md. The posts of
the folder that MASTHEAD_CORPORA names are compared too.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st
from markdown_normal_form import Event, normal_form
from markdown_reading import codes_of, html_of, render

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"/?h[1-6]\Z")
_EMOJI = re.compile(r":[a-z0-9_+-]+:")


def judged(text: str) -> list[Event]:
    """What cmark-gfm makes of it, with headings where we put them and comments stripped."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    html = cmarkgfm.github_flavored_markdown_to_html(text, options)
    events = normal_form(_COMMENT.sub("", html))
    if ("h1",) not in events:
        return events
    return [_lowered(event) if _HEADING.match(event[0]) else event for event in events]


def _lowered(event: Event) -> Event:
    name = event[0]
    return (f"{name[:-1]}{min(6, int(name[-1]) + 1)}", *event[1:])


FEATURES = [
    "a[^1] b[^1]\n\n[^1]: note *x*\n\n    more\n",
    "# a\n\n## b\n\nsetext\n===\n",
    "- [ ] a\n- [x] b\n  - c\n\n1. x\n1. y\n",
    "| a | b |\n|:--|--:|\n| `x` | ~~y~~ |\n",
    "|a|\n|-|\n|b|c|\n||\n\nx | y\n- | -\n1",
    "www.a.com http://b.c/d_e. (http://x.y) a@b.cd <https://q.w>",
    "http://a.b/?x=1&y=2 [q](http://a.b/?x=1&y=2)",
    "> q\n>> r\n\n---\n\n***\n\nhard  \nbreak\\\nx",
    "![alt](a b.png) ![alt](<a b.png> 'T') [l](x (y)) [r][] [R]\n\n[r]: /u \"t\"\n",
    "    code\n\n```py title\nx\n```\n\n~~~\ny\n~~~\n",
    "*a **b** _c_* `` `d` `` \\* &amp; &#65; <b>x</b> <del>*y*</del>",
    "<details>\n<summary>S</summary>\n\n**x**\n\n</details>\n",
    "<div align=center>\n<img src=a.png alt=x>\n</div>\n",
    "~~a~~ ~b~ ~~~c~~~",
    "* a\n\n  b\n* c\n+ d\n\n3) x\n4) y",
    "a\tb\n\n\tc",
    "<a href='x'>y</a> <br> <img src=y alt=''> <span style='color:red'>z</span>",
    "[x](#frag) [y]() [z](<>)",
    "- a\n - b\n  - c\n   - d",
    "1. a\n\n   ```\n   x\n   ```\n2. b",
    "a<!-- c -->b\n\n<!-- d\ne -->\n\nf",
]


@pytest.mark.parametrize("text", FEATURES)
def test_each_feature_of_github_is_rendered_as_github_does(text: str) -> None:
    assert normal_form(html_of(render(text))) == judged(text)


_WORD = st.sampled_from(
    ["alpha", "beta", "Gamma", "d3", "naïve", "one two", "and", "&amp;", "5 < 6"]
)
_PLAIN = st.one_of(
    _WORD,
    _WORD.map("`{}`".format),
    _WORD.map("![{}](i.png)".format),
    _WORD.map("*{}*".format),
    _WORD.map("so ~~{}~~".format),
)
# No link in a link: of brackets that are left over, comrak still makes bare addresses links.
_INLINE = st.recursive(
    st.one_of(
        _PLAIN,
        _PLAIN.map("[{}](other.md)".format),
        _PLAIN.map("[{}](https://example.com 'title')".format),
    ),
    lambda inner: st.one_of(
        inner.map("*{}*".format),
        inner.map("**{}**".format),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
    ),
    max_leaves=5,
)


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line for line in text.split("\n"))


_BLOCK = st.recursive(
    st.one_of(
        _INLINE,
        st.tuples(st.integers(2, 6), _INLINE).map(lambda it: "#" * it[0] + " " + it[1]),
        _WORD.map("```python\n{}\n```".format),
        st.tuples(_INLINE, _INLINE).map(lambda it: f"| a | b |\n|---|:-:|\n| {it[0]} | {it[1]} |"),
        st.just("---"),
    ),
    lambda inner: st.one_of(
        inner.map(lambda text: _indented(text, "> ")),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: "\n".join("- " + _indented(item, "  ").lstrip() for item in items)
        ),
        inner.map(lambda text: "1. " + _indented(text, "   ").lstrip()),
        inner.map(lambda text: f"<div>\n\n{text}\n\n</div>"),
    ),
    max_leaves=6,
)


@given(st.lists(_BLOCK, min_size=1, max_size=5).map("\n\n".join))
def test_generated_texts_are_rendered_as_github_does(text: str) -> None:
    assert normal_form(html_of(render(text))) == judged(text)


def _posts() -> Iterator[Path]:
    folder = os.environ.get("MASTHEAD_CORPORA", "")
    if folder:
        for kind in ("*/source/_posts/*.md", "*/source/blog/posts/*.md"):
            yield from sorted(Path(folder).glob(kind))


@pytest.mark.skipif("MASTHEAD_CORPORA" not in os.environ, reason="names no folder of real posts")
def test_real_posts_are_rendered_as_github_does() -> None:
    compared, different = 0, []
    for post in _posts():
        text = re.sub(r"\A---\n.*?\n---\n", "", post.read_text("utf-8"), flags=re.DOTALL)
        document = render(text, *_EVERY_HOST)
        if "MH506" in codes_of(document) or "MH507" in codes_of(document) or _EMOJI.search(text):
            continue
        compared += 1
        if normal_form(html_of(document)) != judged(text):
            different.append(post.name)
    assert (different, compared > 0) == ([], True)


_EVERY_HOST = ("com", "gov", "org", "net", "io", "me", "social")
