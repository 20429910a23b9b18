"""A copy goes into the front matter; every other byte of the file stays as it was."""

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import some_settings
from fakes import PlainMarkdown
from masthead.content.marks import Marks
from masthead.content.piece import Piece
from masthead.diagnostics import Findings
from masthead.source.copies import CannotRecord, Copy, with_copy
from masthead.source.piece import read_piece
from masthead.source.text import decode

COPY: Final = Copy("medium", "https://medium.com/p/1", date(2026, 3, 5))
BLOCK: Final = ["  - channel: medium", "    url: https://medium.com/p/1", "    date: 2026-03-05"]
FLOW: Final = "{channel: medium, url: https://medium.com/p/1, date: 2026-03-05}"


def a_file(*front: str, body: str = "Words.\n") -> str:
    return "\n".join(["---", *front, "---", body])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["title: A # the title"], ["title: A # the title", "syndicated:", *BLOCK]),
        ([], ["syndicated:", *BLOCK]),
        (["title: |+", "  A", ""], ["title: |+", "  A", "", "syndicated:", *BLOCK]),
        (["syndicated: # none", "title: A"], ["syndicated: # none", *BLOCK, "title: A"]),
        (["syndicated: ~ # none", "title: A"], ["syndicated: # none", *BLOCK, "title: A"]),
        (["syndicated: [] # none"], [f"syndicated: [{FLOW}] # none"]),
        (
            [
                "syndicated:",
                "  - {channel: x, url: https://x.com/1} # one",
                "",
                "# two",
                "title: A",
            ],
            [
                "syndicated:",
                "  - {channel: x, url: https://x.com/1} # one",
                f"  - {FLOW}",
                "",
                "# two",
                "title: A",
            ],
        ),
        (
            ["syndicated:", "- channel: 'x' # one", '  url: "https://x.com/1"', "title: A"],
            [
                "syndicated:",
                "- channel: 'x' # one",
                '  url: "https://x.com/1"',
                *(line[2:] for line in BLOCK),
                "title: A",
            ],
        ),
        (
            ["syndicated: [{channel: x, url: https://x.com/1}, ] # one"],
            [f"syndicated: [{{channel: x, url: https://x.com/1}}, {FLOW}, ] # one"],
        ),
        (
            ["syndicated: [", "  {channel: x, url: https://x.com/1} # one", "]"],
            ["syndicated: [", "  {channel: x, url: https://x.com/1}, # one", f"  {FLOW}", "]"],
        ),
        (
            ["syndicated: {channel: x, url: https://x.com/1} # one"],
            [f"syndicated: [{{channel: x, url: https://x.com/1}}, {FLOW}] # one"],
        ),
        (
            ["syndicated:", "  channel: x", "", "  url: https://x.com/1", "title: A"],
            ["syndicated:", "  - channel: x", "", "    url: https://x.com/1", *BLOCK, "title: A"],
        ),
    ],
)
def test_each_way_of_writing_copies_gets_one_more(before: list[str], after: list[str]) -> None:
    assert with_copy(a_file(*before).encode(), COPY).decode() == a_file(*after)


@pytest.mark.parametrize(
    "front",
    [
        ["copies: &c [{channel: x, url: https://x.com/1}]", "syndicated: *c"],
        ["syndicated: &c", "  - {channel: x, url: https://x.com/1}", "again: *c"],
        ["{title: A}"],
        ["title: A", "title: B"],
        ["title: 'A"],
        ["syndicated: medium"],
    ],
)
def test_what_cannot_be_changed_safely_is_left_alone(front: list[str]) -> None:
    with pytest.raises(CannotRecord):
        with_copy(a_file(*front).encode(), COPY)


def test_a_file_without_front_matter_is_left_alone() -> None:
    with pytest.raises(CannotRecord, match="no front matter"):
        with_copy(b"# Words\n", COPY)
    with pytest.raises(CannotRecord, match="UTF-8"):
        with_copy(b"---\ntitle: \xff\n---\n", COPY)


@pytest.mark.parametrize(
    "url", ["https://e.org/a,b", "https://e.org/#a", "https://e.org/'a", "https://e.org/a:"]
)
@pytest.mark.parametrize("channel", ["x", "no", "null", "a forum: ours", "it's #1", "日本"])
def test_any_channel_and_address_come_back_as_they_were(channel: str, url: str) -> None:
    for front in ([], ["syndicated: []"]):
        data = with_copy(a_file(*front).encode(), Copy(channel, url))
        assert with_copy(data, Copy("another", url)) == data


_SCALARS: Final = st.sampled_from(
    [
        "one",
        "'it''s'",
        '"a: b # c"',
        "2026-03-04",
        "|\n    two\n\n    lines\n",
        ">-\n    folded\n    text",
        "[a, b]  # c",
        "{a: b}",
        "",
        "~",
        "&a x",
        "“quoted”",
        "a\n    b",
        "- ",
    ]
)
_COPIES: Final = st.sampled_from(
    [
        "",
        "syndicated:",
        "syndicated: ~",
        "syndicated: []",
        "syndicated:  # none yet",
        "syndicated:\n- channel: x\n  url: https://x.com/1",
        "syndicated:\n    - channel: x # c\n      url: https://x.com/1\n      # d",
        "syndicated: [{channel: x, url: https://x.com/1}]",
        "syndicated:\n  - {url: https://x.com/1, channel: x}\n\n\n# e",
        "syndicated: {channel: x,\n  url: https://x.com/1}",
        "syndicated:\n  channel: x\n  url: https://x.com/1",
        "syndicated:\n  - channel: |\n      x\n    url: https://x.com/1\n",
    ]
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    keys = draw(
        st.lists(st.sampled_from(["title", "date", "id", "extra", "question"]), unique=True)
    )
    lines = [f"{key}: {draw(_SCALARS)}" for key in keys]
    lines.insert(draw(st.integers(0, len(lines))), draw(_COPIES))
    gaps = st.sampled_from(["\n", "\n\n", "\n# note: [\n", "\n  # indented\n"])
    front = "".join(line + draw(gaps) for line in lines)
    body = draw(st.sampled_from(["", "Words.\n", "no end", "---\nsyndicated: []\n"]))
    text = f"---\n{front}---\n{body}"
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return (draw(st.sampled_from(["", "\ufeff"])) + text).encode()


@given(files())
def test_whatever_the_file_it_says_the_same_and_the_copy_besides(data: bytes) -> None:
    try:
        changed = with_copy(data, COPY)
    except CannotRecord:
        assert said_by(data) is None or b": &a" in data or b"{" in data
        return
    assert with_copy(changed, COPY) == changed
    if not any(
        sign in data for sign in (b": ~", b"syndicated: {", b"syndicated:\n  c", b"\r\n  c")
    ):
        assert is_one_insertion(data, changed)
    assert changed.count(b"\r") == (changed.count(b"\n") if b"\r" in data else 0)
    before, after = said_by(data), said_by(changed)
    assert after is not None
    if before is not None:
        assert after == replace(before, syndicated=after.syndicated)
        assert after.syndicated[:-1] == before.syndicated
    assert after.syndicated[-1].url == COPY.url


def is_one_insertion(before: bytes, after: bytes) -> bool:
    """Whether `after` is `before` with something put in at one place."""
    start = next(
        (i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        len(before),
    )
    return after.endswith(before[start:])


def said_by(data: bytes) -> Piece | None:
    """What the file says, without where it says it."""
    text = decode(data, "p.md", Findings())
    assert text is not None
    dialects = {"gfm": PlainMarkdown(), "mkdocs": PlainMarkdown()}
    piece = read_piece(text, "p.md", "p.md", some_settings(), dialects, Findings())
    return replace(piece, marks=Marks("p.md"), faults=frozenset()) if piece else None
