"""A text is cut into words; case, accents and endings do not count."""

import pytest

from masthead.search.words import Stems, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Leak's price: 1.5 m³!", ["the", "leak", "s", "price", "1", "5", "m3"]),
        ("non_revenue-water", ["non", "revenue", "water"]),
        ("Élan, naïve, Ångström", ["elan", "naive", "angstrom"]),
        ("漏水検知", ["漏水", "水検", "検知"]),
        ("水 x", ["水", "x"]),
        ("ﬁne №1", ["fine", "no1"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_words_of_one_stem_are_one_in_the_texts_language() -> None:
    english, german = Stems("en"), Stems("de_AT")
    assert english["leaks"] == english["leaking"] == english["leak"]
    assert german["häusern"] == german["häuser"]


def test_a_language_that_nobody_can_stem_keeps_its_words() -> None:
    assert Stems("xx")["leaks"] == "leaks"
    assert Stems("")["leaks"] == "leaks"
