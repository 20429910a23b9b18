"""`masthead status`: where every piece stands, and what to look at first."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from builders import a_piece, a_site
from masthead.cli.status import status

FILES: Final = {
    "docs/posts/late.md": a_piece(id="late", title="Late", state="draft", date="2026-11-17",
                                  authors="[ana-ruiz]"),
    "docs/posts/later.md": a_piece(id="later", title="Later", state="planned", date="2026-11-01",
                                   owner="Bo Lind", body=""),
    "docs/posts/idea.md": a_piece(id="idea", title="Idea", state="planned", date=None, body=""),
    "docs/posts/review.md": a_piece(id="review", title="In review", state="review",
                                    date="2026-12-08", owner="ana-ruiz"),
    "docs/posts/soon.md": a_piece(id="soon", title="Soon", date="2026-11-21", topics="[pricing]"),
    "docs/posts/coming.md": a_piece(id="coming", title="Coming", date="2026-11-30"),
    "docs/posts/checked.md": a_piece(id="checked", title="Checked", review_by="2026-06-01"),
    "docs/posts/ends.md": a_piece(id="ends", title="Ends", expires="2026-12-01"),
    "docs/posts/fine.md": a_piece(id="fine", title="Fine", authors="[ana-ruiz]"),
    "docs/posts/gone.md": a_piece(id="gone", title="Gone", state="retired"),
}  # fmt: skip
REVIEWS: Final = {"legal": {"title": "Legal", "topics": ["pricing"]}}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASTHEAD_NOW", "2026-11-20 12:00")
    monkeypatch.chdir(tmp_path)
    return a_site(tmp_path, FILES, {"reviews": REVIEWS}).root


def run(*options: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(status, options)


def values(*options: str) -> dict[str, Any]:
    """What it says to machines."""
    answer: dict[str, Any] = json.loads(run(*options, "--format", "json").stdout)
    return answer


def ids(*options: str) -> list[str]:
    return [piece["id"] for piece in values(*options)["pieces"]]


def test_what_wants_attention_comes_first(site: Path) -> None:
    assert ids() == [
        "checked", "later", "late", "soon", "review", "ends", "coming", "idea"
    ]  # fmt: skip
    assert ids("--all")[-2:] == ["fine", "gone"]


def test_the_table_says_when_who_and_what_is_needed(site: Path) -> None:
    table = run().stdout.split("\n")
    assert table[0].split() == ["when", "state", "due", "who", "title", "file", "needs"]
    rows = [" ".join(line.split()) for line in table]
    assert rows[3] == (
        "3 days late draft 2026-11-17 Ana Ruiz Late docs/posts/late.md its date has passed"
    )
    assert rows[4] == ("in 1 day scheduled 2026-11-21 Soon docs/posts/soon.md Legal to sign off")
    assert rows[5].endswith("Ana Ruiz In review docs/posts/review.md a review")
    assert table[-2] == ("2 planned, 1 draft, 1 review, 2 scheduled, 3 published, 1 retired")


def test_machines_get_days_and_roles(site: Path) -> None:
    pieces = {piece["id"]: piece for piece in values("--all")["pieces"]}
    assert (pieces["late"]["days"], pieces["late"]["overdue"]) == (-3, True)
    assert pieces["soon"]["owes"] == ["legal"]
    assert pieces["idea"]["needs"] == ["a date", "somebody to write it"]
    assert pieces["checked"]["needs"] == ["somebody to check whether it still holds"]
    assert pieces["ends"]["needs"] == ["expires on 2026-12-01, without a successor"]
    assert (pieces["gone"]["due"], pieces["gone"]["needs"]) == (None, [])


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--state", "draft"), ["late"]),
        (("--state", "draft", "--state", "review"), ["late", "review"]),
        (("--author", "ana-ruiz"), ["late", "fine"]),
        (("--author", "Ana Ruiz"), ["late", "fine"]),
        (("--owner", "bo lind"), ["later"]),
        (("--owner", "ana-ruiz"), ["review"]),
        (("--before", "2026-11-18"), ["checked", "later", "late"]),
        (("--state", "published", "--before", "2026-11-20"), ["checked"]),
        (("--now", "2026-11-16"), ["checked", "later", "soon", "review", "ends", "late", "coming",
                                   "idea"]),
    ],
)  # fmt: skip
def test_filters(site: Path, options: tuple[str, ...], found: list[str]) -> None:
    assert ids(*options) == found


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--author", "ana-ruis"), "there is no author `ana-ruis`: did you mean `ana-ruiz`?"),
        (("--before", "soon"), "`soon` is no date"),
        (("--now", "soon"), "--now is `soon`"),
        (("-f", "other.yml"), "there is no other.yml"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    site: Path, options: tuple[str, ...], says: str
) -> None:
    done = run(*options)
    assert done.exit_code == 2
    assert done.stderr.startswith("masthead status: ")
    assert says in done.stderr


def test_files_that_cannot_be_read_are_named(site: Path) -> None:
    (site / "docs/posts/bad.md").write_text("---\ntitle: [\n---\n")
    done = run()
    assert done.exit_code == 1
    assert "docs/posts/bad.md:" in done.stderr
    assert [f["path"] for f in values()["not_read"]] == ["docs/posts/bad.md"]


def test_nothing_drives_the_terminal(site: Path) -> None:
    title = '"\\e]0;x\\a \\e[31m red \\u202e"'
    (site / "docs/posts/bad.md").write_text(a_piece(id="bad", title=title, state="draft"))
    assert not {"\x1b", "\x07", "\u202e"} & set(run().stdout)


def test_an_empty_site_has_no_pieces_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_site(tmp_path, {"docs/index.md": "# Home\n"})
    monkeypatch.chdir(tmp_path)
    assert run().stdout == "no pieces yet\n"
