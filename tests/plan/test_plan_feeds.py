"""Feeds hold what the metadata of published pieces name, in date order, once, and nothing else."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from feedgen.feed import FeedGenerator
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from builders import SiteOnDisk, a_library, a_piece, a_site, some_piece, some_settings
from fakes import NOON
from hosts.rendered import rendered, renderer_of
from masthead.content.piece import Correction
from masthead.content.state import State, state_of
from masthead.plan.feeds.formats import TYPES
from masthead.plan.output import SitePlan
from masthead.plan.site import plan_site
from masthead.render.feeds import library as feedgen_library
from masthead.render.feeds.content import entry_html
from masthead.settings import FeedSettings
from plan.test_plan_honesty import CONFIG, sites

ATOM = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


def a_plan(number: int, **feeds: Any) -> SitePlan:
    """A site with so many pieces, one each day, all on one topic."""
    pieces = (
        some_piece(f"posts/p{i}.md", id=f"p{i}", slug=f"p{i}", title=f"Piece {i}",
                   date=BEGIN + timedelta(days=i), topics=("pricing",))
        for i in range(number)
    )  # fmt: skip
    return plan_site(a_library(*pieces), some_settings(feeds=FeedSettings(**feeds)), now=NOON)


def ids(data: bytes, file: str) -> list[str]:
    """The entry ids of a feed in their order."""
    if file.endswith(".json"):
        return [item["id"] for item in json.loads(data)["items"]]
    root = etree.fromstring(data)
    if root.tag == "rss":
        return [guid.text or "" for guid in root.iterfind("channel/item/guid")]
    return [id.text or "" for id in root.iterfind("a:entry/a:id", ATOM)]


def dates(data: bytes, file: str) -> list[datetime]:
    """The dates of publication of a feed's entries."""
    if file.endswith(".json"):
        return [datetime.fromisoformat(i["date_published"]) for i in json.loads(data)["items"]]
    root = etree.fromstring(data)
    if root.tag == "rss":
        return [parsedate_to_datetime(d.text or "") for d in root.iterfind("channel/item/pubDate")]
    found = root.iterfind("a:entry/a:published", ATOM)
    return [datetime.fromisoformat(moment.text or "") for moment in found]


def _named_feeds(site: SiteOnDisk) -> dict[str, set[str]]:
    """The ids that belong in the feeds of each folder, from metadata alone."""
    expected: dict[str, set[str]] = {}
    library = site.read().library
    authors, topics = library.authors, {"pricing", "leakage"}
    for piece in library.pieces:
        if state_of(piece, now=site.now) is not State.PUBLISHED or piece.private:
            continue
        folders = ["blog/", f"formats/{piece.format}/"]
        folders += [f"authors/{id}/" for id in piece.authors if id in authors]
        folders += [f"topics/{id}/" for id in piece.topics if id in topics]
        folders += [f"stages/{id}/" for id in piece.stages]
        folders += [f"audiences/{id}/" for id in piece.audiences]
        folders += [f"series/{piece.series}/"] if piece.series else []
        for folder in folders:
            expected.setdefault(folder, set()).add(f"tag:example.org,2026:{piece.id}")
    return expected


@settings(max_examples=60)
@given(files=sites())
def test_every_published_piece_is_in_exactly_the_feeds_that_its_metadata_names(
    files: dict[str, str],
) -> None:
    with TemporaryDirectory() as folder:
        site = a_site(Path(folder), files, CONFIG)
        expected, found = _named_feeds(site), rendered(site.plan())
    feeds = {file: data for file, data in found.items() if file.endswith(("feed.xml", "atom.xml"))}
    feeds |= {file: data for file, data in found.items() if file.endswith("feed.json")}
    folders: dict[str, set[str]] = {}
    for file, data in feeds.items():
        listed = ids(data, file)
        if "moved/" in listed[0]:  # an idea that another one took in
            assert [one.partition(",2026:")[2] for one in listed] == [f"moved/{file}"]
            continue
        assert len(listed) == len(set(listed)), file
        assert dates(data, file) == sorted(dates(data, file), reverse=True), file
        folder = file.rsplit("/", 1)[0] + "/"
        assert folders.setdefault(folder, set(listed)) == set(listed), file
    of_ideas = {folder: held for folder, held in folders.items() if folder.startswith("ideas/")}
    assert {f: held for f, held in folders.items() if f not in of_ideas} == expected
    assert all(held <= expected["blog/"] for held in of_ideas.values())


@settings(max_examples=40)
@given(files=sites())
def test_joined_entries_are_what_feedgen_itself_writes(files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        plan = a_site(Path(folder), files, CONFIG).plan()
    site_url = plan.catalog.settings.site_url
    renderer = renderer_of(plan)
    for resource in plan.resources:
        if resource.kind not in ("rss", "atom"):
            continue
        feed: Any = resource.data
        whole = feedgen_library.generator(feed, feed.addresses.get(resource.kind),
                                          TYPES[resource.kind])  # fmt: skip
        for entry in feed.entries:
            html = entry_html(entry, site_url)
            whole.add_entry(feedgen_library.entry(entry, html), order="append")
        write = FeedGenerator.rss_str if resource.kind == "rss" else FeedGenerator.atom_str
        assert _plain(renderer.resource(resource)) == _plain(write(whole))


def _plain(xml: bytes) -> bytes:
    """The document without what stands before its root, in one canonical form."""
    root = etree.fromstring(xml, etree.XMLParser(remove_pis=True))
    canonical: bytes = etree.tostring(root, method="c14n")
    return canonical


def test_a_feed_s_own_date_is_that_of_its_newest_change() -> None:
    mended = some_piece(
        "posts/old.md", id="old", date=BEGIN,
        corrections=(Correction(date=BEGIN + timedelta(days=900), text="It was seven."),),
    )  # fmt: skip
    newer = some_piece("posts/new.md", id="new", slug="new", date=BEGIN + timedelta(days=30))
    plan = plan_site(a_library(mended, newer), some_settings(), now=NOON)
    files = rendered(plan)
    root = etree.fromstring(files["blog/atom.xml"])
    moment = (BEGIN + timedelta(days=900)).isoformat()
    assert root.findtext("a:updated", namespaces=ATOM) == moment
    assert [e.findtext("a:updated", namespaces=ATOM) for e in root.iterfind("a:entry", ATOM)] == [
        (BEGIN + timedelta(days=30)).isoformat(), moment,
    ]  # fmt: skip
    assert ids(files["blog/atom.xml"], "atom.xml") == [
        "tag:example.org,2026:new", "tag:example.org,2026:old",
    ]  # fmt: skip


@given(number=st.integers(1, 40), size=st.integers(1, 9))
@settings(max_examples=40)
def test_archives_lead_to_every_entry_and_never_change(number: int, size: int) -> None:
    before = rendered(a_plan(number, entries=size, collections=("site",)))
    after = rendered(a_plan(number + 1, entries=size, collections=("site",)))
    for file, data in before.items():
        if "/atom-" in file:
            assert after[file] == data
    found, file = set(ids(before["blog/atom.xml"], "atom.xml")), "blog/atom.xml"
    while True:
        root = etree.fromstring(before[file])
        assert (root.find("fh:archive", ATOM) is not None) == (file != "blog/atom.xml")
        older = root.find("a:link[@rel='prev-archive']", ATOM)
        if older is None:
            break
        file = older.get("href", "").removeprefix("https://example.org/")
        assert len(ids(before[file], file)) == size
        found |= set(ids(before[file], file))
    assert found == {f"tag:example.org,2026:p{i}" for i in range(number)}


def test_other_collections_have_archives_on_request() -> None:
    files = rendered(a_plan(5, entries=2, archives=("topics",)))
    assert {f for f in files if "/atom-" in f} == {
        "topics/pricing/atom-1.xml", "topics/pricing/atom-2.xml",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["feed.xml", "atom.xml", "feed.json"])
def test_a_feed_that_moved_says_where_it_is_now(kind: str) -> None:
    files = rendered(a_plan(3, moved={f"old/{kind}": f"blog/{kind}", "feed": f"blog/{kind}"}))
    now = f"https://example.org/blog/{kind}"
    notice = files[f"old/{kind}"].decode()
    assert ids(notice.encode(), kind) == [f"tag:example.org,2026:moved/old/{kind}"]
    assert "This feed has moved" in notice
    assert now in notice
    assert f'url=../blog/{kind}"' in files["feed/index.html"].decode()


def test_a_feed_cannot_move_to_where_there_is_none(tmp_path: Path) -> None:
    moved = {"feeds": {"moved": {"feed.xml": "blog/fed.xml"}}}
    site = a_site(tmp_path, {"docs/posts/one.md": a_piece()}, moved)
    assert "Write `feed.xml: blog/feed.xml`" in site.shown()


def test_fewer_feeds_formats_and_words_on_request() -> None:
    files = rendered(a_plan(3, collections=("topics",), formats=("atom",), content="summary"))
    feeds = [file for file in files if file.endswith(("feed.xml", "atom.xml", "feed.json"))]
    assert feeds == ["topics/pricing/atom.xml"]
    assert b"<content" not in files["topics/pricing/atom.xml"]


def test_hints_for_machines_are_given_on_request() -> None:
    files = rendered(a_plan(1, hub="https://hub.example/", period="weekly"))
    for file in ("blog/feed.xml", "blog/atom.xml"):
        assert b'href="https://hub.example/"' in files[file]
        assert b"updatePeriod>weekly<" in files[file]
    assert json.loads(files["blog/feed.json"])["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example/"}
    ]


def test_without_an_address_of_the_site_there_are_no_feeds() -> None:
    plan = plan_site(a_library(some_piece()), some_settings(site_url=""), now=NOON)
    assert [r for r in plan.resources if r.kind in TYPES] == []


def test_ids_survive_title_slug_address_and_domain() -> None:
    one = some_piece(id="one", slug="one", title="One")
    fixed = FeedSettings(authority="example.com,2019")
    settings = some_settings(feeds=fixed)
    moved = some_settings(
        feeds=fixed, site_url="https://other.example/", blog="insights/", use_directory_urls=False
    )
    first = rendered(plan_site(a_library(one), settings, now=NOON))
    renamed = replace(one, slug="other", title="Another title")
    second = rendered(plan_site(a_library(renamed), moved, now=NOON))
    for kind in ("feed.xml", "atom.xml", "feed.json"):
        assert ids(first[f"blog/{kind}"], kind) == ids(second[f"insights/{kind}"], kind)
        assert ids(first[f"blog/{kind}"], kind) == ["tag:example.com,2019:one"]
