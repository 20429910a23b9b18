"""A page weighs little, however large the site; the theme's script comes when it is wanted."""

import re
from pathlib import Path
from typing import Final

import pytest

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site
from masthead.hosts.mkdocs.late import delay_script
from masthead.hosts.mkdocs.mends import tighten

MOST: Final = 12 * 1024
"""Bytes of a piece's page beyond its article and the theme's empty page."""
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
def test_what_a_page_weighs_beyond_its_article(tmp_path: Path, pieces: int, pages: int) -> None:
    site = a_large_site(tmp_path, pieces, pages)
    site.build()
    empty = _empty_page(site.read("blog/p6/index.html"))
    for n in (0, 3, 6, pieces - 1):
        page = site.read(f"blog/p{n}/index.html")
        article = re.search(
            r'<article class="mh-piece.*?</article>\n(?=<div|</div)', page, re.DOTALL
        )
        assert article
        beyond = len(page.encode()) - len(article[0].encode()) - empty
        assert beyond <= MOST, n
    assert empty < 14_600


def _empty_page(page: str) -> int:
    """What the theme's page weighs without anything of ours in it."""
    page = re.sub(
        r'(<div class="md-content__inner mh[^>]*>).*?(?=<footer)', r"\1", page, flags=re.S
    )
    ours = r'<script type="application/ld.*?</script>|<meta property.*?>|<link rel="alternate".*?>'
    return len(re.sub(ours, "", page, flags=re.DOTALL).encode())


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
