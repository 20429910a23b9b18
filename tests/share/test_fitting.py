"""A text fits its network, and is cut only between words; what has to stay stays."""

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from masthead.share.fitting import fitted, word_ends
from masthead.share.networks import NETWORKS, Network
from share.test_counting import TEXTS

LIMITED = [network for network in NETWORKS.values() if network.limit]
LINES = st.lists(
    st.sampled_from(
        ["— @ana@social.example.org", "#Leakage #Pricing", "https://example.org/a/?b=c#d"]
    ),
    max_size=3,
    unique=True,
).map(tuple)


def smaller(network: Network, limit: int) -> Network:
    """The same network with less room, so that short texts are too long."""
    return Network(
        network.id,
        network.title,
        limit,
        network.unit,
        network.count,
        network.heaviest,
        network.bytes,
    )


@given(st.sampled_from(LIMITED), st.integers(1, 120), TEXTS, LINES, st.booleans())
def test_any_text_fits_unless_what_has_to_stay_is_too_long(
    network: Network, limit: int, text: str, lines: tuple[str, ...], quoted: bool
) -> None:
    tight = smaller(network, limit)
    least = fitted(tight, "", (("“…”" if quoted else "…"), *lines))
    assume(least.count <= limit)
    result = fitted(tight, text, lines, quoted=quoted)
    assert result.fits
    assert result.count == tight.count(result.text) <= limit
    assert result.text.endswith("\n".join(lines))


@given(st.sampled_from(LIMITED), st.integers(5, 80), TEXTS)
def test_words_graphemes_and_addresses_stay_whole(network: Network, limit: int, text: str) -> None:
    result = fitted(smaller(network, limit), text)
    text = text.strip()
    if not result.cut:
        assert result.text == text
        return
    assert result.text.endswith("…")
    kept = result.text.removesuffix("…")
    assert text.startswith(kept)
    ends = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    left_out = text[len(kept) :].lstrip(" \t\n,;:.–—-(")
    assert len(kept) in ends
    if kept and kept[-1].isascii() and kept[-1].isalnum() and left_out:
        between = text[len(kept) :]
        assert not between[0].isalnum()
    for word in regex.findall(r"https?://\S+", text):
        assert word in kept or "://" not in kept[max(0, text.find(word)) :]


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one, two three", 8, "one…"),
        ("unbreakable", 5, "…"),
        ("see https://example.org/a/long/path now", 26, "see…"),
        ("families 👨‍👩‍👧👨‍👩‍👧 here", 16, "families 👨‍👩‍👧👨‍👩‍👧…"),
        ("漏水は三年続いた", 11, "漏水は三…"),
    ],
)
def test_an_ellipsis_says_that_words_were_left_out(text: str, limit: int, shown: str) -> None:
    assert fitted(smaller(NETWORKS["x"], limit), text).text == shown


def test_handles_hashtags_and_the_address_stay() -> None:
    lines = ("— @ana", "#Leakage", "https://example.org/a-long-address/" + "x" * 100)
    result = fitted(NETWORKS["x"], "word " * 200, lines, quoted=True)
    first, *rest = result.text.split("\n")
    assert tuple(rest) == lines
    assert first.startswith("“word word")
    assert first.endswith(" word…”")
    assert 275 <= result.count <= 280


def test_bluesky_has_a_limit_of_bytes_too() -> None:
    result = fitted(NETWORKS["bluesky"], "👨‍👩‍👧‍👦 " * 140)
    assert result.cut
    assert len(result.text.encode()) <= 3000
    assert result.count < 300


def test_a_text_is_never_cut_inside_an_address_without_spaces_round_it() -> None:
    text = "詳細はhttps://example.org/日本語ページ まで"
    assert all(text[:end].endswith(("は", "細", "詳", "ジ", "ま")) for end in word_ends(text))
