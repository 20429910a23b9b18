"""Tags on addresses that leave the site: one grammar, and nothing where a piece has nothing."""

import pytest

from masthead.share.campaign import placeholders, tagged
from masthead.share.offers import offer
from masthead.share.people import handle

TAGS = (("utm_source", "{channel}"), ("utm_campaign", "{series|slug}"), ("utm_term", "{stage}"))


@pytest.mark.parametrize(
    ("address", "values", "wanted"),
    [
        (
            "https://e.org/a/",
            {"channel": "x", "slug": "a"},
            "https://e.org/a/?utm_source=x&utm_campaign=a",
        ),
        ("https://e.org/a/", {"series": "walk", "slug": "a"}, "https://e.org/a/?utm_campaign=walk"),
        (
            "https://e.org/a?b=c#d",
            {"stage": "two words"},
            "https://e.org/a?b=c&utm_term=two%20words#d",
        ),
        ("https://e.org/a#d", {}, "https://e.org/a#d"),
    ],
)
def test_an_address_is_tagged_with_what_the_piece_has(
    address: str, values: dict[str, str], wanted: str
) -> None:
    assert tagged(address, TAGS, values) == wanted


@pytest.mark.parametrize(
    ("value", "named"),
    [("{a|b}-{c}", ["a", "b", "c"]), ("plain", []), ("{a", [""]), ("{}", [""]), ("a}", [""])],
)
def test_the_grammar_knows_its_placeholders(value: str, named: list[str]) -> None:
    assert [*placeholders(value)] == named


@pytest.mark.parametrize(
    ("network", "links", "wanted"),
    [
        ("x", ["https://example.org/", "https://twitter.com/ana_r/"], "@ana_r"),
        ("x", ["https://x.com/ana_r/status/1"], ""),
        ("bluesky", ["https://bsky.app/profile/ana.example.org"], "@ana.example.org"),
        ("mastodon", [], "@ana@social.example"),
        ("linkedin", ["https://www.linkedin.com/in/ana"], ""),
    ],
)
def test_a_handle_comes_from_an_authors_profiles(
    network: str, links: list[str], wanted: str
) -> None:
    assert handle(network, links, "ana@social.example") == wanted


def test_a_text_arrives_whole_in_the_networks_window() -> None:
    link = offer("x", "100 % & more + #tags\nhttps://e.org/?a=b", "", "")
    assert (
        link == "https://x.com/intent/post?text=100%20%25%20%26%20more%20%2B%20%23tags"
        "%0Ahttps://e.org/%3Fa%3Db"
    )
    mail = offer("email", "One\nTwo", "", "A & B")
    assert mail == "mailto:?subject=A%20%26%20B&body=One%0D%0ATwo"
