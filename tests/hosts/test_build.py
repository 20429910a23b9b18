"""Masthead in MkDocs and ProperDocs: builds, links and navigation, and what they refuse."""

import re
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from builders import a_piece
from hosts.hosted import HostedSite, Refused, a_hosted_site, environment_with, tree
from hosts.links import dead_links
from pictures import a_picture

ONE: Final = a_piece(id="one", title="One", topics="[pricing]", body="## First part\n\nWords.\n")
TWEET: Final = a_piece(
    id="tweet", title="A tweet", format="tweet", external_url="https://x.example/1?a=b&c=d"
)


def a_small_site(folder: Path, files: dict[str, Any] | None = None, **config: Any) -> HostedSite:
    """One piece and one ordinary page."""
    given = {
        "docs/posts/one.md": ONE, "docs/posts/tweet.md": TWEET, "docs/page.md": "# A page\n",
    }  # fmt: skip
    return a_hosted_site(folder, {**given, **(files or {})}, **config)


def links_of(html: str) -> list[str]:
    """The addresses of a page's links."""
    return re.findall(r'<a [^>]*?href="([^"]*)"', html)


# Building


def test_a_strict_build_publishes_the_hub(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    assert site.build(strict=True) == ""
    assert {"blog/index.html", "blog/one/index.html", "page/index.html", "sitemap.xml"} <= set(
        site.bytes()
    )


def test_a_long_index_is_published_page_by_page(tmp_path: Path) -> None:
    crowd = {f"authors/a{i:03}.md": f"---\nname: Person {i:03}\n---\n" for i in range(150)}
    site = a_small_site(tmp_path, crowd)
    assert site.build(strict=True) == ""
    first, second = site.read("authors/index.html"), site.read("authors/page/2/index.html")
    assert 'href="../authors/page/2/"' in first
    assert "Person 149" in second
    assert "Person 149" not in first
    assert "https://example.org/authors/page/2/" in site.read("sitemap.xml")
    assert not site.has("authors/page/3/index.html")
    assert dead_links(site.bytes(), "https://example.org/") == []


def test_advice_does_not_fail_a_strict_build(tmp_path: Path) -> None:
    draft = a_piece(id=None, state="draft")
    site = a_small_site(tmp_path, {"docs/posts/draft.md": draft})
    assert "advice MH217" in site.build(strict=True)
    assert site.has("blog/one/index.html")


def test_a_warning_of_mkdocs_fails_a_strict_build_and_leaves_the_site(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    site.build()
    before = tree(site.site)
    site.write({"docs/page.md": "# A page\n\n[gone](gone.md)\n"})
    with pytest.raises(Refused, match=r"1 warning in strict mode; the published site is unchanged"):
        site.build(strict=True)
    assert tree(site.site) == before
    site.build()
    assert tree(site.site) != before


def test_a_site_folder_that_does_not_exist_is_made(tmp_path: Path) -> None:
    site = HostedSite(a_small_site(tmp_path, site_dir="deep/down").root, Path("deep/down"))
    site.build()
    assert site.has("blog/index.html")


def test_a_first_build_that_fails_makes_no_site(tmp_path: Path) -> None:
    site = a_small_site(tmp_path, {"docs/posts/bad.md": "---\ntitle: [\n---\n"})
    with pytest.raises(Refused):
        site.build()
    assert not site.site.exists()


def test_a_build_into_another_folder_leaves_the_usual_one(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    site.build(site_dir=str(tmp_path / "other"))
    assert not site.site.exists()
    assert (tmp_path / "other/blog/one/index.html").is_file()


def test_files_of_an_older_build_go_and_hidden_ones_stay(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    site.build()
    site.write({"site/old/index.html": "old", "site/.well-known/a.txt": "mine"})
    (tmp_path / "docs/posts/one.md").unlink()
    site.build()
    assert not (site.site / "old").exists()
    assert not (site.site / "blog/one").exists()
    assert site.has(".well-known/a.txt")


def test_hidden_files_that_mkdocs_is_told_to_copy_are_published(tmp_path: Path) -> None:
    files = {"docs/.well-known/security.txt": "Contact: mailto:a@example.org\n"}
    site = a_small_site(tmp_path, files, exclude_docs="!.well-known")
    site.build()
    assert site.has(".well-known/security.txt")


# Commands, in processes of their own


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_the_command_builds_and_says_so_by_its_exit_code(tmp_path: Path, host: str) -> None:
    site = a_small_site(tmp_path, theme="material")
    done = site.run(host, "build", "--strict", "-f", "mkdocs.yml")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "One" in site.read("blog/one/index.html")
    before = tree(site.site)
    site.write({"docs/posts/two.md": a_piece(id="two", authors="[nobody]")})
    refused = site.run(host, "build", "-f", "mkdocs.yml")
    assert refused.returncode == 1
    assert 'docs/posts/two.md:5:11: error MH103: author "nobody" has no profile' in refused.stderr
    assert "Traceback" not in refused.stderr
    assert tree(site.site) == before


def test_both_hosts_publish_the_same_pieces(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    for host in ("mkdocs", "properdocs"):
        assert site.run(host, "build", "-q", "-f", "mkdocs.yml", "-d", host).returncode == 0
    ours = "blog/one/index.html"
    assert (tmp_path / "mkdocs" / ours).read_text() == (tmp_path / "properdocs" / ours).read_text()
    assert tree(tmp_path / "mkdocs").keys() == tree(tmp_path / "properdocs").keys()


def test_a_dirty_build_is_as_complete_as_a_clean_one(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    site.build()
    clean = tree(site.site)
    done = site.run("mkdocs", "build", "--dirty")
    assert done.returncode == 0, done.stderr
    assert tree(site.site) == clean


def test_gh_deploy_pushes_the_hub(tmp_path: Path) -> None:
    site = a_small_site(tmp_path / "source")
    _git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    _git(site.root, "init", "--quiet")
    _git(site.root, "add", "mkdocs.yml", "docs", "authors", "theme")
    _git(site.root, "commit", "--quiet", "-m", "A site")
    _git(site.root, "remote", "add", "origin", str(tmp_path / "remote.git"))
    done = site.run("mkdocs", "gh-deploy", "--no-history", **_GIT)
    assert done.returncode == 0, done.stderr
    pushed = _git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert {"blog/index.html", "blog/one/index.html", ".nojekyll", "index.html"} <= set(pushed)
    assert not any(name.startswith(("posts/", ".cache")) for name in pushed)


_GIT: Final = {
    "GIT_AUTHOR_NAME": "Test", "GIT_AUTHOR_EMAIL": "test@example.org",
    "GIT_COMMITTER_NAME": "Test", "GIT_COMMITTER_EMAIL": "test@example.org",
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip


def _git(folder: Path, *command: str) -> str:
    return subprocess.run(
        ["git", *command], cwd=folder, check=True, capture_output=True, text=True,
        env=environment_with(**_GIT),
    ).stdout  # fmt: skip


# Links between ordinary pages and pieces


def test_an_ordinary_page_links_to_pieces_and_collections_by_their_files(tmp_path: Path) -> None:
    text = (
        "# A page\n\n[a](posts/one.md) [b](posts/one.md#first-part) [c](blog/index.md) "
        "[d](topics/pricing.md) [e](authors/ana-ruiz.md)\n"
    )
    site = a_small_site(tmp_path, {"docs/page.md": text})
    site.build(strict=True)
    assert {
        "../blog/one/", "../blog/one/#first-part", "../blog/", "../topics/pricing/",
        "../authors/ana-ruiz/",
    } <= set(links_of(site.read("page/index.html")))  # fmt: skip


def test_links_to_a_piece_that_cannot_be_read_are_not_blamed(tmp_path: Path) -> None:
    files = {
        "docs/page.md": "# A page\n\n[one](posts/one.md#x)\n",
        "docs/posts/one.md": "---\na: [\n",
    }
    with pytest.raises(Refused) as refused:
        a_small_site(tmp_path, files).build(strict=True)
    assert "docs/posts/one.md" in str(refused.value)
    assert "WARNING" not in str(refused.value)
    assert "not found" not in str(refused.value)


def test_a_piece_links_to_ordinary_pages_with_anchors(tmp_path: Path) -> None:
    piece = a_piece(id="two", body="[a](../page.md#a-part) [b](../index.md) [c](one.md)\n")
    files = {"docs/posts/two.md": piece, "docs/page.md": "# A page\n\n## A part\n"}
    site = a_small_site(tmp_path, files)
    site.build(strict=True)
    assert {"../../page/#a-part", "../../", "../../blog/one/"} <= set(
        links_of(site.read("blog/two/index.html"))
    )


def test_links_lead_right_without_directory_addresses(tmp_path: Path) -> None:
    files = {
        "docs/deep/page.md": "# P\n\n[a](../posts/one.md#first-part) [b](../blog/index.md)\n",
        "docs/posts/two.md": a_piece(id="two", body="[a](../deep/page.md#p)\n"),
    }
    site = a_small_site(tmp_path, files, use_directory_urls=False)
    site.build(strict=True)
    assert {"../blog/one.html#first-part", "../blog/index.html"} <= set(
        links_of(site.read("deep/page.html"))
    )
    assert "../deep/page.html#p" in links_of(site.read("blog/two.html"))


def test_a_wrong_anchor_into_a_piece_fails_a_strict_build(tmp_path: Path) -> None:
    text = "# A page\n\n[a](posts/one.md#no-such-part)\n"
    site = a_small_site(tmp_path, {"docs/page.md": text}, validation={"links": {"anchors": "warn"}})
    with pytest.raises(Refused, match="does not contain an anchor '#no-such-part'"):
        site.build(strict=True)


def test_an_image_of_a_piece_that_only_an_ordinary_page_shows_is_published(tmp_path: Path) -> None:
    files = {
        "docs/posts/a.png": a_picture(), "docs/posts/b.png": a_picture(seed=1),
        "docs/page.md": "# A page\n\n![a](posts/a.png)\n",
    }  # fmt: skip
    site = a_small_site(tmp_path, files)
    site.build(strict=True)
    assert site.has("posts/a.png")
    assert not site.has("posts/b.png")


def test_links_to_pieces_elsewhere_lead_out(tmp_path: Path) -> None:
    text = "# A page\n\n[a](posts/tweet.md) and [again](posts/tweet.md)\n"
    site = a_small_site(
        tmp_path, {"docs/page.md": text, "docs/deep/page.md": "[a](../posts/tweet.md)"}
    )
    site.build(strict=True)
    out = "https://x.example/1?a=b&amp;c=d"
    assert links_of(site.read("page/index.html")).count(out) == 2
    assert out in links_of(site.read("deep/page/index.html"))
    assert not any("masthead-elsewhere" in page for page in site.pages().values())


# Navigation


def test_the_navigation_names_pieces_and_collections_by_their_files(tmp_path: Path) -> None:
    nav = [
        "index.md",
        {"Blog": "blog/index.md"},
        {"On pricing": "topics/pricing.md"},
        {"Read this": "posts/one.md"},
        {"Section": ["posts/one.md", {"Out": "posts/tweet.md"}]},
        "page.md",
    ]
    site = a_small_site(tmp_path, {"docs/posts/two.md": a_piece(id="two")}, nav=nav)
    site.build(strict=True)
    for page, root in (("page/index.html", "../"), ("blog/two/index.html", "../../")):
        shown = site.read(page).split("<nav>")[1].split("</nav>")[0]
        pairs = re.findall(r'<a href="([^"]*)">([^<]*)</a>', shown)
        assert (f"{root}blog/", "Blog") in pairs
        assert (f"{root}topics/pricing/", "On pricing") in pairs
        assert (f"{root}blog/one/", "Read this") in pairs
        assert not any("masthead-elsewhere" in address for address, _ in pairs)


def test_a_piece_in_the_navigation_without_a_title_has_its_own(tmp_path: Path) -> None:
    nav = ["index.md", "posts/one.md", "topics/pricing.md", "page.md"]
    site = a_small_site(tmp_path, nav=nav)
    site.build(strict=True)
    shown = site.read("index.html").split("<nav>")[1].split("</nav>")[0]
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', shown)[1:3] == [
        ("blog/one/", "One"),
        ("topics/pricing/", "Topics: Pricing"),
    ]


def test_a_piece_elsewhere_in_the_navigation_leads_out(tmp_path: Path) -> None:
    nav = ["index.md", {"Out": "posts/tweet.md"}, {"More": [{"Also out": "posts/tweet.md"}]}]
    site = a_small_site(tmp_path, theme="material", nav=nav)
    site.build(strict=False)
    for page in ("index.html", "blog/one/index.html"):
        html = site.read(page)
        assert "masthead-elsewhere" not in html
        assert "https://x.example/1?a=b&" in html


def test_without_a_navigation_the_main_pages_are_added(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    site.build()
    assert {"blog/", "authors/"} <= set(links_of(site.read("index.html")))


def test_a_wrong_anchor_into_a_piece_in_the_navigation_is_found_too(tmp_path: Path) -> None:
    text = "# A page\n\n[a](posts/one.md#no) [b](posts/one.md#first-part)\n"
    site = a_small_site(
        tmp_path, {"docs/page.md": text}, nav=["index.md", "page.md", "posts/one.md"],
        validation={"links": {"anchors": "warn"}},
    )  # fmt: skip
    said = site.build()
    assert "'#no'" in said
    assert "first-part" not in said


# Live lists


def test_a_live_list_shows_pieces_and_stays_out_of_code(tmp_path: Path) -> None:
    marker = "<!-- masthead:list topic=pricing limit=2 -->"
    text = f"# A page\n\n{marker}\n\n```html\n{marker}\n```\n\nAs `{marker}` says.\n"
    site = a_small_site(
        tmp_path, {"docs/page.md": text}, markdown_extensions=["fenced_code"]
    )  # fmt: skip
    site.build(strict=True)
    html = site.read("page/index.html")
    assert "../blog/one/" in links_of(html)
    assert html.count("&lt;!-- masthead:list topic=pricing limit=2 --&gt;") == 2
    assert marker not in html


def test_a_wrong_marker_is_found_at_its_place(tmp_path: Path) -> None:
    text = "# A page\n\nSome words. <!-- masthead:list topic=pricign -->\n"
    site = a_small_site(tmp_path, {"docs/page.md": text})
    with pytest.raises(Refused, match=r"docs/page\.md:3:13: error MH601.*\n.*\n.*\n.*`pricing`"):
        site.build()


def test_a_wrong_marker_is_found_at_its_place_below_front_matter(tmp_path: Path) -> None:
    text = "---\ntitle: Page\n---\n\n# A page\n\n<!-- masthead:list nonsense -->\n"
    site = a_small_site(tmp_path, {"docs/page.md": text})
    with pytest.raises(Refused, match=r"docs/page\.md:7:1: error MH601"):
        site.build()


def test_each_wrong_marker_is_found_where_it_stands(tmp_path: Path) -> None:
    text = "# A page\n\n<!-- masthead:list nonsense -->\n\n<!-- masthead:list nonsense -->\n"
    site = a_small_site(tmp_path, {"docs/page.md": text})
    with pytest.raises(Refused) as refused:
        site.build()
    assert re.findall(r"page\.md:(\d+):1: error MH601", refused.value.text) == ["3", "5"]


# Configuration


def test_a_plugin_that_works_on_pages_is_named_once(tmp_path: Path) -> None:
    hook = "def on_page_markdown(markdown, **named):\n    return markdown\n"
    site = a_small_site(
        tmp_path, {"hook.py": hook}, hooks=["hook.py"], plugins=["search", "material/tags"]
    )
    said = site.build()
    assert said.count("MH805") == 1
    assert re.search(r"mkdocs\.yml:\d+:3: advice MH805: the plugin material/tags", said)


def test_values_from_the_environment_are_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = a_small_site(tmp_path)
    text = (tmp_path / "mkdocs.yml").read_text()
    assert "- masthead:\n" in text
    line = "- masthead:\n    title: !ENV [HUB_TITLE, Fallback]\n    per_page: !ENV [PER_PAGE, 20]\n"
    site.write({"mkdocs.yml": text.replace("- masthead:\n", line)})
    monkeypatch.setenv("HUB_TITLE", "From outside")
    monkeypatch.setenv("PER_PAGE", "1")
    site.build(strict=True)
    assert "From outside" in site.read("blog/index.html")
    assert site.has("blog/page/2/index.html")


def test_a_configuration_may_inherit_from_another(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    text = (tmp_path / "mkdocs.yml").read_text()
    site.write({"base.yml": text, "mkdocs.yml": "INHERIT: base.yml\nsite_name: Child\n"})
    site.build(strict=True)
    assert "Child" in site.read("blog/index.html")


def test_an_unknown_setting_is_found_at_its_place(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    text = (tmp_path / "mkdocs.yml").read_text()
    site.write({"mkdocs.yml": text.replace("- masthead:\n", "- masthead:\n    topcis: {}\n")})
    line = 1 + (tmp_path / "mkdocs.yml").read_text().split("\n").index("    topcis: {}")
    with pytest.raises(Refused, match=rf"mkdocs\.yml:{line}:5: error MH801"):
        site.build()


REQUEST: Final = re.compile(r"""(?:src|href)=["']?(?:https?:)?//([^/"'>]+)""")


def requests_of(html: str) -> set[str]:
    """The hosts that a page loads something from: links that are followed are none."""
    loads = re.findall(r"<(?:script|img|link|iframe|source|video|audio)\b[^>]*>", html)
    kept = [tag for tag in loads if not re.search(r'rel="?(?:canonical|alternate|me)\b', tag)]
    return {host for tag in kept for host in REQUEST.findall(tag)}


def test_no_font_is_fetched_unless_the_configuration_names_it(tmp_path: Path) -> None:
    site = a_small_site(tmp_path, theme="material")
    site.build(strict=True)
    assert {
        page: requests_of(html) for page, html in site.pages().items() if requests_of(html)
    } == {}
    assert not any("fonts.g" in page for page in site.pages().values())


def test_a_font_that_the_configuration_names_is_kept(tmp_path: Path) -> None:
    theme = {"name": "material", "font": {"text": "Roboto", "code": "Roboto Mono"}}
    site = a_small_site(tmp_path, theme=theme)
    site.build()
    assert "fonts.googleapis.com" in site.read("blog/one/index.html")


def test_a_font_that_an_inherited_configuration_names_is_kept(tmp_path: Path) -> None:
    theme = {"name": "material", "font": {"text": "Roboto", "code": "Roboto Mono"}}
    site = a_small_site(tmp_path, theme=theme)
    text = (tmp_path / "mkdocs.yml").read_text()
    site.write({"base.yml": text, "mkdocs.yml": "INHERIT: base.yml\nsite_name: Child\n"})
    site.build()
    assert "fonts.googleapis.com" in site.read("blog/one/index.html")


# Templates of the site's own


def test_a_template_extends_ours(tmp_path: Path) -> None:
    template = (
        '{% extends "default/masthead/piece.html" %}\n'
        "{% block title %}{{ super() }}<p>From the site</p>{% endblock %}\n"
    )
    site = a_small_site(tmp_path, {"theme/masthead/piece.html": template})
    site.build(strict=True)
    html = site.read("blog/one/index.html")
    assert "<p>From the site</p>" in html
    assert "One</h1>" in html


def test_a_template_with_a_syntax_error_gives_one_clean_error(tmp_path: Path) -> None:
    files = {"theme/masthead/piece.html": "<p>\n{% if %}\n"}
    site = a_small_site(tmp_path, files)
    done = site.run("mkdocs", "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(r"template .*theme/masthead/piece\.html:2: ", done.stderr)
    assert done.stderr.count("ERROR") == 1


@pytest.mark.parametrize("wrong", ['{{ 1 + "a" }}', "{{ page.nothing }}", "{{ nothing() }}"])
def test_a_template_that_fails_gives_one_clean_error(wrong: str, tmp_path: Path) -> None:
    site = a_small_site(tmp_path, {"theme/masthead/piece.html": f"<p>\n{wrong}\n"})
    done = site.run("mkdocs", "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(r"template .*theme/masthead/piece\.html:2: ", done.stderr)


# Time


def test_a_scheduled_piece_appears_when_it_is_due(tmp_path: Path) -> None:
    later = a_piece(id="later", title="Later", date="2026-12-01 09:00")
    site = a_small_site(tmp_path, {"docs/posts/later.md": later})
    for now, public in (
        ("2026-11-30", False), ("2026-12-01 08:59", False), ("2026-12-01 09:00", True),
    ):  # fmt: skip
        site.build(now=now)
        assert site.has("blog/later/index.html") is public
        assert ("Later" in site.read("blog/index.html")) is public
        assert ("later" in site.read("sitemap.xml")) is public


def test_an_instant_that_is_none_is_one_clean_error(tmp_path: Path) -> None:
    site = a_small_site(tmp_path)
    with pytest.raises(Refused, match="MASTHEAD_NOW is `soon`; write it like 2026-03-04"):
        site.build(now="soon")
