"""Promise 6: titles, names and all other fields are text, whatever is in them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site
from pictures import a_picture

PAYLOADS: Final = {
    "script": "<script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)',
    "single quote": "' onmouseover='alert(1)",
    "template": "{{ 7*7 }}{% raw %}",
    "end of title": "</title><script>alert(1)</script>",
    "end of data": "]]><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "end of comment": "--><script>alert(1)</script>",
}
ADDRESSES: Final = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:alert(1)", "javascript&colon;alert(1)",
)  # fmt: skip


def _site_of(word: Callable[[str], str]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Files, options and the rest of mkdocs.yml with `word(name)` in every field that is text."""

    def yaml(name: str) -> str:
        return json.dumps(word(name))  # every JSON string is YAML

    piece = {
        "title": yaml("title"), "description": yaml("description"), "authors": "[ana-ruiz]",
        "topics": "[pricing]", "stages": "[awareness]", "audiences": "[directors]",
        "angle": "practical", "series": "walk", "pair": "two", "image": "a.png",
        "image_alt": yaml("alt"), "image_credit": yaml("credit"), "question": yaml("question"),
        "quotes": f"[{yaml('quote')}]", "disclosure": yaml("disclosure"), "pin": "true",
        "contributors": f"[{{name: {yaml('helper')}, role: {yaml('role')}}}]",
        "sources": f"[{{title: {yaml('source')}, url: 'https://x.example/'}}, "
        f"{yaml('source words')}]",
        "links": f"[{{title: {yaml('link')}, url: 'https://x.example/'}}]",
        "corrections": f"[{{date: 2026-05-01, text: {yaml('correction')}}}]",
        "syndicated": f"[{{channel: {yaml('channel')}, url: 'https://x.example/'}}]",
        "from": f"[{{format: tweet, url: 'https://x.example/t', channel: {yaml('step channel')}, "
        f"title: {yaml('step title')}, text: {yaml('step text')}}}]",
        "idea": "big",
    }  # fmt: skip
    profile = {
        "name": yaml("name"), "role": yaml("author role"), "affiliation": yaml("house"),
        "pronouns": yaml("pronouns"), "description": yaml("author description"),
        "portrait_alt": yaml("portrait"), "email": yaml("email"), "fediverse": yaml("handle"),
        "links": f"[{{title: {yaml('profile')}, url: 'https://x.example/'}}]",
    }  # fmt: skip
    titled = f"---\ntitle: {yaml('binder')}\ndescription: {yaml('binder description')}\n---\n"
    files: dict[str, Any] = {
        "docs/posts/one.md": a_piece({**piece, "id": "one"}),
        "docs/posts/two.md": a_piece(
            {**piece, "id": "two", "pair": None, "angle": "aspirational", "from": "[one]",
             "lang": yaml("lang")},
        ),
        "docs/posts/out.md": a_piece(
            {**piece, "id": "out", "pair": None, "image": None, "from": None, "format": "tweet",
             "external_url": "'https://x.example/?a=1&b=2'"},
            body="Words.\n",
        ),
        "docs/posts/gone.md": a_piece(
            id="gone", title=yaml("gone"), state="retired", successor="one", aliases="[/went/]"
        ),
        "docs/posts/a.png": a_picture(),
        "authors/ana-ruiz.md": a_piece("".join(f"{k}: {v}\n" for k, v in profile.items())),
        "docs/series/walk.md": titled,
        "docs/ideas/big.md": titled,
        "docs/index.md": "# Home\n\n<!-- masthead:list limit=9 -->\n",
    }  # fmt: skip
    terms = {"title": word("term"), "description": word("term description")}
    options = {
        "title": word("hub"), "description": word("hub description"),
        "topics": {"pricing": terms}, "audiences": {"directors": terms},
        "stages": {"awareness": {**terms, "question": word("stage question")}},
        "formats": {"post": {**terms, "plural": word("plural")}, "tweet": terms},
    }  # fmt: skip
    config = {"site_name": word("site"), "site_description": word("site description")}
    return files, options, config


def _built(folder: Path, word: Callable[[str], str], **config: Any) -> HostedSite:
    files, options, names = _site_of(word)
    site = a_hosted_site(folder, files, options, theme="material", **{**names, **config})
    site.build()
    return site


def active_parts(html: str) -> set[str]:
    """Whatever a browser would run or load: scripts, event attributes, frames, odd addresses."""
    tree = LexborHTMLParser(html)
    found = set()
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or name == "srcdoc":
                found.add(f"{node.tag} {name}={value}")
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                plain = re.sub(r"[\x00-\x20]", "", value or "").lower()
                if plain.startswith(("javascript:", "vbscript:", "data:text")):
                    found.add(f"{node.tag} {name}={value}")
        data = node.tag == "script" and node.attributes.get("type") == "application/ld+json"
        if not data and node.tag in (
            "script",
            "iframe",
            "object",
            "embed",
            "base",
            "form",
            "template",
        ):
            found.add(node.html or "")
        if node.tag == "img" and (node.attributes.get("src") or "") == "x":
            found.add(node.html or "")
    return {re.sub(r"(?:\.\./)+|\./", "", part) for part in found}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What is active on each page of a site with harmless words."""
    site = _built(tmp_path_factory.mktemp("usual"), lambda name: f"The {name}")
    return {file: active_parts(html) for file, html in site.pages().items()}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nothing_in_any_field_becomes_markup(
    tmp_path: Path, usual: dict[str, set[str]], payload: str
) -> None:
    site = _built(
        tmp_path, lambda name: f"The {name} {payload}", site_name="Test", site_description="",
        nav=["index.md", "blog/index.md", "posts/one.md", "topics/pricing.md"],
    )  # fmt: skip
    everywhere = set().union(*usual.values())
    for file, html in site.pages().items():
        wild = {part for part in active_parts(html) - everywhere if "alert(1)" in part}
        assert wild == set(), file


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_the_name_of_the_site_is_text_on_pages_of_ours(tmp_path: Path, payload: str) -> None:
    files = {"docs/posts/one.md": a_piece(id="one")}
    site = a_hosted_site(
        tmp_path, files, theme="material", site_name=f"Site {payload}",
        site_description=f"About {payload}",
    )  # fmt: skip
    site.build()
    for file, html in site.pages().items():
        tree = LexborHTMLParser(html)
        if tree.css_first("#masthead"):  # MkDocs's own pages print what mkdocs.yml says
            assert not any("alert(1)" in part for part in active_parts(html)), file
            assert tree.css_first("title").text().strip().endswith(f"Site {payload}"), file


def test_a_field_is_shown_as_it_was_written(tmp_path: Path) -> None:
    payload = PAYLOADS["script"]
    site = _built(tmp_path, lambda name: f"The {name} {payload}", site_name="Test")
    page = LexborHTMLParser(site.read("blog/one/index.html"))
    assert page.css_first("h1").text(strip=True) == f"The title {payload}"
    shown = page.css_first("#masthead").text()
    for name in ("question", "disclosure", "credit", "helper", "role", "source", "correction",
                 "channel", "link", "description", "term"):  # fmt: skip
        assert f"The {name} {payload}" in shown, name
    profile = LexborHTMLParser(site.read("authors/ana-ruiz/index.html"))
    assert profile.css_first("h1").text(strip=True) == f"The name {payload}"
    assert "7*7" in _built(
        tmp_path / "template", lambda name: f"{name} {{{{ 7*7 }}}}", site_name="Test"
    ).read("blog/one/index.html")


def test_what_a_script_puts_into_the_page_from_the_search_index_is_escaped(tmp_path: Path) -> None:
    payload = PAYLOADS["image"]
    files, options, names = _site_of(lambda name: f"The {name} {payload}")
    options = {**options, "search": "theme"}
    site = a_hosted_site(
        tmp_path, files, options, theme="material", **{**names, "site_name": "Test"}
    )
    site.build()
    index = json.loads(site.read("search/search_index.json"))
    ours = [record for record in index["docs"] if "blog/" in record["location"]]
    assert ours
    for record in index["docs"]:
        if record["location"] and not record["location"].startswith("#"):
            texts = [record["title"], record["text"], *record.get("tags", [])]
            assert not any("<" in text for text in texts), record["location"]
            assert LexborHTMLParser(record["title"]).text().endswith(payload)


def test_the_sitemap_is_well_formed(tmp_path: Path) -> None:
    site = _built(tmp_path, lambda name: f"The {name} {PAYLOADS['end of data']}")
    root = ElementTree.fromstring(site.read("sitemap.xml"))  # noqa: S314 - our own output
    places = [loc.text for loc in root.iterfind("{*}url/{*}loc")]
    assert "https://example.org/blog/one/" in places


UNCHECKED: Final = {"rules": {"MH511": "off", "MH209": "off", "MH501": "off"}}


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_runs_a_script_even_where_the_check_is_off(tmp_path: Path, address: str) -> None:
    quoted = json.dumps(address)
    files = {
        "docs/posts/one.md": a_piece(
            {"id": "one", "links": f"[{{title: A, url: {quoted}}}]",
             "sources": f"[{{title: B, url: {quoted}}}]", "canonical_url": quoted,
             "external_url": None, "syndicated": f"[{{channel: x, url: {quoted}}}]"},
            body=f"[c]({address.replace(' ', '%20')}) <a href={quoted}>d</a> ![e](<{address}>)\n",
        ),
        "authors/ana-ruiz.md": a_piece(
            f"name: Ana\nurl: {quoted}\nlinks: [{{title: F, url: {quoted}}}]",
            body=f"[g](<{address}>)\n",
        ),
    }  # fmt: skip
    site = a_hosted_site(tmp_path, files, UNCHECKED)
    text = (tmp_path / "mkdocs.yml").read_text()
    assert "MH511" in text
    try:
        site.build()
    except Exception as refused:
        assert "MH" in str(refused)
        return
    for file, html in site.pages().items():
        assert active_parts(html) == set(), file
