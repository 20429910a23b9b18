"""What a whole page's head says once the theme has had its say: each thing once."""

import json
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from builders import a_piece
from hosts.hosted import a_hosted_site
from render.test_metadata import nodes_within

FILES = {
    "docs/posts/one.md": a_piece(id="one", authors="[ana-ruiz]"),
    "docs/posts/two.md": a_piece(id="two", canonical_url="https://first.example/two"),
    "docs/about.md": "---\ndescription: Who we are.\n---\n# About & \"them\"\n\nWords.\n",
    "docs/assets/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}  # fmt: skip


def test_every_page_says_each_thing_once(tmp_path: Path) -> None:
    theme = {"name": "material", "logo": "assets/logo.svg"}
    site = a_hosted_site(tmp_path, FILES, theme=theme, site_author="The <team>", site_name="T & T")
    site.build(strict=True)
    for file, html in site.pages().items():
        head = LexborHTMLParser(html).css_first("head")
        if file.endswith(("404.html", "latest.html")) or head is None or "http-equiv" in html:
            continue
        assert len(head.css("link[rel=canonical]")) == 1, file
        for name in ("og:title", "og:type", "og:url", "og:locale", "twitter:card", "description"):
            found = head.css(f'meta[property="{name}"], meta[name="{name}"]')
            assert len(found) == 1 or (name == "description" and not found), (file, name)
        (url,) = head.css('meta[property="og:url"]')
        assert url.attributes["content"] == head.css_first("link[rel=canonical]").attributes["href"]
        (graph,) = head.css('script[type="application/ld+json"]')
        nodes = json.loads(graph.text())["@graph"]
        company = next(n for n in nodes_within(nodes) if n["@type"] == "Organization")
        assert company["name"] == "T & T"
        assert company["logo"] == "https://example.org/assets/logo.svg"


def test_a_piece_s_authors_take_the_place_of_the_site_s(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES, theme="material", site_author="The team")
    site.build(strict=True)
    for file, name in (
        ("blog/one/index.html", "Ana Ruiz"), ("blog/two/index.html", "The team"),
        ("about/index.html", "The team"),
    ):  # fmt: skip
        tags = LexborHTMLParser(site.read(file)).css("meta[name=author]")
        assert [tag.attributes["content"] for tag in tags] == [name], file


def test_an_ordinary_page_says_what_it_is(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES)
    site.build(strict=True)
    tree = LexborHTMLParser(site.read("about/index.html"))
    said = {
        tag.attributes["property"]: tag.attributes["content"] for tag in tree.css("meta[property]")
    }
    assert said["og:title"] == 'About & "them"'
    assert said["og:description"] == "Who we are."
    assert said["og:type"] == "website"


def test_a_site_s_own_head_block_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = '{% extends "default/masthead/head.html" %}{% block graph %}{% endblock %}'
    site = a_hosted_site(tmp_path, {**FILES, "theme/masthead/head.html": own})
    site.build(strict=True)
    html = site.read("blog/one/index.html")
    assert "ld+json" not in html
    assert 'property="og:title"' in html
