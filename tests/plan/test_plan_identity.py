"""An entry's id comes from the piece's `id` and from nothing else: source tree in, feeds out."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from builders import CONFIG, a_piece, a_site, places_of
from hosts.rendered import rendered
from masthead.diagnostics.rules import DUPLICATE_ID, OLDER_THAN_SOURCE, UNKNOWN_PAIR
from plan.test_plan_feeds import ids

FEEDS = ("blog/feed.xml", "blog/atom.xml", "blog/feed.json", "topics/pricing/atom.xml")
OLD = "https://old.example/2014/05/a-post/"
TAG = "tag:old.example,2014:a-post"


def config(url: str = "https://example.org/", **options: Any) -> str:
    """The whole of mkdocs.yml, at another address."""
    plugin = {"masthead": {**CONFIG, **options}}
    return yaml.safe_dump({"site_name": "Test", "site_url": url, "plugins": [plugin]})


def a_dated(path: str = "docs/posts/one.md", **keys: str | None) -> dict[str, str]:
    return {path: a_piece(None, topics="[pricing]", **keys)}


def feed_ids(folder: Path, files: dict[str, str], text: str) -> dict[str, list[str]]:
    """The entry ids of all feeds of the site, by the feed's last folder and name."""
    found = rendered(a_site(folder, files, text).plan())
    feeds = {file for file in found if file.endswith(tuple(f.rpartition("/")[2] for f in FEEDS))}
    return {"/".join(f.split("/")[-2:]): ids(found[f], f) for f in sorted(feeds)}


@pytest.mark.parametrize(
    ("after", "text"),
    [
        (a_dated(slug="another"), config()),
        (a_dated(title="Another title"), config()),
        (a_dated("docs/posts/2026/moved-here.md"), config()),
        (a_dated(date="2026-03-05", updated="2026-03-09"), config()),
        (a_dated(), config("https://other.example/sub/")),
        (a_dated(slug="another", title="Another"), config("http://other.example/", blog="news")),
    ],
    ids=["slug", "title", "file", "dates", "domain", "all at once"],
)
@pytest.mark.parametrize("id", ["one", OLD, TAG, "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"])
def test_ids_survive_every_change_but_that_of_the_id(
    tmp_path: Path, after: dict[str, str], text: str, id: str
) -> None:
    before = {path: front.replace("id: one", f"id: {id}") for path, front in a_dated().items()}
    after = {path: front.replace("id: one", f"id: {id}") for path, front in after.items()}
    old = feed_ids(tmp_path / "before", before, config())
    new = feed_ids(tmp_path / "after", after, text)
    expected = "tag:example.org,2026:one" if id == "one" else id
    assert {one for feed in old.values() for one in feed} == {expected}
    assert {one for feed in new.values() for one in feed} == {expected}


def test_without_an_authority_the_domain_would_change_them(tmp_path: Path) -> None:
    """Why MH806 asks for one; with the line that it prints, the ids stay what they are."""
    bare = feed_ids(tmp_path / "a", a_dated(), config(feeds={}))
    moved = feed_ids(tmp_path / "b", a_dated(), config("https://other.example/", feeds={}))
    site = a_site(tmp_path / "c", a_dated(), config(feeds={}))
    line = site.findings()[0].remedy.rpartition("`authority: ")[2].strip('"`')
    pasted = config("https://other.example/", feeds={"authority": line})
    assert bare != moved
    assert bare == feed_ids(tmp_path / "d", a_dated(), pasted)


def test_a_host_in_another_script_gives_an_authority_that_can_be_pasted(tmp_path: Path) -> None:
    site = a_site(tmp_path, a_dated(), config("https://例え.jp/", feeds={}))
    assert '"xn--r8jz45g.jp,2026"' in site.findings()[0].remedy


@pytest.mark.parametrize("id", [OLD, TAG, "/2014/05/a-post"])
def test_an_idea_that_begins_with_a_foreign_id_goes_by_the_slug(tmp_path: Path, id: str) -> None:
    files = {
        "docs/posts/one.md": a_piece(None, id=f"'{id}'"),
        "docs/posts/two.md": a_piece(None, id="two", date="2026-03-05", **{"from": f"['{id}']"}),
    }
    site = a_site(tmp_path, files)
    assert site.findings() == ()
    assert {f for f in rendered(site.plan()) if f.startswith("ideas/") and "index" in f} == {
        "ideas/index.html", "ideas/one/index.html", "ideas/two/index.html",
    }  # fmt: skip


def test_an_idea_file_may_bear_that_slug(tmp_path: Path) -> None:
    files = {
        "docs/ideas/one.md": "---\ntitle: The idea\n---\n",
        "docs/posts/one.md": a_piece(None, id=TAG),
        "docs/posts/two.md": a_piece(None, id="two", date="2026-03-05", **{"from": "one.md"}),
    }
    site = a_site(tmp_path, files)
    assert site.findings() == ()
    assert b"The idea" in rendered(site.plan())["ideas/one/index.html"]


@pytest.mark.parametrize("id", [OLD, TAG])
def test_references_by_such_an_id_are_resolved_and_checked(tmp_path: Path, id: str) -> None:
    files = {
        "docs/posts/one.md": a_piece(None, id=id, angle="practical"),
        "docs/posts/two.md": a_piece(
            None, id="two", date="2026-03-01", angle="aspirational", pair=id, **{"from": id}
        ),
        "docs/posts/three.md": a_piece(None, id="three", angle="practical", pair=f"{id}x"),
    }
    site = a_site(tmp_path, files)
    found = site.findings()
    assert [f.rule for f in found] == [UNKNOWN_PAIR, OLDER_THAN_SOURCE]
    library = site.read().library
    one, two = library.by_id[id], library.by_id["two"]
    assert library.find(two.pair, two) is one


def test_one_foreign_id_is_given_once_and_case_counts_in_it(tmp_path: Path) -> None:
    files = {f"docs/posts/{name}.md": a_piece(None, id=id) for name, id in
             (("one", OLD), ("two", OLD.replace("post", "Post")), ("zwei", OLD))}  # fmt: skip
    found = a_site(tmp_path, files).findings()
    assert [f.rule for f in found] == [DUPLICATE_ID]
    assert places_of(found)[0].startswith("docs/posts/zwei.md:4")
