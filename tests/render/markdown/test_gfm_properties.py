"""What holds for any text at all."""

import re
from html import escape, unescape
from html.parser import HTMLParser

import comrak
import turbohtml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_reading import html_of, render

from masthead.content.document import Link, Note, fill
from masthead.render.markdown.tags import VOID

_FRAGMENTS = st.sampled_from(
    ["<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<i", ">", "<table>", "<tr><td>",
     "</table>", "<a href=x>", "</a>", "<li>", "<ul>", "<svg>", "</svg>", "<math>", "<title>",
     "</title>", "<script>", "</script>", "<select>", "<!--", "-->", "<!-- more -->", "<?", "?>",
     "<![CDATA[", "]]>", '<x y="', '"', "'", "<form>", "<plaintext>", "<img src=y>", "<video>",
     "<video src=//h/x>",
     "</video>", "<pre>", "</pre>", "<textarea>", "<style>", "<template>", "<h2>", "</h2>",
     "<a b<c d>", "<a<b>", "<iframe>", "</section>", "<picture>", "<object data=//h/x>",
     "</body>", "</html>", "<mark>", "\n", "\n\n", "    ", "> ", "- ", "1. ", "# ", "## x",
     "- [ ] ", "*", "**", "`", "```\n", "$", "$$", "|a|b|\n|-|-|\n", "[", "](", ")", "[^1]",
     "\n\n[^1]: ", "![", "> [!NOTE]\n", "\\", "&amp;", "&lt;", "a", "ä😄", "www.x.com", "a@b.co",
     "\r\n", "\r", "\t", "\x00", "\ud800", "{{ x }}", "!!! note", "==x==",
     "<p style='background:url(//h)'>", "<p id=x>", "onclick=", "javascript:"]
)  # fmt: skip
_SOUP = st.lists(_FRAGMENTS, max_size=25).map("".join)
_TEXTS = st.one_of(_SOUP, st.text(max_size=200))


class _Stack(HTMLParser):
    """Fails where an end tag does not belong to the last open one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for key, value in attrs if key == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@given(_TEXTS)
def test_every_element_is_closed_and_no_id_stands_twice(text: str) -> None:
    stack = _Stack()
    stack.feed(html_of(render(text)))
    stack.close()
    assert stack.open == []
    assert len(stack.ids) == len(set(stack.ids))


@given(_TEXTS)
def test_no_text_breaks_the_page_around_it(text: str) -> None:
    page = f'<main><div id="_text">{html_of(render(text))}</div><p id="_after"></p></main>'
    tree = turbohtml.parse_fragment(page)
    after = tree.select_one("#_after")
    assert after is not None
    assert [getattr(parent, "tag", "") for parent in after.ancestors][:2] == ["main", "div"]


@given(_TEXTS)
def test_nothing_of_the_renderer_or_of_comments_is_left(text: str) -> None:
    html = html_of(render(text))
    assert "data-sourcepos" not in html and "<!--" not in html


@given(_TEXTS)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    assert render(text) == render(text)


@given(_TEXTS)
def test_there_is_one_cut_per_link(text: str) -> None:
    document = render(text)
    assert len(document.parts) == len(document.links) + 1
    assert html_of(document) == fill(document.parts, [escape(x.target) for x in document.links])


@given(_TEXTS)
def test_every_place_lies_in_the_text(text: str) -> None:
    document = render(text, line=3)
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    places: tuple[Link | Note, ...] = (*document.links, *document.notes)
    for place in places:
        assert 3 <= place.line < 3 + lines and place.column >= 1 and place.length >= 1


_HEADING_IDS = comrak.ExtensionOptions()
_HEADING_IDS.header_id_prefix = ""
_HEADING = st.text(alphabet="aAb1 é_-.,&*`!?ßİ中\u0301", min_size=1, max_size=8)


@given(st.lists(_HEADING, min_size=1, max_size=6))
@example(["a  b", "a", "a", "a-1", "a"])
@example(["Intro", "Intro"])
def test_headings_have_the_anchors_that_comrak_gives_them(headings: list[str]) -> None:
    # The first is the title, which is not in the text, but counted where its author saw it.
    text = "# Intro\n\n" + "".join(f"## {words}\n\n" for words in headings)
    html = comrak.render_markdown(text, _HEADING_IDS)
    expected = [unescape(id) for id in re.findall(r'<h2 id="([^"]*)"', html)]
    if "" not in expected:  # an anchor has to have a name
        assert [heading.id for heading in render(text, title="Intro").headings] == expected
