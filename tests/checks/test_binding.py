"""Chains, pairs and series: what binds pieces together agrees on both sides."""

from pathlib import Path
from time import perf_counter

import pytest
from rule_cases.case import one, two

from builders import a_library, a_piece, a_site, places_of, some_piece
from masthead.checks.chains import check_chains
from masthead.checks.required import proposed_id


def _three(**keys: str) -> dict[str, str]:
    return {"docs/posts/three.md": a_piece(title="Third", date="2026-03-06", id="three", **keys)}


def test_a_circle_is_one_finding_at_the_piece_that_came_first(tmp_path: Path) -> None:
    files = one(**{"from": "[three]"}) | two(**{"from": "one"}) | _three(**{"from": "[two]"})
    site = a_site(tmp_path, files)
    assert places_of(site.findings()) == ["docs/posts/one.md:5:8 MH403"]
    for name in ("one", "two", "three"):
        assert f"docs/posts/{name}.md" in site.findings()[0].message


def test_two_circles_are_two_findings(tmp_path: Path) -> None:
    files = one(**{"from": "[one.md, two]"}) | two(**{"from": "[one]"})
    site = a_site(tmp_path, files)
    assert places_of(site.findings()) == [
        "docs/posts/one.md:5:8 MH403", "docs/posts/one.md:5:16 MH403",
    ]  # fmt: skip


def test_a_diamond_is_no_circle(tmp_path: Path) -> None:
    four = {"docs/posts/four.md": a_piece({"from": "[two, three]"}, id="four", date="2026-03-07")}
    files = one() | two(**{"from": "one"}) | _three(**{"from": "one"}) | four
    assert a_site(tmp_path, files).findings() == ()


def test_a_long_chain_is_checked_quickly() -> None:
    pieces = [some_piece(f"posts/p{n:05}.md", sources_of=(f"p{n + 1:05}",)) for n in range(20_000)]
    begun = perf_counter()
    assert list(check_chains(a_library(*pieces))) == []
    assert perf_counter() - begun < 20  # a square would take minutes


@pytest.mark.parametrize(
    ("piece", "source", "found"),
    [
        ("2026-03-04", "2026-03-04 09:30", False),
        ("2026-03-04", "2026-03-04", False),
        ("2026-03-04", "2026-03-05", True),
        ("2026-03-04 09:00", "2026-03-04", False),
        ("2026-03-04 09:00", "2026-03-04 09:30", True),
        ("2026-03-04 09:00", "2026-03-04 09:00", False),
    ],
)
def test_a_date_without_a_time_is_the_whole_day(
    piece: str, source: str, found: bool, tmp_path: Path
) -> None:
    files = {**one(date=source), **two(date=piece, **{"from": "one"})}
    assert places_of(a_site(tmp_path, files).findings()) == (
        ["docs/posts/two.md:5:7 MH404"] if found else []
    )


def test_an_inline_step_is_older_than_its_piece_and_well_formed(tmp_path: Path) -> None:
    step = "{format: tweet, url: https://x.org/1, date: 2026-05-01}"
    site = a_site(tmp_path, one(**{"from": f"[{step}]"}))
    assert places_of(site.findings()) == ["docs/posts/one.md:5:8 MH404"]
    step = "{format: twet, url: x.org, authors: [jane]}"
    assert places_of(a_site(tmp_path, one(**{"from": f"[{step}]"})).findings()) == [
        "docs/posts/one.md:5:28 MH209"
    ]
    step = "{format: twet, url: https://x.org/1, authors: [jane]}"
    assert places_of(a_site(tmp_path, one(**{"from": f"[{step}]"})).findings()) == [
        "docs/posts/one.md:5:17 MH106", "docs/posts/one.md:5:55 MH103",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "third", "finding"),
    [
        ("two", "one", None, None),
        ("two", None, None, None),
        ("two", "three", None, "docs/posts/two.md:5:7 MH405"),
        (None, "one", "one", "docs/posts/two.md:5:7 MH405"),
        ("two", "three", "one", "docs/posts/three.md:5:7 MH405"),
    ],
)
def test_a_piece_has_one_partner(
    first: str | None, second: str | None, third: str | None, finding: str | None, tmp_path: Path
) -> None:
    files = {
        **one(**({"pair": first} if first else {})),
        **two(**({"pair": second} if second else {})),
        **_three(**({"pair": third} if third else {})),
    }
    found = places_of(a_site(tmp_path, files).findings())
    assert (finding in found) if finding else found == []


def test_both_angles_missing_is_no_finding(tmp_path: Path) -> None:
    assert a_site(tmp_path, one(pair="two") | two()).findings() == ()


def test_an_idea_belongs_to_a_piece_by_name_or_by_id(tmp_path: Path) -> None:
    files = {**one(idea="jug"), **two(), "docs/ideas/jug.md": "", "docs/ideas/two.md": ""}
    assert a_site(tmp_path, files).findings() == ()


def test_a_proposed_id_is_the_same_for_the_same_file_and_free() -> None:
    piece = some_piece("posts/one.md", id="")
    first = proposed_id(piece)
    assert proposed_id(piece) == first
    assert proposed_id(some_piece("posts/two.md", id="")) != first
    assert proposed_id(piece, {first}) != first


def test_a_proposed_id_is_not_that_of_a_file_that_was_renamed(tmp_path: Path) -> None:
    taken = proposed_id(some_piece("posts/one.md"))
    site = a_site(tmp_path, {**one(id=None), **two(id=taken)})
    assert f"`id: {taken}`" not in site.findings()[0].remedy
