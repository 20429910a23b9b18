"""Sentences worth sharing and links to pass a piece on, as a built site has them."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from builders import a_piece
from hosts.hosted import HostedSite, Refused, a_hosted_site

ANA: Final = """---
name: Ana Ruiz
fediverse: "@ana@social.example"
links: [https://x.com/ana_r, https://bsky.app/profile/ana.example.org]
---
"""
TEXT: Final = """Before. <mark>What is *measured* & priced is mended.</mark> After.

<mark>A paragraph of its own.</mark>

See [the sentence](#quote-1).
"""
NETWORKS: Final = ("www.linkedin.com", "bsky.app", "x.com", "share.joinmastodon.org")
CAMPAIGN: Final = {"utm_source": "{channel}", "utm_campaign": "{series|slug}"}


def a_site(folder: Path, text: str = TEXT, **options: object) -> HostedSite:
    files = {
        "authors/ana-ruiz.md": ANA,
        "docs/posts/one.md": a_piece(
            body=text, authors="[ana-ruiz]", topics="[pricing, leakage]",
            quotes='[Not in the text., "What is measured & priced is mended."]',
        ),
        "docs/posts/two.md": a_piece(id="two", title="Two", **{"from": "one"}),
    }  # fmt: skip
    site = a_hosted_site(folder, files, options)
    site.build()
    return site


def shares(html: str, within: str) -> dict[str, str]:
    """The links to pass something on, by their names."""
    links = LexborHTMLParser(html).css(f"{within} li a")
    return {link.text().removeprefix("Share by "): link.attributes["href"] or "" for link in links}


def text_of(link: str) -> str:
    """What a link would have somebody post."""
    parts = urlsplit(link)
    return parse_qs(parts.query or parts.fragment, keep_blank_values=True)["text"][0]


def test_a_marked_sentence_has_an_address_and_a_pull_quote(tmp_path: Path) -> None:
    page = LexborHTMLParser(a_site(tmp_path).read("blog/one/index.html"))
    mark = page.css_first("mark#quote-1")
    assert mark is not None
    assert mark.text() == "What is measured & priced is mended."
    drawn = [figure.css_first("blockquote").text() for figure in page.css("figure.mh-quote")]
    assert drawn == [mark.text(), "A paragraph of its own.", "Not in the text."]


def test_nobody_hears_a_sentence_twice(tmp_path: Path) -> None:
    page = LexborHTMLParser(a_site(tmp_path).read("blog/one/index.html"))
    first, second, third = page.css("figure.mh-quote")
    assert first.css_first("blockquote").attributes.get("aria-hidden") == "true"
    assert not page.css("p > mark#quote-2")
    for figure, anchor in ((second, "quote-2"), (third, "quote-3")):
        assert figure.id == anchor
        assert "aria-hidden" not in figure.css_first("blockquote").attributes


def test_a_quote_goes_to_each_network_with_its_author_and_its_own_address(tmp_path: Path) -> None:
    site = a_site(tmp_path, sharing={"hashtags": "topics"}, campaign=CAMPAIGN)
    page = "https://example.org/blog/one/"
    quote = "“What is measured & priced is mended.”"
    html = site.read("blog/one/index.html")
    first = html[html.index("<figure") : html.index("</figure>")]
    links = shares(first, "figure")
    assert [*links] == ["LinkedIn", "Bluesky", "Mastodon", "X", "e-mail", "Link to it"]
    for name, who in (
        ("Bluesky", "@ana.example.org"), ("Mastodon", "@ana@social.example"), ("X", "@ana_r"),
    ):  # fmt: skip
        tagged = f"{page}?utm_source={name.lower()}&utm_campaign=one#quote-1"
        assert text_of(links[name]) == f"{quote}\n— {who}\n#Pricing #Leakage\n{tagged}"
    assert links["Mastodon"].startswith("https://share.joinmastodon.org/#text=")
    assert parse_qs(urlsplit(links["LinkedIn"]).query)["url"] == [
        f"{page}?utm_source=linkedin&utm_campaign=one#quote-1"
    ]
    mail = parse_qs(urlsplit(links["e-mail"]).query)
    assert mail["subject"] == ["A title"]
    assert mail["body"][0].startswith(f"{quote}\r\n— Ana Ruiz\r\n{page}")
    assert links["Link to it"] == "#quote-1"


def test_a_piece_is_passed_on_by_its_title(tmp_path: Path) -> None:
    links = shares(a_site(tmp_path).read("blog/one/index.html"), ".mh-share:not([class*=follow])")
    assert [*links] == ["LinkedIn", "Bluesky", "Mastodon", "X", "e-mail", "Link"]
    assert text_of(links["X"]) == "A title\n@ana_r\nhttps://example.org/blog/one/"


def test_feeds_and_markdown_have_the_sentence_without_links(tmp_path: Path) -> None:
    site = a_site(tmp_path, campaign=CAMPAIGN)
    entry = unescape(site.read("blog/feed.xml"))
    assert "<mark>What is <em>measured</em>" in entry
    plain = site.read("blog/one/index.md")
    assert "*A paragraph of its own.*" in plain
    for text in (entry, site.read("blog/feed.json"), plain):
        assert "bsky.app/intent" not in text
        assert "mh-quote" not in text


def test_tags_are_on_shared_addresses_and_nowhere_else(tmp_path: Path) -> None:
    site = a_site(tmp_path, campaign=CAMPAIGN)
    for name, data in site.bytes().items():
        text = data.decode(errors="replace")
        if not name.endswith(".html"):
            assert "utm_" not in text, name
            continue
        page = LexborHTMLParser(text)
        for link in page.css(".mh-share a, .mh-quote a"):
            link.remove()
        assert "utm_" not in (page.html or ""), name
        for link in re.findall(r'href="([^"]*utm_[^"]*)"', text):
            assert urlsplit(link).netloc in NETWORKS or link.startswith("mailto:"), link


def test_a_page_loads_nothing_and_needs_no_script_to_share(tmp_path: Path) -> None:
    html = a_site(tmp_path).read("blog/one/index.html")
    assert "<script" not in re.sub(
        r"<script type=\"application/ld.*?</script>", "", html, flags=re.S
    )


@pytest.mark.parametrize("sharing", [False, {"networks": ["x"]}])
def test_a_site_chooses_what_it_offers(tmp_path: Path, sharing: object) -> None:
    html = a_site(tmp_path, sharing=sharing).read("blog/one/index.html")
    assert "bsky.app/intent" not in html
    assert ("x.com/intent" in html) is bool(sharing)
    assert 'href="#quote-1"' in html


def test_sentences_in_lists_tables_and_quotations_are_found(tmp_path: Path) -> None:
    text = (
        "- one <mark>in a list</mark>\n- <mark>another</mark>\n\n"
        "> <mark>in a quotation</mark>\n\n| a |\n| --- |\n| <mark>in a table</mark> |\n\n"
        '<mark id="mine">with an anchor of its own</mark>\n\n## Quote 1\n\n'
        "## A heading <mark>with one</mark>\n\n<mark>in a list</mark> twice\n"
    )
    site = a_site(tmp_path, text.replace("See [the", "The"))
    page = LexborHTMLParser(site.read("blog/one/index.html"))
    figures = page.css("figure.mh-quote blockquote")
    assert [figure.text() for figure in figures][:6] == [
        "in a list", "another", "in a quotation", "in a table", "with an anchor of its own",
        "with one",
    ]  # fmt: skip
    ids = [node.id for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {f"quote-{n}" for n in range(1, 7)} | {"mine", "quote-1-1"} <= set(ids)


def test_a_long_sentence_is_shortened_for_those_who_need_it_short(tmp_path: Path) -> None:
    long = "A sentence that goes on and on, " * 14
    html = a_site(tmp_path, f"<mark>{long}end.</mark>\n\n[x](#quote-1)").read("blog/one/index.html")
    links = shares(html[html.index("<figure") : html.index("</figure>")], "figure")
    assert text_of(links["X"]).split("\n")[0].endswith("…”")
    assert text_of(links["Mastodon"]).split("\n")[0].endswith("end.”")


def test_a_placeholder_that_does_not_exist_is_found_where_it_stands(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        a_site(tmp_path, campaign={"utm_source": "{chanel}", "utm term": "a", "b": ["c"]})
    assert "there is no placeholder `{chanel}`: did you mean `{channel}`?" in refused.value.text
    assert "`utm term` cannot be a tag's name" in refused.value.text
    assert "here stands no text" in refused.value.text


def test_an_unknown_network_is_found_with_a_suggestion(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {"docs/posts/one.md": a_piece(share="{linkdin: Words}")})
    with pytest.raises(Refused, match=r"`linkdin`: did you mean `linkedin`\?"):
        site.build()


def test_the_words_of_experts_are_not_on_any_page(tmp_path: Path) -> None:
    site = a_hosted_site(
        tmp_path, {"docs/posts/one.md": a_piece(share="{x: For the expert alone}")}
    )
    site.build()
    assert not any(b"expert alone" in data for data in site.bytes().values())
    catalogue = json.loads(site.read("catalogue.json"))
    assert "share" not in catalogue["pieces"][0]
