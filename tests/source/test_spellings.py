"""What Material's blog, Hugo and Jekyll call our keys is accepted as it is."""

from typing import Any, Final

import pytest
from reading_one import a_read_piece, read

from builders import a_piece
from masthead.content.piece import Declared
from masthead.diagnostics.rules import TWO_SPELLINGS, UNKNOWN_KEY, WRONG_TYPE
from masthead.source.piece import PIECE_KEYS
from masthead.source.spellings import FLAGS, KEPT, PIECE_SPELLINGS

VALUES: Final = {
    "authors": ("ana-ruiz", "[ana-ruiz, omar-sy]"),
    "stages": ("interest", "[interest, loyalty]"),
    "audiences": ("directors", "[directors]"),
    "topics": ("pricing", "[pricing, leakage]"),
    "aliases": ("/old/", "[/old/, /older/]"),
    "quotes": ("Water is heavy.", "[One, Two]"),
    "sources": ("A report", "[{title: A, url: 'https://example.org/'}]"),
    "contributors": ("Ana Ruiz", "[{name: ana-ruiz, role: Editing}]"),
    "corrections": ("{date: 2026-03-05, text: Wrong.}",),
    "links": ("https://example.org/", "[https://example.org/]"),
    "reading_time": ("4",),
    "date": ("2026-03-04",),
    "updated": ("2026-03-05",),
    "expires": ("2027-03-05",),
    "description": ("A sentence.",),
    "lang": ("de",),
    "canonical_url": ("https://example.org/one",),
}


def _values(name: str) -> list[str]:
    return list(VALUES[name])


@pytest.mark.parametrize(
    ("theirs", "ours", "value"),
    [(theirs, ours, v) for theirs, ours in PIECE_SPELLINGS.items() for v in _values(ours)],
)
def test_a_key_by_another_name_reads_alike(theirs: str, ours: str, value: str) -> None:
    named = a_read_piece(None, **{"date": None, ours: value} | _with_date(ours))
    other = a_read_piece(None, **{"date": None, theirs: value} | _with_date(ours))
    target = next(key.target for key in PIECE_KEYS if key.name == ours)
    assert getattr(named, target) == getattr(other, target)
    assert getattr(named, target)


def _with_date(ours: str) -> dict[str, Any]:
    return {} if ours == "date" else {"date": "2026-03-04"}


@pytest.mark.parametrize(("theirs", "ours"), PIECE_SPELLINGS.items())
def test_both_spellings_at_once_are_found_at_the_second(theirs: str, ours: str) -> None:
    value = VALUES[ours][0]
    front = f"title: A\nid: one\n{ours}: {value}\n{theirs}: {value}"
    _, findings = read(a_piece(front if ours == "date" else f"{front}\ndate: 2026-03-04"))
    assert [(f.rule, f.position.line, f.position.column) for f in findings] == [
        (TWO_SPELLINGS, 5, 1)
    ]
    assert f"`{theirs}` and `{ours}`" in findings[0].message
    assert f"`{ours}` is Masthead's own" in findings[0].remedy


@pytest.mark.parametrize(("flag", "meaning"), FLAGS.items())
def test_a_flag_of_another_tool_is_a_state(
    flag: tuple[str, bool], meaning: tuple[str, str]
) -> None:
    name, truth = flag
    assert meaning[0] == "state"
    for written in ("true", "yes", "on") if truth else ("false", "no", "off"):
        assert a_read_piece(None, **{name: written}).declared is Declared(meaning[1])


@pytest.mark.parametrize("name", ["draft", "published"])
def test_a_flag_takes_nothing_but_true_and_false(name: str) -> None:
    _, findings = read(a_piece(**{name: "'true'"}))
    assert [(f.rule, f.position.line) for f in findings] == [(WRONG_TYPE, 5)]
    assert f"`{name}: true`" in findings[0].remedy


def test_a_flag_beside_a_state_is_two_spellings() -> None:
    assert [f.rule for f in read(a_piece(state="draft", draft="true"))[1]] == [TWO_SPELLINGS]


@pytest.mark.parametrize("name", KEPT)
def test_a_key_that_says_nothing_about_content_is_kept(name: str) -> None:
    assert a_read_piece(None, **{name: "post"}).extra == {name: "post"}


@pytest.mark.parametrize("name", [key.name for key in PIECE_KEYS if key.name != "date"])
def test_an_empty_key_counts_as_not_given(name: str) -> None:
    given = {"title": "A", "date": "2026-03-04", "id": "one"}
    piece, findings = read(a_piece("".join(f"{k}: {v}\n" for k, v in (given | {name: ""}).items())))
    assert findings == []
    assert piece is not None


def test_tags_are_what_the_site_says() -> None:
    piece, findings = read(a_piece(tags="[pricing]"), tags="topics")
    assert (findings, piece and piece.topics) == ([], ("pricing",))


def test_tags_without_a_meaning_are_found_with_both_ways_out() -> None:
    _, findings = read(a_piece(tags="[pricing]"))
    assert [f.rule for f in findings] == [UNKNOWN_KEY]
    assert "Write `topics:`" in findings[0].remedy
    assert "`tags: topics` below the plugin masthead in mkdocs.yml" in findings[0].remedy
