"""Every page has the search that the site asks for, and the index knows what is public."""

import re
from pathlib import Path
from typing import Any, Final

import pytest

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site
from hosts.test_serve import serving
from masthead.search.index import read

_FILES: Final = {
    "docs/posts/one.md": a_piece(
        id="one", title="Price the leak", authors="[ana-ruiz]", stages="[awareness]",
        topics="[leakage]", angle="practical", audiences="[directors]",
        body="Night flow tells what a district loses.\n",
    ),
    "docs/posts/away.md": a_piece(
        id="away", title="Said elsewhere", external_url="https://x.example/1", description="Heard.",
    ),
    "docs/posts/draft.md": a_piece(id="draft", title="Unseenzq", state="draft", body="Hiddenzq."),
    "docs/posts/quiet.md": a_piece(id="quiet", title="Quietzq", search="{exclude: true}"),
    "docs/guide.md": "# Guide\n\nOpen the *valve*s.\n\n## By hand\n\nTurn the wheel.\n",
    "docs/secret.md": "---\nsearch:\n  exclude: true\n---\n# Leftoutzq\n\nLeftoutzq.\n",
}  # fmt: skip
_OURS: Final = {"search": "masthead"}
_NAV: Final[dict[str, Any]] = {"nav": None}


def _records(site: HostedSite) -> dict[str, dict[str, Any]]:
    """What results can show, by address."""
    texts = [read(file.read_bytes()) for file in (site.site / "search/text").iterdir()]
    return {text.get("address", ""): text for text in texts}


def _index(site: HostedSite) -> str:
    """Everything in the index, unpacked."""
    files = [file for file in (site.site / "search").rglob("*") if file.is_file()]
    return " ".join(str(read(file.read_bytes())) for file in files)


@pytest.mark.parametrize("theme", ["lean", "material"])
def test_the_index_holds_pieces_authors_and_ordinary_pages(tmp_path: Path, theme: str) -> None:
    site = a_hosted_site(tmp_path, _FILES, _OURS, theme=theme)
    site.build()
    records = _records(site)
    assert {"", "guide/", "blog/one/", "https://x.example/1", "authors/ana-ruiz/"} == {*records}
    piece = records["blog/one/"]
    assert piece["title"] == "Price the leak"
    assert piece["authors"] == ["Ana Ruiz"]
    assert (piece["kind"], piece["day"]) == ("Post", "2026-03-04")
    assert records["https://x.example/1"]["text"].startswith("Heard.")


def test_pieces_have_facets_as_readers_see_them(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, _OURS)
    site.build()
    facets = read((site.site / "search/facets.bin").read_bytes())
    values = {facet["name"]: facet["values"] for facet in facets}
    assert values == {
        "stage": ["Awareness"], "topic": ["Leakage"], "author": ["Ana Ruiz"],
        "audience": ["Directors"], "angle": ["Practical"], "format": ["Post"], "year": ["2026"],
    }  # fmt: skip


def test_an_ordinary_page_is_known_by_its_headings(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, _OURS)
    site.build()
    guide = _records(site)["guide/"]
    assert guide["text"] == "Guide Open the valves. By hand Turn the wheel."
    ((at, anchor, title),) = guide["parts"]
    assert (anchor, title) == ("by-hand", "By hand")
    assert guide["text"][at:].startswith("By hand")


def test_nothing_unpublished_or_left_out_is_in_the_index(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, _OURS)
    site.build()
    assert "Night flow" in _index(site)
    assert "zq" not in _index(site).lower()


def test_two_builds_give_the_same_bytes_on_any_day(tmp_path: Path) -> None:
    first = a_hosted_site(tmp_path / "one", _FILES, _OURS, theme="material")
    second = a_hosted_site(tmp_path / "two", _FILES, _OURS, theme="material")
    first.build()
    second.build(now="2026-11-25 03:00")
    assert first.bytes() == second.bytes()


def test_the_themes_search_is_left_alone_where_it_is_asked_for(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, {"search": "theme"}, theme="material")
    site.build()
    assert "blog/one/" in site.read("search/search_index.json")
    assert "x.example" not in site.read("search/search_index.json")
    assert 'data-md-component="search"' in site.read("blog/index.html")
    assert "mh-search" not in site.read("blog/index.html")
    assert not site.has("search/index.json")


def test_ours_takes_the_place_of_the_themes_by_default(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, theme="material")
    site.build()
    for page in ("index.html", "guide/index.html", "blog/one/index.html", "404.html"):
        assert 'class="mh-search"' in site.read(page), page
        assert 'data-md-component="search"' not in site.read(page), page
    assert not site.has("search/search_index.json")


@pytest.mark.parametrize(
    ("options", "plugins"), [({"search": False}, ["search"]), ({}, []), ({"search": False}, [])]
)
def test_a_site_that_wants_no_search_has_none(
    tmp_path: Path, options: dict[str, Any], plugins: list[str]
) -> None:
    site = a_hosted_site(tmp_path, _FILES, options, theme="material", plugins=plugins)
    site.build()
    assert not (site.site / "search").exists()
    page = site.read("blog/index.html")
    assert "mh-search" not in page
    assert 'data-md-component="search"' not in page


def test_a_site_without_the_plugin_has_ours_if_it_asks_for_it(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, _OURS, theme="material", plugins=[])
    site.build()
    assert 'class="mh-search"' in site.read("guide/index.html")
    assert site.has("search/index.json")


def test_without_a_script_the_search_leads_to_the_archive(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, theme="material", use_directory_urls=False)
    site.build()
    found = re.search(r'class="mh-search" href="([^"]+)"', site.read("blog/one.html"))
    assert found
    assert (site.site / "blog" / found[1]).is_file()
    assert "archive" in found[1]


def test_a_page_loads_nothing_of_the_search_before_it_is_opened(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, theme="material")
    site.build()
    page = site.read("blog/one/index.html")
    (waiting,) = re.findall(r"<script>(\{const a=document.*?)</script>", page)
    assert len(waiting) < 1000
    assert not re.search(r'(?:src|href)="[^"]*search\.[0-9a-f]+\.(?:js|css)"', page)


def test_an_unchanged_site_publishes_nothing_of_its_index_anew(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, _OURS)
    site.build()
    before = {file: file.stat().st_mtime_ns for file in (site.site / "search").rglob("*.bin")}
    site.build()
    assert before == {file: file.stat().st_mtime_ns for file in before}


def test_after_an_edit_the_index_is_that_of_a_clean_build(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path / "one", _FILES, _OURS)
    site.build()
    edited = {
        "docs/posts/one.md": f"{_FILES['docs/posts/one.md']}\nMore leaks.\n",
        "docs/guide.md": _FILES["docs/guide.md"].replace("wheel", "lever"),
        "docs/new.md": "# New\n\nA new page.\n",
    }
    for name, text in edited.items():
        (site.root / name).write_text(text)
    (site.root / "docs/secret.md").unlink()
    site.build()
    files = {name: text for name, text in {**_FILES, **edited}.items() if "secret" not in name}
    clean = a_hosted_site(tmp_path / "two", files, _OURS)
    clean.build()
    assert "lever" in _index(site)
    assert site.bytes() == clean.bytes()


def test_while_serving_the_index_is_made_when_somebody_asks(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, _OURS, site_url="https://example.org/team/")
    with serving(site) as served:
        entry = served.wait_for("team/search/index.json", lambda page: "version" in page)
        assert '"records":6' in entry  # drafts are to be found there
        assert "404" in served.get("team/search/none.bin")
