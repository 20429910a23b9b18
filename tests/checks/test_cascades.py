"""One mistake gives one message: what only follows from a broken file is not reported."""

from pathlib import Path

import pytest
from rule_cases.case import one, two

from builders import ANA, a_piece, a_site, places_of
from masthead.checks.links import HostPages

_BROKEN = "---\ntitle: [\n---\n"
_LATIN = "---\nname: José\n---\n".encode("latin-1")
_HOST = HostPages({"about.md": frozenset()}, known=True)


@pytest.mark.parametrize("content", [_BROKEN, _LATIN, Path("gone")], ids=["YAML", "bytes", "link"])
@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("authors/jane.md", one(authors="[ana-ruiz, jane]")),
        ("docs/series/ledger.md", one(series="ledger", part="1")),
        ("docs/posts/two.md", one("See [two](two.md#results).\n")),
        ("docs/posts/two.md", one(pair="two.md")),
        ("docs/posts/two.md", one(**{"from": "[two.md]"})),
        ("docs/posts/two.md", one(state="retired", successor="../posts/two.md")),
        ("docs/posts/two.md", {"docs/series/a.md": "---\norder: [../posts/two.md]\n---\n"} | one()),
        ("docs/ideas/jug.md", one(idea="jug")),
        ("docs/posts/two.md", {**one(), "docs/ideas/two.md": "An idea.\n"}),
    ],
    ids=["author", "series", "link", "pair", "from", "successor", "order", "idea", "idea of it"],
)
def test_a_file_that_cannot_be_read_is_the_only_finding(
    path: str, files: dict[str, str], content: str | bytes | Path, tmp_path: Path
) -> None:
    site = a_site(tmp_path, {**files, path: content}, host=_HOST)
    assert {f.position.path for f in site.findings()} == {path}
    assert len(site.findings()) == 1


def test_a_piece_whose_yaml_is_broken_still_has_its_id(tmp_path: Path) -> None:
    broken = "---\ntitle: A: b\nid: two\n---\n"
    site = a_site(tmp_path, {**one(pair="two"), "docs/posts/second.md": broken})
    assert places_of(site.findings()) == ["docs/posts/second.md:2:9 MH002"]


@pytest.mark.parametrize(
    ("options", "files"),
    [
        ({"topics": "pricing"}, one(topics="pricing")),
        ({"audiences": {"a b": "C"}}, one(audiences="directors")),
        ({"stages": {"a": ["b"]}}, one(stages="loyalty")),
        ({"formats": {"podcast": {"titel": "P"}}}, one(format="podcast")),
        ({"series": "ledger"}, one(series="ledger")),
        ({"pieces": "../posts"}, {}),
    ],
)
def test_a_setting_that_cannot_be_read_is_the_only_finding(
    options: dict[str, object], files: dict[str, str], tmp_path: Path
) -> None:
    site = a_site(tmp_path, files, options)
    if not files:
        (tmp_path / "docs" / "posts").rmdir()
    assert [f.position.path for f in site.findings()] == ["mkdocs.yml"]


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ({"title": "[A]"}, "2:8 MH203"),
        ({"date": "2026-02-30"}, "3:7 MH207"),
        ({"id": "a/b"}, "4:5 MH211"),
        ({"series": "a b", "part": "1"}, "5:9 MH211"),
        ({"external_url": "x.org"}, "5:15 MH209"),
        ({"external_url": "x.org", "format": "tweet"}, "5:15 MH209"),
        ({"slug": "a/b"}, "5:7 MH211"),
        ({"format": "a/b"}, "5:9 MH211"),
        ({"image": "[a.png]"}, "5:8 MH203"),
        ({"canonical_url": "x.org"}, "5:16 MH209"),
    ],
)
def test_a_value_that_cannot_be_read_is_the_only_finding(
    keys: dict[str, str], at: str, tmp_path: Path
) -> None:
    body = "" if "external_url" in keys else "Some words.\n"
    site = a_site(tmp_path, one(body, **keys))
    assert places_of(site.findings()) == [f"docs/posts/one.md:{at}"]


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ({"date": "2026-02-30"}, "3:7 MH207"),
        ({"date": None}, "1:1 MH205"),
        ({"external_url": "x.org"}, "5:15 MH209"),
        ({"title": "[A]"}, "2:8 MH203"),
        ({"id": "a/b"}, "4:5 MH211"),
    ],
)
def test_a_link_to_a_piece_with_a_mistake_is_no_mistake(
    keys: dict[str, str | None], at: str, tmp_path: Path
) -> None:
    body = "" if "external_url" in keys else "Other words.\n"
    site = a_site(tmp_path, {**one("See [two](two.md).\n"), **two(body, **keys)})
    assert places_of(site.findings()) == [f"docs/posts/two.md:{at}"]


def test_an_author_without_a_name_is_an_author(tmp_path: Path) -> None:
    site = a_site(tmp_path, {**one(authors="jane"), "authors/jane.md": "---\nrole: x\n---\n"})
    assert places_of(site.findings()) == ["authors/jane.md:1:1 MH214"]


@pytest.mark.parametrize("text", ["", "---\n---\n", "Words.\n"])
def test_an_empty_series_file_declares_its_series(text: str, tmp_path: Path) -> None:
    site = a_site(tmp_path, {**one(series="ledger"), "docs/series/ledger.md": text})
    assert site.findings() == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("authors/a/jane.md", "authors/b/jane.md"),
        ("authors/jane.markdown", "authors/jane.md"),
        ("docs/series/a/jane.md", "docs/series/jane.md"),
        ("docs/ideas/a/one.md", "docs/ideas/one.md"),
    ],
)
def test_two_files_with_one_id_are_found_at_the_second(
    first: str, second: str, tmp_path: Path
) -> None:
    site = a_site(tmp_path, {**one(), first: ANA, second: ANA}, {})
    if "author" not in first:
        site = a_site(tmp_path, {**one(), first: "Words.\n", second: "Words.\n"})
    assert places_of(site.findings()) == [f"{second}:1:1 MH301"]
    assert first in site.findings()[0].message


def test_an_alias_clash_is_found_at_the_alias(tmp_path: Path) -> None:
    site = a_site(tmp_path, {**one(), **two(aliases="[/old/, /blog/one/]")})
    assert places_of(site.findings()) == ["docs/posts/two.md:5:18 MH304"]
    assert "the address /blog/one/ is also that of docs/posts/one.md" in site.shown()


def test_a_page_that_masthead_makes_yields_to_no_slug_but_says_so_at_the_piece(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path, one(slug="authors"), {"blog": "/"})
    assert places_of(site.findings()) == ["docs/posts/one.md:5:7 MH302"]
    assert "is also that of a page that Masthead makes" in site.findings()[0].message


def test_a_page_of_the_host_at_a_pieces_address_is_found_at_the_piece(tmp_path: Path) -> None:
    host_files = {"blog/one/index.html": "docs/blog/one.md"}
    site = a_site(tmp_path, one(slug="one"), host_files=host_files)
    assert places_of(site.findings()) == ["docs/posts/one.md:5:7 MH302"]
    assert "docs/blog/one.md" in site.findings()[0].message


def test_a_reserved_slug_is_one_finding_also_where_the_page_exists(tmp_path: Path) -> None:
    site = a_site(tmp_path, {**one(slug="archive"), **two()})
    assert places_of(site.findings()) == ["docs/posts/one.md:5:7 MH303"]


def test_a_drafts_missing_date_is_no_finding_but_a_ready_ones_is(tmp_path: Path) -> None:
    files = {
        "docs/posts/one.md": a_piece(id="one", date=None, state="review"),
        "docs/posts/two.md": a_piece(id="two", date=None),
    }
    assert places_of(a_site(tmp_path, files).findings()) == ["docs/posts/two.md:1:1 MH205"]
