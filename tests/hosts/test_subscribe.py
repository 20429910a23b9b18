"""Following a site that MkDocs builds: navigation, its own pages, the theme's script."""

from pathlib import Path

from builders import a_piece
from hosts.hosted import a_hosted_site

FILES = {"docs/posts/one.md": a_piece(), "docs/about.md": "# About\n"}


def test_the_page_on_subscribing_can_stand_in_the_navigation(tmp_path: Path) -> None:
    nav = [{"Home": "index.md"}, {"Follow": "subscribe/index.md"}]
    home = "# Home\n\n[News](subscribe/index.md)\n"
    site = a_hosted_site(tmp_path, {**FILES, "docs/index.md": home}, nav=nav, not_in_nav="about.md")
    site.build(strict=True)
    assert '<a href="../subscribe/">Follow</a>' in site.read("blog/index.html")
    assert '<a href="subscribe/">News</a>' in site.read("index.html")


def test_without_feeds_the_navigation_leaves_it_out_and_links_lead_to_the_hub(
    tmp_path: Path,
) -> None:
    nav = [{"Home": "index.md"}, {"More": [{"Follow": "subscribe/index.md"}, "about.md"]}]
    home = "# Home\n\n[News](subscribe/index.md)\n"
    site = a_hosted_site(tmp_path, {**FILES, "docs/index.md": home}, {"feeds": False}, nav=nav)
    site.build(strict=True)
    assert '<a href="blog/">News</a>' in site.read("index.html")
    for page in site.pages().values():
        assert "subscribe" not in page
        assert "Follow" not in page


def test_the_hosts_own_pages_name_the_sites_feeds(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES, {"feeds": {"formats": ["atom"]}})
    site.build()
    link = (
        '<link rel="alternate" type="application/atom+xml" title="Test (Atom)" '
        'href="https://example.org/blog/atom.xml">'
    )
    for file in ("index.html", "about/index.html", "blog/index.html"):
        assert site.read(file).count(link) == 1


def test_the_hosts_own_pages_name_nothing_without_feeds(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES, {"feeds": False})
    site.build()
    assert 'rel="alternate"' not in site.read("index.html")


def test_the_themes_script_does_not_take_feeds_for_translations(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES, theme="material")
    site.build()
    (script,) = (site.site / "assets/javascripts").glob("bundle.*.js")
    text = script.read_text(encoding="utf-8")
    assert "link[rel=alternate][hreflang]" in text
    assert '"link[rel=alternate]"' not in text
