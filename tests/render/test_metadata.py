"""What pages say of themselves to machines: schema.org's graph, tags for cards, microformats.

The table of types and properties is the part of schema.org that we use, with what Google asks for
and recommends; the vocabulary itself is held against it by hand, as it lies in no registry.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import mf2py
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from builders import Files, a_piece, a_site
from hosts.rendered import rendered
from masthead.render.metadata.script import script
from pictures import a_picture

SITE: Final = "https://example.org/"
TIMED: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")

THING: Final = {"@type", "@id", "name", "url", "description", "image", "sameAs", "identifier"}
WORK: Final = THING | {
    "headline", "datePublished", "dateModified", "dateCreated", "author", "contributor",
    "publisher", "isPartOf", "hasPart", "position", "inLanguage", "genre", "keywords", "about",
    "audience", "timeRequired", "text", "citation", "isBasedOn", "correction", "mainEntity",
    "mainEntityOfPage", "creditText", "thumbnailUrl",
}  # fmt: skip
ARTICLE: Final = WORK | {"articleSection", "wordCount"}
PAGE: Final = WORK | {"breadcrumb"}
TYPES: Final[Mapping[str, set[str]]] = {
    "WebSite": WORK, "Blog": WORK, "CreativeWork": WORK, "CreativeWorkSeries": WORK,
    "WebPage": PAGE, "CollectionPage": PAGE, "ProfilePage": PAGE,
    "Article": ARTICLE, "BlogPosting": ARTICLE, "Report": ARTICLE,
    "SocialMediaPosting": ARTICLE, "DiscussionForumPosting": ARTICLE,
    "CorrectionComment": WORK,
    "ImageObject": WORK | {"caption"},
    "VideoObject": WORK | {"uploadDate", "contentUrl"},
    "Event": THING | {"startDate", "endDate", "location", "organizer"},
    "Place": THING | {"address"},
    "Organization": THING | {"legalName", "logo", "email"},
    "Person": THING | {"jobTitle", "worksFor", "alumniOf", "affiliation", "email", "knowsAbout",
                       "pronouns"},
    "Audience": THING | {"audienceType"},
    "DefinedTerm": THING | {"inDefinedTermSet"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ItemList": THING | {"itemListElement", "numberOfItems"},
    "ListItem": THING | {"position", "item"},
}  # fmt: skip
_ARTICLE_ASKS: Final = {"headline", "image", "datePublished", "dateModified", "author"}
ASKED: Final[Mapping[str, set[str]]] = {
    **dict.fromkeys(("Article", "BlogPosting", "Report"), _ARTICLE_ASKS),
    "DiscussionForumPosting": {"author", "datePublished", "text"},
    "VideoObject": {"name", "thumbnailUrl", "uploadDate", "contentUrl", "description"},
    "Event": {"name", "startDate", "location"},
    "ProfilePage": {"mainEntity", "dateCreated", "dateModified"},
    "BreadcrumbList": {"itemListElement"},
    "Organization": {"name", "url", "logo"},
}
"""What Google requires or recommends, where a site has it."""

FILES: Final[Files] = {
    "docs/assets/card.png": a_picture(), "docs/assets/logo.svg": b"<svg/>",
    "docs/posts/a.png": a_picture(seed=1),
    "docs/posts/film.mp4": b"film",
    "authors/ana-ruiz.png": a_picture(seed=2),
    "authors/ana-ruiz.md": a_piece(
        "name: Ana Ruiz\nrole: Economist\nportrait: ana-ruiz.png\npronouns: she/her\n"
        "fediverse: '@ana@social.example'\nurl: https://ana.example/\n"
        "links: [https://x.com/anaruiz]\nexpertise: [pricing]",
        body="Ana prices water.\n",
    ),
    "authors/bo.md": a_piece("name: Bo Ek\naffiliation: A university\nrole: Professor"),
    "authors/cy.md": a_piece("name: Cy Orr\nalumni: true\nrole: Former editor"),
    "docs/series/walk.md": a_piece("title: The walk\ndescription: All of it.\nauthors: [bo]"),
    "docs/posts/one.md": a_piece(
        title="Price the leak", date="2026-03-04 09:30", description="What a leak costs.",
        authors="[ana-ruiz, bo]", topics="[pricing, leakage]", audiences="[directors]",
        stages="[awareness]", series="walk", image="a.png", image_alt="A tap",
        image_credit="Drawn by Cy", updated="2026-04-01", idea="big",
        corrections="[{date: 2026-05-01, text: The unit was wrong.}]",
        sources="[{title: A paper, url: 'https://paper.example/'}, A talk we heard]",
        contributors="[{name: cy, role: editing}, {name: Dee, role: maths}]",
        syndicated="[{channel: elsewhere, url: 'https://copy.example/one'}]",
        **{"from": "[{format: tweet, url: 'https://x.example/1', text: A remark, "
           "date: 2026-01-02}]"},
        body="## Part\n\nSome words of the text.\n",
    ),
    "docs/posts/two.md": a_piece(id="two", title="The second part", date="2026-03-05",
                                 authors="[ana-ruiz]", series="walk", **{"from": "one"}),
    "docs/posts/paper.md": a_piece(id="paper", title="A paper", format="white-paper"),
    "docs/posts/film.md": a_piece(
        id="film", title="A film", format="video", image="a.png", image_alt="x",
        authors="[cy]", body="![Film](film.mp4)\n\nSee [it](film.mp4).\n",
    ),
    "docs/posts/words.md": a_piece(id="words", title="Only words of a film", format="video"),
    "docs/posts/forum.md": a_piece(id="forum", title="A question", format="forum-post",
                                   authors="[bo]", body="Has anybody *measured* it?\n"),
    "docs/posts/meet.md": a_piece(
        id="meet", title="A meeting", format="event", authors="[bo]", image="a.png", image_alt="x",
        extra="{starts: 2027-03-11 09:30, ends: 2027-03-11 16:30, place: The old hall}",
    ),
    "docs/posts/away.md": a_piece(id="away", title="Elsewhere", format="talk", authors="[bo]",
                                  external_url="https://talks.example/away"),
    "docs/posts/gone.md": a_piece(id="gone", title="A retired one", state="retired"),
    "docs/ideas/big.md": a_piece("title: The big idea\ndescription: In short."),
}  # fmt: skip
CONFIG: Final[dict[str, Any]] = {
    "organization": {"name": "Millrace", "legal_name": "Millrace Ltd", "logo": "assets/logo.svg",
                     "same_as": ["https://twitter.com/millrace"]},
    "image": "assets/card.png", "image_alt": "A valley",
}  # fmt: skip


@cache
def _site() -> dict[str, str]:
    return _built(FILES, CONFIG)


def _built(files: Files, config: dict[str, Any] | str | None = None) -> dict[str, str]:
    site = a_site(Path(mkdtemp()), files, config)
    assert [f for f in site.findings() if f.severity.value == "error"] == []
    pages = rendered(site.plan())
    return {f: data.decode() for f, data in pages.items() if b"<!--article-->" in data}


def graph_of(html: str) -> list[dict[str, Any]]:
    """The nodes of a page's one graph."""
    (found,) = LexborHTMLParser(html).css('script[type="application/ld+json"]')
    data = json.loads(found.text())
    assert data["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


def nodes_within(value: Any) -> Iterator[dict[str, Any]]:
    """Every node that has a type, at any depth."""
    if isinstance(value, list):
        for one in value:
            yield from nodes_within(one)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        yield from nodes_within(list(value.values()))


def node(html: str, *types: str) -> dict[str, Any]:
    """The one node of a type."""
    (found,) = [one for one in graph_of(html) if one["@type"] in types]
    return found


def meta(html: str, name: str) -> list[str]:
    """The contents of all tags of a name."""
    found = LexborHTMLParser(html).css(f'meta[property="{name}"], meta[name="{name}"]')
    return [tag.attributes["content"] or "" for tag in found]


def visible(html: str) -> str:
    """The article's words, with one space between two."""
    tree = LexborHTMLParser(html.split("<!--article-->", 1)[1])
    return " ".join((tree.body.text() if tree.body else "").split())


def _microformats(file: str, html: str) -> list[dict[str, Any]]:
    article = html.split("<!--article-->", 1)[1]
    items: list[dict[str, Any]] = mf2py.parse(
        doc=article, url=SITE + file.removesuffix("index.html"), html_parser="html.parser"
    )["items"]
    return items


ONE: Final = "blog/one/index.html"
PAGES: Final = sorted(_site())


def _is_piece(file: str) -> bool:
    return bool(graph_of(_site()[file])[0]["@id"].endswith("#piece"))


@pytest.mark.parametrize("file", PAGES)
def test_a_graph_has_only_what_the_vocabulary_knows(file: str) -> None:
    for one in nodes_within(graph_of(_site()[file])):
        assert set(one) <= TYPES[one["@type"]], one
        assert all(value not in ("", None, [], ()) for value in one.values()), one


@pytest.mark.parametrize("file", PAGES)
def test_a_graph_has_what_search_engines_ask_for(file: str) -> None:
    pieces_without_faces = {"BlogPosting", "Article", "Report"}
    for one in graph_of(_site()[file]):
        asked = set(ASKED.get(one["@type"], set()))
        if one["@type"] == "ProfilePage" and "dateCreated" not in one:
            asked -= {"dateCreated", "dateModified"}  # somebody without pieces
        assert asked <= set(one), one
        if one["@type"] in pieces_without_faces:
            assert len(one["headline"]) <= 110


@pytest.mark.parametrize("file", PAGES)
def test_every_page_has_its_way(file: str) -> None:
    way = node(_site()[file], "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in way] == list(range(1, len(way) + 1))
    assert way[0]["item"] == SITE
    assert way[-1]["item"] == SITE + file.removesuffix("index.html")


@pytest.mark.parametrize("file", [file for file in PAGES if not _is_piece(file)])
def test_the_graph_of_a_list_is_connected(file: str) -> None:
    nodes = graph_of(_site()[file])
    kinds = [one["@type"] for one in nodes]
    for kind in ("WebSite", "Organization", "BreadcrumbList"):
        assert kinds.count(kind) == 1
    known = {one["@id"] for one in nodes_within(nodes) if "@id" in one}
    (page,) = [one for one in nodes if one["@type"].endswith("Page")]
    for key in ("isPartOf", "breadcrumb", "mainEntity"):
        assert page.get(key, {"@id": page["@id"]})["@id"] in known
    for one in nodes_within(nodes):
        for key in ("author", "publisher", "isPartOf", "worksFor", "alumniOf", "mainEntityOfPage"):
            values = one.get(key, [])
            for value in values if isinstance(values, list) else [values]:
                assert value["@id"] in known, (key, value)
    assert page["url"] == SITE + file.removesuffix("index.html")


def test_what_a_piece_names_has_its_home_on_another_page() -> None:
    homes = {
        one["@id"]: one for file, html in _site().items() if not _is_piece(file)
        for one in graph_of(html)
    }  # fmt: skip
    for file in filter(_is_piece, PAGES):
        (piece,) = [one for one in graph_of(_site()[file]) if "headline" in one]
        assert piece["publisher"]["@id"] in homes
        for key in ("author", "isPartOf", "about"):
            values = piece.get(key, [])
            for value in values if isinstance(values, list) else [values]:
                assert value["@id"] in homes or value["@id"].endswith("#event"), (key, value)


def test_the_same_thing_has_the_same_name_and_facts_on_all_pages() -> None:
    facts: dict[str, dict[str, Any]] = {}
    for html in _site().values():
        for one in nodes_within(graph_of(html)):
            if one["@type"] in ("Person", "Organization", "WebSite") and "@id" in one:
                known = facts.setdefault(one["@id"], {})
                for key, value in one.items():
                    assert known.setdefault(key, value) == value, (one["@id"], key)
    assert len(facts) == 2 + 3


@pytest.mark.parametrize("file", PAGES)
def test_addresses_are_whole_and_times_have_zones(file: str) -> None:
    for one in nodes_within(graph_of(_site()[file])):
        for key in ("@id", "url", "item", "contentUrl", "thumbnailUrl", "logo"):
            if isinstance(one.get(key), str):
                assert one[key].startswith("https://"), one
        for key in one:
            if "date" in key.lower() and isinstance(one[key], str):
                assert TIMED.fullmatch(one[key]), one


@pytest.mark.parametrize("file", PAGES)
def test_names_and_lists_are_those_that_readers_see(file: str) -> None:
    html = _site()[file]
    words = visible(html)
    for one in graph_of(html):
        for key in ("headline", "name", "jobTitle", "genre", "articleSection"):
            if one["@type"] in ("WebSite", "Organization", "Blog", "WebPage", "CreativeWorkSeries"):
                continue
            if key in one and not one["@type"].endswith("Page"):
                assert " ".join(one[key].split()) in words, (one["@type"], key, one[key])
        if one["@type"] == "ItemList":
            at = -1
            for entry in one["itemListElement"]:
                assert entry["name"] in words
                at += 1
                assert entry["position"] == at + 1


def test_everything_that_a_piece_says_stands_on_its_page() -> None:
    html = _site()[ONE]
    words, piece = visible(html), node(html, "BlogPosting")
    tree = LexborHTMLParser(html)
    addresses = {tag.attributes[name] for name in ("href", "src") for tag in tree.css(f"[{name}]")}
    assert piece["headline"] == "Price the leak"
    assert piece["keywords"] == ["Pricing", "Leakage"]
    assert [one["@id"] for one in piece["about"]] == [
        f"{SITE}topics/pricing/#term", f"{SITE}topics/leakage/#term",
    ]  # fmt: skip
    assert piece["datePublished"] == "2026-03-04T09:30:00+00:00"
    assert piece["dateModified"] == "2026-05-01T00:00:00+00:00"
    assert [(one["@type"], one["name"], one["url"]) for one in piece["author"]] == [
        ("Person", "Ana Ruiz", f"{SITE}authors/ana-ruiz/"),
        ("Person", "Bo Ek", f"{SITE}authors/bo/"),
    ]  # fmt: skip
    assert piece["publisher"]["logo"] == f"{SITE}assets/logo.svg"
    assert piece["timeRequired"] == "PT1M"
    assert piece["wordCount"] == 6
    assert piece["image"] == {
        "@type": "ImageObject", "url": f"{SITE}posts/a.png", "creditText": "Drawn by Cy",
    }  # fmt: skip
    assert piece["correction"][0]["text"] in words
    assert piece["citation"] == ["https://paper.example/", "A talk we heard"]
    assert [one["name"] for one in piece["contributor"]] == ["Cy Orr", "Dee"]
    assert piece["sameAs"] == ["https://copy.example/one"]
    assert piece["audience"][0]["audienceType"] == "Directors"
    assert piece["position"] == 1
    assert [one["@id"] for one in piece["isPartOf"]] == [
        f"{SITE}blog/#blog", f"{SITE}series/walk/#series",
    ]  # fmt: skip
    for link in ("https://paper.example/", "https://copy.example/one", "https://x.example/1"):
        assert link in addresses


def test_a_piece_says_what_it_grew_from() -> None:
    one, two = (node(_site()[f"blog/{id}/index.html"], "BlogPosting") for id in ("one", "two"))
    assert one["isBasedOn"] == [{"@id": "https://x.example/1"}]
    assert two["isBasedOn"] == [{"@id": f"{SITE}blog/one/#piece"}]


@pytest.mark.parametrize(
    ("slug", "kind"),
    [("one", "BlogPosting"), ("paper", "Report"), ("film", "VideoObject"), ("words", "Article"),
     ("forum", "DiscussionForumPosting"), ("meet", "Article")],
)  # fmt: skip
def test_the_format_decides_the_type_as_far_as_the_piece_has_what_it_asks(
    slug: str, kind: str
) -> None:
    piece = [n for n in graph_of(_site()[f"blog/{slug}/index.html"]) if n["@id"].endswith("#piece")]
    assert piece[0]["@type"] == kind


def test_an_event_is_told_of_beside_its_page() -> None:
    html = _site()["blog/meet/index.html"]
    event = node(html, "Event")
    assert event["startDate"] == "2027-03-11T09:30:00+00:00"
    assert event["location"] == {
        "@type": "Place",
        "name": "The old hall",
        "address": "The old hall",
    }
    assert {"@id": event["@id"]} in node(html, "Article")["about"]


def test_a_piece_without_authors_is_the_publisher_s_and_has_the_site_s_image() -> None:
    paper = node(_site()["blog/paper/index.html"], "Report")
    assert paper["author"] == paper["publisher"]
    assert paper["author"]["@id"] == f"{SITE}#organization"
    assert paper["image"] == f"{SITE}assets/card.png"


def test_a_profile_tells_of_its_person() -> None:
    html = _site()["authors/ana-ruiz/index.html"]
    page, person = node(html, "ProfilePage"), node(html, "Person")
    assert page["mainEntity"] == {"@id": person["@id"]}
    assert page["dateCreated"] == "2026-03-04T09:30:00+00:00"
    assert page["dateModified"] == "2026-03-05T00:00:00+00:00"
    assert person["sameAs"] == ["https://ana.example/", "https://x.com/anaruiz"]
    assert person["worksFor"] == {"@id": f"{SITE}#organization"}
    assert person["image"] == f"{SITE}authors/ana-ruiz.png"
    assert [one["name"] for one in person["knowsAbout"]] == ["Pricing"]
    guest = node(_site()["authors/bo/index.html"], "Person")
    assert guest["affiliation"]["name"] == "A university"
    assert "worksFor" not in guest
    gone = node(_site()["authors/cy/index.html"], "Person")
    assert gone["alumniOf"] == {"@id": f"{SITE}#organization"}
    assert "worksFor" not in gone


def test_a_series_numbers_its_parts() -> None:
    series = node(_site()["series/walk/index.html"], "CreativeWorkSeries")
    assert [(part["position"], part["name"]) for part in series["hasPart"]] == [
        (1, "Price the leak"), (2, "The second part"),
    ]  # fmt: skip


def test_the_organization_is_what_the_configuration_says() -> None:
    found = node(_site()["blog/index.html"], "Organization")
    assert found == {
        "@type": "Organization", "@id": f"{SITE}#organization", "name": "Millrace",
        "legalName": "Millrace Ltd", "url": SITE, "sameAs": ["https://twitter.com/millrace"],
        "logo": f"{SITE}assets/logo.svg",
    }  # fmt: skip
    plain = node(_built({"docs/posts/one.md": a_piece()})["blog/index.html"], "Organization")
    assert plain["name"] == "Test"
    assert "logo" not in plain


def test_without_the_site_s_address_nothing_is_said_that_needs_one() -> None:
    config = "site_name: Test\nplugins: [{masthead: {topics: [pricing, leakage]}}]\n"
    html = _built({"docs/posts/one.md": a_piece(authors="[ana-ruiz]")}, config)[ONE]
    assert "ld+json" not in html
    assert meta(html, "og:title") == ["A title"]
    for name in ("og:url", "og:image", "article:author"):
        assert meta(html, name) == []


def test_a_card_s_tags_tell_of_a_piece() -> None:
    html = _site()[ONE]
    expected = {
        "og:type": ["article"], "og:title": ["Price the leak"], "og:url": [f"{SITE}blog/one/"],
        "og:description": ["What a leak costs."], "og:site_name": ["Test"],
        "og:locale": ["en_US"], "og:image": [f"{SITE}posts/a.png"],
        "og:image:type": ["image/png"], "og:image:alt": ["A tap"],
        "article:published_time": ["2026-03-04T09:30:00+00:00"],
        "article:modified_time": ["2026-05-01T00:00:00+00:00"],
        "article:author": [f"{SITE}authors/ana-ruiz/", f"{SITE}authors/bo/"],
        "article:section": ["Pricing"], "article:tag": ["Pricing", "Leakage"],
        "twitter:card": ["summary_large_image"], "twitter:site": ["@millrace"],
        "twitter:creator": ["@anaruiz"], "fediverse:creator": ["@ana@social.example"],
        "author": ["Ana Ruiz", "Bo Ek"],
    }  # fmt: skip
    assert {name: meta(html, name) for name in expected} == expected


def test_a_card_s_tags_tell_of_people_and_lists() -> None:
    person = _site()["authors/ana-ruiz/index.html"]
    assert meta(person, "og:type") == ["profile"]
    assert meta(person, "og:image") == [f"{SITE}authors/ana-ruiz.png"]
    hub = _site()["blog/index.html"]
    assert meta(hub, "og:type") == ["website"]
    assert meta(hub, "og:image") == [f"{SITE}assets/card.png"]
    assert meta(hub, "og:image:alt") == ["A valley"]


def test_a_republished_piece_names_the_original() -> None:
    first = "https://first.example/a"
    html = _built({"docs/posts/one.md": a_piece(canonical_url=first)})[ONE]
    assert meta(html, "og:url") == [first]
    assert node(html, "BlogPosting")["sameAs"] == [first]


def test_a_list_is_a_feed_of_entries() -> None:
    for file, name, number in (
        ("blog/index.html", "Test", 8), ("topics/pricing/index.html", "Pricing", 1),
        ("series/walk/index.html", "The walk", 2), ("authors/bo/index.html", "Pieces", 4),
    ):  # fmt: skip
        html = _site()[file]
        (feed,) = [i for i in _microformats(file, html) if "h-feed" in i["type"]]
        assert feed["properties"]["name"] == [name]
        entries = [i["properties"] for i in feed["children"] if "h-entry" in i["type"]]
        assert len(entries) == number, file
        for entry in entries:
            assert entry["name"][0] in visible(html)
            assert entry["url"][0].startswith("https://")
            assert re.match(r"\d{4}-\d\d-\d\d", entry["published"][0])
            for author in entry.get("author", ()):
                assert author["properties"]["url"][0].startswith(f"{SITE}authors/")


def test_a_piece_is_an_entry() -> None:
    entry = _microformats(ONE, _site()[ONE])[0]
    found = entry["properties"]
    assert entry["type"] == ["h-entry"]
    assert found["name"] == ["Price the leak"]
    assert found["url"] == [f"{SITE}blog/one/"]
    assert found["published"][0].startswith("2026-03-04")
    assert found["updated"][0].startswith("2026-05-01")
    assert found["summary"] == ["What a leak costs."]
    assert found["category"] == ["Pricing", "Leakage"]
    photo = found["photo"][0]
    assert (photo["value"], photo["alt"]) == (f"{SITE}posts/a.png", "A tap")
    assert found["syndication"] == ["https://copy.example/one"]
    assert found["in-reply-to"] == ["https://x.example/1"]
    assert found["content"][0]["value"].endswith("Some words of the text.")
    rels = mf2py.parse(doc=_site()[ONE], url=f"{SITE}blog/one/")["rels"]
    assert rels["author"] == [f"{SITE}authors/ana-ruiz/", f"{SITE}authors/bo/"]
    ana, bo = (author["properties"] for author in found["author"])
    assert ana["name"] == ["Ana Ruiz"]
    assert ana["url"] == [f"{SITE}authors/ana-ruiz/"]
    assert ana["photo"][0]["value"] == f"{SITE}authors/ana-ruiz.png"
    assert ana["job-title"] == ["Economist"]
    assert bo["org"] == ["A university"]


def test_an_author_s_page_is_a_card() -> None:
    file = "authors/ana-ruiz/index.html"
    parsed = mf2py.parse(doc=_site()[file], url=f"{SITE}authors/ana-ruiz/")
    card = next(i for i in parsed["items"] if "h-card" in i["type"])["properties"]
    assert card["name"] == ["Ana Ruiz"]
    assert card["url"][0] == card["uid"][0] == f"{SITE}authors/ana-ruiz/"
    assert card["photo"][0]["value"] == f"{SITE}authors/ana-ruiz.png"
    assert card["note"] == ["Ana prices water."]
    assert card["job-title"] == ["Economist"]
    assert parsed["rels"]["me"] == ["https://ana.example/", "https://x.com/anaruiz"]


HOSTILE: Final = (
    "</script><script>alert(1)</script>", '"quotes" and \\ backslash', "a \u2028 b \u2029 c",
    "<!-- <script>", "&lt;b&gt; & ]]>", "{{ 7 * 7 }}", "אבג \u202e abc", "😀 \u00a0 x",
)  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_text_in_the_graph_and_in_the_tags(title: str) -> None:
    text = json.dumps(title, ensure_ascii="😀" not in title)  # YAML knows no surrogates
    files = {"docs/posts/one.md": a_piece(title=text, description=text)}
    html = _built(files)[ONE]
    head = html.split("<!--head-->")[1].split("<!--contents-->")[0]
    shown = node(html, "BlogPosting")["headline"]
    assert shown.split() == title.split()
    assert meta(html, "og:title") == [shown]
    assert head.count("</script") == head.count("<script") == 1
    assert "\u2028" not in head.split("ld+json")[1]


@given(st.recursive(st.text() | st.integers(0, 9), lambda s: st.dictionaries(st.text(), s)))
def test_any_data_comes_through_the_element_unchanged(data: Any) -> None:
    element = str(script({"a": data}))
    (found,) = LexborHTMLParser(f"<head>{element}<title>t</title>").css("script")
    assert json.loads(found.text()) == {"a": data}
    assert not re.search("[<>&\u2028\u2029]", element[36:-9])


def test_times_are_those_of_the_site_s_zone() -> None:
    config = {"timezone": "Europe/London"}
    html = _built({"docs/posts/one.md": a_piece(date="2026-07-04")}, config)[ONE]
    said = node(html, "BlogPosting")["datePublished"]
    assert said == "2026-07-04T00:00:00+01:00"
    assert datetime.fromisoformat(said).tzinfo is not None
