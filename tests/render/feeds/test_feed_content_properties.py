"""Whatever an author writes, a feed's HTML is safe, whole and well-formed; others judge it."""

import re
from pathlib import Path
from typing import Any, Final

import nh3
from fed import Entry, the_entry
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from builders import SiteOnDisk, a_piece, a_site
from masthead.plan.pages.views import PiecePage
from masthead.render.feeds.allowed import ATTRIBUTES, ELEMENTS, EVERYWHERE
from masthead.render.pages import body_html

_MARKDOWN: Final = (
    "Words", "*often*", "**more**", "~~less~~", "`code <b>`", "[one](https://example.com/?a=1&b=2)",
    "[two](two.md#a)", "[three](#here)", "[four](nowhere.md)", "![five](a.png)", "![six](no.png)",
    "[^1]", "<https://example.com>", "$x^2 < y$", ":tada:", "a < b > c & d &amp; &copy; ]]>", "😀",
    "שלום", "\u202e", "\\*", "\x0b\x7f\x85\ufffe", "me@example.com",
)  # fmt: skip
_BLOCKS: Final = (
    "\n\n", "\n\n## Here\n\n", "\n\n- [x] task\n- [ ] other\n\n", "\n\n> [!TIP]\n> Words\n> ",
    "\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n", "\n\n```python hl_lines='1'\nif a < b: # c\n```\n\n",
    "\n\n[^1]: Note\n\n", "\n\n$$\\frac{a}{b}$$\n\n", "\n\n1. one\n   - two\n\n", "\n\n---\n\n",
)  # fmt: skip
_NAMES: Final = (
    "a", "b", "p", "div", "span", "table", "tr", "td", "li", "ul", "h2", "h3", "pre", "details",
    "summary", "video", "audio", "source", "picture", "img", "br", "hr", "svg", "math", "mtext",
    "mi", "mrow", "script", "style", "iframe", "form", "button", "input", "select", "option",
    "textarea", "object", "embed", "template", "noscript", "xmp", "title", "marquee", "label",
    "ruby", "rt", "bdo", "dl", "dt", "section", "nobr", "font", "x-y", "foreignobject", "q", "area",
)  # fmt: skip
_ATTRIBUTES: Final = (
    "", ' href="javascript:alert(1)"', " onclick=alert(1)", ' style="text-align:right"', " hidden",
    ' href="two.md"', ' src="a.png"', ' srcset="a.png 1x, no.png 2x, //x.example/c.png 3x"',
    ' src="data:image/svg+xml,x"', " href='//x.example/a'", ' poster="a.png"', " class=k id=a",
    ' class="headerlink" href="#a"', ' class="admonition-title"', ' class="highlight"', " data-x=1",
    ' href="java&#10;script:x"', ' title="&quot;><script>x</script>"', " type=checkbox checked",
    ' action="/x"', ' dir="rtl"', " colspan=2 align=center", ' cite="../x"', ' href="http:/\\x"',
)  # fmt: skip
_markdown: Final = st.lists(st.sampled_from(_MARKDOWN + _BLOCKS), max_size=12).map(" ".join)
_start: Final = st.builds("<{}{}>".format, st.sampled_from(_NAMES), st.sampled_from(_ATTRIBUTES))
_end: Final = st.builds("</{}>".format, st.sampled_from(_NAMES))
_odd: Final = st.sampled_from(("<!-- x -->", "<!--", "<![CDATA[", "]]>", "<?x?>", "<a", '"', "</"))
_any: Final = st.lists(
    st.one_of(st.sampled_from(_MARKDOWN + _BLOCKS), _start, _start, _end, _odd), max_size=14
).map("".join)


def site_of(folder: Path, body: str) -> SiteOnDisk:
    two = a_piece(id="two", date="2027-01-01", body="Words.")  # not yet published
    return a_site(
        folder,
        {"docs/posts/one.md": a_piece(body=body), "docs/posts/two.md": two,
         "docs/posts/a.png": b"\x89PNG"},
    )  # fmt: skip


def tree(element: Any) -> list[Any]:
    """Names, attributes and words in order."""
    if not isinstance(element.tag, str):
        return []
    children = [part for child in element for part in (tree(child), child.tail or "") if part]
    return [element.tag, sorted(element.attrib.items()), element.text or "", *children]


def tree_in_a_browser(html: str) -> list[Any]:
    """The same as browsers see it."""
    body = LexborHTMLParser(f"<!doctype html><body><div>{html}</div>").css_first("body > div")

    def of(node: Any) -> list[Any]:
        found: list[Any] = [node.tag, sorted((k, v or "") for k, v in node.attributes.items()), ""]
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                text = child.text_content or ""
                if isinstance(found[-1], str):
                    found[-1] += text
                else:
                    found.append(text)
            else:
                found.append(of(child))
        return found

    return of(body)


def sanitised(html: str) -> str:
    """What a web reader's sanitiser leaves; its own list, and what we ask for beside it."""
    more = {"*": {*EVERYWHERE, "title"}, **{name: set(keys) for name, keys in ATTRIBUTES.items()}}
    known = {name: keys | more.get(name, set()) for name, keys in nh3.ALLOWED_ATTRIBUTES.items()}
    return nh3.clean(html, attributes={**more, **known}, link_rel=None)


def without_newline_after_pre(html: str) -> str:
    """A parser leaves out the first line break in `<pre>`."""
    return re.sub("<pre>\n+", "<pre>", html)


def assert_safe_and_whole(entry: Entry) -> None:
    assert entry.elements <= ELEMENTS
    assert entry.attributes <= set(EVERYWHERE).union(*ATTRIBUTES.values())
    for address in entry.addresses:
        assert address.startswith(("https://", "http://", "mailto:")), address
    html = without_newline_after_pre(entry.html)
    root = etree.fromstring(f"<div>{html}</div>")
    assert tree_in_a_browser(html) == tree(root)
    assert tree_in_a_browser(sanitised(html)) == tree(root)


@given(_any)
@settings(max_examples=250)
def test_any_markup_comes_out_safe_and_whole(tmp_path: Path, body: str) -> None:
    assert_safe_and_whole(the_entry(site_of(tmp_path, body)))


@given(_markdown)
@settings(max_examples=80)
def test_markdown_says_what_its_page_says(tmp_path: Path, body: str) -> None:
    site = site_of(tmp_path, body)
    entry = the_entry(site)
    assert_safe_and_whole(entry)
    if "$" not in body:  # formulas are written out
        assert letters(entry.words.translate({0x2611: "", 0x2610: ""})) == letters(page_words(site))


def page_words(site: SiteOnDisk) -> str:
    """The words of the only piece's page."""
    (page,) = (o.data for o in site.plan().outputs if isinstance(o.data, PiecePage))
    parser = LexborHTMLParser(f"<body>{body_html(page.body, str)}")
    for picture in parser.css('img[src^="data:"]'):
        picture.replace_with(picture.attributes.get("alt") or "")
    for link in parser.css(".headerlink"):
        link.decompose()
    return parser.body.text() if parser.body else ""


def letters(text: str) -> str:
    """The text without spaces and what no feed can carry."""
    return "".join(c for c in text if not c.isspace() and c not in "\x0b\x7f\x85\ufffe")
