"""Where a text's headings stand among its words, so that a search can lead to them."""

import pytest
from markdown_reading import render


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Before.\n\n## One *more* & thing\n\nText.\n\n## Last\n", ["One more & thing", "Last"]),
        ("# Another title\n\nText\n\n## Note[^1]\n\nText\n\n[^1]: Below", ["Note"]),
        ("> ## Quoted\n> text\n\n- ## Listed\n\nText", ["Quoted", "Listed"]),
        ("## \n\nText", [""]),
        ("Text", []),
        ("", []),
    ],
)
def test_each_heading_is_found_in_the_text(text: str, heads: list[str]) -> None:
    document = render(text)
    assert [document.text[start:end] for start, end in document.heads] == heads
    assert len(document.headings) == len(heads)
    assert "  " not in document.text
