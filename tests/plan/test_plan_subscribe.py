"""Every feed can be found: named in the heads of pages, on the page on subscribing, and in OPML."""

from collections import Counter
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from builders import a_library, a_piece, a_site, settings_of, some_author, some_piece, some_settings
from fakes import NOON
from hosts.links import dead_links
from hosts.rendered import rendered
from masthead.plan.feeds.views import Feed
from masthead.plan.output import SitePlan
from masthead.plan.site import plan_site
from masthead.settings import SubscribeSettings
from plan.test_plan_honesty import CONFIG, sites

BASE = "https://example.org/"
TYPES = {
    "application/rss+xml": b"<rss",
    "application/atom+xml": b"<feed",
    "application/feed+json": b"{",
}


def a_plan(files: dict[str, str], config: dict[str, Any] | None = None, **changes: Any) -> SitePlan:
    """The plan of a small site; `changes` are to its settings."""
    with TemporaryDirectory() as folder:
        site = a_site(Path(folder), files, {**CONFIG, **(config or {})})
        return replace(site, settings=replace(site.settings, **changes)).plan()


def alternates(html: bytes) -> list[tuple[str, str, str]]:
    """Address, type and title of each feed that a page names in its head."""
    links = LexborHTMLParser(html.decode()).css("link[rel=alternate]")
    found = [node.attributes for node in links if (node.attributes["type"] or "") in TYPES]
    return [(a["href"] or "", a["type"] or "", a["title"] or "") for a in found]


def addresses_shown(html: bytes) -> list[str]:
    """The whole addresses that a page shows, to be copied."""
    return [node.text() for node in LexborHTMLParser(html.decode()).css(".mh-feed code")]


def formats_linked(html: bytes) -> list[str]:
    """The links to feeds in their formats, below the site's root."""
    found = LexborHTMLParser(html.decode()).css(".mh-feed__formats a")
    return [(node.attributes["href"] or "").removeprefix("./").replace("../", "") for node in found]


def subscriptions(opml: bytes) -> list[Any]:
    """The lines of a list of feeds, without the groups."""
    return list(etree.parse(BytesIO(opml)).iterfind(".//outline[@type='rss']"))


def feed_files(plan: SitePlan) -> set[str]:
    """The files of all feeds that people subscribe to."""
    names = ("feed.xml", "atom.xml", "feed.json")
    feeds = (one for one in plan.resources if one.file.rsplit("/", 1)[-1] in names)
    return {one.file for one in feeds if isinstance(one.data, Feed) and not one.data.expired}


@settings(max_examples=40)
@given(files=sites(), directories=st.booleans(), base=st.sampled_from((BASE, f"{BASE}deep/er/")))
def test_every_feed_that_a_page_names_is_there_and_no_two_have_one_title(
    files: dict[str, str], directories: bool, base: str
) -> None:
    plan = a_plan(files, use_directory_urls=directories, site_url=base)
    made = rendered(plan)
    for output in plan.outputs:
        if output.template == "redirect.html":
            continue
        named = alternates(made[output.file])
        assert bool(named) == bool(plan.catalog.pieces), output.file
        for address, kind, _ in named:
            assert TYPES[kind] in made[address.removeprefix(base)][:300]
        for column in (0, 2):
            assert len({row[column] for row in named}) == len(named)


@settings(max_examples=40)
@given(
    files=sites(), directories=st.booleans(), base=st.sampled_from((BASE, f"{BASE}deep/er/")),
    formats=st.lists(st.sampled_from(("rss", "atom", "json")), min_size=1, unique=True),
    folder=st.sampled_from(("subscribe/", "follow/us/")),
)  # fmt: skip
def test_every_feed_is_in_the_list_and_on_the_page_exactly_once(
    files: dict[str, str], directories: bool, base: str, formats: list[str], folder: str
) -> None:
    plan = a_plan(
        files, {"feeds": {"formats": formats}, "addresses": {"subscribe": folder}},
        use_directory_urls=directories, site_url=base,
    )  # fmt: skip
    made = rendered(plan)
    if not plan.catalog.pieces:
        assert not [file for file in made if file.startswith(folder)]
        return
    page = made[f"{folder}index.html"]
    assert Counter(formats_linked(page)) == Counter(feed_files(plan))
    first = min(formats, key=("rss", "atom", "json").index)
    ends = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}[first]
    best = Counter(base + file for file in feed_files(plan) if file.endswith(ends))
    assert Counter(addresses_shown(page)) == best
    lines = subscriptions(made[f"{folder}feeds.opml"])
    assert Counter(line.get("xmlUrl") for line in lines) == best
    lists = [one.file for one in plan.resources if one.kind == "opml"]
    parts = [line for file in lists if "feeds" not in file for line in subscriptions(made[file])]
    everything = {f"{base}blog/{ends}"}
    assert Counter(line.get("xmlUrl") for line in parts) == best - Counter(everything)
    pages = {output.file for output in plan.outputs}
    for line in lines:
        target = line.get("htmlUrl").removeprefix(base)
        assert (f"{target}index.html" if target.endswith("/") else target) in pages


@given(files=sites())
@settings(max_examples=20)
def test_a_site_without_an_address_says_nothing_of_feeds(files: dict[str, str]) -> None:
    plan = a_plan(files, site_url="")
    assert [resource.kind for resource in plan.resources] == ["due"]
    for file, data in rendered(plan).items():
        assert b"subscribe" not in file.encode()
        if file.endswith(".html"):
            assert alternates(data) == []
            assert b"mh-follow" not in data


@pytest.mark.parametrize("feeds", [False, {"formats": []}, {"collections": []}])
def test_a_site_without_feeds_has_no_page_on_subscribing(feeds: Any) -> None:
    plan = a_plan({"docs/posts/one.md": a_piece(series="walk")}, {"feeds": feeds})
    made = rendered(plan)
    assert not [file for file in made if file.startswith("subscribe")]
    assert not [file for file, data in made.items() if file.endswith("html") and alternates(data)]


def titles(plan: SitePlan, file: str) -> list[str]:
    """The titles of the feeds that a page names."""
    return [title for _, _, title in alternates(rendered(plan)[file])]


def test_a_page_names_its_own_feeds_first_and_then_the_sites() -> None:
    files = {
        f"docs/posts/{id}.md": a_piece(id=id, date=f"2026-03-0{day}", authors="[ana-ruiz]")
        for day, id in enumerate(("one", "two", "three", "four"), 1)
    }
    plan = a_plan(files, {"title": "The hub"})
    expected = [
        f"{name} – Test ({kind})"
        for name in ("Ana Ruiz", "The hub")
        for kind in ("RSS", "Atom", "JSON Feed")
    ]
    assert titles(plan, "authors/ana-ruiz/index.html") == expected[:4]
    assert titles(plan, "authors/ana-ruiz/page/2/index.html") == expected[:4]
    others = ("blog", "blog/page/2", "authors", "blog/one", "subscribe", "blog/archive/2026")
    for folder in others:
        assert titles(plan, f"{folder}/index.html") == expected[3:]


def test_a_piece_names_the_feeds_of_the_site_of_its_series_and_of_its_idea() -> None:
    files = {
        "docs/posts/one.md": a_piece(id="one", series="walk", idea="big"),
        "docs/posts/two.md": a_piece(id="two", **{"from": "[one]"}),
        "docs/series/walk.md": a_piece("title: The walk"),
        "docs/ideas/big.md": a_piece("title: The big idea"),
    }
    plan = a_plan(files, {"feeds": {"formats": ["atom"]}})
    assert titles(plan, "blog/one/index.html") == [
        "Test (Atom)", "The walk – Test (Atom)", "The big idea – Test (Atom)",
    ]  # fmt: skip


def test_feeds_of_one_name_are_told_apart_by_what_they_are_of() -> None:
    files = {
        "docs/posts/one.md": a_piece(id="one", title="Same", series="same", idea="same"),
        "docs/series/same.md": a_piece("title: Same"),
        "docs/ideas/same.md": a_piece("title: Same"),
    }
    plan = a_plan(files, {"title": "Same", "feeds": {"formats": ["rss"]}})
    assert titles(plan, "blog/one/index.html") == [
        "Same – Test (RSS)", "Series: Same – Test (RSS)", "Idea: Same – Test (RSS)",
    ]  # fmt: skip


def test_pages_have_a_link_to_follow_what_they_are_about() -> None:
    files = {
        "docs/posts/one.md": a_piece(id="one", authors="[ana-ruiz]", series="walk"),
        "docs/series/walk.md": a_piece("title: The walk"),
    }
    made = rendered(a_plan(files))

    def followed(file: str) -> list[tuple[str, str]]:
        found = LexborHTMLParser(made[file].decode()).css("a.mh-follow__feed")
        return [(node.text(), node.attributes["href"] or "") for node in found]

    assert followed("series/walk/index.html") == [
        ("Follow The walk by feed", "../../series/walk/feed.xml")
    ]
    assert followed("blog/index.html") == [("Follow Test by feed", "../blog/feed.xml")]
    assert followed("blog/one/index.html") == [
        ("Follow The walk", "../../series/walk/feed.xml"),
        ("Follow Ana Ruiz", "../../authors/ana-ruiz/feed.xml"),
        ("Follow Test", "../../blog/feed.xml"),
    ]
    assert followed("authors/index.html") == []


@cache
def a_crowd(number: int = 2000) -> SitePlan:
    """A site with so many authors, each with a piece."""
    ids = [f"a{i:04}" for i in range(number)]
    pieces = [
        some_piece(f"posts/{id}.md", authors=(id,), date=NOON - timedelta(days=1 + i % 900))
        for i, id in enumerate(ids)
    ]
    library = a_library(*pieces, authors={id: some_author(id) for id in ids})
    return plan_site(library, some_settings(), now=NOON)


def test_the_page_on_subscribing_stays_short_with_2000_authors() -> None:
    plan = a_crowd()
    pages = [page for page in plan.pages if page.file.startswith("subscribe/")]
    made = rendered(replace(plan, pages=tuple(pages), files=(), last=lambda _: iter(())))
    assert len(pages) == 1 + 2000 / 100
    shown = Counter(link for o in pages for link in formats_linked(made[o.file]))
    assert shown == Counter(feed_files(plan))
    assert max(len(made[o.file]) for o in pages) < 200_000
    others = {one.file for one in (*plan.outputs, *plan.resources)}
    assert dead_links({**dict.fromkeys(others, b""), **made}, BASE) == []


def test_a_lists_date_is_that_of_the_content() -> None:
    files = {
        "docs/posts/one.md": a_piece(id="one", date="2026-03-04"),
        "docs/posts/two.md": a_piece(id="two", date="2026-03-01", updated="2026-05-06 10:00"),
    }
    head = etree.fromstring(rendered(a_plan(files))["subscribe/feeds.opml"]).find("head")
    assert head is not None
    assert {one.tag: one.text for one in head} == {
        "title": "All feeds – Test",
        "dateModified": "Wed, 06 May 2026 10:00:00 +0000",
        "ownerName": "Test",
    }


def test_the_lists_groups_come_in_order_and_vocabularies_as_they_are_configured() -> None:
    files = {
        "docs/posts/one.md": a_piece(
            id="one", topics="[leakage, pricing]", authors="[ana-ruiz, bo]"
        ),
        "authors/bo.md": a_piece("name: Aaron Bo"),
    }
    made = rendered(a_plan(files))
    opml = etree.fromstring(made["subscribe/feeds.opml"])
    groups = {
        o.get("text"): [line.get("text") for line in o] for o in opml.iterfind("body/outline")
    }
    assert list(groups) == ["Test", "Topics", "Formats", "Authors"]
    assert groups["Topics"] == ["Pricing", "Leakage"]
    assert groups["Authors"] == ["Aaron Bo", "Ana Ruiz"]


def test_a_site_of_json_feeds_alone_is_listed_as_other_programs_list_it() -> None:
    made = rendered(a_plan({"docs/posts/one.md": a_piece()}, {"feeds": {"formats": ["json"]}}))
    (line, _) = subscriptions(made["subscribe/feeds.opml"])
    # OPML 2.0 knows no other type, and readers find out by themselves what an address holds.
    assert (line.get("type"), line.get("xmlUrl")) == ("rss", "https://example.org/blog/feed.json")
    assert "assets/masthead/feeds.css" not in made  # which no feed would name


def test_hostile_names_stay_text_in_every_list() -> None:
    name = "<script>alert(1)</script> ]]> & \u202e \"'"
    piece = some_piece(authors=("ana-ruiz",))
    library = a_library(piece, authors={"ana-ruiz": some_author(name=f"{name}\x08")})
    made = rendered(plan_site(library, some_settings(site_name=f"{name}\x08"), now=NOON))
    (line,) = subscriptions(made["subscribe/authors.opml"])
    assert line.get("text") == name
    assert b"<script>alert" not in made["subscribe/index.html"]


def test_e_mail_is_offered_where_it_is_configured() -> None:
    piece = {"docs/posts/one.md": a_piece()}
    email = {"email": "https://news.example/join?a=1&b=2", "note": "Once a month."}
    page = rendered(a_plan(piece, {"subscribe": email}))["subscribe/index.html"].decode()
    link = LexborHTMLParser(page).css_first("a.mh-follow__mail")
    assert link is not None
    assert link.attributes["href"] == email["email"]
    assert "Once a month." in page
    assert "mh-follow__mail" not in rendered(a_plan(piece))["subscribe/index.html"].decode()


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("mailto:news@example.com", "mailto:news@example.com"),
        ("news@example.com", "mailto:news@example.com"),
        ("mailto:news@example.com?subject=Subscribe", "mailto:news@example.com?subject=Subscribe"),
        ("https://example.com/join", "https://example.com/join"),
    ],
)
def test_an_address_of_e_mail_or_of_a_form_is_read(given: str, read: str) -> None:
    text = f"site_name: Test\nplugins:\n  - masthead:\n      subscribe: {{email: '{given}'}}\n"
    assert settings_of(text)[0].subscribe == SubscribeSettings(email=read)


@pytest.mark.parametrize("given", ["javascript:alert(1)", "join us", "data:text/html,x", "[a]"])
def test_what_is_no_address_is_found(given: str) -> None:
    text = f"site_name: Test\nplugins:\n  - masthead:\n      subscribe: {{email: {given}}}\n"
    read, findings = settings_of(text)
    assert read.subscribe == SubscribeSettings()
    assert [finding.rule.code for finding in findings] != []
