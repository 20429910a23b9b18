"""The other dialect goes through the same pass over its HTML."""

from html import escape
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from masthead.content.document import Document
from masthead.hosts.mkdocs.python_markdown import PythonMarkdown

_EXTENSIONS = ["admonition", "attr_list", "footnotes", "tables", "toc", "pymdownx.superfences"]
_CONFIGS: dict[str, Any] = {"toc": {"permalink": True}}
_MARKDOWN = PythonMarkdown(_EXTENSIONS, _CONFIGS)


def render(text: str, title: str = "Another title") -> Document:
    return _MARKDOWN.render(text, first_line=1, title=title)


def html_of(document: Document) -> str:
    return document.html(lambda link: escape(link.target))


def test_the_sites_extensions_are_used() -> None:
    html = html_of(render('!!! note "Hi"\n    text\n\n[a](b.md){ .md-button }'))
    assert '<div class="admonition note">' in html and 'class="md-button"' in html


def test_addresses_are_cut_out_and_found_in_the_text() -> None:
    document = render("First.\n\n[a](b.md) ![c](d.png)")
    assert [(x.target, x.line, x.column) for x in document.links] == [
        ("b.md", 3, 5),
        ("d.png", 3, 16),
    ]


def test_headings_keep_the_anchors_of_the_toc_extension() -> None:
    document = render("# T\n\n## A *b*[^1]\n\n[^1]: n", title="")
    assert document.title == "T"
    assert [(h.id, h.html) for h in document.headings] == [("a-b", "A <em>b</em>")]
    assert html_of(document).count('class="headerlink"') == 1


def test_footnotes_and_anchors_of_the_renderer_are_no_links_of_the_author() -> None:
    document = render("## H\n\na[^1]\n\n[^1]: n")
    assert document.links == () and document.text == "H a n"


def test_other_hosts_scripts_in_attributes_and_comments_stay_out() -> None:
    text = "![a](https://h.example/i.png) <b onclick=x>c</b> <!-- secret -->\n\n"
    text += "<iframe src='//h.example'></iframe>"
    document = render(text)
    assert sorted(note.rule.code for note in document.notes) == ["MH507", "MH507", "MH511"]
    html = html_of(document)
    assert "<img" not in html and "onclick" not in html and "secret" not in html
    assert "<iframe" not in html


def test_a_script_of_the_authors_own_stays_as_it_is() -> None:
    script = "<script>if (a<b) write('<br />')</script>"
    assert script in html_of(render(script))


def test_an_image_without_alternative_text_is_reported() -> None:
    assert [note.rule.code for note in render("![](a.png)").notes] == ["MH504"]


def test_the_mark_ends_the_summary() -> None:
    assert render("One.\n\n<!-- more -->\n\nTwo.").summary == "One."


@given(st.text(alphabet="<>!-[](){}#*`'\"\n \\&;:ab\0\ud800=/", max_size=60))
def test_no_text_raises(text: str) -> None:
    html = html_of(render(text))
    assert "<!--" not in html
