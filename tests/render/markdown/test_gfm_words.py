"""The title, the summary, the words and the quotes of a text."""

from markdown_reading import html_of, render


def test_the_first_level_one_heading_serves_as_title_and_is_left_out() -> None:
    document = render("# The *title*\n\ntext\n\n## more", title="")
    assert document.title == "The title"
    assert "<h1" not in html_of(document) and [h.level for h in document.headings] == [2]


def test_a_heading_with_the_words_of_the_title_is_left_out() -> None:
    document = render("# My  Title\n\ntext", title="My title")
    assert "<h1" not in html_of(document) and "<h2" not in html_of(document)


def test_a_heading_with_other_words_stays() -> None:
    assert "<h2" in html_of(render("# Other\n\ntext", title="My title"))


def test_a_heading_in_a_quotation_is_no_title() -> None:
    assert render("> # quoted\n\n# real", title="").title == "real"


def test_links_in_the_title_are_gone_with_it() -> None:
    assert render("# [a](b.md)\n\n[c](d.md)", title="").links[0].target == "d.md"


def test_the_first_paragraph_is_the_summary() -> None:
    text = (
        "## h\n\n- item\n\n> quote\n\n![](i.png)\n\nThe *first* `one`\nof &amp; all[^1].\n\nNext."
    )
    assert render(text + "\n\n[^1]: n").summary == "The first one of & all."


def test_what_stands_before_the_mark_is_the_summary() -> None:
    for mark in ("<!-- more -->", "<!--more-->"):
        document = render(f"One.\n\n## H\n\nTwo.\n\n{mark}\n\nThree.")
        assert document.summary == "One. Two."
        assert "more" not in html_of(document)


def test_the_mark_works_beside_raw_html_too() -> None:
    assert render("One <b>two</b>.<!-- more --> Three.").summary == "One two."


def test_a_mark_in_code_cuts_nothing() -> None:
    assert render("One `<!-- more -->` two.\n\nThree.").summary == "One <!-- more --> two."


def test_the_words_leave_out_code_blocks_and_signs() -> None:
    text = "## H\n\na **b**c `d` $x^2$[^1]\n\n```\ncode\n```\n\n| e | f |\n|---|---|\n\n[^1]: g"
    assert render(text).text == "H a bc d x^2 e f g"


def test_blocks_of_raw_html_end_words() -> None:
    assert render("<p>a</p><p>b</p><ul><li>c<li>d</ul>").text == "a b c d"


def test_marked_sentences_are_quotes() -> None:
    document = render("a <mark>One *bold* word.</mark> b <mark>Two &amp; more.</mark>")
    assert document.quotes == ("One bold word.", "Two & more.")


def test_controls_that_html_forbids_are_left_out() -> None:
    document = render("A\x01b\x7f and `c\x08`, \x00\n")
    assert document.text == "Ab and c, \ufffd"
    assert not set(html_of(document)) & set(map(chr, (*range(9), 127)))
