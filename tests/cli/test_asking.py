"""What `masthead new` asks in a terminal, and what it makes of the answers."""

import sys
from pathlib import Path

import pytest

from builders import a_piece, a_site
from cli.terminal import Said, at_a_terminal
from masthead.cli.sources import open_site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")

CONFIG = {"topics": {f"topic-{n}": f"Topic {n}" for n in range(20)}}
FILES = {
    "authors/ana-ruiz.md": "---\nname: Ana Ruiz\nrole: Engineer\nexpertise: [topic-19]\n---\n",
    "authors/bo-lind.md": '---\nname: "Bo \\e[31mLind"\nemail: bo@example.org\n---\n',
    "authors/gone.md": "---\nname: Gone Away\nalumni: true\n---\n",
    "docs/series/walk.md": "---\ntitle: The walk\nparts: 5\n---\n",
    "docs/series/full.md": "---\ntitle: Full\nparts: 1\n---\n",
    "docs/posts/one.md": a_piece(id="one", title="One", series="walk", part="1"),
    "docs/posts/end.md": a_piece(id="end", title="End", series="full", part="1"),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Bo")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "bo@example.org")
    return a_site(tmp_path, FILES, CONFIG).root


def new(site: Path, *words: str, answers: list[str]) -> Said:
    return at_a_terminal(site, ["new", *words], answers)


def head(site: Path, path: str) -> list[str]:
    """The front matter's lines without comments."""
    lines = (site / path).read_text().split("---\n")[1].splitlines()
    return [line.partition("  #")[0] for line in lines if not line.startswith(("#", "id:"))]


def test_it_asks_for_what_it_needs_and_proposes_what_there_is(site: Path) -> None:
    answers = [
        "",
        "Zwei: neu",
        "",
        "aspi",
        "walk",
        "",
        "",
        "",
        "19, topic-3",
        "2026-13-01",
        "2027-1-2",
    ]
    said = new(site, "post", answers=answers)
    assert (said.code, said.out) == (0, "docs/posts/zwei-neu.md\n")
    assert head(site, "docs/posts/zwei-neu.md") == [
        "title: 'Zwei: neu'", "state: draft", "date: 2027-01-02", "authors: [bo-lind]",
        "angle: aspirational", "stages: [awareness]", "topics: [topic-18, topic-3]",
        "series: walk", "part: 2",
    ]  # fmt: skip
    assert "  1  bo-lind   Bo [31mLind (you)" in said.screen
    assert "\x1b" not in said.screen
    assert "  2  ana-ruiz  Ana Ruiz, Engineer" in said.screen
    assert "gone" not in said.screen
    assert "The walk, next: part 2 of 5" in said.screen
    assert "full" not in said.screen
    assert "[awareness]" in said.screen
    assert "What is this, and whom does it concern?" in said.screen
    assert "and 8 more: ? shows them all" in said.screen
    assert "`2026-13-01` is not a date of the calendar" in said.screen


def test_it_asks_only_for_what_the_options_do_not_say(site: Path) -> None:
    said = new(
        site, "post", "Known", "--author", "ana", "--angle", "practical", "--stage", "loyalty",
        "--topic", "topic-1", "--date", "2027-01-02", answers=["-", ""],
    )  # fmt: skip
    assert (said.code, said.out) == (0, "docs/posts/known.md\n")
    assert said.screen.count("number or name") == 1  # the series


def test_topics_that_the_author_stands_for_come_first_and_a_question_mark_shows_all(
    site: Path,
) -> None:
    said = new(site, "post", "T", "--author", "ana", answers=["", "", "", "", "?", "1", ""])
    assert said.code == 0
    assert "    1  topic-19" in said.screen
    assert "   20  topic-18" in said.screen
    assert "topics: [topic-19]" in head(site, "docs/posts/t.md")


def test_of_many_those_come_first_that_are_used(site: Path) -> None:
    for n in (1, 2):
        piece = a_piece(id=f"p{n}", title=f"P {n}", topics=f"[topic-15, topic-{n}]")
        (site / f"docs/posts/p{n}.md").write_text(piece)
    said = new(site, "post", "T", "--author", "bo", answers=["", "", "", "", "1", ""])
    assert "    1  topic-15" in said.screen
    assert "    4  topic-0" in said.screen
    again = new(site, "post", "U", "--yes", answers=[])
    assert (
        "# topics: [topic-15, topic-1, topic-2, topic-0," in (site / again.out.strip()).read_text()
    )


def test_a_proposal_can_be_declined(site: Path) -> None:
    said = new(site, "post", "T", answers=["-", "-", "", "", "", "", ""])
    assert said.code == 0
    assert head(site, "docs/posts/t.md") == ["title: T", "state: draft"]


def test_a_tweet_is_asked_for_its_address(site: Path) -> None:
    answers = ["x.com/1", "https://x.com/1", "", "", "", "", "", "1", "2026-11-01"]
    said = new(site, "tweet", "A remark", answers=answers)
    assert said.code == 0
    assert "write the whole address" in said.screen
    lines = head(site, said.out.strip())
    assert "external_url: https://x.com/1" in lines
    assert not any(line.startswith("state") for line in lines)


def test_yes_asks_nothing(site: Path) -> None:
    said = new(site, "post", "T", "--series", "walk", "--yes", answers=[])
    assert said.code == 0
    assert head(site, "docs/posts/t.md")[2:] == [
        "authors: [bo-lind]", "angle: practical", "stages: [awareness]", "series: walk", "part: 2",
    ]  # fmt: skip


def test_who_leaves_leaves_nothing_behind(site: Path) -> None:
    before = sorted((site / "docs").rglob("*"))
    said = new(site, "post", "T", answers=["1"])
    assert (said.code, said.out) == (2, "")
    assert "you stopped it, and nothing was written" in said.screen
    assert sorted((site / "docs").rglob("*")) == before


def test_what_is_printed_is_the_file_and_nothing_else(site: Path) -> None:
    said = new(site, "post", "T", "--print", answers=["", "", "", "", "", "", ""])
    assert said.out.startswith("---\ntitle: T\n")


def test_a_profile_a_series_and_an_idea_ask_too(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "neu@example.org")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Zoë Neu")
    author = new(site, "author", answers=["", "Physicist", "zoe", "zoe@example.org", "topic-1,2"])
    assert author.out == "authors/zoe-neu.md\n"
    assert head(site, "authors/zoe-neu.md") == [
        "name: Zoë Neu", "role: Physicist", "email: zoe@example.org",
        "expertise: [topic-1]",
    ]  # fmt: skip
    column = new(site, "series", answers=["Column", "About", "column", "", "zoe"])
    assert column.out == "docs/series/column.md\n"
    assert head(site, "docs/series/column.md") == [
        "title: Column", "description: About", "cadence: monthly", "authors: [zoe-neu]",
    ]  # fmt: skip
    idea = new(site, "idea", answers=["on", "one", "", "An idea."])
    assert idea.out == "docs/ideas/one.md\n"
    assert open_site(site / "mkdocs.yml").library.ideas["one"].title == "One"


def test_an_interview_asks_who_talks_with_whom(site: Path) -> None:
    said = at_a_terminal(
        site, ["interview", "Frost"], ["", "ana", "", "practical", "interest", "", ""]
    )
    assert said.code == 2
    assert "name the expert" in said.screen
    said = at_a_terminal(site, ["interview", "Frost"], ["ana", "", "practical", "interest", "", ""])
    assert said.out == "interviews/frost.md\ndocs/posts/frost.md\n"
    assert "  - name: bo-lind" in head(site, "docs/posts/frost.md")
