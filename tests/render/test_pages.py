"""Rendered texts with the addresses of the site, and what becomes of those that lead nowhere."""

from urllib.parse import urlsplit

import pytest

from masthead.content.document import Heading
from masthead.plan.views import Body
from masthead.render.contents import contents_list
from masthead.render.pages import body_html


def _below(address: str) -> str:
    return f"../../{address}"


def test_addresses_fill_the_gaps_escaped() -> None:
    body = Body(('<p><a href="', '">a</a> <img src="', '"></p>'), ("blog/a/?x=1&y=2", "b.png"))
    assert body_html(body, _below) == (
        '<p><a href="../../blog/a/?x=1&amp;y=2">a</a> <img src="../../b.png"></p>'
    )


def test_a_link_that_leads_nowhere_keeps_its_words_alone() -> None:
    body = Body(('<p><a href="', '" title="t">a</a> <a href="', '">b</a></p>'), (None, "b/"))
    assert body_html(body, _below) == '<p><a title="t">a</a> <a href="../../b/">b</a></p>'


@pytest.mark.parametrize("before", ["<img ", '<img alt="An empty valve" '])
def test_a_missing_picture_asks_the_server_for_nothing(before: str) -> None:
    html = body_html(Body((f'{before}src="', '" loading="lazy">'), (None,)), _below)
    address = html.partition('src="')[2].partition('"')[0]
    assert html == f'{before}src="{address}" loading="lazy">'
    assert urlsplit(address).scheme == "data"
    assert " " not in address


def test_contents_nest_and_close_what_they_open() -> None:
    levels = [3, 2, 3, 3, 2, 4, 2, 3]
    headings = [Heading(level, f"h{n}", f"H {n}") for n, level in enumerate(levels)]
    html = str(contents_list(headings, "link"))
    for tag in ("li", "ul", "a"):
        assert html.count(f"<{tag}") == html.count(f"</{tag}>")
    assert html.count("<ul") == 2
    assert "h5" not in html


def test_contents_of_a_long_text_leave_out_what_is_small() -> None:
    headings = [Heading(2 + (n % 5 > 0), f"h{n}", f"H {n}") for n in range(40)]
    assert str(contents_list(headings)).count("<li>") == 8
    small = [Heading(3, f"h{n}", f"H {n}") for n in range(40)]
    assert str(contents_list(small)).count("<li>") == 40


def test_an_anchor_cannot_leave_its_attribute() -> None:
    assert '"><b' not in contents_list([Heading(2, 'x"><b', "X")])
