"""`masthead interview`: questions for somebody who would rather talk, and a draft."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import a_piece, a_site
from cli.started import errors_of, piece_in
from hosts.hosted import a_hosted_site
from masthead.cli import main
from masthead.cli.sources import open_site
from masthead.content.piece import Angle, Contributor
from masthead.desk.heads import Head
from masthead.desk.interviews import Interview, draft_body, hints_of, questions_of, questions_text
from masthead.desk.pieces import new_piece
from masthead.desk.places import Wanted
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.settings import DEFAULT_FORMATS, DEFAULT_STAGES, Term

NOW = "2026-11-20 12:00"
CONFIG = {"topics": {"leakage": "Leaks and losses"}}
FILES = {
    "authors/ana-ruiz.md": "---\nname: Ana Ruiz\n---\n",
    "authors/bo-lind.md": "---\nname: Bo Lind\nemail: bo@example.org\n---\n",
    "docs/posts/one.md": a_piece(id="one", title="One"),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASTHEAD_NOW", NOW)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Bo")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "bo@example.org")
    monkeypatch.chdir(tmp_path)
    return a_site(tmp_path, FILES, CONFIG).root


def run(*words: str) -> Result:
    """The command, without a terminal."""
    return CliRunner().invoke(main, ["interview", *words])


def test_it_writes_questions_and_a_draft_that_is_told_to_the_interviewer(site: Path) -> None:
    result = run("What", "the ground knows", "--author", "ana", "--stage", "interest")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0, ["interviews/what-the-ground-knows.md", "docs/posts/what-the-ground-knows.md"]
    )  # fmt: skip
    piece = open_site(site / "mkdocs.yml").library.by_key["posts/what-the-ground-knows.md"]
    assert (piece.title, piece.authors) == ("What the ground knows", ("ana-ruiz",))
    assert piece.contributors == (Contributor(name="bo-lind", role="as told to"),)
    assert piece.document.text == "The trend What it means What to do"
    questions = (site / "interviews/what-the-ground-knows.md").read_text()
    assert questions.startswith("# What the ground knows: questions for Ana Ruiz\n")
    assert "`docs/posts/what-the-ground-knows.md`, asked by Bo Lind." in questions
    assert "They ask: “What could we do about it?”" in questions


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"^\*\*(\d+)\. ", text, re.MULTILINE)]


@pytest.mark.parametrize("term", DEFAULT_FORMATS, ids=lambda term: term.id)
@pytest.mark.parametrize("angle", [None, *Angle])
@pytest.mark.parametrize("stage", [None, DEFAULT_STAGES[3]])
def test_questions_are_numbered_through_and_every_answer_has_its_place(
    term: Term, angle: Angle | None, stage: Term | None
) -> None:
    interview = Interview(topic="T", format=term, expert="Ana", angle=angle, stage=stage)
    asked = questions_of(interview)
    text = questions_text(interview, "docs/posts/t.md")
    assert numbers(text) == list(range(1, len(numbers(text)) + 1))
    assert 12 <= len(numbers(text)) <= 30
    assert "mind?" in text or term.id == "tweet"
    body = draft_body(interview, asked)
    for section in asked.parts:
        if section.questions:
            assert f"<!-- From {section.answers}. -->" in body
    quoted = next(n for n in numbers(text) if f"**{n}. Which sentence of today" in text)
    assert hints_of(asked)[0][2] == f"answer {quoted}"


def test_each_angle_and_format_has_questions_of_its_own(site: Path) -> None:
    def asked(*words: str) -> set[str]:
        text = run("T", "--author", "ana", "--print", *words).stdout
        return set(re.findall(r"^\*\*\d+\. (.*)\*\*$", text, re.MULTILINE))

    practical, aspirational = asked("--angle", "practical"), asked("--angle", "aspirational")
    paper, case = asked("--to", "paper"), asked("--to", "case")
    assert "If a reader does one thing on Monday, which one?" in practical - aspirational
    assert "What shall we miss?" in aspirational - practical
    assert "What would you have to see to change your mind?" in practical & aspirational & paper
    assert len(paper - case) > 5


def test_a_topic_of_the_site_is_the_drafts_topic(site: Path) -> None:
    run("leaks and losses", "--author", "ana")
    piece = open_site(site / "mkdocs.yml").library.by_key["posts/leaks-and-losses.md"]
    assert (piece.title, piece.topics) == ("Leaks and losses", ("leakage",))


def test_an_interviewer_is_an_author_or_anybody(site: Path) -> None:
    run("T", "--author", "ana", "--interviewer", "Cy [x](y) # Mai")
    library = open_site(site / "mkdocs.yml").library
    assert library.by_key["posts/t.md"].contributors[0].name == "Cy [x](y) # Mai"
    assert r"asked by Cy \[x\](y) \# Mai" in (site / "interviews/t.md").read_text()
    text = run("U", "--author", "bo-lind", "--print").stdout
    assert "# contributors: [{name: your-id, role: as told to}]" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "say what it is about"),
        (["T"], "name the expert with --author"),
        (["T", "--author", "zoe"], "`masthead new author` makes a profile"),
        (["T", "--author", "ana", "--interviewer", "Ana Ruiz"], "another than the expert"),
        (["T", "--author", "ana", "--to", "opera"], "there is no such format"),
        (["T", "--author", "ana", "--questions", "docs/q.md"], "would be published"),
        (["T", "--author", "ana", "--questions", "authors/q.md"], "would be published"),
        (["T", "--author", "ana", "--questions", "../q.md"], "outside of the site's repository"),
        (["T", "--author", "ana", "--questions", "mkdocs.yml"], "stays as it is"),
        (["T", "--author", "ana", "--file", "docs/posts/one.md", "--slug", "x"], "stays as it is"),
    ],
)
def test_what_it_cannot_do_ends_with_2_and_leaves_nothing(
    site: Path, words: list[str], said: str
) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not [*site.glob("interviews/*"), *site.glob("docs/posts/t*")]


def test_twice_are_two_interviews(site: Path) -> None:
    first, second = (run("T", "--author", "ana").stdout.splitlines() for _ in range(2))
    assert first == ["interviews/t.md", "docs/posts/t.md"]
    assert second == ["interviews/t-post.md", "docs/posts/t-post.md"]


def test_questions_never_reach_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hosted = a_hosted_site(tmp_path, FILES, CONFIG)
    monkeypatch.chdir(tmp_path)
    for term in DEFAULT_FORMATS:
        assert run("SECRET", "--author", "ana", "--to", term.id).exit_code == 0
    hosted.build(now=NOW)
    assert not any(b"SECRET" in data for data in hosted.bytes().values())


@given(st.text(max_size=120), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_it_is_about_stays_words(topic: str, name: str) -> None:
    interview = Interview(
        topic=topic, format=DEFAULT_FORMATS[2], expert=name, interviewer=name,
        stage=Term(id="s", title="S", question=topic),
    )  # fmt: skip
    text = questions_text(interview, "docs/posts/x.md")
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert len(headings) == 9
    document = GfmMarkdown().render(text, first_line=1, title="")
    assert document.links == ()


def test_the_draft_of_any_format_passes_the_rules(site: Path) -> None:
    opened = open_site(site / "mkdocs.yml")
    for term in opened.settings.formats:
        interview = Interview(topic="T", format=term, expert="Ana Ruiz")
        asked = questions_of(interview)
        head = Head(title="T", format=term.id, hints=hints_of(asked))
        body = draft_body(interview, asked)
        new = new_piece(
            head, Wanted(format=term.id, words="T"), opened.library, opened.settings, body
        )
        assert errors_of(new, opened) == []
        filled = replace(new, text=new.text.replace("\n# ", "\n").replace("your-id", "ana-ruiz"))
        piece, found = piece_in(filled, opened)
        assert piece is not None
        assert found == []


def test_it_says_how_it_is_used() -> None:
    assert 'Example: masthead interview "Backfill is data"' in run("--help").output
