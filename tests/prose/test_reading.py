"""A text is read as a reader has it, and every word is found again in the file."""

import re
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masthead.prose.reading import Kind, read_prose
from masthead.prose.sentences import sentences

_TEXT: Final = """---
title: One
---

Ünder *the* **old** [road, a
link](https://a.example/b(c)?d=1 "T") \\$5 & `code` go on.[^1]

> Quoted [here](b.md)
> and on.

- tight [item](c.md)
    - nested **x**

1. loose

   second

| a | b |
| --- | --- |
| c [d](e.md) | f |

### Head *ing*

<div>raw <b>words</b></div>

$$
x + y
$$

```
# code
```

> [!NOTE]
> An alert.

![What *it* shows](v.png)

[^1]: The note.
"""


def test_blocks_are_what_they_are_to_a_reader() -> None:
    blocks = [(block.kind, block.text) for block in read_prose(_TEXT).blocks]
    assert blocks == [
        (Kind.PARAGRAPH, "Ünder the old road, a link $5 & code go on."),
        (Kind.QUOTATION, "Quoted here and on."),
        (Kind.ITEM, "tight item"),
        (Kind.ITEM, "nested x"),
        (Kind.ITEM, "loose"),
        (Kind.ITEM, "second"),
        (Kind.CELL, "a"),
        (Kind.CELL, "b"),
        (Kind.CELL, "c d"),
        (Kind.CELL, "f"),
        (Kind.HEADING, "Head ing"),
        (Kind.PARAGRAPH, "An alert."),
        (Kind.NOTE, "The note."),
    ]


def test_an_images_words_are_its_own() -> None:
    (picture,) = read_prose(_TEXT).pictures
    assert (picture.target, picture.alt) == ("v.png", "What it shows")


@pytest.mark.parametrize(
    "words", ["Ünder", "road,", "$5", "code", "go", "here", "tight", "nested", "d", "ing", "alert."]
)
def test_words_are_found_in_the_file_through_markup(words: str) -> None:
    block = next(b for b in read_prose(_TEXT).blocks if words in b.text.split())
    at = block.text.split().index(words)
    start = [found.start() for found in re.finditer(r"\S+", block.text)][at]
    line, column, length = block.place(start, start + len(words))
    written = _TEXT.split("\n")[line - 1]
    assert written[column - 1 : column - 1 + length] == words


def test_windows_line_ends_and_a_byte_order_mark_move_nothing() -> None:
    plain = [block.place() for block in read_prose(_TEXT).blocks]
    other = "\ufeff" + _TEXT.replace("\n", "\r\n")
    assert [block.place() for block in read_prose(other).blocks] == plain


def test_sentences_end_where_readers_think_so() -> None:
    (block,) = read_prose(
        "The U.S. Department, e.g. Dr. No's, paid $3.5 million. It *did.* Yes!"
    ).blocks
    cut = [block.text[start:end] for start, end in sentences(block, "en")]
    assert cut == ["The U.S. Department, e.g. Dr. No's, paid $3.5 million.", "It did.", "Yes!"]


def test_a_language_that_nobody_knows_has_sentences_too() -> None:
    (block,) = read_prose("Eins. Zwei.").blocks
    assert len(list(sentences(block, "x-none"))) == 2


_MARKUP: Final = st.text(
    st.sampled_from("ab .\n\t*_`[]()<>!#|-~$&;:\\\"'1é漢\u200d👍\ud800\0\r> "), max_size=80
)


@settings(max_examples=300, deadline=None)
@given(_MARKUP)
def test_no_text_is_too_odd_and_places_are_in_the_file(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for block in read_prose(text).blocks:
        for start, end in sentences(block, "en"):
            line, column, length = block.place(start, end)
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
            assert length >= 1
