"""`masthead preview`: one piece as all its readers will meet it, told to machines or as files."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site, tree
from pictures import a_picture
from preview.previewed import previewed, seen

_MATERIAL: Final = {"name": "material", "font": False, "features": ["navigation.tabs"]}
FILES: Final = {
    "docs/index.md": "# Our *own* home\n",
    "docs/guide.md": "# The *guide*\n\n## By hand\n\nTurn it.\n",
    "docs/posts/one.md": a_piece(
        title="Price the leak", description="What it costs.", authors="[ana-ruiz]",
        topics="[leakage]", image="wide.png", image_alt="A wide picture",
        quotes="[Water is money.]",
        body="Some words, and a [guide](../guide.md#by-hand).\n\n![A small one](small.png)\n",
    ),
    "docs/posts/two.md": a_piece(id="two", title="Two", date="2026-04-05", topics="[leakage]"),
    "docs/posts/wide.png": a_picture(1200, 630),
    "docs/posts/small.png": a_picture(),
    "docs/posts/secret.png": a_picture(9, 9),
    "docs/posts/draft.md": a_piece(id="draft", title="A draft", date=None, state="draft"),
    "docs/posts/planned.md": a_piece(id="planned", title="Planned", state="planned"),
    "docs/posts/later.md": a_piece(id="later", title="Later", date="2027-01-02"),
    "docs/posts/old.md": a_piece(id="old", title="Old", expires="2026-05-01"),
    "docs/posts/away.md": a_piece(id="away", title="Away", external_url="https://elsewhere.example/a"),
    "docs/posts/hidden.md": a_piece(id="hidden", title="Hidden", visibility="private"),
    "docs/posts/broken.md": "---\ntitle: [\n---\n",
    "docs/posts/lost.md": a_piece(id="lost", title="Lost", authors="[nobody]"),
}  # fmt: skip
_PUBLIC: Final = {
    name: text for name, text in FILES.items()
    if name.endswith((".png", "one.md", "two.md", "index.md", "guide.md"))
}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> HostedSite:
    """Pieces in every state."""
    return a_hosted_site(tmp_path, FILES)


def notes(part: dict[str, Any]) -> str:
    """What is said of a part."""
    return "\n".join(f"{note['weight']}: {note['text']}" for note in part["notes"])


@pytest.mark.parametrize("theme", ["lean", _MATERIAL])
@pytest.mark.parametrize("nav", [None, [{"Home": "index.md"}, "guide.md", "blog/index.md"]])
def test_the_page_and_the_entry_are_those_that_a_build_publishes(
    tmp_path: Path, theme: Any, nav: Any
) -> None:
    config = {"nav": nav} if nav else {}
    site = a_hosted_site(tmp_path, _PUBLIC, theme=theme, **config)
    assert previewed(site.root, "one", "--output", str(tmp_path / "out")).exit_code == 0
    page = (tmp_path / "out/site/blog/one/index.html").read_text(encoding="utf-8")
    told = seen(site.root, "one")
    site.build()
    start, end = page.index('<meta http-equiv="Content-Security-Policy"'), 0
    end = page.index(">", start) + 1
    assert page[:start] + page[end:] == site.read("blog/one/index.html")
    items = json.loads(site.read("blog/feed.json"))["items"]
    item = next(one for one in items if one["title"] == "Price the leak")
    assert json.loads(dict(told["entry"]["sources"])["JSON Feed"]) == item
    assert told["entry"]["html"] == item["content_html"]
    assert told["entry"]["id"] in site.read("blog/atom.xml")


def test_nothing_of_the_site_is_made_or_published(site: HostedSite) -> None:
    assert previewed(site.root, "one", "--format", "json").exit_code == 0
    assert not site.site.exists()
    assert not [*(site.root / ".cache").rglob("*.html")]


@pytest.mark.parametrize(
    "word", ["one", "docs/posts/one.md", "posts/one.md", "https://example.org/blog/one/"]
)
def test_a_piece_goes_by_any_of_its_names(site: HostedSite, word: str) -> None:
    assert seen(site.root, word)["facts"]["title"] == "Price the leak"


def test_everything_about_it_is_told(site: HostedSite) -> None:
    told = seen(site.root, "one")
    assert told["facts"] == {
        "title": "Price the leak", "path": "docs/posts/one.md", "id": "one", "state": "published",
        "date": "2026-03-04 00:00 UTC", "address": "https://example.org/blog/one/",
        "format": "Post", "authors": ["Ana Ruiz"], "lang": "en",
    }  # fmt: skip
    assert told["cards"]["large"]
    assert told["cards"]["host"] == "example.org"
    assert told["cards"]["picture"]["width"] == 1200
    assert {text["channel"] for text in told["texts"]["texts"]} == {
        "linkedin", "bluesky", "mastodon", "x", "email"
    }  # fmt: skip
    assert "Water is money." in {text["quote"] for text in told["texts"]["texts"]}
    assert told["result"]["summary"] == told["cards"]["description"] == "What it costs."
    assert told["snippet"]["trail"] == ["example.org", "blog", "one"]
    assert told["mail"]["subject"] == "Price the leak"
    assert ["Test", "https://example.org/blog/feed.xml"] in told["entry"]["feeds"]
    assert told["findings"] == []


@pytest.mark.parametrize(
    ("piece", "state", "page"),
    [("draft", "draft", True), ("later", "scheduled", True), ("planned", "draft", True),
     ("old", "retired", True), ("away", "published", False)],
)  # fmt: skip
def test_a_piece_is_shown_in_every_state(
    site: HostedSite, piece: str, state: str, page: bool
) -> None:
    told = seen(site.root, piece)
    assert told["facts"]["state"] == state
    assert bool(told["page"]["frame"]) is page


def test_a_draft_without_a_date_is_shown_as_if_it_were_of_today(site: HostedSite) -> None:
    told = seen(site.root, "draft", now="2026-11-20 12:00")
    assert told["facts"]["date"] == "2026-11-20 12:00 UTC"
    assert "missing: It has no date yet" in notes(told["page"])


def test_another_instant_shows_what_the_site_will_be(site: HostedSite) -> None:
    assert seen(site.root, "later", "--now", "2027-01-03")["facts"]["state"] == "published"
    wrong = previewed(site.root, "later", "--now", "monday")
    assert wrong.exit_code == 2
    assert "--now is `monday`" in wrong.stderr


def test_what_is_missing_is_told_where_it_matters(tmp_path: Path) -> None:
    long = a_piece(id="bare", title="T" * 80, share="{x: " + "word " * 60 + "}", body="")
    site = a_hosted_site(tmp_path, {"docs/posts/bare.md": long})
    told = seen(site.root, "bare")
    assert "missing: There is no picture" in notes(told["cards"])
    assert "missing: There is no description" in notes(told["cards"])
    assert "80 characters" in notes(told["cards"])
    assert "trouble: The text for X is too long by 43" in notes(told["texts"])
    assert "missing: There is no description" in notes(told["snippet"])
    assert "missing: There is no summary" in notes(told["entry"])
    assert "phones show" in notes(told["mail"])


def test_a_picture_that_will_not_do_is_told_of(tmp_path: Path) -> None:
    files = {
        "docs/posts/small.md": a_piece(id="small", image="small.png"),
        "docs/posts/drawn.md": a_piece(id="drawn", image="drawn.svg", image_alt="Lines"),
        "docs/posts/small.png": a_picture(300, 300),
        "docs/posts/drawn.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        "docs/card.png": a_picture(1200, 630),
    }
    site = a_hosted_site(tmp_path, files, {"image": "card.png", "image_alt": "Us"})
    assert "below 600 of width" in notes(seen(site.root, "small")["cards"])
    assert "`image_alt`" in notes(seen(site.root, "small")["cards"])
    drawn = seen(site.root, "drawn")["cards"]
    assert "Networks draw no SVG" in notes(drawn)
    assert not drawn["picture"]["own"]


def test_a_site_without_an_address_says_what_it_lacks(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {"docs/posts/one.md": a_piece()}, site_url="")
    told = seen(site.root, "one")
    assert told["page"]["frame"]
    for part in ("cards", "texts", "entry"):
        assert "Without `site_url`" in notes(told[part])


def test_findings_about_the_piece_end_with_1(site: HostedSite) -> None:
    result = previewed(site.root, "lost", "--format", "json")
    assert result.exit_code == 1
    assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["MH103"]
    broken = previewed(site.root, "docs/posts/broken.md", "--format", "json")
    assert broken.exit_code == 1
    assert json.loads(broken.stdout)["findings"][0]["code"] == "MH002"
    assert json.loads(broken.stdout)["fault"]


def test_an_anchor_of_an_ordinary_page_is_checked_without_building_the_others(
    tmp_path: Path,
) -> None:
    body = "A [guide](../guide.md#by-hand), a [mistake](../guide.md#by-hands).\n"
    files = {"docs/guide.md": FILES["docs/guide.md"], "docs/posts/one.md": a_piece(body=body)}
    found = seen(a_hosted_site(tmp_path, files).root, "one")["findings"]
    assert [(one["code"], one["remedy"]) for one in found] == [("MH502", "Did you mean #by-hand?")]


@pytest.mark.parametrize(
    ("word", "said"),
    [("laterr", "did you mean `later`?"), ("hidden", "is private"),
     ("../../etc/passwd", "there is no piece")],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_in_a_line(site: HostedSite, word: str, said: str) -> None:
    result = previewed(site.root, word)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    told = previewed(site.root, word, "--format", "json")
    assert told.exit_code == 2
    assert said in json.loads(told.stdout)["error"]


def test_files_hold_what_the_piece_needs_and_nothing_else(site: HostedSite) -> None:
    out = site.root / "out"
    result = previewed(site.root, "one", "--output", str(out))
    assert result.exit_code == 0
    assert f"open {out}/index.html" in result.stdout
    files = tree(out)
    assert {"index.html", "preview.css", "preview.js", "entry.html", "mail.html",
            "site/blog/one/index.html", "site/posts/small.png"} <= files.keys()  # fmt: skip
    assert not [name for name in files if "secret" in name or "two/" in name or ".xml" in name]
    again = site.root / "again"
    previewed(site.root, "one", "--output", str(again))
    assert tree(again) == files


def test_a_folder_with_something_in_it_is_left_alone(site: HostedSite) -> None:
    result = previewed(site.root, "one", "--output", str(site.root / "docs"))
    assert result.exit_code == 2
    assert "is not an empty folder" in result.stderr


def test_entries_take_their_pictures_from_the_preview(site: HostedSite) -> None:
    out = site.root / "out"
    previewed(site.root, "one", "--output", str(out))
    for name in ("entry.html", "mail.html"):
        assert 'src="site/posts/small.png"' in (out / name).read_text(encoding="utf-8")
    assert 'src="https://example.org/posts/small.png"' in seen(site.root, "one")["entry"]["html"]
