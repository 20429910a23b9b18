"""Relative links, anchors, images and files: what leads nowhere, and what to write."""

from pathlib import Path

import pytest
from rule_cases.case import one, two

from builders import ANA, a_piece, a_site, places_of
from masthead.checks.links import HostPages
from pictures import a_picture

_ABOUT = HostPages({"about.md": frozenset({"the-team"}), "team/index.md": frozenset()}, known=True)
_PAGES = {"docs/about.md": "# About\n", "docs/hidden.md": "# Hidden\n", "docs/team/index.md": "#\n"}
_FILES = {
    "docs/posts/a b.png": a_picture(),
    "docs/files/table.csv": "a,b\n",
    "docs/posts/é.pdf": b"x",
}


@pytest.mark.parametrize(
    "address",
    [
        "two.md", "./two.md", "../posts/two.md", "/posts/two.md", "two.md#results",
        "two.md?a=b#results",
        "two.md#", "#here", "#", "../about.md", "../about.md#the-team", "../team/", "../team",
        "../files/table.csv", "a%20b.png", "<a b.png>", "%C3%A9.pdf", "é.pdf",
        "../series/ledger.md", "../ideas/one.md", "https://example.org/gone.md", "mailto:a@b.c",
        "../../docs/posts/two.md", "../../authors/ana-ruiz.md",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_fine(address: str, tmp_path: Path) -> None:
    files = {
        **_PAGES, **_FILES, **one(f"## Here\n\n[A]({address})\n"), **two("## Results\n\nA.\n"),
        "docs/series/ledger.md": "", "docs/ideas/one.md": "",
    }  # fmt: skip
    assert a_site(tmp_path, files, host=_ABOUT).findings() == ()


@pytest.mark.parametrize(
    ("address", "code", "says", "remedy"),
    [
        ("tow.md", "MH501", 'no page or file "tow.md"', "path of the .md file, relative to this"),
        ("posts/two.md", "MH501", '"posts/two.md"', "relative to this one"),
        ("TWO.md", "MH501", '"TWO.md"', "Did you mean two.md?"),
        ("two.html", "MH501", '"two.html"', "Did you mean two.md?"),
        ("two/", "MH501", '"two/"', "Did you mean two.md?"),
        ("../About.md", "MH501", '"../About.md"', "Did you mean ../about.md?"),
        ("../../gone.md", "MH501", '"../../gone.md"', "relative to this one"),
        ("../hidden.md", "MH501", "hidden.md is not part of the site", "`exclude_docs`"),
        ("two.md#resulst", "MH502", 'two.md has no anchor "resulst"', "Did you mean #results?"),
        ("../about.md#boss", "MH502", 'about.md has no anchor "boss"', "small letters"),
        ("#there", "MH502", 'this text has no anchor "there"', "#here"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(
    address: str, code: str, says: str, remedy: str, tmp_path: Path
) -> None:
    files = {**_PAGES, **one(f"## Here\n\n[A]({address})\n"), **two("## Results\n\nA.\n")}
    (finding,) = a_site(tmp_path, files, host=_ABOUT).findings()
    assert places_of((finding,)) == [f"docs/posts/one.md:8:5 {code}"]
    assert finding.position.length == len(address)
    assert says in finding.message
    assert remedy in finding.remedy


def test_while_the_host_has_not_said_its_pages_are_taken_to_be_there(tmp_path: Path) -> None:
    files = {**_PAGES, **one("[A](../hidden.md#x)\n")}
    assert a_site(tmp_path, files).findings() == ()


@pytest.mark.parametrize("state", ["planned", "draft", "review"])
def test_a_public_text_does_not_lead_to_one_that_is_not_public(state: str, tmp_path: Path) -> None:
    site = a_site(tmp_path, {**one("[A](two.md)\n"), **two(state=state)})
    assert places_of(site.findings()) == ["docs/posts/one.md:6:5 MH510"]
    assert f"({state})" in site.findings()[0].message


def test_nor_to_a_scheduled_or_private_one(tmp_path: Path) -> None:
    site = a_site(tmp_path, {**one("[A](two.md)\n"), **two(date="2027-01-01")})
    assert "not public yet (scheduled)" in site.findings()[0].message
    site = a_site(tmp_path, {**one("[A](two.md)\n"), **two(visibility="private")})
    assert "is private" in site.findings()[0].message


def test_a_scheduled_text_may_lead_to_a_scheduled_one_and_a_public_one_to_a_retired_one(
    tmp_path: Path,
) -> None:
    files = {**one("[A](two.md)\n", date="2027-01-01"), **two(date="2027-01-01")}
    assert a_site(tmp_path, files).findings() == ()
    files = {**one("[A](two.md)\n"), **two(state="retired")}
    assert a_site(tmp_path, files).findings() == ()


@pytest.mark.parametrize(
    ("path", "content", "finding"),
    [
        ("docs/posts/one.md", a_piece(image="gone.png", image_alt="A"), "5:8 MH503"),
        ("docs/posts/one.md", a_piece(image="a b.png"), "5:8 MH504"),
        ("docs/posts/one.md", a_piece(image="https://x.org/a.png", image_alt="A"), "5:8 MH507"),
        ("docs/posts/one.md", a_piece(links="[gone.md]"), "5:9 MH501"),
        ("docs/posts/one.md", a_piece(links="[{title: A, url: gone.md}]"), "5:25 MH501"),
        ("docs/posts/one.md", a_piece(links="\n  - The about page: gone.md"), "6:21 MH501"),
        ("docs/posts/one.md", a_piece(sources="[{title: A, url: gone.md}]"), "5:27 MH501"),
        ("docs/posts/one.md", a_piece(sources="gone.md"), "5:10 MH501"),
        ("authors/jane.md", "---\nname: Jane\nportrait: gone.jpg\n---\n", "3:11 MH503"),
        ("authors/jane.md", "---\nname: Jane\nlinks: [gone.md]\n---\n", "3:9 MH501"),
        ("authors/jane.md", "---\nname: Jane\n---\n[A](gone.md)\n", "4:5 MH501"),
        ("authors/jane.md", "---\nname: Jane\nexpertise: [taxes]\n---\n", "3:13 MH104"),
        ("docs/series/a.md", "---\nimage: gone.jpg\nimage_alt: A\n---\n", "2:8 MH503"),
        ("docs/series/a.md", "---\nimage: ../posts/a b.png\n---\n", "2:8 MH504"),
        ("docs/series/a.md", "---\nauthors: [joe]\n---\n", "2:11 MH103"),
        ("docs/series/a.md", "---\norder: [gone]\n---\n", "2:9 MH108"),
        ("docs/series/a.md", "Words, and [a link](gone.md).\n", "1:21 MH501"),
        ("docs/ideas/two.md", "Words, and [a link](gone.md).\n", "1:21 MH501"),
    ],
)
def test_files_that_front_matter_and_other_texts_name_are_checked(
    path: str, content: str, finding: str, tmp_path: Path
) -> None:
    site = a_site(tmp_path, {**_FILES, **two(), path: content})
    assert places_of(site.findings()) == [f"{path}:{finding}"]


@pytest.mark.parametrize(
    "sources",
    [
        "Smith 2020",
        "'Smith 2020: The cost of leaks'",
        "'Leaks and/or bursts: a review'",
        "about.md",
    ],
)
def test_a_source_may_be_words(sources: str, tmp_path: Path) -> None:
    files = {"docs/posts/about.md": a_piece(id="about"), **one(sources=sources)}
    assert a_site(tmp_path, files).findings() == ()


def test_a_portrait_beside_the_profile_is_found_by_itself(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"authors/jane.md": ANA, "authors/jane.jpg": a_picture()})
    assert site.findings() == ()
    assert site.read().library.authors["jane"].portrait == "jane.jpg"
