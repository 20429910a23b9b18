"""Real texts take the place of made-up ones, and lead nowhere that is not there."""

from itertools import islice
from pathlib import Path

import pytest
from benchmarks.__main__ import main
from benchmarks.claims import CLAIMS
from benchmarks.posts import posts
from benchmarks.report import TEMPLATE, page
from benchmarks.texts import NoTextsError, described, texts_in
from measured import a_sample, a_session

POST = """---
title: A leak
date: 2026-03-04
---

See [the survey](../surveys/first.md#tools), [a source][1], <https://example.org/>
and ![a pump](pump.png).

<p><a href="other.md">The other</a>, <a href="#top">up</a>, <img src='/a.png' alt="a"></p>

[1]: data/leaks.csv
[2]: https://example.org/2
[^3]: a note
"""


def a_folder(home: Path) -> Path:
    """Two posts and a file that is none."""
    (home / "posts" / "2026").mkdir(parents=True)
    (home / "posts" / "b.md").write_text("Two words.\n")
    (home / "posts" / "2026" / "a.md").write_text(POST)
    (home / "posts" / "c.md").write_text("---\ntitle: Nothing\n---\n")
    (home / "posts" / "pump.png").write_bytes(b"\x89PNG")
    return home / "posts"


def test_texts_come_without_front_matter_and_in_the_order_of_their_paths(tmp_path: Path) -> None:
    first, second = texts_in(a_folder(tmp_path))
    assert "title" not in first
    assert first.lstrip().startswith("See [the survey]")
    assert second == "Two words.\n"
    assert described([first, second]).startswith("2 real texts of ")


def test_relative_addresses_are_made_whole_and_others_left(tmp_path: Path) -> None:
    text = texts_in(a_folder(tmp_path))[0]
    for whole in (
        "[the survey](https://example.com/../surveys/first.md#tools)",
        "![a pump](https://example.com/pump.png)",
        '<a href="https://example.com/other.md">',
        "[1]: https://example.com/data/leaks.csv",
        "[2]: https://example.org/2",
        "[^3]: a note",
        '<a href="#top">',
        "<img src='https://example.com//a.png' ",
        "<https://example.org/>",
    ):
        assert whole in text


def test_posts_take_the_texts_in_turn(tmp_path: Path) -> None:
    texts = texts_in(a_folder(tmp_path))
    made = list(islice(posts(5, texts=texts), 5))
    assert [post.body for post in made] == [*texts, *texts, texts[0]]
    assert len({post.title for post in made}) == 5


def test_a_folder_without_texts_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoTextsError):
        texts_in(tmp_path)
    assert main(["cold", "--texts", str(tmp_path), "--no-page"]) == 2
    assert "no Markdown below" in capsys.readouterr().err


def test_only_cold_builds_take_other_texts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["edit", "--texts", str(a_folder(tmp_path))])
    assert ended.value.code == 2
    assert "cold builds" in capsys.readouterr().err


def test_the_page_says_which_figures_are_about_real_texts() -> None:
    samples = (a_sample("masthead", posts=1000, cpu=4), a_sample("material", posts=1000, cpu=80))
    made_up, real = (
        a_session("cold-search", *samples, texts=texts)
        for texts in ("", "504 real texts of 1,000 words on average")
    )
    assert made_up.key != real.key
    text = page([made_up, real], TEMPLATE.read_text())
    assert text.count("With 504 real texts of 1,000 words on average:") == 1
    assert text.count("| [cold-search](#cold-search), real texts |") == len(
        CLAIMS["cold-search"].findings(real)
    )
