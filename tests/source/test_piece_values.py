"""The values of a piece's keys, and the findings about those that do not fit."""

import pytest
from reading_one import a_read_piece, read

from builders import a_piece
from masthead.content.piece import RelatedLink
from masthead.diagnostics.rules import (
    BAD_ALIAS,
    BAD_ID,
    NOT_HTTP,
    UNSAFE_LINK,
    WRONG_TYPE,
)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("no", "no"), ("1.10", "1.10"), ("2024-01-01", "2024-01-01"), ("0x10", "0x10"),
        ("'~'", "~"), ("true", "true"), ("1_000", "1_000"), ("12:30", "12:30"),
        ('"A: b"', "A: b"), (">\n  A long\n  title", "A long title"), ("  A   b ", "A b"),
        (r'"A\x01\x1b\x85\uFFFE b"', "A b"),
    ],
)  # fmt: skip
def test_a_title_is_what_was_written(written: str, title: str) -> None:
    assert a_read_piece(None, title=written).title == title


@pytest.mark.parametrize("written", ["~", "null", "", "''"])
def test_an_empty_title_is_none(written: str) -> None:
    assert a_read_piece(None, title=written).title == ""


@pytest.mark.parametrize("id", ["007", "1.10", "no", "2024-01-01", "x", "a_b", "é", "日本語"])
def test_an_id_is_what_was_written(id: str) -> None:
    assert a_read_piece(None, id=id).id == id


@pytest.mark.parametrize(
    "id", ["a b", "a/b", ".a", "-a", "a-", "'#a'", "a%20b", "x" * 201, "日" * 67]
)
def test_an_id_that_no_address_can_carry_is_found(id: str) -> None:
    _, findings = read(a_piece(id=id))
    assert [(f.rule, f.position.line) for f in findings] == [(BAD_ID, 4)]


@pytest.mark.parametrize(
    "id",
    [
        "https://example.com/2014/05/a-post/", "http://example.com/?p=12#a", "https://例え.jp/ä",
        "tag:example.com,2014:a-post", "tag:ana@example.com,2014-05-01:/2014/a-post",
        "/2014/05/a-post", "/?p=12",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    ],
)  # fmt: skip
def test_an_id_may_be_what_another_blogs_feed_gave(id: str) -> None:
    assert a_read_piece(None, id=f"'{id}'").id == id


@pytest.mark.parametrize(
    ("id", "says"),
    [
        ("https:/example.com/a", "Write the whole address"),
        ("http://", "Write the whole address"),
        ("https://example.com/a b", "Write the whole address"),
        ("https://example.com/50%", "Write the whole address"),
        ("tag:example.com:a", "`tag:example.com,2014:a-post`"),
        ("tag:example.com,14:a", "`tag:example.com,2014:a-post`"),
        ("urn:a", "`urn:uuid:"),
        ("javascript:alert(1)", "begins with https:, http:, tag: or urn:"),
        ("/2014/a post", "begins with https:, http:, tag: or urn:"),
        ("//example.com/a", "begins with https:, http:, tag: or urn:"),
        ("https://example.com/" + "a" * 2000, "Write the whole address"),
    ],
)
def test_a_malformed_uri_is_told_what_to_write(id: str, says: str) -> None:
    _, findings = read(a_piece(id=f"'{id}'"))
    assert [(f.rule, f.position.line) for f in findings] == [(BAD_ID, 4)]
    assert "is neither an id nor an absolute URI" in findings[0].message
    assert says in findings[0].remedy


def test_a_slug_is_never_a_uri() -> None:
    _, findings = read(a_piece(None, slug="'tag:example.com,2014:a'"))
    assert [f.rule for f in findings] == [BAD_ID]


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "HTTP://example.org:80/a?b#c", "https://例え.jp/", "https://[::1]/"],
)
def test_a_web_address_is_kept(address: str) -> None:
    assert a_read_piece(None, canonical_url=f"'{address}'").canonical_url == address


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org", "example.org", "//example.org/", "/a", "https://", "https:///a",
        "https://a b", "javascript:alert(1)", "https://[::1", "https://a:b/", "mailto:a@b.c",
        "'https://a/<b>'", "[https://example.org]", "https:\\\\example.org",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_found(address: str) -> None:
    _, findings = read(a_piece(external_url=address))
    assert [(f.rule, f.position.line, f.position.column) for f in findings] == [(NOT_HTTP, 5, 15)]


@pytest.mark.parametrize("alias", ["/old/", "old", "2024/05/old.html", "/a%20b/", "/é/"])
def test_a_former_address_is_a_path(alias: str) -> None:
    assert a_read_piece(None, aliases=alias).aliases


@pytest.mark.parametrize(
    "alias",
    [
        "https://a.b/c",
        "//a/b",
        "/",
        "../a",
        "/a/../b",
        "/a?b",
        "'/a#b'",
        "a//b",
        "'a\\b'",
        "{a: b}",
    ],
)
def test_a_former_address_outside_the_site_is_found(alias: str) -> None:
    _, findings = read(a_piece(aliases=alias))
    assert [f.rule for f in findings] == [BAD_ALIAS]


@pytest.mark.parametrize(
    ("key", "value", "column"),
    [
        ("pin", "maybe", 6), ("evergreen", "1", 12), ("part", "zero", 7), ("part", "0", 7),
        ("part", "-1", 7), ("part", "1.5", 7), ("part", "1000", 7), ("reading_time", "4 min", 15),
        ("title", "[a]", 8), ("description", "{a: b}", 14), ("extra", "a", 8), ("sales", "a", 8),
        ("share", "[a]", 8), ("search", "yes", 9), ("syndicated", "medium", 13),
        ("corrections", "Oops", 14), ("quotes", "[[a]]", 10), ("contributors", "[[a]]", 16),
        ("links", "[{title: A}]", 9), ("links", "[{title: A, url: ''}]", 9),
        ("links", "[{url: [a]}]", 9), ("format", "[post]", 9), ("pair", "[a]", 7),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_found_at_its_place(key: str, value: str, column: int) -> None:
    front = f"{key}: {value}\ndate: 2026-03-04\nid: one"
    _, findings = read(a_piece(front if key == "title" else f"{front}\ntitle: A"))
    assert [(f.rule, f.position.line, f.position.column) for f in findings] == [
        (WRONG_TYPE, 2, column)
    ]
    assert findings[0].remedy.startswith("Write `")


def test_related_links_have_three_forms() -> None:
    links = "[https://a.org/, {title: B, url: https://b.org/}, C: https://c.org/, two.md]"
    assert a_read_piece(None, links=links).links == (
        RelatedLink(url="https://a.org/", title=""),
        RelatedLink(url="https://b.org/", title="B"),
        RelatedLink(url="https://c.org/", title="C"),
        RelatedLink(url="two.md", title=""),
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JAVA\u200bSCRIPT:a", "data:text/html,a"])
def test_a_link_that_runs_a_script_is_refused_at_its_address(url: str) -> None:
    _, findings = read(a_piece(links=f'[{{title: A, url: "{url}"}}]'))
    assert [(f.rule, f.position.line, f.position.column) for f in findings] == [
        (UNSAFE_LINK, 5, 25)
    ]


def test_what_a_site_wants_to_keep_is_plain_data() -> None:
    extra = a_read_piece(None, extra="{a: [1, 1.5, no, ~, text], b: {c: 2026-03-04}}").extra
    assert extra == {"a": [1, 1.5, False, None, "text"], "b": {"c": "2026-03-04"}}


def test_an_unknown_key_inside_a_value_is_found_there() -> None:
    _, findings = read(a_piece(sales="\n  use_when: now\n  avoidd: x"))
    assert [(f.position.line, f.position.column) for f in findings] == [(7, 3)]
    assert "did you mean `avoid`?" in findings[0].message


@pytest.mark.parametrize("keys", ["date: 2026-03-04, txt: A", "date: tomorrow, text: A"])
def test_a_misspelt_or_wrong_key_inside_a_value_does_not_also_count_as_missing(keys: str) -> None:
    assert len(read(a_piece(corrections=f"[{{{keys}}}]"))[1]) == 1
