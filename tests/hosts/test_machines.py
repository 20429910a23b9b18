"""What machines read, in a whole build: the host's pages and files beside ours."""

from pathlib import Path

from builders import a_piece
from hosts.hosted import a_hosted_site

_FILES = {"docs/posts/one.md": a_piece(id="one"), "docs/page.md": "# A page\n"}


def test_the_sitemap_holds_the_host_s_pages_without_a_date(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES)
    assert site.build(strict=True) == ""
    text = site.read("sitemap.xml")
    assert "<url><loc>https://example.org/page/</loc></url>" in text
    assert "<url><loc>https://example.org/</loc></url>" in text
    assert text.count("<loc>https://example.org/blog/one/</loc>") == 1
    assert site.has("sitemap.xml.gz")


def test_a_robots_txt_of_the_owner_s_own_wins(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {**_FILES, "docs/robots.txt": "# mine\n"})
    assert site.build(strict=True) == ""
    assert site.read("robots.txt") == "# mine\n"
    assert site.read("llms.txt").startswith("# Test\n")


def test_a_site_below_a_path_has_its_files_below_it(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, site_url="https://example.org/hub")
    assert site.build(strict=True) == ""
    assert "Sitemap: https://example.org/hub/sitemap.xml" in site.read("robots.txt")
    assert "(https://example.org/hub/blog/one/index.md)" in site.read("llms.txt")


def test_without_an_address_there_is_none(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, site_url="")
    site.build()
    names = ("sitemap.xml", "sitemap.xml.gz", "robots.txt", "llms.txt", "catalogue.json")
    assert not [name for name in names if site.has(name)]


def test_flat_addresses_have_markdown_beside_the_page(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, _FILES, use_directory_urls=False)
    assert site.build(strict=True) == ""
    assert site.read("blog/one.md").endswith("\n\nSome words.\n")
    assert 'type="text/markdown" href="../blog/one.md"' in site.read("blog/one.html")


def test_security_txt_lies_where_it_is_looked_for(tmp_path: Path) -> None:
    security = {"contact": "a@b.example", "expires": "2027-06-30"}
    site = a_hosted_site(tmp_path, _FILES, {"security": security})
    assert site.build(strict=True) == ""
    assert "Contact: mailto:a@b.example\n" in site.read(".well-known/security.txt")
