"""Addresses are cut out where the site has to resolve them, and point at what the author wrote."""

import pytest
from markdown_reading import codes_of, html_of, pointed_at, render

from masthead.content.document import LinkKind


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](other.md)", ["other.md"]),
        ("# H\n\n[a](#h) [b](/root) [c](?q) [d](../x.md#y)", ["#h", "/root", "?q", "../x.md#y"]),
        ("[a](https://x.org) <mailto:a@b.co> https://y.org", []),
        ("[a][r]\n\n[r]: deep/other.md 'title'", ["deep/other.md"]),
        ("[r]: first.md\n[see][r] and [b](second.md)", ["first.md", "second.md"]),
        ("ä ö ü [ü](grün.md) [b](b.md)", ["grün.md", "b.md"]),
        ("[a](<two words.md>)", ["two words.md"]),
        ("[a](100%.md)", ["100%.md"]),
        ("[![alt](inner.png)](outer.md)", ["outer.md", "inner.png"]),
        ("- > [a.md](a.md)\n  > lazy [b](b.md)\n", ["a.md", "b.md"]),
        ("| a |\n|---|\n| [x](in-table.md) |", ["in-table.md"]),
        ("`<a href='no.md'>` <a href='yes.md'>x</a>", ["yes.md"]),
        (
            "<div>\n<a href=raw.md>x</a>\n<img src=\"raw.png\" alt=''>\n</div>",
            ["raw.md", "raw.png"],
        ),
        ("<img src=a.png srcset='b.png 1x, c.png 2x' alt=''>", ["a.png", "b.png", "c.png"]),
        ("<video src=v.mp4 poster=p.png></video>", ["v.mp4", "p.png"]),
        ("<object data=o.pdf></object>", ["o.pdf"]),
        ("line\r\n[a](b.md)\r\n\r\n[c](d.md)", ["b.md", "d.md"]),
    ],
)
def test_an_address_of_our_own_is_cut_out_and_its_caret_falls_on_it(
    text: str, targets: list[str]
) -> None:
    document = render(text)
    assert [link.target for link in document.links] == targets
    assert [pointed_at(text, link) for link in document.links] == targets


def test_lines_count_from_the_first_line_of_the_text_in_its_file() -> None:
    (link,) = render("\n[a](b.md)", line=12).links
    assert (link.line, link.column, link.length) == (13, 5, 4)


def test_a_link_says_what_it_is_for() -> None:
    document = render("[a](a.md) ![b](b.png) <video src=c.mp4></video>")
    assert [x.kind for x in document.links] == [LinkKind.LINK, LinkKind.IMAGE, LinkKind.MEDIA]


def test_filling_the_cuts_gives_the_html_with_addresses_in_place() -> None:
    assert html_of(render('a [b](c.md "d") ![e](f.png)')) == (
        '<p>a <a href="c.md" title="d">b</a> '
        '<img src="f.png" alt="e" loading="lazy" decoding="async"></p>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "![Chart](https://cdn.example.com/c.png)",
        "<img src='//cdn.example.com/c.png' alt=Chart>",
        "<img src='\\\\cdn.example.com/c.png' alt=Chart>",
        (
            "<picture><source srcset='https://cdn.example.com/d.png'>"
            "<img src='https://cdn.example.com/c.png' alt=Chart></picture>"
        ),
    ],
)
def test_an_image_on_another_host_becomes_a_link_to_it(text: str) -> None:
    document = render(text)
    assert set(codes_of(document)) == {"MH507"}
    html = html_of(document)
    assert ">Chart</a>" in html and "<img" not in html and "<picture" not in html


@pytest.mark.parametrize(
    "text",
    [
        "<video src=https://h.example/v.mp4></video>",
        "<video><source src=https://h.example/v.mp4></video>",
        "<embed src=https://h.example/v>",
        "<object data=https://h.example/v><p>x</object>",
        "<audio src=https://h.example/v></audio>",
        "<input type=image src=https://h.example/v>",
    ],
)
def test_other_media_on_another_host_become_links_named_after_the_host(text: str) -> None:
    document = render(text)
    assert codes_of(document) == ["MH507"]
    assert " at h.example</a>" in html_of(document)


def test_an_image_inside_a_link_leaves_only_its_words() -> None:
    html = html_of(render("[![Alt](https://h.example/i.png)](https://x.org)"))
    assert html == '<p><a href="https://x.org">Alt</a></p>\n'


def test_an_allowed_host_and_the_hosts_below_it_may_be_loaded_from() -> None:
    text = "![a](https://example.com/a.png) ![b](https://cdn.example.com/b.png)"
    assert codes_of(render(text, "example.com")) == []
    assert codes_of(render("![c](https://notexample.com/c.png)", "example.com")) == ["MH507"]


def test_naming_the_source_of_a_quotation_loads_nothing() -> None:
    assert codes_of(render('<blockquote cite="https://h.example/x">a</blockquote>')) == []
    assert codes_of(render('<svg><use href="https://h.example/x"/></svg>')) == ["MH507"]


def test_a_style_that_loads_from_another_host_is_dropped() -> None:
    for style in ("background:url(//h.example/x)", "background:u\\72l('https://h.example/x')"):
        document = render(f'<p style="{style}">x</p>')
        assert codes_of(document) == ["MH507"] and "style" not in html_of(document)
    assert 'style="color: red"' in html_of(render('<p style="color: red">x</p>'))


def test_an_image_needs_alternative_text_or_a_decision_against_it() -> None:
    text = "![](a.png) <img src='b.png'> <img src='c.png' alt=''> <img src='b.png'>"
    notes = render(text).notes
    assert [note.rule.code for note in notes] == ["MH504"] * 3
    assert [pointed_at(text, note) for note in notes] == ["a.png", "b.png", "b.png"]
    assert len({note.column for note in notes}) == 3


def test_a_link_to_the_anchor_of_the_title_goes_on_working() -> None:
    document = render("# The title\n\n[up](#the-title)", title="")
    assert html_of(document).startswith('<span id="the-title"></span>')
    assert "the-title" in document.anchors
