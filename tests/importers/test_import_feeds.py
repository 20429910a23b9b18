"""An imported blog's feeds go on: entries keep their ids, old addresses lead to the new feeds."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from imported import Imported, jekyll, material, post

from builders import SiteOnDisk, settings_of
from hosts.rendered import rendered
from masthead.settings import Settings
from plan.test_plan_feeds import ids

CONFIG: dict[str, Any] = {"url": "https://Old.example", "title": "Old", "permalink": "pretty"}
PLUGIN: dict[str, Any] = {**CONFIG, "plugins": ["jekyll-feed"]}
POSTS = {
    "_posts/2014-05-01-first-one.md": post(title="First"),
    "_posts/2015-06-02-Second_One.md": post(title="Second", permalink="/elsewhere/2nd/"),
    "_drafts/third.md": post(title="Third"),
}
FIRST, SECOND = list(POSTS)[:2]


def config(**changes: Any) -> dict[str, str]:
    return {"_config.yml": yaml.safe_dump({**CONFIG, **changes})}


def rss(guid: str, before: str = "", loop: str = "site.posts limit: 10") -> str:
    """A feed's template, as many blogs have it."""
    return (
        "---\nlayout: null\n---\n<?xml version='1.0'?>\n<rss version='2.0'><channel>"
        f"<title>{{{{ site.title }}}}</title>{before}{{% for post in {loop} %}}<item>"
        "<title>{{ post.title | xml_escape }}</title><link>{{ site.url }}{{ post.url }}</link>"
        f"<dc:creator>{{{{ post.author | lookup: 'x' }}}}</dc:creator>{guid}</item>{{% endfor %}}"
        "</channel></rss>\n"
    )


def heads(got: Imported) -> list[str]:
    return [str(got.head(source)["id"]) for source in (FIRST, SECOND)]


def feed_ids(got: Imported, file: str) -> list[str]:
    """The ids in a feed of the new site."""
    text = got.text("mkdocs.yml")
    loaded = yaml.safe_load(text)
    settings: Settings = settings_of(text)[0]
    assert settings.site_url == loaded["site_url"]
    return ids(rendered(SiteOnDisk(got.root, settings).plan())[file], file)


def test_the_plugins_ids_are_kept_to_the_letter(tmp_path: Path) -> None:
    got = jekyll(tmp_path, {**POSTS, "_config.yml": yaml.safe_dump(PLUGIN)})
    # Document#id is the address's folder and the slug, also where a permalink says otherwise.
    expected = [
        "https://old.example/2014/05/01/first-one",
        "https://old.example/elsewhere/Second_One",
    ]
    assert heads(got) == expected
    assert ":" not in got.head("_drafts/third.md")["id"]
    for file in ("blog/feed.xml", "blog/atom.xml", "blog/feed.json"):
        assert feed_ids(got, file) == expected[::-1]
    assert got.options["feeds"] == {
        "authority": "old.example,2014", "moved": {"feed.xml": "blog/atom.xml"},
    }  # fmt: skip
    assert any("2 of 2 published posts keep the entry id" in r for r in got.ledger.remarks)


def test_the_path_and_the_base_are_the_plugins(tmp_path: Path) -> None:
    files = config(plugins=["jekyll-feed"], baseurl="/news", feed={"path": "atom/all.xml"})
    got = jekyll(tmp_path, {**POSTS, **files})
    assert heads(got)[0] == "https://old.example/news/2014/05/01/first-one"
    assert got.options["feeds"]["moved"] == {"atom/all.xml": "blog/atom.xml"}


def test_a_gemfile_names_the_plugin_too(tmp_path: Path) -> None:
    gems = {"Gemfile": 'group :jekyll_plugins do\n  gem "jekyll-feed", "~> 0.12"\nend\n'}
    assert heads(jekyll(tmp_path, {**POSTS, **config(), **gems}))[0].startswith("https://")


@pytest.mark.parametrize(
    ("guid", "expected"),
    [
        ("<guid>{{ post.url | prepend: site.baseurl | prepend: site.url }}</guid>",
         "https://Old.example/2014/05/01/first-one/"),
        ("<guid>{{ site.url }}{{ post.id }}</guid>", "https://Old.example/2014/05/01/first-one"),
        ("<guid isPermaLink=\"false\">{{ post.id }}</guid>", "/2014/05/01/first-one"),
        ("<guid><![CDATA[http://x.example/?a=1&b={{ post.date | date: '%Y' }}]]></guid>",
         "http://x.example/?a=1&b=2014"),
        ("<guid>{{ post.url | prepend: 'http://x.example/?a=1&amp;b=' }}</guid>",
         "http://x.example/?a=1&b=/2014/05/01/first-one/"),
        ("<guid>tag:old.example,{{ post.date | date: '%Y-%m-%d' }}:{{ post.url }}</guid>",
         "tag:old.example,2014-05-01:/2014/05/01/first-one/"),
        ("<guid>{% if post.guid %}x{% else %}{{ post.url | absolute_url }}{% endif %}</guid>",
         "https://old.example/2014/05/01/first-one/"),
        ("", "https://Old.example/2014/05/01/first-one/"),
    ],
)  # fmt: skip
def test_the_sites_own_template_says_what_the_ids_were(
    tmp_path: Path, guid: str, expected: str
) -> None:
    got = jekyll(tmp_path, {**POSTS, **config(plugins=["jekyll-feed"]), "feed.xml": rss(guid)})
    assert heads(got)[0] == expected
    assert feed_ids(got, "blog/feed.xml")[-1] == expected
    assert got.options["feeds"]["moved"] == {"feed.xml": "blog/feed.xml"}


def test_what_the_template_assigns_counts(tmp_path: Path) -> None:
    before = "{% assign root = site.url | append: '/b' %}{% assign all = site.posts | sort: 'x' %}"
    got = jekyll(tmp_path, {**POSTS, **config(), "feed.xml": rss(
        "<guid>{{ root }}{{ post.url }}</guid>", before, "all")})  # fmt: skip
    assert heads(got)[0] == "https://Old.example/b/2014/05/01/first-one/"
    assert got.options["feeds"]["moved"] == {"feed.xml": "blog/feed.xml"}


def test_an_atom_template_below_a_layout_is_read(tmp_path: Path) -> None:
    layout = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><id>{{ site.url }}</id>{% for p in site.posts %}"
        "<entry><title>x</title><id>{{ site.url }}{{ p.id }}</id></entry>{% endfor %}</feed>"
    )
    page = "---\nlayout: atom\npermalink: /news/atom.xml\n---\n"
    got = jekyll(tmp_path, {**POSTS, **config(), "atom.xml": page, "_layouts/atom.xml": layout})
    assert heads(got)[0] == "https://Old.example/2014/05/01/first-one"
    assert got.options["feeds"]["moved"] == {"news/atom.xml": "blog/atom.xml"}


def test_a_guid_that_is_a_path_stays_in_rss_and_is_a_tag_in_atom(tmp_path: Path) -> None:
    files = {"feed.xml": rss("<guid isPermaLink='false'>{{ post.id }}</guid>")}
    got = jekyll(tmp_path, {**POSTS, **config(), **files})
    assert feed_ids(got, "blog/feed.xml")[-1] == "/2014/05/01/first-one"
    tag = "tag:old.example,2014:/2014/05/01/first-one"
    assert feed_ids(got, "blog/atom.xml")[-1] == feed_ids(got, "blog/feed.json")[-1] == tag


@pytest.mark.parametrize("guid", ["{{ post.title }}", "same", "{{ post.title | md5 }}"])
def test_ids_that_cannot_be_kept_are_told(tmp_path: Path, guid: str) -> None:
    got = jekyll(tmp_path, {**POSTS, **config(), "feed.xml": rss(f"<guid>{guid}</guid>")})
    assert all(":" not in id for id in heads(got))
    told = [r for r in got.ledger.remarks if "cannot be kept" in r] + got.notes("entry ids")
    assert len(told) == 1


def labelled(*tags: str) -> dict[str, str]:
    return {**POSTS, FIRST: post(title="First", tags=list(tags), categories=["News"])}


@pytest.mark.parametrize("loop", ["site.categories.News", "site.categories['News'] limit: 5"])
def test_a_feed_of_one_category_leads_to_its_topic(tmp_path: Path, loop: str) -> None:
    own = rss("<guid>{{ post.id }}</guid>", loop=loop)
    got = jekyll(tmp_path, {**labelled(), **config(), "news.xml": own})
    assert got.options["feeds"]["moved"] == {"news.xml": "topics/news/feed.xml"}
    assert feed_ids(got, "topics/news/feed.xml") == ["/news/2014/05/01/first-one"]


def test_a_feed_of_a_category_that_nobody_has_leads_nowhere(tmp_path: Path) -> None:
    own = rss("<guid>{{ post.id }}</guid>", loop="site.categories.news")
    got = jekyll(tmp_path, {**POSTS, **config(), "news.xml": own})
    assert "moved" not in got.options["feeds"]


@pytest.mark.parametrize(
    ("options", "moved"),
    [
        ({"categories": ["News"]}, ["feed/News.xml"]),
        ({"tags": True}, ["feed/by_tag/api.xml", "feed/by_tag/water.xml"]),
        ({"tags": {"path": "t/", "except": ["api"]}}, ["t/water.xml"]),
        ({"tags": {"only": ["api", "unused"]}}, ["feed/by_tag/api.xml"]),
    ],
)
def test_the_plugins_feeds_of_categories_and_tags_lead_to_their_topics(
    tmp_path: Path, options: dict[str, Any], moved: list[str]
) -> None:
    own = config(plugins=["jekyll-feed"], feed=options)
    got = jekyll(tmp_path, {**labelled("water", "api", "two words"), **own})
    found = got.options["feeds"]["moved"]
    assert [old for old in found if old != "feed.xml"] == moved
    for old in moved:
        name = old.rsplit("/", 1)[1].removesuffix(".xml").lower()
        assert found[old] == f"topics/{name}/atom.xml"


def test_without_a_feed_ids_are_short_and_the_report_says_so(tmp_path: Path) -> None:
    got = jekyll(tmp_path, {**POSTS, **config()})
    assert [len(id) for id in heads(got)] == [10, 10]
    assert got.options["feeds"] == {"authority": "old.example,2014"}
    assert any("No feed of the old blog" in remark for remark in got.ledger.remarks)


def test_without_an_address_there_is_no_authority(tmp_path: Path) -> None:
    got = jekyll(tmp_path, {**POSTS, "_config.yml": "title: Old\nplugins: [jekyll-feed]\n"})
    assert "feeds" not in got.options


def test_a_blog_of_drafts_has_no_feed_that_could_move(tmp_path: Path) -> None:
    drafts = {"_drafts/third.md": post(title="Third")}
    got = jekyll(tmp_path, {**drafts, "_config.yml": yaml.safe_dump(PLUGIN)})
    assert "feeds" not in got.options


MKDOCS: dict[str, Any] = {
    "site_name": "Old", "site_url": "https://old.example/docs", "plugins": ["blog", "rss"],
}  # fmt: skip
DATED = post("# Ünder one\n\nText.", date="2019-10-31")


def a_material(tmp_path: Path, **changes: Any) -> Imported:
    files = {"mkdocs.yml": yaml.safe_dump({**MKDOCS, **changes}), "docs/blog/posts/a.md": DATED}
    return material(tmp_path, files)


def test_the_rss_plugins_guids_are_the_canonical_addresses(tmp_path: Path) -> None:
    got = a_material(tmp_path)
    guid = "https://old.example/docs/blog/2019/10/31/%C3%BCnder-one/"
    assert got.head("docs/blog/posts/a.md")["id"] == guid
    assert feed_ids(got, "blog/feed.xml") == [guid]
    assert got.options["feeds"] == {
        "authority": "old.example,2019",
        "moved": {
            "feed_json_created.json": "blog/feed.json", "feed_json_updated.json": "blog/feed.json",
            "feed_rss_created.xml": "blog/feed.xml", "feed_rss_updated.xml": "blog/feed.xml",
        },
    }  # fmt: skip


def test_the_rss_plugins_own_names_of_files_are_read(tmp_path: Path) -> None:
    options = {"json_feed_enabled": False, "feeds_filenames": {"rss_created": "news.xml"}}
    got = a_material(tmp_path, plugins=["blog", {"rss": options}])
    assert got.options["feeds"]["moved"] == {
        "feed_rss_updated.xml": "blog/feed.xml", "news.xml": "blog/feed.xml",
    }  # fmt: skip


@pytest.mark.parametrize("plugins", [["blog"], ["blog", {"rss": {"enabled": False}}]])
def test_a_material_blog_without_feeds_gets_short_ids(tmp_path: Path, plugins: list[Any]) -> None:
    got = a_material(tmp_path, plugins=plugins)
    assert len(got.head("docs/blog/posts/a.md")["id"]) == 10
    assert "moved" not in got.options["feeds"]
