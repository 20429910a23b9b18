"""`masthead new`: a file that builds as it stands, whatever it is called."""

import shlex
from functools import cache
from itertools import product
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builders import a_piece, a_site
from cli.started import errors_of, piece_in
from hosts.hosted import a_hosted_site
from masthead.build.pipeline import Site
from masthead.cli import main
from masthead.cli.sources import open_site
from masthead.content.piece import Angle, Contributor, Declared, Piece
from masthead.content.slug import slug_of_file
from masthead.desk.heads import Head, angle_for
from masthead.desk.pieces import new_piece
from masthead.desk.places import NewFile, Wanted, slug_of_words, taken_slugs
from masthead.desk.profiles import Profile, Sequel, new_author, new_idea, new_series
from masthead.diagnostics import Findings
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.settings import DEFAULT_FORMATS
from masthead.source.author import read_author, read_idea, read_series
from masthead.source.values import is_id

REPOSITORY = Path(__file__).parents[2]
NOW = "2026-11-20 12:00"
CONFIG = {
    "pieces": ["posts", "talks"],
    "timezone": "Europe/Berlin",
    "topics": {
        "pricing": "Pricing",
        "leakage": "Leaks & losses",
        "two-thirds": "A",
        "two-fifths": "B",
    },
    "formats": {"podcast": {"title": "Podcast", "plural": "Podcasts", "rank": 45}},
    "series": {"walk": {"title": "Walk", "parts": 5}, "full": {"title": "Full", "parts": 1}},
}
FILES = {
    "authors/ana-ruiz.md": "---\nname: Ana Ruiz\nemail: ana@example.org\n---\n",
    "authors/gone.md": "---\nname: Gone Away\nalumni: true\n---\n",
    "docs/posts/2026-03-04-one.md": a_piece(id="one", title="One", series="walk", part="1"),
    "docs/posts/2026-03-05-two.md": a_piece(id="two", title="Two", series="walk", part="3"),
    "docs/posts/end.md": a_piece(id="end", title="End", series="full", part="1", slug="the-end"),
    "docs/posts/broken.md": "---\ntitle: a: b\n---\n",
    "docs/talks/t.md": a_piece(id="talk", title="Talk", format="talk", date="2026-03-05"),
    "docs/posts/tweet.md": a_piece(id="tw", title="Remark", format="tweet",
                                   external_url="https://x.com/a/status/2"),
}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASTHEAD_NOW", NOW)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Ben Neu")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "private@example.net")
    monkeypatch.chdir(tmp_path)
    return a_site(tmp_path, FILES, CONFIG).root


def run(*words: str) -> Result:
    """The command, without a terminal."""
    return CliRunner().invoke(main, ["new", *words])


def read(site: Path, path: str) -> Piece:
    """The piece in a file that was just written."""
    library = open_site(site / "mkdocs.yml").library
    return next(piece for piece in library.pieces if piece.path == path)


@pytest.mark.parametrize("more", [(), ("--date", "2027-01-02", "--state", "ready")])
def test_what_to_type_next_can_be_typed(site: Path, more: tuple[str, ...]) -> None:
    result = run("post", "Frost", "--file", "docs/posts/Eis und Schnee.md", *more)
    lines = [shlex.split(line) for line in result.stderr.splitlines() if " masthead " in line]
    assert [line[:2] for line in lines] == [["masthead", "check"], ["masthead", "preview"]]
    assert {line[2] for line in lines} == {"docs/posts/Eis und Schnee.md"}
    checked = CliRunner().invoke(main, lines[0][1:])
    assert "0 errors" in checked.stdout


def test_what_to_type_next_names_the_configuration_that_was_named(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "docs")
    said = run("post", "Frost", "-f", "../mkdocs.yml").stderr
    assert "masthead check -f ../mkdocs.yml posts/frost.md" in said


@pytest.mark.parametrize("words", [(), ("new",)])
def test_each_command_is_said_whole_in_the_list(words: tuple[str, ...]) -> None:
    said = CliRunner().invoke(main, [*words, "--help"], terminal_width=80).stdout
    assert "..." not in said.partition("Commands:")[2]


def test_a_slip_in_a_format_and_what_else_there_is_are_two_sentences(site: Path) -> None:
    assert "did you mean `podcast`? `formats:`" in run("podcats", "X").stderr
    assert "there is no such topic; write one of: " in run("post", "X", "--topic", "nope").stderr
    assert "?." not in run("podcats", "X").stderr


def test_a_post_has_the_keys_that_matter_and_the_outline(site: Path) -> None:
    result = run("post", "Price", "the leak:", "twice", "--author", "Ana Ruiz",
                 "--stage", "awareness", "--topic", "losses")  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, "docs/posts/price-the-leak-twice.md\n")
    assert "delete `state: draft`" in result.stderr
    assert (site / "docs/posts/price-the-leak-twice.md").read_text() == _POST


_POST = """\
---
title: 'Price the leak: twice'
id: 3k1axa4f  # for good: never change it
state: draft  # nobody but editors sees it; when it is ready, delete this line
# date: 2026-03-04  # the day on which it is to appear
authors: [ana-ruiz]
angle: practical  # practical: what to do now; aspirational: what to expect
stages: [awareness]  # What is this, and whom does it concern?
# audiences: [directors]
topics: [leakage]
# description: One or two sentences for lists, search and cards.
---

<!-- Open with the moment in which the reader meets this: one scene or one figure. The first
paragraph is what lists and feeds show. -->

## The trend

<!-- What is happening, since when, and how do you know? One source or figure that a sceptic
would accept. -->

## What it means

<!-- For whom does this change something, and what does it cost them to go on as before? Say for
whom it changes nothing, too. -->

## What to do

<!-- Three to five steps that can begin on Monday with the people and tools at hand. Begin with
the smallest. -->
"""


def test_what_is_left_open_is_yaml_once_its_sign_is_gone(site: Path) -> None:
    text = run("post", "Open", "--print").stdout
    head = text.split("---\n")[1]
    keys = yaml.safe_load(head.replace("\n# ", "\n"))
    assert keys.keys() >= {"date", "authors", "stages", "audiences", "topics", "description"}
    assert run("author", "Ana Neu", "--print").stdout.count("\n# ") == 4


@pytest.mark.parametrize(
    ("word", "format_id"),
    [("paper", "white-paper"), ("White paper", "white-paper"), ("podcast", "podcast"),
     ("case", "case-study"), ("forum_post", "forum-post"), ("Talks", "talk"), ("post", "post")],
)  # fmt: skip
def test_a_format_goes_by_its_id_its_title_or_a_part_of_it(
    site: Path, word: str, format_id: str
) -> None:
    path = run(word, "Something new").stdout.strip()
    assert read(site, path).format == format_id


def test_it_lies_where_its_format_lies_named_as_its_neighbours_are(site: Path) -> None:
    assert run("talk", "Frost").stdout == "docs/talks/frost.md\n"
    dated = run("post", "Frost", "--date", "2026-12-24T23:30").stdout.strip()
    assert dated == "docs/posts/2026-12-24-frost-post.md"
    piece = read(site, dated)
    assert (piece.slug, f"{piece.date:%Y-%m-%d %H:%M %z}") == (
        "frost-post", "2026-12-24 23:30 +0100"
    )  # fmt: skip
    assert "frost is taken" in run("post", "Frost", "--date", "2026-12-25").stderr


@pytest.mark.parametrize("title", ["One", "The end", "Broken", "Archive", "archive", "Two"])
def test_an_address_is_never_anybody_elses(site: Path, title: str) -> None:
    slugs = [read(site, run("post", title).stdout.strip()).slug for _ in range(3)]
    name = slug_of_words(title)
    assert slugs == [f"{name}-post", f"{name}-post-2", f"{name}-post-3"]


def test_where_the_hub_is_the_root_the_sites_own_pages_keep_their_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosted = a_hosted_site(tmp_path, {**FILES, "docs/about.md": "# About\n",
                                      "docs/posts/broken.md": a_piece(id="b")},
                           {**CONFIG, "blog": "/"})  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs/index.md").unlink()  # the hub stands there
    for title in ("About", "Authors", "Subscribe", "Feed", "Sitemap", "index.html", "Search"):
        path = run("post", title, "--date", "2026-05-01", "--state", "ready").stdout.strip()
        (tmp_path / path).write_text((tmp_path / path).read_text() + "\nWords.\n")
    hosted.build(now=NOW)
    published = hosted.bytes()
    for own in ("about", "authors", "subscribe"):
        assert f"{own}/index.html" in published
        assert f"{own}-post/index.html" in published


def test_the_author_is_whoever_is_at_work(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "# authors: [your-id]" in run("post", "New", "--print").stdout
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "Ana@Example.org")
    assert "\nauthors: [ana-ruiz]\n" in run("post", "New", "--print").stdout
    assert "\nauthors: [gone, ana-ruiz]\n" in (
        run("post", "New", "--print", "--author", "gone,ana").stdout
    )


def test_the_next_part_of_a_series_is_known_and_the_stage_of_a_walk(site: Path) -> None:
    text = run("post", "New", "--series", "walk", "--print").stdout
    assert "\nseries: walk\npart: 4\n" in text
    assert "\nstages: [confidence]" in text
    assert "\npart: 2\n" in run("post", "N", "--series", "walk", "--part", "2", "--print").stdout


def test_a_gap_is_filled_once_the_last_part_is_there(site: Path) -> None:
    assert run("post", "Last", "--series", "walk", "--part", "5").exit_code == 0
    assert "\npart: 2\n" in run("post", "New", "--series", "walk", "--print").stdout


def test_a_new_series_counts_its_parts_and_a_column_does_not(site: Path) -> None:
    run("series", "Four parts", "--parts", "4")
    run("series", "The column", "--cadence", "monthly")
    first = run("post", "First", "--series", "four-parts").stdout.strip()
    assert read(site, first).part == 1
    assert read(site, run("post", "No. 1", "--series", "column").stdout.strip()).part is None


def test_what_stands_elsewhere_is_listed_once_address_and_date_are_known(site: Path) -> None:
    path = run("tweet", "A remark", "--url", "https://x.com/9", "--date", "2026-11-01").stdout
    piece = read(site, path.strip())
    assert (piece.elsewhere, piece.declared) == (True, Declared.READY)
    assert "<!--" not in (site / path.strip()).read_text()
    undated = read(site, run("tweet", "Other", "--url", "https://x.com/8").stdout.strip())
    assert undated.declared is Declared.DRAFT
    here = read(site, run("tweet", "Not yet").stdout.strip())
    assert (here.elsewhere, here.declared) == (False, Declared.DRAFT)
    kept = run("tweet", "X", "--url", "https://x.com/7", "--date", "2026-11-01", "--state", "draft")
    assert read(site, kept.stdout.strip()).declared is Declared.DRAFT


def test_what_is_ready_says_when_it_appears(site: Path) -> None:
    result = run("post", "New", "--state", "ready", "--date", "2027-01-02")
    assert "appears on 2027-01-02" in result.stderr
    assert read(site, result.stdout.strip()).declared is Declared.READY


def test_a_plan_has_an_owner(site: Path) -> None:
    path = run("talk", "Frost", "--state", "planned", "--author", "ana", "--date", "2027-01-02")
    piece = read(site, path.stdout.strip())
    assert (piece.declared, piece.owner) == (Declared.PLANNED, "ana-ruiz")
    assert "Only editors know of it" in path.stderr


def test_an_event_has_room_for_its_time_and_place(site: Path) -> None:
    path = site / run("event", "Come").stdout.strip()
    path.write_text(path.read_text().replace("# extra:", "extra:"))
    assert read(site, "docs/posts/come.md").extra["starts"] == "2026-03-04 18:00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["post"], "give it a title"),
        (["post", " \n "], "give it a title"),
        (["vidoe", "x"], "did you mean `video`?"),
        (["serie", "x"], "did you mean `masthead new series`?"),
        (["opera", "x"], "write one of: tweet, forum-post, post, video, podcast"),
        (["post", "x", "--author", "anna-ruiz"], "did you mean `ana-ruiz`?"),
        (["post", "x", "--author", "zoe"], "`masthead new author` makes a profile"),
        (["post", "x", "--topic", "two"], "is that two-thirds or two-fifths?"),
        (["post", "x", "--stage", "interet"], "did you mean `interest`?"),
        (["post", "x", "--topic", "x"], "write one of: pricing, leakage"),
        (["post", "x", "--series", "full"], "has its 1 parts: raise `parts` in mkdocs.yml"),
        (["post", "x", "--series", "wolk"], "did you mean `walk`?"),
        (["post", "x", "--series", "walk,full"], "a piece has one series"),
        (["post", "x", "--series", "walk", "--part", "3"], "is docs/posts/2026-03-05-two.md"),
        (["post", "x", "--series", "walk", "--part", "6"], "has 5 parts"),
        (["post", "x", "--part", "1"], "a part of what?"),
        (["post", "x", "--date", "2026-02-30"], "not a date of the calendar"),
        (["post", "x", "--date", "2027-03-28 02:30"], "Write 2027-03-28 03:30"),
        (["post", "x", "--state", "ready"], "say when with --date"),
        (["post", "x", "--slug", "one"], "that of another piece"),
        (["post", "x", "--slug", "a/b"], "letters, digits and hyphens"),
        (["post", "x", "--idea", "a b"], "letters, digits and hyphens"),
        (["post", "x", "--file", "docs/new.md"], "put it into one of docs/posts"),
        (["tweet", "x", "--url", "x.com/1"], "write the whole address"),
        (["tweet", "x", "--url", "http://x.com/a/status/2/"], "has a file already"),
        (["author", "Ana Ruiz"], "somebody else of that name needs another id"),
        (["author", "--", "---"], "give it an id with --id"),
        (["author", "Zoe", "--email", "zoe"], "write it like ana@example.com"),
        (["author", "Zoe", "--id", "a b"], "letters, digits and hyphens"),
        (["series", "Walk"], "walk is there already"),
        (["series", "New", "--walk", "--cadence", "monthly"], "has no last part"),
        (["series"], "give it a title"),
        (["idea"], "give it a title, or a piece"),
        (["idea", "--of", "twoo"], "did you mean `two`?"),
        (["idea", "x", "--id", "Archive"], "Masthead's own"),
        (["post", "x", "-f", "nowhere.yml"], "there is no nowhere.yml"),
    ],
)
def test_what_it_cannot_do_ends_with_2_and_a_way_out(
    site: Path, words: list[str], said: str
) -> None:
    before = sorted(site.rglob("*"))
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert [file for file in sorted(site.rglob("*")) if ".cache" not in file.parts] == [
        file for file in before if ".cache" not in file.parts
    ]


@pytest.mark.parametrize(
    "words",
    [("post", "New", "--slug", "new", "--file", "docs/posts/n.md"), ("author", "Zoe"),
     ("series", "New"), ("idea", "New")],
)  # fmt: skip
def test_nothing_is_ever_overwritten(site: Path, words: tuple[str, ...]) -> None:
    path = site / run(*words).stdout.strip()
    path.write_text("mine: [")
    again = run(*words)
    assert again.exit_code == 2
    assert path.read_text() == "mine: ["
    assert not list(site.rglob("*.tmp"))


def test_a_link_that_leads_nowhere_is_a_file_too(site: Path) -> None:
    (site / "authors/zoe.md").symlink_to("/nowhere/else.md")
    result = run("author", "Zoe")
    assert result.exit_code == 2
    assert "stays as it is" in result.stderr


def test_a_profile_is_public_and_has_no_address_that_was_not_given(site: Path) -> None:
    result = run("author")
    assert result.stdout == "authors/ben-neu.md\n"
    text = (site / "authors/ben-neu.md").read_text()
    assert "private@example.net" not in text
    author = open_site(site / "mkdocs.yml").library.authors["ben-neu"]
    assert (author.name, author.email) == ("Ben Neu", "")
    assert "name whom the new one is for" in run("author").stderr


def test_a_walk_has_a_part_for_each_stage_with_its_question(site: Path) -> None:
    run("series", "Walk on", "--walk", "--author", "ana")
    series = open_site(site / "mkdocs.yml").library.series["walk-on"]
    assert (series.parts, series.authors) == (5, ("ana-ruiz",))
    text = (site / series.path).read_text()
    assert "<!-- Part 4, Confidence: Will it work for us? -->" in text


def test_an_ideas_file_belongs_to_the_idea_of_the_piece(site: Path) -> None:
    path = run("idea", "--of", "two").stdout.strip()
    assert path == "docs/ideas/two.md"
    assert open_site(site / "mkdocs.yml").library.ideas["two"].title == "Two"
    run("idea", "New one")
    first = run("tweet", "T", "--idea", "new-one", "--url", "https://x.com/3", "--date", "2026-1-2")
    assert read(site, first.stdout.strip()).idea == "new-one"


def test_printing_writes_nothing(site: Path) -> None:
    before = sorted((site / "docs").rglob("*"))
    for kind in ("post", "author", "series", "idea"):
        assert run(kind, "New thing", "--print").stdout.startswith("---\n")
    assert sorted((site / "docs").rglob("*")) == before


def test_it_says_how_it_is_used() -> None:
    assert "white-paper" in run("--help").output
    for kind in ("post", "author", "series", "idea"):
        assert f"Example: masthead new {kind}" in run(kind, "--help").output


@cache
def _sample() -> Site:
    return open_site(REPOSITORY / "mkdocs.yml", NOW)


_TITLES = [
    "---\ntitle: x\n---\n", "a: b # c", "'\"'\"", "{{ config }} {% raw %}", "- x: &a *b !!python/x",
    "no", "1.10", "2026-03-04", "2026-03-04 x", "\u2028\x85\x00\x07", "🙂" * 300, "👩‍🚀 می‌خواهم",
    "a" * 5000, "İstanbul Ğ", "ß" * 80, "...", "[x](y) <script>", "-->", "\ud800x", "index.html",
    "x" * 59 + " y", "Archive", "e\u0301 e\u0301", "null", "~", "@x `y`", "%41", "‮rtl", "?", "_a_",
]  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_TITLES)).map(" ".join)))
@settings(max_examples=300, deadline=None)
@example("".join(_TITLES))
@example("0000:0:0:0000:0:0:0")
def test_any_title_is_just_that_title_at_a_free_address(title: str) -> None:
    site = _sample()
    plain = " ".join("".join(c for c in title if _is_possible(c)).split())
    if not plain:
        return
    new = new_piece(Head(title=plain), Wanted(format="post", words=plain), site.library,
                    site.settings)  # fmt: skip
    piece, found = piece_in(new, site)
    assert piece is not None
    assert (piece.title, found, errors_of(new, site)) == (plain, [], [])
    assert is_id(piece.slug)
    assert piece.slug.casefold() not in taken_slugs(site.library, site.settings)
    assert len(Path(new.path).name.encode()) < 120
    assert slug_of_file(Path(new.path).name) == piece.slug
    new.text.encode()


def _is_possible(character: str) -> bool:
    """Whether XML and HTML can carry it, or it is a line break that becomes a space."""
    code = ord(character)
    return character in "\t\n\r" or not (
        code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0
        or code & 0xFFFE == 0xFFFE
    )  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.sampled_from(_TITLES)))
@settings(max_examples=100, deadline=None)
def test_any_name_is_just_that_name(name: str) -> None:
    site, findings, dialects = _sample(), Findings(), {"gfm": GfmMarkdown()}
    plain = " ".join("".join(c for c in name if _is_possible(c)).split())
    if not plain:
        return
    made = (
        (new_author(Profile(id="x", name=plain, role=plain, email=plain), site.settings),
         read_author, "name"),
        (new_series(Sequel(id="x", title=plain, description=plain, cadence=plain), site.settings),
         read_series, "title"),
        (new_idea("x", plain, plain, site.settings), read_idea, "title"),
    )  # fmt: skip
    for new, reader, key in made:
        thing = reader(new.text, new.path, new.path, "x", site.settings, dialects, findings)
        assert getattr(thing, key) == plain
        assert thing is not None
        assert thing.document.text == ""
    assert findings.items == []


_WORDS = st.one_of(
    st.sampled_from([*_TITLES, "", "one", "walk", "ana", "leakage", "interest", "Archive", "../x"]),
    st.text(max_size=30),
)
_DATES = st.one_of(
    st.sampled_from(["2026-02-30", "2027-03-28 02:30", "2026-10-25 02:30", "9999-12-31 23:59"]),
    st.dates().map(str), st.datetimes().map(str), _WORDS,
)  # fmt: skip
_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "--author": _WORDS, "--stage": _WORDS, "--topic": _WORDS, "--series": _WORDS,
        "--part": st.integers(-1, 1001).map(str), "--idea": _WORDS, "--date": _DATES,
        "--url": st.one_of(_WORDS, st.just("https://x.com/12")), "--description": _WORDS,
        "--owner": _WORDS, "--slug": _WORDS,
        "--state": st.sampled_from(["planned", "draft", "review", "ready"]),
    },
)  # fmt: skip


@given(st.sampled_from(["post", "paper", "tweet", "podcast", "event"]), _WORDS, _OPTIONS)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_said_makes_a_right_file_or_a_reason(
    site: Path, format_id: str, title: str, options: dict[str, str]
) -> None:
    words = [f"{name}={value}" for name, value in options.items()]
    result = run(format_id, "--print", *words, "--", title)
    assert isinstance(result.exception, SystemExit | None), result.exception
    if result.exit_code == 0:
        opened = open_site(site / "mkdocs.yml", texts=False)
        new = NewFile("docs/posts/x.md", result.stdout)
        assert errors_of(new, opened) == []
    else:
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "Error: " in result.stderr or result.stderr.startswith("masthead new: ")


def _every_combination() -> list[Head]:
    site = _sample()
    formats = [term.id for term in site.settings.formats]
    heads = []
    for format_id, angle, state, date, url in product(
        formats, (None, *Angle), ("", "draft", "planned", "review"), ("", "2027-02-03"),
        ("", "https://x.example/1"),
    ):  # fmt: skip
        if state == "" and not date:
            continue  # ready without a date: the command never makes it
        heads.append(
            Head(
                title="T", format=format_id, angle=angle_for(format_id, angle), state=state,
                date=date, external_url=url, asks_address=True, authors=("nkechi-platt",),
                contributors=(Contributor(name="Ana Ruiz", role="as told to"),),
                stages=("interest", "epiphany"), audiences=("finance-leads",), topics=("leakage",),
                series="the-rate-case", part=None, idea="some-idea", owner="x", lang="de",
                description="D",
            )
        )  # fmt: skip
    return heads


def test_every_format_in_every_state_and_angle_builds() -> None:
    site, heads = _sample(), _every_combination()
    for head in heads:
        new = new_piece(head, Wanted(format=head.format, words="T"), site.library, site.settings)
        assert errors_of(new, site) == []
    assert len(heads) > 250


@pytest.mark.parametrize("dialect", ["gfm", "mkdocs"])
def test_drafts_pass_a_real_build_and_stay_out_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dialect: str
) -> None:
    files = {**FILES, "docs/posts/broken.md": a_piece(id="b", title="B")}
    hosted = a_hosted_site(tmp_path, files, {**CONFIG, "dialect": dialect})
    monkeypatch.chdir(tmp_path)
    formats = [*(term.id for term in DEFAULT_FORMATS), "podcast"]
    for format_id, title in [*((f, "SECRET") for f in formats), *(("post", t) for t in _TITLES)]:
        clean = title.replace("\x00", "").replace("\ud800", "") or "x"
        result = run(format_id, "--date", "2026-05-01", "--state", "draft", "--", f"SECRET {clean}")
        assert result.exit_code == 0, result.stderr
    for kind, extra in (("author", ()), ("series", ("--walk",)), ("idea", ())):
        assert run(kind, "New --> thing", *extra).exit_code == 0
    hosted.build(now=NOW)
    assert not any(b"SECRET" in data for data in hosted.bytes().values())
