"""The handbook's page and its picture are made of the results file alone."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.__main__ import QUICK, command_line, main
from benchmarks.claims import CLAIMS
from benchmarks.plot import HEIGHT, WIDTH, Panel, draw, scale, spread
from benchmarks.report import HANDBOOK, TEMPLATE, page, picture
from benchmarks.results import added, load, save
from lxml import etree
from measured import a_sample, a_session

COLD = a_session(
    "cold",
    a_sample("masthead", cpu=10, wall=12, memory=300, size=4_000_000, files=220),
    a_sample("hugo", cpu=20, wall=15, memory=400, size=3_000_000, files=220),
)
EDIT = a_session(
    "edit",
    *(
        a_sample(tool, "sentence", posts, wall=wall * posts / 1000)
        for tool, wall in (("masthead", 0.2), ("hugo", 2.0))
        for posts in (1_000, 10_000)
    ),
    a_sample("masthead", "nothing", 10_000, wall=1.5),
)


def test_results_come_back_from_their_file(tmp_path: Path) -> None:
    save([COLD, EDIT], tmp_path / "results.json")
    assert load(tmp_path / "results.json") == [COLD, EDIT]
    assert load(tmp_path / "none.json") == []


def test_a_file_that_holds_no_results_is_told_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "results.json"
    file.write_text('{"sessions": [{"unheard": "of"}]}')
    assert main(["cold", "--results", str(file)]) == 2
    assert "Write `--results`" in capsys.readouterr().err


def test_a_result_replaces_an_older_one_of_the_same_tools_and_sizes_only() -> None:
    later = replace(COLD, date="2026-04-05")
    alone = a_session("cold", COLD.samples[0])
    assert added([COLD, EDIT], later) == [later, EDIT]
    assert set(map(id, added([COLD], alone))) == {id(COLD), id(alone)}


def test_the_page_has_verdicts_figures_counts_and_machines() -> None:
    text = page([EDIT, COLD], TEMPLATE.read_text())
    assert (
        "| [cold](#cold) | CPU time at 5,000, cold, over that of Hugo | 0.50 | ≤ 0.80 | met |"
        in text
    )
    assert "| Hugo | cold | 5,000 | 20.00 | 15.00 | 400 | 3.0 | 220 | 1 |" in text
    assert "| Masthead | 5,000 | 5,000 | 150 | 70 |" in text
    assert "some processor" in text
    assert "hugo 1.0" in text
    assert "[[" not in text
    assert text.index("### cold") < text.index("### edit")


def test_the_page_says_how_much_other_work_the_machine_did() -> None:
    busy = a_session("cold", a_sample("masthead", wall=10, others=15))
    assert "other work meanwhile kept at most 1.5 cores busy" in page([busy], "[[machines]]")
    assert "is not known" in page([COLD], "[[machines]]")


def test_a_tool_that_was_missing_is_named() -> None:
    session = replace(COLD, samples=COLD.samples[:1], missing={"hugo": "make rivals"})
    assert "Hugo was not installed (`make rivals`)." in page([session], TEMPLATE.read_text())


def test_a_build_that_did_not_end_is_said_to_be_not_done() -> None:
    late = replace(a_sample("hugo"), late=600.0)
    text = page([a_session("cold", COLD.samples[0], late)], TEMPLATE.read_text())
    assert "not done after 600 s" in text


def test_the_picture_is_well_formed_says_what_it_shows_and_stays_inside() -> None:
    root = etree.fromstring(picture([COLD, EDIT]).encode())
    assert "Masthead 2 s at 10,000 posts" in root.get("aria-label")
    for circle in root.iter("{*}circle"):
        assert 0 < float(circle.get("cx")) < WIDTH
        assert 0 < float(circle.get("cy")) < HEIGHT
    names = [text.text for text in root.iter("{*}text") if text.get("class") == "name"]
    assert sorted(names) == ["Hugo", "Hugo", "Masthead", "Masthead"]


def test_a_picture_of_nothing_is_empty_but_well_formed() -> None:
    assert etree.fromstring(draw([Panel("A cold build", {})], []).encode()).tag.endswith("svg")


def test_names_do_not_lie_on_each_other() -> None:
    places = spread([100.0, 101.0, 102.0, 300.0])
    assert all(lower - upper >= 15 for upper, lower in pairwise(places))


@pytest.mark.parametrize("values", [[0.3], [1.0, 10.0], [0.02, 900.0], [1000], [100, 50_000]])
def test_a_scale_holds_its_values(values: list[float]) -> None:
    axis = scale(values, 0, 100)
    assert all(0 <= axis.at(value) <= 100 for value in values)
    assert len(axis.ticks) > 1


def test_the_page_in_the_handbook_is_what_the_results_file_says() -> None:
    sessions = load()
    assert (HANDBOOK / "benchmarks.md").read_text() == page(sessions, TEMPLATE.read_text())
    assert (HANDBOOK / "benchmarks.svg").read_text() == picture(sessions)


def test_what_make_bench_measures_are_claims() -> None:
    assert {name for name, *_ in QUICK} <= set(CLAIMS)


def test_the_list_names_each_claim(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    shown = capsys.readouterr().out
    assert all(re.search(rf"^{name}$", shown, re.MULTILINE) for name in CLAIMS)


@pytest.mark.parametrize(
    "words", [["cold", "--posts", "0"], ["cold", "--only", "hugin"], ["colder"]]
)
def test_a_mistake_on_the_command_line_is_told_with_what_to_write(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line().parse_args(words)
    assert ended.value.code == 2
    assert re.search("write|choose", capsys.readouterr().err)
