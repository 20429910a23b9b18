"""`masthead promote`: the next piece of an idea, drafted; whatever it grows from, it builds."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import dirname

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import a_piece, a_site
from cli.started import errors_of
from hosts.hosted import a_hosted_site
from masthead.build.pipeline import Site
from masthead.cli import main
from masthead.cli.promote import promote
from masthead.cli.sources import open_site
from masthead.content.piece import InlineStep, Piece
from masthead.desk.drafts import Origin, Wish, draft_of
from masthead.diagnostics import Findings
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.settings import DEFAULT_FORMATS
from masthead.source.piece import read_piece

REPOSITORY = Path(__file__).parents[2]
NOW = "2026-11-20 12:00"
CONFIG = {
    "pieces": ["posts", "talks"],
    "series": {"s": {"title": "Series", "parts": 3}, "full": {"title": "Full", "parts": 1}},
    "audiences": {"directors": "Directors"},
}
FILES = {
    "authors/ana-ruiz.md": "---\nname: Ana Ruiz\nemail: ana@example.org\n---\n",
    "authors/gone.md": "---\nname: Gone Away\nalumni: true\n---\n",
    "docs/posts/one.md": a_piece(
        id="one", title="One", authors="[ana-ruiz]", stages="[interest]", angle="aspirational",
        audiences="[directors]", topics="[pricing]", series="s", part="1", lang="de",
        body="# One\n\nThe *text*.\n\n<!-- more -->\n\n---\nA rule <!-- hidden --> and more.\n",
    ),
    "docs/posts/two.md": a_piece(id="two", title="Two", series="s", part="2", authors="[gone]"),
    "docs/posts/end.md": a_piece(id="end", title="End", series="full", part="1"),
    "docs/talks/t.md": a_piece(id="talk", title="Talk", format="talk", date="2026-03-05",
        **{"from": "[{format: tweet, url: https://x.com/a/status/1, text: 'Known: words',"
                   " date: 2026-03-01, visibility: private}]"},
        syndicated="[{channel: medium, url: https://medium.com/t}]"),
    "docs/posts/tweet.md": a_piece(id="tw", title="Remark", format="tweet",
                                   external_url="https://x.com/a/status/2"),
}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASTHEAD_NOW", NOW)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Nobody")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "nobody@example.org")
    monkeypatch.chdir(tmp_path)
    return a_site(tmp_path, FILES, CONFIG).root


def run(*options: str, pasted: str | bytes = "") -> Result:
    """The command, in this process."""
    return CliRunner().invoke(promote, options, input=pasted)


def read(site: Path, path: str) -> Piece:
    """The piece in a file that was just written."""
    library = open_site(site / "mkdocs.yml").library
    return next(piece for piece in library.pieces if piece.path == path)


def test_a_draft_has_of_its_source_what_still_holds(site: Path) -> None:
    result = run("one", "--to", "video")
    assert (result.exit_code, result.stdout) == (0, "docs/posts/one-video.md\n")
    assert "delete `state: draft`" in result.stderr
    assert (site / "docs/posts/one-video.md").read_text() == _VIDEO


_VIDEO = """\
---
title: 'Working title: One'  # give it one of its own
id: a1npjhwc  # for good: never change it
state: draft  # nobody but editors sees it; when it is ready, delete this line
# date: 2026-03-04  # the day on which it is to appear
format: video
authors: [ana-ruiz]
from: one  # docs/posts/one.md
angle: aspirational  # practical: what to do now; aspirational: what to expect
stages: [interest]  # the reader's stage now: maybe a later one
audiences: [directors]
topics: [pricing]
series: s
part: 3  # the next one
lang: de
# description: One or two sentences for lists, search and cards.
---

<!-- Two or three sentences for those who will not press play. They are what lists and feeds
show. The parts below are the script; the transcript can take their place. -->

## The hook

<!-- The first ten seconds: the question or the picture that makes them stay. -->

## The story

<!-- Who wanted what, what stood in the way, what happened? Note beside each sentence what one
sees. -->

## The takeaway

<!-- The one sentence to repeat to a colleague, and where to read on. -->

<!--
Notes: the words of docs/posts/one.md, to take from. Readers do not see this comment; delete it when you are done.

> # One
>
> The *text*.
>
> ---
> A rule <!-- hidden -- > and more.
-->
"""  # noqa: E501 - a whole file, as it is


@pytest.mark.parametrize(
    ("target", "angle", "words"),
    [
        ("post", "practical", ["The trend", "What it means", "What to do"]),
        ("post", "aspirational", ["What changes", "Why it matters", "How to prepare"]),
        ("white-paper", None, ["The question", "The evidence", "The method", "The findings"]),
        ("video", None, ["The hook", "The story", "The takeaway"]),
        ("talk", None, ["Who it is for", "The promise", "Three points", "What we ask of you"]),
        ("event", None, ["Whom it is for", "Why now", "The programme"]),
        ("case-study", None, ["The situation", "What we did", "The result", "The figures"]),
    ],
)
def test_each_format_asks_for_what_it_needs(
    site: Path, target: str, angle: str | None, words: list[str]
) -> None:
    options = ["--angle", angle] if angle else []
    text = run("two", "--to", target, "--print", *options).stdout
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == words


def test_it_lies_where_its_format_lies_and_never_takes_a_files_place(site: Path) -> None:
    paths = [run("one", "--to", "talk").stdout.strip() for _ in range(3)]
    assert paths == [f"docs/talks/one-talk{end}.md" for end in ("", "-2", "-3")]
    taken = run("one", "--to", "talk", "--file", "docs/talks/t.md")
    assert taken.exit_code == 2
    assert "stays as it is" in taken.stderr
    assert "id: talk" in (site / "docs/talks/t.md").read_text()
    assert not list(site.rglob("*.tmp"))


def test_a_link_that_leads_nowhere_is_a_file_too(site: Path) -> None:
    (site / "docs/posts/new.md").symlink_to("/nowhere/else.md")
    assert run("one", "--to", "post", "--file", "docs/posts/new.md").exit_code == 2


def test_title_slug_and_file_can_be_chosen(site: Path) -> None:
    assert run("one", "--to", "post", "--title", "Ein: “neuer” Weg").stdout == (
        "docs/posts/ein-neuer-weg.md\n"
    )
    assert read(site, "docs/posts/ein-neuer-weg.md").title == "Ein: “neuer” Weg"
    assert run("one", "--to", "post", "--slug", "chosen").stdout == "docs/posts/chosen.md\n"
    run("one", "--to", "post", "--file", "docs/posts/2026/mine.md", "--slug", "other")
    assert read(site, "docs/posts/2026/mine.md").slug == "other"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["on", "--to", "post"], "did you mean `one`?"),
        (["nothing-alike-at-all", "--to", "post"], "masthead chain"),
        (["one", "--to", "vidoe"], "did you mean `video`?"),
        (["one", "--to", "opera"], "write one of: tweet, forum-post, post"),
        (["one", "--to", "post", "--slug", "two"], "that of another piece"),
        (["one", "--to", "post", "--slug", "Archive"], "Masthead's own"),
        (["one", "--to", "post", "--slug", "a/b"], "letters, digits and hyphens"),
        (["one", "--to", "post", "--file", "docs/new.md"], "put it into one of docs/posts"),
        (["one", "--to", "post", "--file", "docs/posts/../../x.md"], "in no folder of pieces"),
        (["one", "--to", "post", "--file", "docs/posts/new.txt"], "ends in .md"),
        (["one", "--to", "post", "--file", "docs/posts/a b.md"], ""),
        (["-", "--to", "post"], "there is no text"),
        (["-", "--to", "post", "--url", "x.com/a"], "there is no text"),
        (["https:/x", "--to", "post"], "there is no piece"),
        (["javascript://x", "--to", "post"], "not a web address"),
        (["one", "--to", "post", "--url", "https://x.com/9"], "are for pasted words"),
        (["https://x.com/9", "--to", "post", "--date", "soon"], "--date soon"),
        (["https://x.com/9", "--to", "post", "--as", "song"], "--as song"),
    ],
)
def test_what_it_cannot_do_ends_with_2_and_a_way_out(
    site: Path, options: list[str], words: str
) -> None:
    before = sorted(site.rglob("*"))
    result = run(*options, *([] if words else ["--print"]))
    assert result.exit_code == (2 if words else 0)
    assert words in result.stderr
    assert sorted(site.rglob("*")) == before


def test_a_broken_source_is_named_with_its_mistake(site: Path) -> None:
    (site / "docs/posts/broken.md").write_text("---\ntitle: a: b\n---\n")
    result = run("docs/posts/broken.md", "--to", "post")
    assert result.exit_code == 2
    assert "docs/posts/broken.md:2 cannot be read" in result.stderr


def test_an_address_is_a_step_without_a_file(site: Path) -> None:
    result = run("https://x.com/b/status/3", "--to", "post", "--date", "2026-01-02 07:42",
                 "--slug", "new")  # fmt: skip
    assert result.exit_code == 0
    (step,) = read(site, "docs/posts/new.md").sources_of
    assert isinstance(step, InlineStep)
    assert (step.format, step.channel, step.url) == ("tweet", "x", "https://x.com/b/status/3")
    assert f"{step.date:%Y-%m-%d %H:%M}" == "2026-01-02 07:42"
    assert "https://x.com/b/status/3 came without its words" in (
        (site / "docs/posts/new.md").read_text()
    )


def test_an_address_that_the_site_knows_is_the_piece_or_the_step(site: Path) -> None:
    addresses = {
        "https://x.com/a/status/2?utm_source=mail": "tw",
        "https://medium.com/t/": "talk",
        "https://example.org/blog/one/": "one",
    }
    for number, (address, id) in enumerate(addresses.items()):
        run(address, "--to", "post", "--slug", f"new{number}")
        assert read(site, f"docs/posts/new{number}.md").sources_of == (id,)
    run("https://x.com/a/status/1", "--to", "post", "--slug", "more")
    (step,) = read(site, "docs/posts/more.md").sources_of
    assert isinstance(step, InlineStep)
    assert (step.text, step.visibility) == ("Known: words", "private")


def test_pasted_words_with_an_address_are_step_and_notes(site: Path) -> None:
    text = "A first line, #with: signs\n\nand --- more --> of it"
    result = run("-", "--to", "post", "--url", "https://forum.example/t/a/12", pasted=text)
    assert result.stdout == "docs/posts/a-first-line-with-signs-and.md\n"
    piece = read(site, "docs/posts/a-first-line-with-signs-and.md")
    (step,) = piece.sources_of
    assert isinstance(step, InlineStep)
    assert (step.format, step.channel) == ("forum-post", "forum")
    assert step.text == "A first line, #with: signs and --- more --> of it"
    assert "first line" not in piece.document.text
    assert "> A first line, #with: signs\n>\n> and --- more -- > of it" in (
        (site / piece.path).read_text()
    )


def test_pasted_words_alone_have_no_source_yet(site: Path) -> None:
    result = run("-", "--to", "tweet", "--slug", "said", pasted=b"\xef\xbb\xbfSaid \xff in passing")
    assert result.exit_code == 0
    assert read(site, "docs/posts/said.md").sources_of == ()
    assert "Said � in passing" in (site / "docs/posts/said.md").read_text()


def test_a_file_of_notes_can_be_promoted(site: Path) -> None:
    (site / "notes.txt").write_text("What we heard")
    assert "> What we heard" in run("notes.txt", "--to", "post", "--print").stdout


def test_who_asks_is_the_author_where_the_source_names_none(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "# authors: [your-id]" in run("two", "--to", "post", "--print").stdout  # has left
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "Ana@Example.org")
    assert "authors: [ana-ruiz]" in run("two", "--to", "post", "--print").stdout
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "private@example.net")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "ana ruiz")
    assert "authors: [ana-ruiz]" in run("-", "--to", "post", "--print", pasted="x").stdout
    monkeypatch.setenv("PATH", "")
    assert "# authors: [your-id]" in run("two", "--to", "post", "--print").stdout


def test_a_full_series_is_left_out_and_that_is_said(site: Path) -> None:
    result = run("end", "--to", "post", "--slug", "new")
    assert "“Full” has its 1 parts" in result.stderr
    assert read(site, "docs/posts/new.md").series == ""


def test_an_idea_is_promoted_from_its_highest_step(site: Path) -> None:
    (site / "docs/posts/up.md").write_text(
        a_piece(id="up", title="Up", date="2026-04-01", idea="grand", **{"from": "one"})
    )
    assert "\nfrom: up  # docs/posts/up.md\n" in run("grand", "--to", "talk", "--print").stdout


def test_printing_writes_nothing(site: Path) -> None:
    before = sorted(site.rglob("*"))
    assert run("one", "--to", "post", "--print").stdout.startswith("---\ntitle: ")
    assert sorted(site.rglob("*")) == before


@cache
def _sample() -> Site:
    return open_site(REPOSITORY / "mkdocs.yml", NOW)


def _promotions() -> Iterator[tuple[Piece, str]]:
    for piece in _sample().library.pieces:
        for term in DEFAULT_FORMATS:
            yield piece, term.id


def test_every_piece_of_the_sample_site_can_become_every_format() -> None:
    site = _sample()
    formats = {term.id: term for term in site.settings.formats}
    count = 0
    for piece, format_id in _promotions():
        text = (site.root / piece.path).read_text()
        origin = Origin(text=text, name=piece.path, piece=piece)
        draft = draft_of(origin, Wish(format=formats[format_id]), site.library, site.settings)
        assert draft.path.removeprefix("docs/") not in site.library.files
        assert errors_of(draft, site) == []
        count += 1
    assert count > 300


_HOSTILE = [
    "---\ntitle: x\n---\n", "{{ config }} {% raw %} {% endraw %}", "--> <script>alert(1)</script>",
    "--!> <!-- <!--> ```\n", "[link](nowhere.md) ![](none.png) [^1] $\\frac{", "\u2028\x85\x00\x07",
    "...\n---\n...", "‮ right to left", "!!! note\n    x", "#", "  - x: &a *b !!python/object:x y",
    "🙂" * 300, "'\"'\"", "a" * 5000, "\\", "- -- --- ---->",
]  # fmt: skip


@given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from(_HOSTILE)).map("".join)))
@settings(max_examples=150)
@example("".join(_HOSTILE))
def test_whatever_is_pasted_stays_text_and_builds(text: str) -> None:
    site = _sample()
    step = InlineStep(format="tweet", url="https://x.com/a/status/12", text=text)
    formats = {term.id: term for term in site.settings.formats}
    for origin in (
        Origin(text=text, name="what was pasted"),
        Origin(text=text, name=step.url, step=step),
        Origin(text="", name=step.url, step=step),
    ):
        wish = Wish(format=formats["post"])
        draft = draft_of(origin, wish, site.library, site.settings)
        assert errors_of(draft, site) == []
        findings = Findings()
        markdown = GfmMarkdown()
        piece = read_piece(draft.text, "x.md", "x.md", site.settings, {"gfm": markdown}, findings)
        assert piece is not None
        assert findings.items == []
        assert piece.document.text == "The trend What it means What to do"
        assert piece.document.notes == ()
        assert dirname(draft.path) == "docs/posts"
        draft.text.encode()


@pytest.mark.parametrize("dialect", ["gfm", "mkdocs"])
def test_drafts_pass_a_real_build_and_stay_out_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dialect: str
) -> None:
    hosted = a_hosted_site(tmp_path, FILES, {**CONFIG, "dialect": dialect})
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate([*_HOSTILE, "".join(_HOSTILE)]):
        pasted = f"SECRET{number} {text}".encode("utf-8", "replace")
        assert run("-", "--to", "post", "--title", f"N {number}", pasted=pasted).exit_code == 0
    for term in DEFAULT_FORMATS:
        assert run("one", "--to", term.id).exit_code == 0
    hosted.build(now=NOW)
    assert not any(
        b"SECRET" in data or b"Working title" in data for data in hosted.bytes().values()
    )


def test_a_promoted_piece_is_the_next_step_of_its_chain(site: Path) -> None:
    run("tweet", "--to", "post", "--title", "Next")
    id = read(site, "docs/posts/next.md").id
    shown = CliRunner().invoke(main, ["chain", "tw"]).output
    assert f"● Next\n  Post · draft · {id}\n" in shown


def test_it_says_how_it_is_used() -> None:
    shown = CliRunner().invoke(main, ["promote", "--help"]).output
    assert "Example: masthead promote price-the-leak --to video" in shown
