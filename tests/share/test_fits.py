"""Whether a text fits is what its exact count says, also where a short cut is taken."""

from hypothesis import given
from hypothesis import strategies as st

from masthead.share.networks import NETWORKS

BITS = (
    "a.co ", "https://example.com/x ", "’", "—", "…", "é", "e\u0301", "\u0344", "\u0958", "©\ufe0f",
    "😀", "水", "x" * 50, "word " * 20,
)  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=40)), max_size=15).map("".join))
def test_any_text_on_any_network(text: str) -> None:
    for network in NETWORKS.values():
        short = not network.limit or network.count(text) <= network.limit
        light = not network.bytes or len(text.encode()) <= network.bytes
        assert network.fits(text) == (short and light)
