"""A page weighs little, however large the site; the theme's script comes when it is wanted."""

import json
import re
from pathlib import Path
from typing import Final

import pytest
from selectolax.lexbor import LexborHTMLParser

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site, the_sample_site
from masthead.hosts.mkdocs.late import delay_script
from masthead.hosts.mkdocs.mends import tighten
from pictures import a_picture

MOST: Final = 12_000
"""Bytes of a piece's page beyond its article and the theme's empty page."""
EMPTY: Final = 14_600
"""Bytes of the theme's page with nothing on it."""
ARTICLE: Final = re.compile(r'<article class="mh-piece.*?</article>\n(?=<div|</div)', re.DOTALL)
TEXT: Final = re.compile(r'<div class="mh-body.*?(?=<div class="mh-notes)', re.DOTALL)
BUNDLE: Final = '<script src="../assets/javascripts/bundle.0123abcd.min.js"></script>'
PAGE: Final = f"<html><body><p>Words.</p>\n{BUNDLE}\n</body></html>"
FORM: Final = '<form data-md-component="palette"><input name="__palette"></form>'


def a_large_site(folder: Path, pieces: int, pages: int) -> HostedSite:
    """Pieces that are bound to each other in every way, beside ordinary pages in sections."""
    files = {
        f"docs/posts/p{n}.md": a_piece(
            id=f"p{n}", title=f"The piece of the number {n} in a long row",
            date=f"2026-{1 + n // 28:02}-{1 + n % 28:02}", authors="[ana-ruiz]",
            topics="[pricing, leakage]", stages=f"[{('awareness', 'interest')[n % 2]}]",
            audiences="[directors]", series="walk",
            description="What it says, in a few words. " * 4,
            **({"from": f"p{n - 1}"} if n % 5 else {}),
        )
        for n in range(pieces)
    }  # fmt: skip
    files |= {"docs/series/walk.md": a_piece("title: The walk\ndescription: All of it.")}
    files |= {f"docs/part{n % 9}/page{n}.md": f"# Page {n}\n" for n in range(pages)}
    theme = {"name": "material", "features": ["navigation.tabs", "navigation.instant"]}
    return a_hosted_site(folder, files, {"related": 3}, theme=theme)


@pytest.mark.parametrize(("pieces", "pages"), [(8, 3), (150, 90)])
def test_what_a_page_weighs_beyond_its_text(tmp_path: Path, pieces: int, pages: int) -> None:
    site = a_large_site(tmp_path, pieces, pages)
    site.build()
    for n in (0, 3, 6, pieces - 1):
        page = site.read(f"blog/p{n}/index.html")
        assert beyond(page, TEXT) <= MOST, n


def test_no_piece_of_the_sample_site_weighs_more_beyond_its_article(tmp_path: Path) -> None:
    site = the_sample_site(tmp_path)
    site.build()
    found = {
        file: beyond(page, ARTICLE) for file, page in site.pages().items()
        if ARTICLE.search(page)
    }  # fmt: skip
    assert len(found) > 30
    assert {file: weight for file, weight in found.items() if weight > MOST} == {}


def beyond(page: str, own: re.Pattern[str]) -> int:
    """Bytes of a page beyond a part of it and the theme's empty page."""
    part = own.search(page)
    assert part
    return len(page.encode()) - len(part[0].encode()) - EMPTY


IMAGES: Final = {
    "docs/assets/wide.png": a_picture(width=40, height=20),
    "docs/assets/my logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'/>",
    "docs/posts/one.md": a_piece(),
    "docs/guide/page.md": (
        "# Page\n\n![a](../assets/wide.png)\n\n![b](../assets/wide.png){ width=20 }\n\n"
        "![c](https://other.example/c.png)\n\n<img src='../../assets/wide.png#x' alt='d > d'>\n\n"
        "<img src='../../assets/gone.png' alt='e' loading='eager'>\n\n`<img src=\"x.png\">`\n"
    ),
}  # fmt: skip


def test_no_image_of_an_ordinary_page_moves_the_text(tmp_path: Path) -> None:
    options = {"markdown_extensions": ["attr_list"]}
    site = a_hosted_site(tmp_path, IMAGES, theme="material", **options)
    site.build(strict=False)
    page = LexborHTMLParser(site.read("guide/page/index.html"))
    wanted = ("width", "height", "loading")
    found = {
        tag.attributes["alt"]: tuple(tag.attributes.get(name) for name in wanted)
        for tag in page.css("article img")
    }
    assert found == {
        "a": ("40", "20", None), "b": ("20", "10", "lazy"), "c": (None, None, None),
        "d > d": ("40", "20", "lazy"), "e": (None, None, "eager"),
    }  # fmt: skip
    assert page.css_first("article code").text() == '<img src="x.png">'


def test_the_theme_s_logo_has_its_size_on_every_page(tmp_path: Path) -> None:
    theme = {"name": "material", "logo": "assets/my logo.svg"}
    site = a_hosted_site(tmp_path, IMAGES, theme=theme)
    site.build(strict=False)
    for file in ("index.html", "404.html", "blog/one/index.html", "guide/page/index.html"):
        logos = LexborHTMLParser(site.read(file)).css(".md-logo img")
        assert logos
        for logo in logos:
            assert (logo.attributes["width"], logo.attributes["height"]) == ("30", "10"), file


def test_the_theme_has_its_script_when_a_reader_does_something() -> None:
    late = delay_script(PAGE)
    assert BUNDLE not in late
    assert "../assets/javascripts/bundle.0123abcd.min.js" in late
    assert late.count("<script>") == 1


def test_the_palette_is_there_before_the_text_is_shown() -> None:
    page = PAGE.replace("<p>", f"{FORM}<p>")
    assert re.search(r"</form><script>.*</script><p>Words", delay_script(page))


@pytest.mark.parametrize(
    "needed",
    [
        '<script src="extra.js"></script>', "<script>document$.subscribe(draw)</script>",
        '<div class="mermaid">graph</div>',
    ],
)  # fmt: skip
def test_a_page_that_needs_the_script_at_once_has_it(needed: str) -> None:
    page = PAGE.replace("</body>", f"{needed}</body>")
    assert delay_script(page) == page


def test_so_has_a_page_with_a_script_in_its_head() -> None:
    page = PAGE.replace("<body>", '<script async src="count.js"></script><body>')
    assert delay_script(page) == page


def test_a_script_of_ours_needs_nothing_of_the_theme() -> None:
    ours = '<script src="../assets/masthead/search.js" defer></script>'
    assert BUNDLE not in delay_script(PAGE.replace("</body>", f"{ours}</body>"))


def test_a_page_of_another_theme_is_left_alone() -> None:
    assert delay_script("<html><body></body></html>") == "<html><body></body></html>"


def test_a_site_may_have_the_script_with_the_page(tmp_path: Path) -> None:
    files = {"docs/posts/one.md": a_piece()}
    late = a_hosted_site(tmp_path / "late", files, theme="material")
    soon = a_hosted_site(tmp_path / "soon", files, {"late_script": False}, theme="material")
    for site, count in ((late, 0), (soon, 1)):
        site.build()
        for page in (site.read("blog/one/index.html"), site.read("index.html")):
            assert len(re.findall(r'<script src="[^"]*bundle', page)) == count


def test_space_goes_where_it_says_nothing() -> None:
    code = "<pre>\n  a\n\n   b</pre>"
    script = "<script>a\n  // b\n  c</script>"
    page = f"<p>\n\n   Words\n   and words </p>\n  {code}\n\n{script}"
    assert tighten(page) == f"<p>\nWords\nand words </p>\n{code}\n{script}"


def test_space_between_words_stays_and_that_inside_elements_goes() -> None:
    rows = "<ul>\n  <li>\n <a title='a > b'>\n One </a>\n </li>\n <li>\n<b>two</b>\n</li>\n</ul>\n"
    assert tighten(f"\n{rows}") == (
        "\n<ul><li><a title='a > b'>\nOne </a></li>\n<li><b>two</b></li></ul>\n"
    )
    row = "\n<img>\n<i>a</i>\n<b>b</b>\n"
    assert tighten(row) == row


@pytest.mark.parametrize("search", ["masthead", "theme"])
def test_pages_carry_the_theme_s_search_only_where_it_is(tmp_path: Path, search: str) -> None:
    files = {"docs/posts/one.md": a_piece()}
    site = a_hosted_site(tmp_path, files, {"search": search}, theme="material")
    site.build()
    theirs = search == "theme"
    for file in ("blog/one/index.html", "index.html", "404.html"):
        page = site.read(file)
        assert ('for="__search"' in page) == theirs
        assert ("search.result.none" in page) == theirs
        tree = LexborHTMLParser(page)
        assert tree.css_first("#__search").attributes["type"] == (
            "checkbox" if theirs else "hidden"
        )
        config = json.loads(tree.css_first("#__config").text())
        assert config["translations"]["clipboard.copy"] == "Copy to clipboard"


def test_a_page_without_headings_has_no_switch_for_its_contents(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {"docs/index.md": "# Home\n"}, theme="material")
    site.build()
    for file in ("index.html", "blog/index.html"):
        page = LexborHTMLParser((site.site / file).read_text())
        labels = {label.attributes["for"] for label in page.css("label[for]")}
        switches = page.css('input[type="checkbox"]:not([aria-label])')
        assert switches
        assert {one.attributes["id"] for one in switches} <= labels
