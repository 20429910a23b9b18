"""What an entry says of its piece besides the text: the same in every format."""

import json
from pathlib import Path
from typing import Any, Final

import feedparser
import pytest
from lxml import etree

from builders import SiteOnDisk, a_piece, a_site
from render.feeds.fed import ATOM, CONTENT, feeds_of, words_of_html

DC: Final = "{http://purl.org/dc/elements/1.1/}"
MEDIA: Final = "{http://search.yahoo.com/mrss/}"
SOUND: Final = b"ID3" + b"\0" * 4000
PAPER: Final = b"%PDF-1.7" + b"\0" * 900
PICTURE: Final = b"\x89PNG" + b"\0" * 70

KEYS: Final = {
    "title": "Price the leak", "id": "k7m2p9x4", "date": "2026-03-04 09:30",
    "updated": "2026-03-09", "authors": "[ana-ruiz, bo]", "topics": "[pricing]",
    "stages": "[awareness]", "audiences": "[directors]", "angle": "practical",
    "image": "leak.png", "image_alt": "A drop", "description": "What a litre costs.",
}  # fmt: skip
FILES: Final = {
    "authors/bo.md": "---\nname: Bo Li\n---\n",
    "docs/posts/leak.png": PICTURE,
    "docs/posts/talk.mp3": SOUND,
    "docs/posts/paper.pdf": PAPER,
}
TEXT: Final = "[Hear](talk.mp3), [read](paper.pdf), [hear it again](talk.mp3).\n"


def a_rich_site(folder: Path, **keys: str | None) -> SiteOnDisk:
    """A site with one piece that has all that an entry can tell of."""
    piece = a_piece({**KEYS, **keys}, TEXT)
    files = {**FILES, "docs/posts/one.md": piece}
    return a_site(folder, files)


def the_item(site: SiteOnDisk) -> Any:
    """The one item of the RSS feed of the whole site."""
    return etree.fromstring(feeds_of(site)["blog/feed.xml"]).find("channel/item")


def parsed(site: SiteOnDisk) -> Any:
    """The one entry of the Atom feed, as feedparser has it."""
    document = feedparser.parse(feeds_of(site)["blog/atom.xml"])
    assert not document.bozo
    return document.entries[0]


def as_json(site: SiteOnDisk) -> Any:
    """The one item of the JSON feed."""
    return json.loads(feeds_of(site)["blog/feed.json"])["items"][0]


def test_a_description_s_signs_are_words_in_every_format(tmp_path: Path) -> None:
    # RSS takes a description for HTML, the others for words.
    site = a_rich_site(tmp_path, description="'A <b> & &copy <img src=x onerror=f()>'")
    words = "A <b> & &copy <img src=x onerror=f()>"
    html = the_item(site).findtext("description")
    assert html == "A &lt;b> & &amp;copy &lt;img src=x onerror=f()>"
    assert words_of_html(html) == words
    assert parsed(site).summary_detail.type == "text/plain"
    assert parsed(site).summary == words
    assert as_json(site)["summary"] == words


def test_no_format_has_characters_that_are_none(tmp_path: Path) -> None:
    piece = a_piece({"id": "one", "title": None, "date": "2026-03-04"}, "# A\x01B\x1b\n\nC\x02.\n")
    site = a_site(tmp_path, {"docs/posts/one.md": piece})
    item = as_json(site)
    assert (item["title"], item["summary"]) == ("AB", "C.")
    assert the_item(site).findtext("title") == parsed(site).title == "AB"


def test_every_author_is_named(tmp_path: Path) -> None:
    site = a_rich_site(tmp_path)
    names = ["Ana Ruiz", "Bo Li"]
    assert [creator.text for creator in the_item(site).iterfind(f"{DC}creator")] == names
    # RSS's own `author` wants an address of e-mail, which nobody has given.
    assert the_item(site).find("author") is None
    assert [author.name for author in parsed(site).authors] == names
    addresses = [f"https://example.org/authors/{id}/" for id in ("ana-ruiz", "bo")]
    assert [author.href for author in parsed(site).authors] == addresses
    people = [{"name": n, "url": a} for n, a in zip(names, addresses, strict=True)]
    assert [{k: p[k] for k in ("name", "url")} for p in as_json(site)["authors"]] == people


def test_each_axis_has_a_scheme_of_its_own(tmp_path: Path) -> None:
    site = a_rich_site(tmp_path)
    expected = {
        ("awareness", "https://example.org/stages/", "Awareness"),
        ("pricing", "https://example.org/topics/", "Pricing"),
        ("directors", "https://example.org/audiences/", "Directors"),
        ("post", "https://example.org/formats/", "Post"),
        ("practical", "tag:example.org,2026:angles", "What to do now"),
    }
    tags = parsed(site).tags
    assert {(tag.term, tag.scheme, tag.label) for tag in tags} == expected
    schemes = {category.get("domain") for category in the_item(site).iterfind("category")}
    assert schemes == {scheme for _, scheme, _ in expected}
    assert set(as_json(site)["tags"]) == {label for _, _, label in expected}


def test_enclosures_have_their_true_type_and_length(tmp_path: Path) -> None:
    site = a_rich_site(tmp_path)
    sound = ("https://example.org/posts/talk.mp3", "audio/mpeg", str(len(SOUND)))
    paper = ("https://example.org/posts/paper.pdf", "application/pdf", str(len(PAPER)))
    card = ("https://example.org/posts/leak.png", "image/png", str(len(PICTURE)))
    enclosed = [(e.href, e.type, e.length) for e in parsed(site).enclosures]
    assert sorted(enclosed) == sorted([sound, paper, card])
    # RSS has room for one: what a listener cannot do without.
    assert [tuple(map(e.get, ("url", "type", "length"))) for e in the_item(site).iter("enclosure")
            ] == [sound]  # fmt: skip
    attached = as_json(site)["attachments"]
    assert {(a["url"], a["mime_type"], str(a["size_in_bytes"])) for a in attached} == {sound, paper}


def test_the_card_is_media_rss_with_its_words(tmp_path: Path) -> None:
    site = a_rich_site(tmp_path)
    for file in ("blog/feed.xml", "blog/atom.xml"):
        (content,) = etree.fromstring(feeds_of(site)[file]).iter(f"{MEDIA}content")
        assert content.get("url") == "https://example.org/posts/leak.png"
        assert (content.get("medium"), content.get("fileSize")) == ("image", str(len(PICTURE)))
        assert content.findtext(f"{MEDIA}description") == "A drop"
    assert as_json(site)["image"] == "https://example.org/posts/leak.png"


def test_dates_are_the_content_s(tmp_path: Path) -> None:
    site = a_rich_site(tmp_path)
    item, entry = as_json(site), parsed(site)
    assert entry.published == item["date_published"] == "2026-03-04T09:30:00+00:00"
    assert entry.updated == item["date_modified"] == "2026-03-09T00:00:00+00:00"
    assert the_item(site).findtext("pubDate") == "Wed, 04 Mar 2026 09:30:00 +0000"
    assert the_item(site).findtext(f"{ATOM}updated") == "2026-03-09T00:00:00+00:00"


def test_a_correction_moves_the_date_of_change(tmp_path: Path) -> None:
    corrections = "[{date: 2026-04-01, text: A litre costs more.}]"
    assert parsed(a_rich_site(tmp_path, corrections=corrections)).updated[:10] == ("2026-04-01")


def test_an_id_is_no_address(tmp_path: Path) -> None:
    site = a_rich_site(tmp_path)
    guid = the_item(site).find("guid")
    assert (guid.text, guid.get("isPermaLink")) == ("tag:example.org,2026:k7m2p9x4", "false")
    assert parsed(site).id == as_json(site)["id"] == guid.text


def test_a_piece_elsewhere_leads_to_the_original(tmp_path: Path) -> None:
    there = "https://video.example/leak"
    site = a_site(tmp_path, {"docs/posts/one.md": a_piece(body="", external_url=there)})
    assert the_item(site).findtext("link") == parsed(site).link == there
    assert as_json(site)["external_url"] == there


@pytest.mark.parametrize("content", ["full", "summary"])
def test_without_a_summary_nobody_is_shown_tags(tmp_path: Path, content: str) -> None:
    files = {
        "docs/posts/one.md": a_piece(body="![A drop](leak.png)\n"),
        "docs/posts/leak.png": PICTURE,
    }
    item = the_item(a_site(tmp_path, files, {"feeds": {"content": content}}))
    # A browser shows `description` as it stands; `content:encoded` is for readers of feeds.
    assert "<" not in (item.findtext("description") or "")
    assert ("<img" in (item.findtext(CONTENT) or "")) == (content == "full")
