"""A blog of Material for MkDocs becomes a source tree."""

from pathlib import Path

import pytest
from imported import material, post

CONFIG = """\
INHERIT: base.yml
site_name: Leak notes
site_url: https://docs.example.org/water/
plugins:
  - search
  - blog:
      post_url_format: "{categories}/{date}/{file}"
      post_url_date_format: yyyy/MMM
      post_slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
extra: {key: !ENV [KEY, x]}
"""
ONE = "docs/blog/posts/one.md"
TWO = "docs/blog/posts/two.md"
BARE = "blog/posts/one.md"


def test_configuration_with_python_tags_and_inherit_is_read_and_never_run(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": CONFIG,
        "base.yml": "theme: {language: de}\n",
        ONE: post("# T", date="2024-01-31", categories=["Big Ops"]),
    }
    got = material(tmp_path, files)
    assert got.head(ONE)["aliases"] == ["/blog/big-ops/2024/Jan/one/"]
    assert "language: de" in got.text("mkdocs.yml")


def test_without_mkdocs_yml_materials_defaults_count(tmp_path: Path) -> None:
    got = material(tmp_path, {BARE: post("# My *first* post!", date="2024-01-31")})
    assert got.head(BARE)["aliases"] == ["/blog/2024/01/31/my-first-post/"]
    assert got.head(BARE)["title"] == "My first post!"


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2024-01-31", "2024-01-31"),
        ("2024-01-31T10:00:00", "2024-01-31 10:00:00+00:00"),
        ("2024-01-31 10:00:00 +02:00", "2024-01-31 10:00:00+02:00"),
    ],
)
def test_dates_without_a_zone_are_utc(tmp_path: Path, date: str, read: str) -> None:
    got = material(tmp_path, {BARE: f"---\ndate: {date}\n---\n# T\n"})
    assert str(got.head(BARE)["date"]) == read


def test_date_maps_and_inherited_keys_are_kept(tmp_path: Path) -> None:
    dates = {"created": "2024-01-31", "updated": "2024-02-02", "reviewed": "2024-03-01"}
    files = {"blog/posts/.meta.yml": "comments: true\n", BARE: post("# T", date=dates)}
    head = material(tmp_path, files).head(BARE)
    assert str(head["updated"]) == "2024-02-02"
    assert head["extra"] == {"comments": True, "dates": {"reviewed": "2024-03-01"}}


def test_authors_file_gives_profiles_and_hand_written_pages_biographies(tmp_path: Path) -> None:
    authors = (
        "authors:\n  jo:\n    name: Jo Park\n    description: Hydrologist\n"
        "    mastodon: {username: jo, instance: social.example}\n"
        "    avatar: https://example.com/jo.png\n"
    )
    files = {
        "blog/.authors.yml": authors,
        "blog/author/jo.md": post("# Jo\n\nListens to pipes."),
        BARE: post("# T", date="2024-01-31", authors=["jo"]),
    }
    got = material(tmp_path, files)
    assert got.author("jo") == {
        "name": "Jo Park", "role": "Hydrologist", "fediverse": "@jo@social.example",
        "links": [{"title": "Mastodon", "url": "https://social.example/@jo"}],
        "aliases": ["/blog/author/jo/"], "extra": {"portrait": "https://example.com/jo.png"},
    }  # fmt: skip
    assert got.text("authors/jo.md").endswith("\nListens to pipes.\n")


def test_related_links_of_all_kinds_are_one_list(tmp_path: Path) -> None:
    links = [
        "posts/two.md",
        {"Ext<br><small>x</small>": "https://example.com"},
        {"More": ["about.md"]},
    ]
    files = {
        "mkdocs.yml": "site_name: X\nsite_url: https://docs.example.org\nplugins: [blog]\n",
        "docs/about.md": "# A",
        ONE: post("# T", date="2024-01-31", links=links),
        TWO: post("# U", date="2024-02-01"),
    }
    assert material(tmp_path, files).head(ONE)["links"] == [
        {"url": "2024-02-01-u.md"},
        {"title": "Ext x", "url": "https://example.com"},
        {"url": "https://docs.example.org/about/"},
    ]


def test_relative_links_and_anchors_between_posts_follow_the_files(tmp_path: Path) -> None:
    files = {
        BARE: post("# T\n\n[a](two.md/#one--two) [b](two.md#custom)", date="2024-01-31"),
        "blog/posts/two.md": post("# U\n\n## One & two { #custom }\nx", date="2024-02-01"),
    }
    assert (
        material(tmp_path, files).body(BARE)
        == "[a](2024-02-01-u.md#one--two) [b](2024-02-01-u.md#one--two)"
    )


def test_a_post_without_a_date_is_a_draft_to_be_mended(tmp_path: Path) -> None:
    got = material(tmp_path, {BARE: "no front matter\n"})
    assert got.head(BARE)["state"] == "draft"
    assert "no date" in got.notes("date")[0]


def test_several_blogs_become_one_with_all_their_addresses(tmp_path: Path) -> None:
    config = "site_name: X\nplugins:\n- blog\n- blog:\n    blog_dir: news\n"
    news = "docs/news/posts/n.md"
    got = material(
        tmp_path,
        {
            "mkdocs.yml": config,
            ONE: post("# T", date="2024-01-31"),
            news: post("# N", date="2024-01-31"),
        },
    )
    assert got.head(news)["aliases"] == ["/news/2024/01/31/n/"]
    assert got.options["blog"] == "blog/"


def test_redirect_maps_become_aliases(tmp_path: Path) -> None:
    redirects = "redirects: {redirect_maps: {old/thing.md: blog/posts/one.md}}"
    config = f"site_name: X\nplugins:\n- blog\n- {redirects}\n"
    got = material(tmp_path, {"mkdocs.yml": config, ONE: post("# T", date="2024-01-31")})
    assert "/old/thing/" in got.head(ONE)["aliases"]


def test_snippets_and_appended_glossaries_are_included(tmp_path: Path) -> None:
    config = (
        "site_name: X\nplugins: [blog]\nmarkdown_extensions:\n- pymdownx.snippets:\n"
        "    base_path: [inc]\n    auto_append: [abbr.md]\n"
    )
    files = {
        "mkdocs.yml": config,
        "inc/abbr.md": "*[PRV]: Pressure valve\n",
        "inc/s.md": "A PRV.\n",
        ONE: post('# T\n\n--8<-- "s.md"\n--8<-- "no.md"', date="2024-01-31"),
    }
    got = material(tmp_path, files)
    assert got.body(ONE) == 'A <abbr title="Pressure valve">PRV</abbr>.'
    assert any("no.md" in note for note in got.notes("snippet"))


def test_pages_that_are_no_posts_are_named(tmp_path: Path) -> None:
    files = {
        BARE: post("# T", date="2024-01-31"),
        "blog/editorial.md": "# Policy\n",
        "blog/category/ops.md": post("# Operations", description="Running it."),
    }
    got = material(tmp_path, files)
    assert got.account["pages_not_imported"] == ["blog/editorial.md"]


def test_category_pages_name_their_topics(tmp_path: Path) -> None:
    files = {
        BARE: post("# T", date="2024-01-31", categories=["Ops"]),
        "blog/category/ops.md": post("# Operations", description="Running it."),
    }
    assert material(tmp_path, files).options["topics"] == {
        "ops": {"title": "Operations", "description": "Running it."}
    }
