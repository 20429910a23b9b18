"""The same number gives the same posts, and each change is one that a reader could see."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.changes import Change, NotNoticedError, prepare
from benchmarks.posts import one_more, posts, with_sentence, with_title
from benchmarks.tools import TOOLS
from benchmarks.tools.tool import Site, Tool

BUILDERS = [tool for tool in TOOLS.values() if tool.builds]


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_posts_are_always_the_same() -> None:
    assert list(posts(30)) == list(posts(30))


def test_links_lead_to_earlier_posts() -> None:
    for post in islice(posts(200), 1, None):
        name = post.body.split("](post-")[1].split(".md")[0]
        assert int(name) < post.number


def test_a_sentence_is_added_to_the_text_and_not_to_the_excerpt() -> None:
    post = next(posts(1))
    changed = with_sentence(post, "It leaks.")
    excerpt, text = changed.body.split("<!-- more -->")
    assert excerpt == post.body.split("<!-- more -->")[0]
    assert text.replace(" It leaks.", "") == post.body.split("<!-- more -->")[1]
    assert "It leaks." in text


def test_a_new_title_leaves_address_and_text_alone() -> None:
    post = next(posts(1))
    changed = with_title(post, "Another")
    assert (changed.name, changed.body, changed.title) == (post.name, post.body, "Another")


def test_a_new_piece_is_the_newest() -> None:
    *_, last = posts(40)
    new = one_more(last, 40, "It leaks.")
    assert new.date > last.date
    assert new.name != last.name


@pytest.fixture(params=BUILDERS, ids=[tool.name for tool in BUILDERS])
def tool(request: pytest.FixtureRequest) -> Iterator[Tool]:
    """Each tool in turn; none is run."""
    return request.param


@pytest.mark.parametrize("site", Site)
def test_a_tools_sources_are_always_the_same(tool: Tool, site: Site, tmp_path: Path) -> None:
    for name in ("one", "two"):
        prepare(tool, site, list(posts(4)), tmp_path / name)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_each_change_touches_the_sources_and_is_new_in_each_round(
    tool: Tool, tmp_path: Path
) -> None:
    prepared = prepare(tool, Site.FEEDS, list(posts(4)), tmp_path)
    for change in (Change.SENTENCE, Change.TITLE, Change.NEW, Change.CONFIGURATION):
        seen = [tree(tmp_path)]
        for number in (1, 2):
            expected = prepared.apply(change, number)
            assert any(expected.text.encode() in file for file in tree(tmp_path).values())
            assert tree(tmp_path) not in seen
            seen.append(tree(tmp_path))


def test_a_build_that_has_not_noticed_a_change_gives_no_figure(tool: Tool, tmp_path: Path) -> None:
    prepared = prepare(tool, Site.FEEDS, list(posts(4)), tmp_path)
    expected = prepared.apply(Change.SENTENCE, 1)
    page = tmp_path / tool.output / tool.page(prepared.middle) / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("the text of before")
    with pytest.raises(NotNoticedError, match="Changed in round 1"):
        prepared.check(expected)
    page.write_text(f"with {expected.text}")
    prepared.check(expected)


def test_a_cold_build_finds_neither_output_nor_cache(tool: Tool, tmp_path: Path) -> None:
    prepared = prepare(tool, Site.FEEDS, list(posts(4)), tmp_path)
    before = tree(tmp_path)
    for name in (tool.output, *tool.caches):
        (tmp_path / name / "made").mkdir(parents=True)
        (tmp_path / name / "made" / "file").write_text("old")
    prepared.apply(Change.COLD, 1)
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "path", "kind"),
    [
        ("masthead", "blog/post-00001/index.html", "posts"),
        ("masthead", "blog/page/2/index.html", "lists"),
        ("masthead", "blog/atom-12.xml", "feeds"),
        ("masthead", "topics/topic-01/latest.json", "lists of the latest"),
        ("masthead", "assets/javascripts/lang/feed.json", "theme"),
        ("hugo", "blog/page/2/atom.xml", "feeds"),
        ("hugo", "archive/2016/page/3/index.html", "lists"),
        ("material", "feed_rss_created.xml", "feeds"),
        ("eleventy", "sitemap.xml", "maps"),
        ("pelican", "theme/css/main.css", "theme"),
        ("pelican", "unheard-of.txt", "other"),
    ],
)
def test_outputs_are_counted_by_kind(name: str, path: str, kind: str) -> None:
    assert TOOLS[name].kind(path) == kind
