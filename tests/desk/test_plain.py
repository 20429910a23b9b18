"""Whatever a fork writes into a title, a name, a path or a message: nothing of it acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from desk.acting import HOSTILE, OURS, check, rendered
from masthead.desk.plain import code, fenced, message, words


@given(HOSTILE)
def test_words_are_words(text: str) -> None:
    check(f"- x {words(text)} [ours]({OURS})", tags={"ul", "li", "a"})


@given(HOSTILE)
def test_code_is_one_piece_of_code(text: str) -> None:
    shown = code(text)
    check(f"- x {shown} [ours]({OURS})", tags={"ul", "li", "a", "code"})
    for html in rendered(shown):
        assert html.count("<code>") <= 1


@given(HOSTILE)
def test_a_message_is_words_and_code(text: str) -> None:
    check(f"- x {message(text)} [ours]({OURS})", tags={"ul", "li", "a", "code"})


@given(HOSTILE)
def test_words_in_a_heading_stay_there(text: str) -> None:
    check(f"### x {words(text)}\n\n[ours]({OURS})", tags={"h3", "p", "a"})


@given(st.lists(HOSTILE.map(lambda t: t.replace("\n", " ").replace("\r", " ")), max_size=4))
def test_lines_in_a_block_cannot_close_it(lines: list[str]) -> None:
    block = fenced(lines, "suggestion")
    for html in rendered(f"x\n\n{block}\n\n[ours]({OURS})"):
        tree = HTMLParser(html)
        assert len(tree.css("pre")) == 1
        assert [node.attributes.get("href") for node in tree.css("a")] == [OURS]
        assert tree.css("pre + p a")


@pytest.mark.parametrize("text", ["Prof. A (B) – “C”", "50 % of 3 < 4 & 5", "A [b] *c* `d` \\e"])
def test_ordinary_titles_are_shown_as_they_are(text: str) -> None:
    for html in rendered(f"x {words(text)}"):
        body = HTMLParser(html).body
        assert body is not None
        assert body.text().strip().replace("\u200b", "") == f"x {text}"


def test_a_message_keeps_its_code() -> None:
    assert message("`auther`: did you mean `authors`?") == "`auther`:\u200b did you mean `authors`?"
