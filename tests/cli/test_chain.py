"""`masthead chain`: how ideas grow, for people and for machines, from the sources alone."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pydot
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from builders import a_library, a_piece, a_site, findings_of, some_piece, some_settings
from fakes import NOON
from hosts.hosted import a_hosted_site
from masthead.cli import main
from masthead.cli.chain import chain
from masthead.desk.chains import chains_of
from masthead.desk.diagrams import dot_of, mermaid_of
from masthead.settings import DEFAULT_FORMATS

_NOW = "2026-11-20 12:00"
_TWEET = "{format: tweet, channel: x, url: https://x.example/1, date: 2026-01-05, text: A thought}"
FILES = {
    "docs/posts/one.md": a_piece(id="one", title="One", date="2026-02-01",
                                 **{"from": f"[{_TWEET}]"}, authors="[ana-ruiz]", idea="big-idea",
                                 syndicated="[{channel: medium, url: https://m.example/one}]"),
    "docs/posts/two.md": a_piece(id="two", title="Two", date="2026-03-01", format="video",
                                 **{"from": "one"}),
    "docs/posts/dinner.md": a_piece(id="din", title="Dinner", date="2026-04-01", format="talk",
                                    visibility="private", **{"from": "two"}),
    "docs/posts/plan.md": a_piece(id="plan", title="Plan", date="2027-01-01", format="white-paper",
                                  state="planned", owner="Ana Ruiz", body="",
                                  **{"from": "[two, din]"}),
    "docs/posts/still.md": a_piece(id="still", title="Still", date="2025-01-01"),
    "docs/posts/still-too.md": a_piece(id="still2", title="Still too", date="2025-02-01",
                                       **{"from": "still.md"}),
    "docs/posts/lone.md": a_piece(id="lone", title="Lone", date="2026-02-01"),
}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASTHEAD_NOW", _NOW)
    monkeypatch.chdir(tmp_path)
    return a_site(tmp_path, FILES).root


def run(*options: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(chain, options)


def values(*options: str) -> dict[str, Any]:
    """What it says to machines."""
    answer: dict[str, Any] = json.loads(run(*options, "--format", "json").stdout)
    return answer


def test_it_shows_each_step_with_all_that_an_editor_asks(site: Path) -> None:
    assert (
        run("big-idea").stdout
        == """\
One (big-idea, 5 steps)
● A thought
│ Tweet · published 2026-01-05 · without a file: x https://x.example/1
● One
│ Post · published 2026-02-01 · Ana Ruiz · one
│ copy on medium https://m.example/one
● Two
│ Video · published 2026-03-01 · two
├─↪ Plan (stands below “Dinner”)
● Dinner
│ Talk · published 2026-04-01 · private · din
● Plan
  White paper · planned 2027-01-01 · owner: Ana Ruiz · plan
  grew from “Two”, “Dinner”
"""
    )


def test_json_has_the_same_and_the_links(site: Path) -> None:
    answer = values()
    assert [idea["id"] for idea in answer["ideas"]] == ["big-idea", "still"]
    assert answer["not_read"] == []
    steps = {step["title"]: step for step in answer["ideas"][0]["steps"]}
    assert steps["A thought"]["inline"] is True
    assert steps["Dinner"]["private"] is True
    assert steps["Plan"]["state"] == "planned"
    assert (steps["Plan"]["owner"], steps["Plan"]["overdue"]) == ("Ana Ruiz", False)
    assert steps["Plan"]["from"] == ["posts/two.md", "posts/dinner.md"]
    assert steps["One"]["copies"][0]["channel"] == "medium"


@pytest.mark.parametrize(
    "word",
    ["big-idea", "one", "two", "din", "docs/posts/plan.md", "posts/two.md", "dinner", "Plan.md",
     "./docs/posts/one.md", "https://x.example/1", "https://example.org/blog/two/",
     "https://m.example/one?utm_source=mail", "/ROOT/docs/posts/two.md"],
)  # fmt: skip
def test_an_idea_goes_by_any_name_of_its_own_or_of_its_pieces(site: Path, word: str) -> None:
    answer = values(word.replace("/ROOT", str(site)))
    assert [idea["id"] for idea in answer["ideas"]] == ["big-idea"]


def test_a_piece_that_nothing_grew_from_stands_alone(site: Path) -> None:
    assert "Lone (lone, 1 step)" in run("lone").stdout


def test_an_unknown_name_ends_it_with_2_and_the_nearest(site: Path) -> None:
    result = run("big-ida")
    assert result.exit_code == 2
    assert "did you mean `big-idea`?" in result.stderr
    assert "did you mean" in json.loads(run("big-ida", "--format", "json").stdout)["error"]
    assert run("-f", "nowhere.yml").exit_code == 2
    assert "--now is `soon`" in run("--now", "soon").stderr


def test_what_stands_still_comes_with_the_command_to_type(site: Path) -> None:
    result = run("--stalled")
    assert result.exit_code == 0
    assert "masthead promote still2 --to video" in result.stdout
    assert "big-idea" not in result.stdout
    (idea,) = values("--stalled")["ideas"]
    assert idea["stalled"] == {
        "days": 657, "patience": 90, "beyond": 567, "next": "video",
        "command": "masthead promote still2 --to video",
    }  # fmt: skip
    assert run("--stalled", "--now", "2025-03-01").stdout == "no idea stands still\n"


def test_the_configuration_says_how_patient_the_desk_is(tmp_path: Path) -> None:
    a_site(tmp_path, FILES, {"formats": {"post": {"patience": "2 years"}}})
    result = run("--stalled", "--now", _NOW, "-f", str(tmp_path / "mkdocs.yml"))
    assert result.stdout == "no idea stands still\n"


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_shown(site: Path) -> None:
    (site / "docs/posts/broken.md").write_text("---\ntitle: [\n---\n")
    result = run()
    assert result.exit_code == 1
    assert "docs/posts/broken.md:3:1: error MH002" in result.stderr
    assert "1 file could not be read" in result.stderr
    assert "One (big-idea, 5 steps)" in result.stdout
    assert values()["not_read"][0]["path"] == "docs/posts/broken.md"


def test_it_neither_builds_nor_writes(site: Path) -> None:
    before = sorted(site.rglob("*"))
    run()
    assert sorted(site.rglob("*")) == before


def test_what_a_build_has_read_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosted = a_hosted_site(tmp_path, FILES)
    hosted.build(now=_NOW)
    monkeypatch.chdir(tmp_path)
    told = run().stdout
    monkeypatch.setattr("masthead.source.library.read_piece", None)
    assert run().stdout == told
    assert "One (big-idea" in told


def test_a_record_that_cannot_be_used_is_left_alone(site: Path) -> None:
    record = site / ".cache" / "masthead" / "record.db"
    record.parent.mkdir(parents=True)
    record.write_bytes(b"of another version")
    assert "One (big-idea" in run().stdout
    assert record.read_bytes() == b"of another version"


def test_lines_fit_the_terminal_and_lose_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "“漢字 and words” " * 6
    (site / "docs/posts/wide.md").write_text(
        a_piece(id="wide", title=f"'{title}'", date="2026-05-01", **{"from": "two"})
    )
    monkeypatch.setattr("masthead.cli.chain._width", lambda: 44)
    lines = run("big-idea").stdout.splitlines()
    assert all(len(line) + len(re.findall("[漢字]", line)) <= 44 for line in lines)
    assert "".join(" ".join(line.lstrip("│├└─● ") for line in lines).split()).count("漢字") == 6


def test_colours_are_for_terminals_that_want_them(site: Path) -> None:
    assert "\x1b[" not in run().stdout
    shown = CliRunner().invoke(chain, [], color=True).stdout
    assert "\x1b[32mPost · published" in shown
    plain = CliRunner(env={"NO_COLOR": "1"}).invoke(chain, [], color=True).stdout
    assert "\x1b[" not in plain


def test_signs_in_titles_do_not_drive_the_terminal(site: Path) -> None:
    (site / "docs/posts/evil.md").write_text(
        a_piece(id="evil", title='"\\e[31mred\\a"', date="2026-05-01", **{"from": "two"})
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", run().stdout)


_TITLES = ['Say "no"', "a]b[c", "x --> y; end", "100 % {sure} <b>", "back\\slash\\", "`code` #35;",
           "🙂 漢字", "line\nbreak", "%%{init}%%", "];\n}", "\\N \\", "$math$",
           "1. first", "- first"]  # fmt: skip


def _diagrams(title: str) -> tuple[str, str]:
    pieces = (some_piece("posts/a.md", title=title),
              some_piece("posts/b.md", title=title, sources_of=("a",)))  # fmt: skip
    found = chains_of(a_library(*pieces), some_settings(), NOON)
    return dot_of(found), mermaid_of(found)


def _label(node: Mapping[str, Any]) -> str:
    """The text that Graphviz would show, first line."""
    text = str(node["label"])[1:-1]
    codes = {"\\n": "\n", '\\"': '"', "\\\\": "\\"}
    return re.sub(r'\\[n"\\]', lambda code: codes[code[0]], text).split("\n")[0]


def _in_dot(title: str) -> list[str]:
    """The titles that a drawing of two steps shows."""
    (graph,) = pydot.graph_from_dot_data(_diagrams(title)[0])
    (cluster,) = graph.get_subgraphs()
    nodes = [n.get_attributes() for n in cluster.get_nodes()]
    assert len(cluster.get_edges()) == 1
    return [_label(node) for node in nodes]


def _in_mermaid(title: str) -> str:
    lines = _diagrams(title)[1].splitlines()
    assert lines[0] == "flowchart TD"
    assert [line.strip() for line in lines[4:]] == ["s0 --> s1", "end"]
    # Neither a sign that ends a label, nor the beginning of one of Markdown's lists.
    label = r'(?!\d*[.-])([^"\[\]{}()<>`\\|]*)<br/>[^"<>]*'
    match = re.fullmatch(rf' {{4}}s0\["{label}"\]', lines[2])
    assert match
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), match[1])


@pytest.mark.parametrize("title", _TITLES)
def test_diagrams_show_any_title_as_it_is(title: str) -> None:
    shown = " ".join(title.split())
    assert _in_dot(title) == [shown, shown]
    assert _in_mermaid(title) == shown


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1))
def test_diagrams_can_be_read_whatever_a_title_is(title: str) -> None:
    shown = " ".join(title.split())
    if shown:
        assert _in_dot(title) == [shown, shown]
        assert _in_mermaid(title) == shown


def test_diagrams_come_from_the_command(site: Path) -> None:
    assert run("--format", "mermaid").stdout.startswith("flowchart TD\n")
    (graph,) = pydot.graph_from_dot_data(run("--format", "dot").stdout)
    assert len(graph.get_subgraphs()) == 2


@pytest.mark.parametrize("format_id", [term.id for term in DEFAULT_FORMATS])
def test_a_plan_needs_no_text_and_no_address(tmp_path: Path, format_id: str) -> None:
    plan = a_piece(format=format_id, state="planned", owner="Ana", date="2027-01-01", body="")
    assert findings_of(a_site(tmp_path, {"docs/posts/plan.md": plan})) == ()


def test_plans_and_private_steps_are_never_public(tmp_path: Path) -> None:
    hosted = a_hosted_site(tmp_path, FILES)
    hosted.build(now="2028-01-01")
    public = b"".join(hosted.bytes().values())
    assert b"Two" in public
    assert b"Plan" not in public
    assert b"Dinner" not in public


def test_a_plan_whose_day_has_passed_is_overdue(site: Path) -> None:
    assert "planned 2027-01-01, overdue" in run("big-idea", "--now", "2027-01-02 12:00").stdout
    assert "overdue" not in run("big-idea", "--now", "2027-01-01 12:00").stdout


def test_the_sample_sites_seven_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Path(__file__).parents[2]
    for name in ("mkdocs.yml", "docs", "authors"):
        source = repository / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    (idea,) = values("price-the-leak", "--now", _NOW)["ideas"]
    assert [step["format"] for step in idea["steps"]] == [
        "tweet", "forum-post", "post", "video", "talk", "white-paper", "event",
    ]  # fmt: skip


def test_it_says_how_it_is_used() -> None:
    shown = CliRunner().invoke(main, ["chain", "--help"]).output
    assert "Example: masthead chain\n" in shown
    assert "masthead chain --stalled" in shown
