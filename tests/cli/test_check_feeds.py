"""`masthead check --feeds` names every entry id that subscribers would stumble over."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builders import SiteOnDisk, a_piece, a_site
from hosts.rendered import rendered
from masthead.cli import main

FEEDS = {"feeds": {"authority": "example.org,2026", "entries": 3}}
NO_ARCHIVES = {"feeds": {"authority": "example.org,2026", "entries": 3, "archives": []}}


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def answer(*arguments: str | Path) -> dict[str, Any]:
    """The findings for machines, by kind."""
    result = check(*arguments, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    loaded = json.loads(result.output)
    assert result.exit_code == bool(loaded["findings"])
    return dict(loaded)


def kinds(*arguments: str | Path) -> list[tuple[str, str, str]]:
    found = answer(*arguments)["findings"]
    return [(f["kind"], f["id"], f.get("now", "")) for f in found]


def some_posts(*names: str) -> dict[str, str]:
    """Pieces of these names, each a day younger than the one before."""
    return {
        f"docs/posts/{name}.md": a_piece(id=name, title=f"On {name}", date=f"2026-03-{day:02}")
        for day, name in enumerate(names, 1)
    }  # fmt: skip


def built(folder: Path, files: dict[str, str], config: dict[str, Any] | None = None) -> Path:
    """The folder of a built site."""
    site: SiteOnDisk = a_site(folder, files, config or FEEDS)
    for name, data in rendered(site.plan()).items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder / "site"


def rss(*items: tuple[str, str, str], head: str = "") -> str:
    """An RSS feed of (guid, link, title)."""
    inner = "".join(
        f"<item><title>{t}</title><link>{link}</link>"
        + (f"<guid isPermaLink='false'>{guid}</guid>" if guid else "")
        + "<pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item>"
        for guid, link, t in items
    )
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel>{inner}</channel></rss>"


def a_folder(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    return folder


def test_the_same_site_has_no_findings(tmp_path: Path) -> None:
    site = built(tmp_path, some_posts("a", "b", "c", "d", "e"))
    result = check("--feeds", site, "--site", site)
    assert result.exit_code == 0
    assert "no entry id vanished or changed" in result.output
    assert answer("--feeds", site, "--site", site)["compared"] == 5


def test_an_entry_that_newer_ones_pushed_out_is_not_missed(tmp_path: Path) -> None:
    old = built(tmp_path / "old", some_posts("a", "b", "c"))
    new = built(tmp_path / "new", some_posts("a", "b", "c", "d", "e", "f", "g"))
    assert kinds("--feeds", old, "--site", new) == []


def test_a_piece_that_is_gone_has_vanished(tmp_path: Path) -> None:
    old = built(tmp_path / "old", some_posts("a", "b", "c"))
    new = built(tmp_path / "new", some_posts("a", "x", "c"))
    (tmp_path / "new" / "site" / "catalogue.json").unlink(missing_ok=True)
    gone = ("vanished", "tag:example.org,2026:b", "")
    assert kinds("--feeds", old, "--site", new) == [gone]
    assert kinds("--feeds", old, "--site", tmp_path / "new") == [gone]
    text = check("--feeds", old, "--site", new).output
    assert "vanished: tag:example.org,2026:b" in text
    assert "On b" in text and "https://example.org/blog/b/" in text


def test_without_archives_older_ids_are_counted_and_not_judged(tmp_path: Path) -> None:
    old = built(tmp_path / "old", some_posts("a", "b", "c"))
    new = built(tmp_path / "new", some_posts("x", "b", "c", "d", "e", "f"), NO_ARCHIVES)
    (new / "catalogue.json").unlink(missing_ok=True)
    found = answer("--feeds", old, "--site", new)
    assert (found["findings"], found["out_of_sight"]) == ([], 3)
    assert "3 ids are older" in check("--feeds", old, "--site", new).output
    assert kinds("--feeds", old, "--site", tmp_path / "new") == [
        ("vanished", "tag:example.org,2026:a", "")
    ]


def test_a_feed_that_lost_an_entry_and_won_none_is_judged_without_archives(tmp_path: Path) -> None:
    old = built(tmp_path / "old", some_posts("a", "b", "c"))
    files = some_posts("a", "b", "c")
    del files["docs/posts/a.md"]
    new = built(tmp_path / "new", files, NO_ARCHIVES)
    (new / "catalogue.json").unlink(missing_ok=True)
    assert kinds("--feeds", old, "--site", new) == [("vanished", "tag:example.org,2026:a", "")]


@pytest.mark.parametrize("site", ["site", "."])
def test_a_changed_id_is_recognised_by_its_address_or_its_title(tmp_path: Path, site: str) -> None:
    old = built(tmp_path / "old", some_posts("a", "b", "c"))
    files = some_posts("a", "b", "c")
    files["docs/posts/a.md"] = files["docs/posts/a.md"].replace("id: a", "id: other")
    files["docs/posts/b-moved.md"] = files.pop("docs/posts/b.md").replace("id: b", "id: another")
    built(tmp_path / "new", files)
    assert sorted(kinds("--feeds", old, "--site", tmp_path / "new" / site)) == [
        ("changed", "tag:example.org,2026:a", "tag:example.org,2026:other"),
        ("changed", "tag:example.org,2026:b", "tag:example.org,2026:another"),
    ]


def test_a_changed_id_is_recognised_by_an_alias(tmp_path: Path) -> None:
    old = a_folder(
        tmp_path / "old", feed_xml=rss(("x", "https://example.org/2014/a/", "Old words"))
    )
    a_site(tmp_path / "new", {"docs/posts/b.md": a_piece(id="b", aliases="[/2014/a/]")}, FEEDS)
    changed = ("changed", "x", "tag:example.org,2026:b")
    assert kinds("--feeds", old, "--site", tmp_path / "new") == [changed]


def test_a_source_with_a_broken_file_cannot_be_compared(tmp_path: Path) -> None:
    old = a_folder(tmp_path / "old", feed_xml=rss(("x", "https://example.org/a/", "A")))
    files = {**some_posts("a"), "docs/posts/b.md": "---\ntitle: [\n---\n"}
    a_site(tmp_path / "new", files, FEEDS)
    result = check("--feeds", old, "--site", tmp_path / "new")
    assert result.exit_code == 2
    assert "`mkdocs build` says why" in result.output


def test_a_change_of_domain_without_an_authority_changes_every_id(tmp_path: Path) -> None:
    config = "site_name: T\nsite_url: https://{}.example/\nplugins: [masthead]\n"
    old = tmp_path / "old"
    built(old, some_posts("a", "b"), config.format("old"))  # type: ignore[arg-type]  # a whole file
    new = built(tmp_path / "new", some_posts("a", "b"), config.format("new"))  # type: ignore[arg-type]
    assert [kind for kind, _, _ in kinds("--feeds", old / "site", "--site", new)] == ["changed"] * 2


def test_two_entries_with_one_id_are_found_in_the_present_site(tmp_path: Path) -> None:
    feed = rss(("x", "http://h/1", "One"), ("x", "http://h/2", "Two"), ("y", "http://h/3", "Three"))
    old = a_folder(tmp_path / "old", feed_xml=rss(("x", "http://h/1", "One")))
    new = a_folder(tmp_path / "new", feed_xml=feed)
    assert kinds("--feeds", old, "--site", new) == [("duplicate", "x", "")]
    assert "duplicate: x stands 2 times" in check("--feeds", old, "--site", new).output


def test_foreign_feeds_of_every_format_are_read(tmp_path: Path) -> None:
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><entry><id>urn:a:1</id><title>A</title>"
        "<link href='http://h/a'/><updated>2026-03-01T10:00:00Z</updated></entry></feed>"
    )
    rdf = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/'><item rdf:about='http://h/r'><title>R</title></item></rdf:RDF>"
    )
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": 7, "url": "http://h/7"}],
    }
    page = a_folder(
        tmp_path / "old", atom_xml=atom, rdf_rdf=rdf, feed_json=json.dumps(feed),
        rss_xml=rss(("", "http://h/link", "By its link"), ("g", "http://h/g", "G")),
        sitemap_xml="<urlset/>", data_json="[1]",
    )  # fmt: skip
    new = a_folder(tmp_path / "new", feed_xml=rss(("other", "https://h/a/", "A")))
    assert kinds("--feeds", page, "--site", new)[0] == ("changed", "urn:a:1", "other")
    assert answer("--feeds", page, "--site", new)["compared"] == 5


def test_a_path_as_a_guid_goes_on_as_a_tag(tmp_path: Path) -> None:
    old = a_folder(tmp_path / "old", feed_xml=rss(("/2014/ä%20b?x=1", "http://h/1", "One"),
                                                  ("/2014/b", "http://h/2", "Two")))  # fmt: skip
    files = some_posts("n1", "n2", "n3")
    files |= {
        "docs/posts/a.md": a_piece(None, id="/2014/ä%20b?x=1", title="One", date="2026-02-01"),
        "docs/posts/b.md": a_piece(None, id="/2014/b", title="Two", date="2026-02-02"),
    }
    new = built(tmp_path / "new", files)
    assert kinds("--feeds", old, "--site", new) == []
    assert kinds("--feeds", old, "--site", tmp_path / "new") == []


def test_entities_are_not_expanded_and_files_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    bomb = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    head = f"<!DOCTYPE rss [<!ENTITY e0 'ha'>{bomb}<!ENTITY f SYSTEM '{secret.as_uri()}'>]>"
    old = a_folder(tmp_path / "old", feed_xml=rss(("g&e11;&f;", "http://h/1", "&f;"), head=head))
    new = a_folder(tmp_path / "new", feed_xml=rss(("g", "http://h/1", "One")))
    result = check("--feeds", old, "--site", new)
    assert "the secret" not in result.output
    assert "haha" not in result.output


def test_a_feed_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    old = a_folder(tmp_path / "old", a_xml=rss(("g", "http://h/1", "One")), b_xml="<rss><channel>")
    new = a_folder(tmp_path / "new", feed_xml=rss(("g", "http://h/1", "One")))
    result = check("--feeds", old, "--site", new)
    assert result.exit_code == 0
    assert "not read: b.xml is not well-formed" in result.output


def test_the_built_site_of_this_folders_mkdocs_yml_is_the_present_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = built(tmp_path, some_posts("a"))
    monkeypatch.chdir(tmp_path)
    assert answer("--feeds", site)["site"] == "site"
    site.rename(tmp_path / "public")
    result = check("--feeds", "public")
    assert result.exit_code == 2
    assert "build the site with `mkdocs build`" in result.output
    with (tmp_path / "mkdocs.yml").open("a") as file:
        file.write("site_dir: public\n")
    assert kinds("--feeds", "public") == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--feeds", "new", "--fix"], "leave PATHS, --fix and"),
        (["--feeds", "nowhere", "--site", "new"], "there is no folder nowhere"),
        (["--feeds", "empty", "--site", "new"], "empty has no feed that can be read"),
        (["--feeds", "empty/page.html", "--site", "new"], "not a feed"),
        (["--feeds", "new", "--site", "nowhere"], "there is no folder nowhere"),
        (["--feeds", "new", "--site", "empty"], "empty has no feed"),
        (["--feeds", "new"], "there is no mkdocs.yml here"),
        (["--feeds", "new", "--site", "other"], "does not load the plugin masthead"),
        (["--feeds", "http://127.0.0.1:9/", "--site", "new"], "cannot be fetched"),
    ],
)
def test_what_cannot_run_says_why_and_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    a_folder(tmp_path / "empty", page_html="<html></html>")
    a_folder(tmp_path / "new", feed_xml=rss(("g", "http://h/1", "One")))
    other = a_folder(tmp_path / "other", mkdocs_yml="site_name: T\nplugins: []\n")
    (other / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    result = check(*arguments)
    assert (result.exit_code, says in result.output) == (2, True), result.output
    as_json = check(*arguments, "--format", "json")
    assert as_json.exit_code == 2
    assert says in json.loads(as_json.output)["error"]


def test_help_has_an_example() -> None:
    result = check("--help")
    assert result.exit_code == 0
    assert "masthead check --feeds https://www.example.com/" in result.output


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer; at its other name, the site leads on to the one that it is known by."""
        name, _, port = self.headers["Host"].partition(":")
        if name == "localhost":
            self.send_response(301)
            self.send_header("Location", f"http://127.0.0.1:{port}{self.path}")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """A folder, and the address of a server that shows it."""
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    root = tmp_path / "served"
    root.mkdir()
    handler = partial(_Quiet, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield root, f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def deployed(served: tuple[Path, str], tmp_path: Path) -> str:
    """A deployed site of ours, with five pieces in feeds of three."""
    root, address = served
    config = f"site_name: T\nsite_url: {address}\nplugins: [masthead: {{feeds: {{entries: 3, authority: 'a.example,2026'}}}}]\n"  # noqa: E501 - one line of YAML
    site = built(tmp_path / "was", some_posts("a", "b", "c", "d", "e"), config)  # type: ignore[arg-type]
    for file in site.rglob("*"):
        if file.is_file():
            target = root / file.relative_to(site)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    return address


@pytest.mark.parametrize("path", ["", "subscribe/feeds.opml", "blog/atom.xml", "blog/b/"])
def test_a_deployed_site_is_compared_with_its_archives(
    tmp_path: Path, deployed: str, path: str
) -> None:
    files = some_posts("a", "b", "c", "d", "e")
    del files["docs/posts/a.md"]
    new = built(tmp_path / "new", files, {"feeds": {"authority": "a.example,2026"}})
    vanished = [("vanished", "tag:a.example,2026:a", "")]
    assert kinds("--feeds", f"{deployed}{path}", "--site", new) == vanished
    elsewhere = deployed.replace("127.0.0.1", "localhost")
    assert kinds("--feeds", f"{elsewhere}{path}", "--site", new) == vanished


def test_a_foreign_site_names_its_feeds_in_its_pages(
    tmp_path: Path, served: tuple[Path, str]
) -> None:
    root, address = served
    link = "<link rel='alternate' type='application/rss+xml' href='/x/feed.xml'>"
    far = "<link rel='alternate' type='application/rss+xml' href='http://far.invalid/feed.xml'>"
    (root / "index.html").write_text(f"<html><head>{link}{far}</head></html>")
    (root / "x").mkdir()
    (root / "x" / "feed.xml").write_text(rss(("g", "http://h/1", "One")))
    new = a_folder(tmp_path / "new", feed_xml=rss(("now", "http://h/1", "One")))
    found = answer("--feeds", address, "--site", new)
    assert [(f["kind"], f["now"]) for f in found["findings"]] == [("changed", "now")]
    assert found["not_read"] == [
        "http://far.invalid/feed.xml is on another host and was not fetched"
    ]


def test_a_site_that_names_no_feed_cannot_be_compared(
    tmp_path: Path, served: tuple[Path, str]
) -> None:
    root, address = served
    (root / "index.html").write_text("<html><head></head></html>")
    new = a_folder(tmp_path / "new", feed_xml=rss(("now", "http://h/1", "One")))
    result = check("--feeds", address, "--site", new)
    assert result.exit_code == 2
    assert "names no feeds" in result.output
