"""What machines read: sitemap, robots, llms.txt, security.txt, catalogue, latest pieces."""

import gzip
import json
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from msgspec.structs import replace

from builders import SiteOnDisk, a_piece, a_site, places_of
from hosts.rendered import rendered
from masthead.plan.machines.robots import TRAINING
from masthead.plan.machines.sitemap import make_sitemaps
from masthead.render.machines.sitemap import SitemapRenderer

SITE: Final = "https://example.org/"
_SPACES: Final = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
_STATES: Final = ("ready", "ready", "draft", "planned", "review", "retired")


def xpath(xml: bytes, path: str) -> list[Any]:
    """What a path finds in a sitemap."""
    found = etree.fromstring(xml).xpath(path, namespaces=_SPACES)
    assert isinstance(found, list)
    return found


def files_of(folder: Path, pieces: dict[str, str], config: dict[str, Any] | None = None) -> Any:
    """The files of a site with these pieces, by path."""
    given = {f"docs/posts/{name}.md": text for name, text in pieces.items()}
    pictures = {f"docs/posts/{name}.png": b"\x89PNG" for name in ("a", "b")}
    return rendered(a_site(folder, {**given, **pictures}, config).plan())


# Sitemap


def test_each_entry_has_its_content_s_date_and_images(tmp_path: Path) -> None:
    body = "![A](a.png) ![B](b.png) ![B](b.png)\n"
    one = a_piece(id="one", image="a.png", image_alt="A", updated="2026-05-06", body=body)
    files = files_of(tmp_path, {"one": one, "two": a_piece(id="two", date="2026-04-01")})
    xml = files["sitemap.xml"]
    url = f"//s:url[s:loc='{SITE}blog/one/']"
    assert xpath(xml, f"{url}/s:lastmod/text()") == ["2026-05-06"]
    assert xpath(xml, f"{url}/image:image/image:loc/text()") == [
        f"{SITE}posts/a.png", f"{SITE}posts/b.png"
    ]  # fmt: skip
    for page in ("blog/", "blog/archive/", "formats/", "formats/post/"):
        assert xpath(xml, f"//s:url[s:loc='{SITE}{page}']/s:lastmod/text()") == ["2026-04-01"]
    assert gzip.decompress(files["sitemap.xml.gz"]) == xml


def test_a_long_sitemap_is_an_index_of_parts(tmp_path: Path) -> None:
    pieces = {f"docs/posts/p{n}.md": a_piece(id=f"p{n}", title=f"P{n}") for n in range(7)}
    plan = a_site(tmp_path, pieces).plan()
    assert plan.resources  # which lists all pages
    whole = SitemapRenderer().plain(next(make_sitemaps(plan.catalog)).data)  # type: ignore[arg-type]
    for limits in ({"most": 4}, {"most_bytes": 1200}):
        made = list(make_sitemaps(plan.catalog, **limits))
        files = {one.file: SitemapRenderer().plain(one.data) for one in made}  # type: ignore[arg-type]
        parts = xpath(files["sitemap.xml"], "//s:sitemap/s:loc/text()")
        assert parts == [f"{SITE}sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
        assert len(parts) > 2
        found = [a for n in range(len(parts))
                 for a in xpath(files[f"sitemap-{n + 1}.xml"], "//s:url/s:loc/text()")]  # fmt: skip
        assert found == xpath(whole, "//s:url/s:loc/text()")
        for part in parts:
            xml = files[part.removeprefix(SITE)]
            assert len(xml) <= limits.get("most_bytes", 10**9)
            assert len(xpath(xml, "//s:url")) <= limits.get("most", 10**9)


def test_news_are_the_pieces_of_two_days_whenever_they_are_built(tmp_path: Path) -> None:
    dates = {"a": "2026-03-01", "b": "2026-03-04", "c": "2026-03-05 09:00"}
    pieces = {f"docs/posts/{n}.md": a_piece(id=n, title=f"'{n} & <b>'", date=d, lang=None)
              for n, d in dates.items()}  # fmt: skip
    site = a_site(tmp_path, pieces, {"news": {"name": "The Paper", "language": "de"}})
    xml = rendered(site.plan())["sitemap.xml"]
    assert xpath(xml, "//news:title/text()") == ["b & <b>", "c & <b>"]
    assert set(xpath(xml, "//news:name/text()")) == {"The Paper"}
    assert set(xpath(xml, "//news:language/text()")) == {"de"}
    assert xpath(xml, "//news:publication_date/text()")[1] == "2026-03-05T09:00:00+00:00"
    later = replace(site, now=site.now + timedelta(days=40))
    assert rendered(later.plan())["sitemap.xml"] == xml


# Everything, once


@settings(max_examples=40)
@given(st.lists(
    st.tuples(st.sampled_from(_STATES), st.booleans(), st.booleans(), st.sampled_from(
        ("2026-03-04", "2026-11-20", "2027-01-01"))), max_size=6),
    st.booleans(),
)  # fmt: skip
def test_every_published_piece_is_listed_once_and_nothing_else(
    drawn: list[tuple[str, bool, bool, str]], directories: bool
) -> None:
    pieces, public = {}, {}
    for number, (state, private, elsewhere, date) in enumerate(drawn):
        name = f"p{number}"
        pieces[f"docs/posts/{name}.md"] = a_piece(
            id=name, title=f"Title {name}", state=state, date=date, topics="[pricing]",
            visibility="private" if private else None,
            external_url=f"https://x.example/{name}" if elsewhere else None,
        )  # fmt: skip
        if state == "ready" and not private and date < "2027":
            public[name] = elsewhere
    with TemporaryDirectory() as folder:
        site = a_site(Path(folder), pieces)
        changed = replace(site.settings, use_directory_urls=directories)
        files = rendered(replace(site, settings=changed).plan())
    catalogue = json.loads(files["catalogue.json"])
    assert sorted(piece["id"] for piece in catalogue["pieces"]) == sorted(public)
    own = [name for name, elsewhere in public.items() if not elsewhere]
    tail = "/" if directories else ".html"
    named = xpath(files["sitemap.xml"], "//s:url/s:loc/text()")
    assert sorted(a for a in named if "/blog/p" in a) == sorted(
        f"{SITE}blog/{name}{tail}" for name in own
    )
    assert len(named) == len(set(named))
    llms = files["llms.txt"].decode() if own else ""
    latest = files["blog/latest.html"].decode() if public else ""
    versions = {name for name in files if name.endswith(".md")}
    assert versions == {f"blog/{n}/index.md" if directories else f"blog/{n}.md" for n in own}
    for name in (f"p{number}" for number in range(len(drawn))):
        assert (f"Title {name}" in llms) is (name in own)
        if len(public) <= 5:
            assert (f"Title {name}" in latest) is (name in public)


# Robots, security


@pytest.mark.parametrize(
    ("crawlers", "said"),
    [
        (None, "User-agent: *\nAllow: /\n\n"),
        ("none", "User-agent: *\nDisallow: /\n\n"),
        ({"GPTBot": "disallow", "*": "allow"},
         "User-agent: *\nAllow: /\n\nUser-agent: GPTBot\nDisallow: /\n\n"),
    ],
)  # fmt: skip
def test_robots_txt_says_the_policy(tmp_path: Path, crawlers: Any, said: str) -> None:
    config = {"crawlers": crawlers} if crawlers else {}
    text = files_of(tmp_path, {"one": a_piece(id="one")}, config)["robots.txt"].decode()
    assert text.split("\n\n", 1)[1] == f"{said}Sitemap: {SITE}sitemap.xml\n"


def test_no_training_turns_away_those_who_gather_texts(tmp_path: Path) -> None:
    files = files_of(tmp_path, {"one": a_piece(id="one")}, {"crawlers": "no-training"})
    first, everybody, trainers, _ = files["robots.txt"].decode().split("\n\n")
    assert "not to train" in first
    assert everybody == "User-agent: *\nAllow: /"
    assert trainers.splitlines()[:-1] == [f"User-agent: {agent}" for agent in TRAINING]
    assert trainers.endswith("\nDisallow: /")


def test_security_txt_has_what_the_rfc_asks_for(tmp_path: Path) -> None:
    security = {"contact": ["security@example.org", "https://example.org/report"],
                "expires": "2027-06-30", "languages": ["en", "de"],
                "policy": "https://example.org/policy"}  # fmt: skip
    files = files_of(tmp_path, {"one": a_piece(id="one")}, {"security": security})
    assert files[".well-known/security.txt"].decode() == (
        "Contact: mailto:security@example.org\nContact: https://example.org/report\n"
        "Expires: 2027-06-30T00:00:00Z\nPreferred-Languages: en, de\n"
        f"Canonical: {SITE}.well-known/security.txt\nPolicy: https://example.org/policy\n"
    )


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"security": {"contact": "a@b.example"}}, "`security` has no `expires`"),
        ({"security": {"expires": "2027-06-30"}}, "`security` has no `contact`"),
        ({"security": {"contact": "ring me", "expires": "2027-06-30"}}, "`ring me` is not a way"),
        ({"security": True}, "here stand no keys"),
        ({"crawlers": "no-trainig"}, "did you mean `no-training`?"),
        ({"crawlers": {"GPTBot": "maybe"}}, "`maybe` is not what a crawler may do"),
        ({"crawlers": {"a\nb: c": "allow"}}, "is not the name of a crawler"),
        ({"news": "yes please"}, "here stand no keys"),
        ({"news": {"language": "de_DE\n"}}, "is not a language"),
        ({"latest": 0}, "not a whole number from 1"),
        ({"markdown": "no"}, "not true or false"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_found(tmp_path: Path, config: dict[str, Any], says: str) -> None:
    site = a_site(tmp_path, {"docs/posts/one.md": a_piece(id="one")}, config)
    (finding,) = site.about_settings
    assert says in finding.message
    assert finding.position.line > 1


# llms.txt


def test_llms_txt_has_its_form_and_leads_to_markdown(tmp_path: Path) -> None:
    pieces = {
        "one": a_piece(id="one", title="One [x]", topics="[pricing]", description="In *short*."),
        "two": a_piece(id="two", title="Two", series="walk", date="2026-03-05", pin="true"),
        "far": a_piece(id="far", title="Far", external_url="https://x.example/", format="tweet"),
    }
    config = {"title": "The hub", "description": "All of it.", "series": {"walk": "The walk"}}
    text = files_of(tmp_path, pieces, config)["llms.txt"].decode()
    two = f"- [Two]({SITE}blog/two/index.md): Some words."
    one = f"- [One \\[x\\]]({SITE}blog/one/index.md): In \\*short\\*."
    assert text.startswith(
        f"# The hub\n\n> All of it.\n\n## Featured\n\n{two}\n\n## Newest\n\n{two}\n{one}\n\n"
        f"## Series: The walk\n\n{two}\n\n## Topic: Pricing\n\n{one}\n\n## Optional\n\n"
    )
    assert f"({SITE}catalogue.json)" in text


def test_llms_txt_stays_small_however_many_pieces_there_are(tmp_path: Path) -> None:
    pieces = {f"p{n}": a_piece(id=f"p{n}", title=f"P{n}", topics="[pricing]") for n in range(60)}
    text = files_of(tmp_path, pieces)["llms.txt"].decode()
    assert text.count("\n- ") < 40


@pytest.mark.parametrize("setting", ["llms", "latest"])
def test_lists_can_be_switched_off(tmp_path: Path, setting: str) -> None:
    files = files_of(tmp_path, {"one": a_piece(id="one")}, {setting: False})
    assert not [name for name in files if setting in name]


def test_without_an_address_there_is_none_of_them_but_the_one_for_schedules(tmp_path: Path) -> None:
    given = {"docs/posts/one.md": a_piece(id="one")}
    config = "site_name: Test\nplugins:\n  - masthead:\n      crawlers: none\n"
    files = rendered(a_site(tmp_path, given, config).plan())
    assert [n for n in files if not n.endswith(("/index.html", "search.json"))] == ["due.json"]


# Catalogue


def _rich() -> dict[str, str]:
    return {
        "docs/posts/one.md": a_piece(
            {"id": "one", "title": "One", "authors": "[ana-ruiz]", "stages": "[awareness]",
             "topics": "[pricing]", "audiences": "[directors]", "angle": "practical",
             "series": "walk", "part": "2", "pair": "two", "idea": "big", "image": "a.png",
             "image_alt": "A square", "image_credit": "Bo", "question": "And you?",
             "quotes": "[A sentence.]", "disclosure": "None.", "reading_time": "7",
             "contributors": "[{name: bo, role: Editing}, {name: Cy}]",
             "sources": "[{title: A book}, {title: B, url: 'https://x.example/b'}]",
             "links": "[{title: Two, url: two.md}, {title: Gone, url: hidden.md}]",
             "corrections": "[{date: 2026-06-01, text: Fixed.}]",
             "syndicated": "[{channel: medium, url: 'https://m.example/1', date: 2026-04-01}]",
             "from": "[seed, {format: tweet, url: 'https://x.example/t', text: Words, "
             "channel: x, date: 2026-01-01}, {format: tweet, url: 'https://x.example/secret', "
             "visibility: private}]", "canonical_url": "https://first.example/one"}
        ),
        "docs/posts/two.md": a_piece(id="two", title="Two", angle="aspirational"),
        "docs/posts/seed.md": a_piece(id="seed", title="Seed", date="2026-01-02",
                                      format="tweet", external_url="https://x.example/seed"),
        "docs/posts/hidden.md": a_piece({"id": "hidden", "state": "draft", "from": "[one]"}),
        "docs/posts/a.png": "picture",
        "authors/bo.md": "---\nname: Bo Ek\nrole: Editor\n---\nBo edits.\n",
        "docs/series/walk.md": "---\ntitle: The walk\nparts: 3\n---\n",
        "docs/ideas/big.md": "---\ntitle: The big idea\ndescription: In short.\n---\n",
    }  # fmt: skip


def _catalogue(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    off = {"rules": dict.fromkeys(("MH408", "MH510"), "off")}
    files = rendered(a_site(folder, _rich(), off).plan())
    return json.loads(files["catalogue.json"]), json.loads(files["catalogue.schema.json"])


def test_the_catalogue_has_all_that_readers_may_know(tmp_path: Path) -> None:
    catalogue, _ = _catalogue(tmp_path)
    by_id = {piece["id"]: piece for piece in catalogue["pieces"]}
    assert by_id["one"] == {
        "id": "one", "entry": "tag:example.org,2026:one", "title": "One",
        "url": f"{SITE}blog/one/", "published": "2026-03-04T00:00:00Z",
        "updated": "2026-06-01T00:00:00Z", "format": "post",
        "markdown": f"{SITE}blog/one/index.md", "canonical": "https://first.example/one",
        "summary": "Some words.", "minutes": 7, "authors": ["ana-ruiz"],
        "contributors": [{"name": "Bo Ek", "role": "Editing", "author": "bo"}, {"name": "Cy"}],
        "stages": ["awareness"], "angle": "practical", "audiences": ["directors"],
        "topics": ["pricing"], "series": {"id": "walk", "part": 2}, "pair": "two", "idea": "big",
        "grew_from": [{"id": "seed"}, {"url": "https://x.example/t", "text": "Words",
                       "format": "tweet", "channel": "x", "published": "2026-01-01T00:00:00Z"}],
        "syndicated": [{"channel": "medium", "url": "https://m.example/1",
                        "published": "2026-04-01T00:00:00Z"}],
        "image": {"url": f"{SITE}posts/a.png", "alt": "A square", "credit": "Bo"},
        "quotes": ["A sentence."], "question": "And you?",
        "sources": [{"title": "A book"}, {"title": "B", "url": "https://x.example/b"}],
        "links": [{"title": "Two", "url": f"{SITE}blog/two/"}, {"title": "Gone"}],
        "disclosure": "None.",
        "corrections": [{"date": "2026-06-01T00:00:00Z", "text": "Fixed."}],
    }  # fmt: skip
    assert by_id["seed"]["grew_into"] == ["one"]
    assert by_id["seed"]["url"] == "https://x.example/seed"
    assert by_id["seed"]["elsewhere"] is True
    assert "hidden" not in json.dumps(catalogue)
    assert "secret" not in json.dumps(catalogue)
    assert catalogue["series"] == [{"id": "walk", "title": "The walk", "url": f"{SITE}series/walk/",
                                    "parts": 3, "pieces": ["one"]}]  # fmt: skip
    assert catalogue["ideas"] == [{"id": "big", "title": "The big idea",
                                   "url": f"{SITE}ideas/big/", "description": "In short.",
                                   "pieces": ["seed", "one"]}]  # fmt: skip
    assert [author["id"] for author in catalogue["authors"]] == ["ana-ruiz", "bo"]


def test_the_catalogue_keeps_to_its_published_schema(tmp_path: Path) -> None:
    catalogue, schema = _catalogue(tmp_path)
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(catalogue)) == []
    assert schema["$id"] == catalogue["$schema"] == f"{SITE}catalogue.schema.json"
    del catalogue["pieces"][0]["title"]
    assert len(list(Draft202012Validator(schema).iter_errors(catalogue))) == 1


def test_each_key_of_the_catalogue_is_a_key_of_the_schema(tmp_path: Path) -> None:
    catalogue, schema = _catalogue(tmp_path)
    known = schema["$defs"]["PublishedPiece"]["properties"]
    assert all(piece.keys() <= known.keys() for piece in catalogue["pieces"])
    internal = {"sales", "owner", "review_by", "share", "extra", "path", "key", "source", "state"}
    assert not internal & known.keys()


# The latest pieces


def test_each_collection_has_its_newest_pieces(tmp_path: Path) -> None:
    pieces = {f"p{n}": a_piece(id=f"p{n}", title=f"P{n} <b>", date=f"2026-03-0{n}",
                               topics="[pricing]", stages="[awareness]", authors="[ana-ruiz]")
              for n in range(1, 5)}  # fmt: skip
    files = files_of(tmp_path, pieces, {"latest": 2})
    folders = ("blog", "authors/ana-ruiz", "topics/pricing", "stages/awareness")
    for folder in folders:
        data = json.loads(files[f"{folder}/latest.json"])
        assert [piece["id"] for piece in data["pieces"]] == [
            "tag:example.org,2026:p4", "tag:example.org,2026:p3"
        ]  # fmt: skip
        html = files[f"{folder}/latest.html"].decode()
        assert html.startswith('<!doctype html>\n<html lang="en">\n')
        assert html.count("<title>") == 1
        assert '<ul class="masthead-latest" lang="en">' in html
        assert f'<a href="{SITE}blog/p4/"><strong>P4 &lt;b&gt;</strong></a>' in html
        assert '<time datetime="2026-03-04">4 March 2026</time>' in html
        assert html.count("<li>") == 2
        assert "<script" not in html
    assert json.loads(files["topics/pricing/latest.json"])["url"] == f"{SITE}topics/pricing/"
    assert {n for n in files if n.endswith("latest.json")} == {f"{f}/latest.json" for f in folders}
    # The fragment is no page of the site's: nobody should find it in a search.
    assert b"latest.html" not in files["sitemap.xml"]
    assert b'content="noindex"' in files["blog/latest.html"]


# Whose file it is


def _with_host_files(folder: Path, *files: str, **config: Any) -> SiteOnDisk:
    site = a_site(folder, {"docs/posts/one.md": a_piece(id="one")}, config)
    return replace(site, host_files={file: f"docs/{file}" for file in files})


def test_a_file_of_the_owner_s_own_stands_in_the_place_of_ours(tmp_path: Path) -> None:
    site = _with_host_files(tmp_path, "robots.txt", "llms.txt")
    assert site.findings() == ()
    assert not {"robots.txt", "llms.txt"} & {one.file for one in site.plan().resources}


@pytest.mark.parametrize("file", ["catalogue.json", "blog/Latest.json", "sitemap.xml"])
def test_any_other_file_at_the_place_of_ours_is_an_error(tmp_path: Path, file: str) -> None:
    (finding,) = _with_host_files(tmp_path, file).findings()
    assert places_of((finding,)) == [f"docs/{file}:1:1 MH302"]
    assert "Masthead writes a file of its own" in finding.message


def test_a_piece_may_be_called_latest_but_not_beside_the_fragment(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"docs/posts/latest.md": a_piece(id="one")})
    assert site.findings() == ()
    flat = replace(site, settings=replace(site.settings, use_directory_urls=False))
    assert places_of(flat.findings()) == ["docs/posts/latest.md:1:1 MH302"]
