"""`--fix` writes what has one right answer, and leaves every other byte as it was."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_piece, a_site, some_piece
from hosts.hosted import NOW, HostedSite, a_hosted_site
from masthead.checks.required import proposed_id
from masthead.cli import main
from masthead.content.slips import meant
from masthead.desk.fixes import fixes_of, mended

ONE: Final = "docs/posts/one.md"
OTHERS: Final = {
    "docs/posts/2026/Two.md": a_piece(None, "## The leak\n\nWords.\n", id="two", date="2026-03-05"),
    "docs/page.md": "# Page\n",
    "authors/omar-sy.md": "---\nname: Omar Sy\n---\n",
    "docs/series/ledger.md": "---\ntitle: Ledger\n---\n",
}

COPY: Final = "syndicated:\n  - {channel: x, url: https://x.org/1}"

# What is wrong, the wrong lines, the right ones.
CASES: Final = (
    ("an unknown key", "auther: ana-ruiz", "authors: ana-ruiz"),
    ("a key in quotes", '"topcis": pricing', '"topics": pricing'),
    ("a key in capitals", "Topics: pricing", "topics: pricing"),
    ("a topic", "topics: [ pricign,leakage ] # why", "topics: [ pricing,leakage ] # why"),
    ("a topic in quotes", "topics: 'Pricing'", "topics: 'pricing'"),
    ("two in one line", "topics: [pricng, leakge]", "topics: [pricing, leakage]"),
    ("a stage in a list", "stages:\n  - epiphny\n", "stages:\n  - epiphany\n"),
    ("a format", "format: White Paper", "format: White Paper"),  # no id: who knows what it is
    ("a format with another hyphen", "format: whitepaper", "format: white-paper"),
    ("an author's letters exchanged", "authors: [omar-ys]", "authors: [omar-sy]"),
    ("another author, maybe", "authors: [omar-say]", "authors: [omar-say]"),
    ("a series", "series: legder", "series: ledger"),
    ("a state", "state: raedy", "state: ready"),
    ("a flag in quotes", 'pin: "true"', "pin: true"),
    ("a number in quotes", "series: ledger\npart: '2'", "series: ledger\npart: 2"),
    ("a date with slashes", "updated: 2026/4/1", "updated: 2026-04-01"),
    ("a day first", "updated: 01/04/2026", "updated: 01/04/2026"),
    ("a colon", "description: Pricing: why", 'description: "Pricing: why"'),
    ("a key in a list", COPY.replace("channel", "chanel"), COPY),
    ("a link in the front matter", "links: ../PAGE.md", "links: ../page.md"),
)  # fmt: skip

LINKS: Final = (
    ("[a](../PAGE.md)", "[a](../page.md)"),
    ("[a](../page.html)", "[a](../page.md)"),
    ("[a](Two.md#the-leak) and [b](../Two.md)", "[a](2026/Two.md#the-leak) and [b](2026/Two.md)"),
    ("[a](2026/Two.md#The-Leak)", "[a](2026/Two.md#the-leak)"),
    ("[a](nowhere.md)", "[a](nowhere.md)"),
    ("[a](index.html)", "[a](index.html)"),
)  # fmt: skip


def fixed(site: HostedSite, *arguments: str) -> dict[str, Any]:
    """Mend, and say what is told to machines."""
    words = [
        "check",
        "-f",
        str(site.root / "mkdocs.yml"),
        "--now",
        NOW,
        "--fix",
        "--format",
        "json",
    ]
    result = CliRunner().invoke(main, [*words, *arguments])
    assert result.exit_code in (0, 1), result.output
    return dict(json.loads(result.stdout))


@pytest.mark.parametrize(("wrong", "right"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
@pytest.mark.parametrize("style", ["plain", "windows", "marked"])
def test_one_right_answer_is_written(tmp_path: Path, wrong: str, right: str, style: str) -> None:
    site = a_hosted_site(tmp_path, {ONE: _as(style, wrong), **OTHERS})
    fixed(site, str(tmp_path / ONE))
    assert (tmp_path / ONE).read_bytes() == _as(style, right)


def _as(style: str, keys: str) -> bytes:
    text = f"---\ntitle:   A title  # ours\ndate: 2026-03-04\nid: one\n{keys}\n---\nWords.  \n\n* x"
    text = text.replace("\n", "\r\n") if style == "windows" else text
    return text.encode("utf-8-sig" if style == "marked" else "utf-8")


@pytest.mark.parametrize(("wrong", "right"), LINKS)
def test_links_that_can_lead_to_one_file_only_lead_there(
    tmp_path: Path, wrong: str, right: str
) -> None:
    site = a_hosted_site(tmp_path, {ONE: a_piece(None, f"See {wrong}.\n"), **OTHERS})
    fixed(site, str(tmp_path / ONE))
    assert (tmp_path / ONE).read_text("utf-8") == a_piece(None, f"See {right}.\n")


# The file with the line that is written, and what takes that line's place before it is.
IDS: Final = (
    ("---\ntitle: A\ndate: 2026-03-04\nid: ID\nowner: b\n---\nW\n", ""),
    ("---\ntitle: A\ndate: 2026-03-04\nid: ID\n---\nW\n", "id:\n"),
    ("---\n  date: 2026-03-04\n  id: ID\n  title: >\n    A\n    b\n---\nW\n", ""),
    ("---\n{title: A, date: 2026-03-04}\n---\nW\n", ""),
    ("---\nstate: draft\nid: ID\n---\n# T\n", ""),
    ("---\nid: ID\n---\n# T\n", ""),
)


@pytest.mark.parametrize(("after", "instead"), IDS)
def test_a_missing_id_is_written_below_title_and_date(
    tmp_path: Path, after: str, instead: str
) -> None:
    before = re.sub(r" *id: ID\n", instead, after)
    site = a_hosted_site(tmp_path, {ONE: before})
    proposed = proposed_id(some_piece("posts/one.md"))
    fixed(site, str(tmp_path / ONE))
    assert (tmp_path / ONE).read_text("utf-8") == after.replace("ID", proposed)


def test_mending_again_changes_nothing_and_what_is_left_is_told(tmp_path: Path) -> None:
    wrong = {ONE: a_piece(id=None, auther="ana-riuz", topics="prcing", stages="nowhere")}
    site = a_hosted_site(tmp_path, {**wrong, **OTHERS})
    told = fixed(site)
    once = (tmp_path / ONE).read_bytes()
    assert told["fixed"] == [{"path": ONE, "fixes": 4}]
    assert [finding["code"] for finding in told["findings"]] == ["MH101"]
    assert fixed(site)["fixed"] == []
    assert (tmp_path / ONE).read_bytes() == once


def test_the_configuration_is_left_to_its_owner(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {ONE: a_piece()}, {"topcis": {"a": "A"}})
    before = (tmp_path / "mkdocs.yml").read_bytes()
    assert [f["code"] for f in fixed(site)["findings"]] == ["MH801"]
    assert (tmp_path / "mkdocs.yml").read_bytes() == before


def test_each_fix_is_lines_in_the_place_of_lines(tmp_path: Path) -> None:
    site = a_site(tmp_path, {ONE: a_piece(id=None, topics="prcing")})
    fixes = {
        f.rule.code: (x.first, x.last) for f, x in fixes_of(site.findings(), site.root).items()
    }
    assert fixes == {"MH206": (4, 3), "MH104": (4, 4)}


def test_files_that_the_fix_does_not_fit_any_more_are_left_alone(tmp_path: Path) -> None:
    site = a_site(tmp_path, {ONE: a_piece(topics="prcing")})
    findings = site.findings()
    assert mended(a_piece(topics="[prcing]").encode(), findings) is None
    assert mended(b"---\ntitle: \xff\n---\n", findings) is None


@given(
    st.lists(st.sampled_from([case[1] for case in CASES]), min_size=1, max_size=5, unique=True),
    st.text(alphabet="ab \n\r\t#-'\"[]:é\u2028", max_size=40),
)
@settings(max_examples=60)
def test_a_file_that_parsed_goes_on_saying_what_it_said(
    tmp_path: Path, wrong: list[str], body: str
) -> None:
    site = a_site(tmp_path, {ONE: a_piece("\n".join(["title: A", *wrong]), body), **OTHERS})
    before, findings = (tmp_path / ONE).read_bytes(), site.findings()
    answer = mended(before, [f for f in findings if f.position.path == ONE])
    if answer is not None:
        (tmp_path / ONE).write_bytes(answer.data)
        after = site.findings()
        left = {f.rule.code for f in after if f.position.path == ONE}
        broken = {f.rule.code for f in findings if f.position.path == ONE}
        assert not left & {"MH002", "MH003", "MH004"} or left & broken & {"MH002"}
        assert answer.data.endswith(body.encode())


# Who was meant


@pytest.mark.parametrize(
    ("word", "known", "name"),
    [
        ("Pricing", ["pricing", "prices"], "pricing"),
        ("white_paper", ["white-paper"], "white-paper"),
        ("pricng", ["pricing"], "pricing"),
        ("loyality", ["loyalty", "royalty"], "loyalty"),
        ("cost", ["costs", "cast"], ""),
        ("ai", ["it", "ax"], ""),
        ("pricing", [], ""),
        ("hidden", ["hide"], ""),
        ("cadence", ["cadences", "cadance"], ""),
    ],
)
def test_a_slip_has_one_candidate(word: str, known: list[str], name: str) -> None:
    assert meant(word, known) == name


def test_nobodys_work_goes_to_somebody_else() -> None:
    assert meant("jan-smith", ["jane-smith"], person=True) == ""
    assert meant("jane-smiht", ["jane-smith"], person=True) == "jane-smith"
    assert meant("Jane_Smith", ["jane-smith"], person=True) == "jane-smith"
