"""Each network's way of counting, held against the network's own library."""

import os
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masthead.share.addresses import addresses
from masthead.share.counting import graphemes, units, weighted, with_short_names
from share.judges import Judges, find_judges

# Counted by twitter-text 3.1.0 (X) and @atproto/api 0.2 (Bluesky), the networks' own libraries.
COUNTED: Final = [
    ("", 0, 0),
    ("hello", 5, 5),
    ("“Café” naïve — résumé", 21, 21),
    ("日本語 text", 11, 8),
    ("Read https://example.com/a?b=c#quote-1.", 29, 39),
    ("see example.com, or Node.js; e.g. this", 50, 38),
    ("👨‍👩‍👧🇩🇪", 4, 2),
    ("1️⃣ © ©️ ™", 10, 7),
    ("🙋🏽", 2, 1),
    ("a@b.com foo_bar.com -a.com", 26, 26),
    ("https://example.comfoo https://example.co.uk/x(y)z)", 47, 51),
    ("http://twitter.com/これは日本語です。example.com中国語", 70, 42),
    ("“example.com” 'example.org' (example.net)", 77, 41),
    ("e\u0301e\u0301", 2, 2),
    ("line\nbreak", 10, 10),
]
_WORDS: Final = st.sampled_from(
    [
        "a",
        "leak,",
        "“Café",
        "naïve”",
        "—",
        "日本語です",
        "漢",
        "e\u0301",
        "क्षि",
        "👨‍👩‍👧",
        "🇩🇪",
        "1️⃣",
        "©",
        "❤️",
        "🙋🏽",
        "https://example.com",
        "http://example.co.uk/a/b?c=d&e=f#g.",
        "(https://example.org/x_(y))",
        "example.net/a.",
        "Node.js",
        "e.g.",
        "@ana@social.example.org",
        "@ana",
        "#Leakage",
        "x@example.com",
        "foo_bar.com",
        "3.5",
        "…",
        "\t",
    ]
)
TEXTS: Final = st.lists(st.tuples(_WORDS, st.sampled_from([" ", " ", "\n", ""])), max_size=12).map(
    lambda parts: "".join(word + gap for word, gap in parts)
) | st.text(
    st.characters(codec="utf-8", max_codepoint=0x2FFF, exclude_categories=["Cn", "Co", "Cc"]),
    max_size=40,
)


@pytest.fixture(scope="module")
def judges() -> Iterator[Judges]:
    found = find_judges()
    if found is None:
        pytest.skip("node, twitter-text or @atproto/api is not here: see judges.py")
    yield found
    found.close()


@pytest.mark.parametrize(("text", "x", "bluesky"), COUNTED)
def test_a_text_counts_as_the_networks_libraries_count_it(text: str, x: int, bluesky: int) -> None:
    assert (weighted(text), graphemes(text)) == (x, bluesky)


def test_the_table_is_what_the_libraries_say(judges: Judges) -> None:
    said = [(text, judges.counts(text)) for text, _, _ in COUNTED]
    assert [(text, count["x"], count["bluesky"]) for text, count in said] == COUNTED


@settings(max_examples=int(os.environ.get("MASTHEAD_EXAMPLES", "200")), deadline=None)
@given(TEXTS)
def test_any_text_counts_as_the_networks_libraries_count_it(judges: Judges, text: str) -> None:
    said = judges.counts(text)
    assert [text[a:b] for a, b in addresses(text, bare=True)] == said["addresses"]
    assert [text[a:b] for a, b in addresses(text, bare=False)] == said["written"]
    assert weighted(text) == said["x"]
    assert graphemes(text) == said["bluesky"]
    assert units(text) == said["linkedin"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("@ana@social.example.org", 4),
        ("by @ana@social.example.org, @bo", 12),
        ("mail ana@example.org", 20),
        ("https://social.example.org/@ana@example.net", 23),
        ("example.org", 11),
        ("see https://example.org/a/very/long/path?with=words.", 28),
        ("👨‍👩‍👧", 1),
    ],
)
def test_mastodon_counts_accounts_by_their_local_part(text: str, count: int) -> None:
    assert with_short_names(text) == count


def test_linkedin_counts_utf_16_units() -> None:
    assert units("a👍é") == 4
