"""The HTML is what Material for MkDocs styles."""

import pytest
from markdown_reading import codes_of, html_of, pointed_at, render

from masthead.content.document import Heading


@pytest.mark.parametrize(
    ("alert", "kind", "title"),
    [
        ("NOTE", "note", "Note"),
        ("TIP", "tip", "Tip"),
        ("IMPORTANT", "info", "Important"),
        ("WARNING", "warning", "Warning"),
        ("CAUTION", "danger", "Caution"),
    ],
)
def test_an_alert_is_an_admonition(alert: str, kind: str, title: str) -> None:
    assert html_of(render(f"> [!{alert}]\n> Text")) == (
        f'<div class="admonition {kind}">\n<p class="admonition-title">{title}</p>\n'
        "<p>Text</p>\n</div>\n"
    )


def test_code_has_the_markup_of_the_themes_highlighting() -> None:
    assert html_of(render("```python\nx = 1\n```")) == (
        '<div class="language-python highlight"><pre><span></span><code>'
        '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>\n'
        "</code></pre></div>\n"
    )


def test_code_of_an_unknown_language_stays_plain() -> None:
    assert "<code>graph <b>\n</code>".replace("<b>", "&lt;b&gt;") in html_of(
        render("```mermaid\ngraph <b>\n```")
    )
    assert "<code>x\n</code>" in html_of(render("```nosuch\nx\n```"))


def test_a_fence_may_have_a_title_and_marked_lines() -> None:
    html = html_of(render('```py title="a.py" hl_lines="2"\nx\ny\n```'))
    assert '<span class="filename">a.py</span><pre>' in html
    assert '<span class="hll"><span class="n">y</span>\n</span>' in html


def test_formulas_are_mathml() -> None:
    assert "<math><msup><mi>x</mi><mn>2</mn></msup></math>" in html_of(render("a $x^2$ b"))
    assert html_of(render("$$\nx\n$$")) == (
        '<div class="arithmatex"><math display="block"><mi>x</mi></math></div>\n'
    )
    assert 'display="block"' in html_of(render("```math\nx\n```"))
    assert "<mi>y</mi>" in html_of(render("a $`y`$ b"))


def test_a_broken_formula_is_reported_and_shown_as_code() -> None:
    text = "so\n\nit is $\\nosuch{x}$ here"
    document = render(text)
    assert codes_of(document) == ["MH508"]
    assert pointed_at(text, document.notes[0]) == "\\nosuch{x}"
    assert "<code>\\nosuch{x}</code>" in html_of(document)


def test_tasks_have_the_themes_box_and_a_name_for_those_who_hear_it() -> None:
    html = html_of(render("- [ ] a\n- [x] b"))
    assert (
        '<ul class="task-list">\n<li class="task-list-item"><label class="task-list-control">'
        in html
    )
    assert '<input type="checkbox" disabled aria-label="To do">' in html
    assert '<input type="checkbox" disabled checked aria-label="Done">' in html


def test_tables_align_by_style_and_bear_no_class() -> None:
    html = html_of(render("| a | b |\n|---|:-:|\n| 1 | 2 |"))
    assert "<table>" in html and '<th style="text-align: center;">b</th>' in html
    assert "align=" not in html


def test_footnotes_lead_there_and_back() -> None:
    html = html_of(render("a[^x] b[^x]\n\n[^x]: Note."))
    assert '<sup id="fnref-x"><a class="footnote-ref" href="#fn-x">1</a></sup>' in html
    assert '<div class="footnote">\n<hr>' in html and '<li id="fn-x">' in html
    assert (
        'href="#fnref-x-2" title="Back to reference 1-2" aria-label="Back to reference 1-2"' in html
    )


def test_headings_have_githubs_anchors_and_link_to_themselves() -> None:
    document = render("## Ünï `code`, *one*!\n\n## a\n\n## a\n\n## !")
    assert [heading.id for heading in document.headings] == ["ünï-code-one", "a", "a-1", "section"]
    assert document.headings[0].html == "Ünï <code>code</code>, <em>one</em>!"
    assert (
        '<h2 id="a">a<a class="headerlink" href="#a" title="Permanent link">&para;</a></h2>'
        in html_of(document)
    )


def test_a_heading_in_the_contents_has_no_links_in_it() -> None:
    (heading,) = render("## See [this](a.md)[^1]\n\n[^1]: x").headings
    assert heading == Heading(2, "see-this", "See this")


def test_headings_of_a_text_that_uses_level_one_move_down_one() -> None:
    document = render("# a\n\n## b\n\n###### c")
    assert [heading.level for heading in document.headings] == [2, 3, 6]
    assert "<h1" not in html_of(document)


def test_no_id_stands_twice() -> None:
    html = html_of(render('<a id="x"></a>\n\n## x\n\n## fn 1\n\na[^1]\n\n[^1]: b\n'))
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 5


def test_images_load_when_they_are_near() -> None:
    html = html_of(render('![a](a.png) <img src="b.png" alt="b" loading="eager">'))
    assert html.count('loading="lazy"') == 1 and html.count('decoding="async"') == 2


def test_emoji_short_names_are_emoji_as_on_github() -> None:
    assert html_of(render(":tada:")) == "<p>🎉</p>\n"
