"""`masthead review`: what a branch changes for readers, as a comment and for machines."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from builders import a_piece
from cli.repository import Repository, a_repository
from desk.acting import BITS, check
from masthead.cli.review import review

_NOW: Final = "2026-11-20 12:00"
ONE: Final = "docs/posts/one.md"
FILES: Final = {
    ONE: a_piece(id="one", title="One", topics="[pricing]", authors="[ana-ruiz]"),
    "docs/posts/two.md": a_piece(id="two", title="Two", date="2026-03-05"),
    "docs/posts/later.md": a_piece(id="later", title="Later", date="2026-12-24"),
}
REVIEWS: Final = {
    "fact": {"title": "Fact check", "people": ["Bo Lind"], "formats": ["white-paper"]},
    "legal": {"title": "Legal", "topics": ["pricing"], "since": "2026-01-01"},
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("MASTHEAD_NOW", _NOW)
    repository = a_repository(tmp_path, FILES, {"reviews": REVIEWS, "timezone": "Europe/Berlin"})
    monkeypatch.chdir(repository.root)
    return repository


def run(*options: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(review, options)


def values(*options: str) -> dict[str, Any]:
    """What it says to machines."""
    answer: dict[str, Any] = json.loads(run(*options, "--format", "json").stdout)
    return answer


def codes(answer: dict[str, Any]) -> list[str]:
    """The rules that were broken, but for advice on the craft."""
    found = [finding["code"] for finding in answer["findings"]]
    return [code for code in found if not code.startswith("MH7")]


def test_a_branch_without_a_piece_changes_nothing(site: Repository) -> None:
    site.write("docs/notes.txt", "Words")
    done = run("main")
    assert done.exit_code == 0
    assert "No piece changes. 0 errors, 0 advice." in done.stdout
    assert values("main")["pieces"] == []


def test_a_card_says_where_a_new_piece_will_be_found(site: Repository) -> None:
    site.write("docs/series/walk.md", "---\ntitle: The walk\nparts: 3\n---\n")
    site.write(
        "docs/posts/new.md",
        a_piece(
            id="new", title="New", date="2026-11-30", authors="[ana-ruiz]", stages="[interest]",
            angle="practical", topics="[leakage]", series="walk", **{"from": "one"},
        ),
    )  # fmt: skip
    (card,) = values("main")["pieces"]
    assert (card["fate"], card["state"], card["new"]) == ("waits", "scheduled", True)
    assert card["address"] == "/blog/new/"
    assert card["part"] == "Part 1 of 3 of The walk"
    assert card["idea"] == "One"
    assert card["lists"] == ["author Ana Ruiz", "series The walk", "stage Interest",
                             "topic Leakage", "format Posts"]  # fmt: skip
    assert {"the whole site", "author Ana Ruiz", "topic Leakage"} <= set(card["feeds"])
    said = run("main").stdout
    assert "- 2026-11-30 00:00 (Europe/Berlin): New" in said
    assert "by Ana Ruiz" in said
    assert "Post, for Interest, practical angle" in said


def test_it_reports_what_is_published_with_the_merge_and_what_changes(site: Repository) -> None:
    site.write("docs/posts/new.md", a_piece(id="new", title="New"))
    site.write(ONE, FILES[ONE] + "More words.\n" * 200)
    fates = {card["path"]: card["fate"] for card in values("main")["pieces"]}
    assert fates == {"docs/posts/new.md": "appears", ONE: "changes"}
    said = run("main").stdout
    assert "- with the merge: New" in said
    assert "2 minutes to read (was 1)" in said


def test_a_date_that_moves_is_told_with_the_former_one(site: Repository) -> None:
    path = "docs/posts/later.md"
    site.write(path, FILES[path].replace("2026-12-24", "2026-12-31 09:30"))
    said = run("main").stdout
    assert "- 2026-12-31 09:30 (Europe/Berlin): Later, before 2026-12-24 00:00" in said


def test_a_slug_that_changes_without_an_alias_is_an_error_with_the_line_to_paste(
    site: Repository,
) -> None:
    site.write(ONE, a_piece(id="one", title="One", topics="[pricing]", slug="first"))
    answer = values("main")
    (finding,) = [f for f in answer["findings"] if f["code"] == "MH306"]
    assert finding["message"] == "`/blog/one/` would stop working"
    assert finding["remedy"] == "Add `aliases: [/blog/one/]`."
    assert finding["fix"]["lines"] == ["aliases: [/blog/one/]"]
    assert answer["moves"] == [
        {"path": ONE, "title": "One", "from": "/blog/one/", "to": "/blog/first/", "kept": False}
    ]
    assert run("main").exit_code == 1
    lines = (site.root / ONE).read_text().split("\n")
    fix = finding["fix"]
    lines[fix["first"] - 1 : fix["last"]] = fix["lines"]
    site.write(ONE, "\n".join(lines))
    assert run("main").exit_code == 0
    assert values("main")["moves"][0]["kept"]


def test_an_alias_is_added_to_those_that_there_are(site: Repository) -> None:
    site.write("docs/posts/two.md", a_piece(id="two", aliases="[/2019/two/]", slug="due"))
    finding = values("main")["findings"][0]
    assert finding["remedy"] == "Add to its `aliases`: `/blog/two/`."
    assert finding["fix"]["lines"] == ["aliases: [/2019/two/, /blog/two/]"]


def test_a_file_that_is_renamed_is_followed_by_git_or_by_its_id(site: Repository) -> None:
    site.move(ONE, "docs/posts/uno.md")
    assert codes(values("main")) == ["MH306"]
    site.write("docs/posts/uno.md", a_piece(id="one", title="Other", body="All else.\n" * 50))
    answer = values("main")
    assert codes(answer) == ["MH306"]
    (card,) = answer["pieces"]
    assert (card["path"], card["former"], card["new"]) == ("docs/posts/uno.md", ONE, False)


@pytest.mark.parametrize(
    ("change", "how", "found"),
    [
        ({"state": "draft"}, "hidden again: its state is draft", "no longer public"),
        ({"date": "2027-01-01"}, "hidden again until 2027-01-01 00:00", "no longer public"),
        ({"state": "retired"}, "retired: its address keeps a notice", ""),
        (None, "its file is deleted", "the file is gone"),
    ],
)
def test_what_leaves_the_site_is_told_and_how(
    site: Repository, change: dict[str, str] | None, how: str, found: str
) -> None:
    if change is None:
        site.delete(ONE)
    else:
        site.write(ONE, a_piece({"id": "one", "title": "One", **change}))
    said = run("main").stdout
    assert "### What leaves the site" in said
    assert f"- One: {how}" in said
    assert ("MH306" in said) == bool(found)
    assert found in said
    assert "`/topics/pricing/` ends" in said


def test_an_id_that_changes_is_an_error_and_the_fix_puts_it_back(site: Repository) -> None:
    site.write("docs/posts/two.md", a_piece(id="deux", title="Two", date="2026-03-05"))
    answer = values("main")
    assert codes(answer) == ["MH307"]
    finding = next(f for f in answer["findings"] if f["code"] == "MH307")
    assert finding["fix"] == {"first": 4, "last": 4, "lines": ["id: two"]}
    site.write("docs/posts/two.md", FILES["docs/posts/two.md"].replace("Two", "Two again"))
    assert run("main").exit_code == 0


def test_an_authority_that_changes_is_one_error(site: Repository) -> None:
    text = (site.root / "mkdocs.yml").read_text()
    site.write("mkdocs.yml", text.replace("example.org,2026", "example.org,2027"))
    found = [f for f in values("main")["findings"] if f["code"] == "MH307"]
    assert [f["path"] for f in found] == ["mkdocs.yml"]
    assert 'authority: "example.org,2026"' in found[0]["remedy"]


def test_errors_that_a_branch_brings_to_other_files_are_told(site: Repository) -> None:
    site.write("docs/posts/two.md", FILES["docs/posts/two.md"] + "\nSee [one](one.md).\n")
    site.git("checkout", "-q", "main")
    site.commit()
    site.git("checkout", "-q", "-B", "change")
    site.delete(ONE)
    answer = values("main")
    assert [(f["path"], f["code"]) for f in answer["brought"]] == [("docs/posts/two.md", "MH501")]
    assert run("main").exit_code == 1
    assert "### Errors that this brings to other files" in run("main").stdout


def test_sign_offs_are_owed_done_and_owed_again(site: Repository) -> None:
    site.write(ONE, FILES[ONE].replace("Some words", "Some other words"))
    signs = lambda: values("main")["pieces"][0]["sign_offs"]  # noqa: E731 - asked three times
    assert [(s["role"], s["standing"]) for s in signs()] == [("legal", "owed")]
    assert "- **Legal**: One" in run("main").stdout
    done = run("--sign", "Legal", "one", "--by", "Bo Lind")
    assert done.exit_code == 0, done.output
    assert done.stdout == f"signed off for Legal by Bo Lind: {ONE}. Commit the file.\n"
    assert [s["standing"] for s in signs()] == ["signed"]
    text = (site.root / ONE).read_text()
    assert "approvals:\n  - {role: legal, by: 'Bo Lind', date: 2026-11-20, text: " in text
    assert "Legal done, **given in this branch**" in run("main").stdout
    assert "already" in run("--sign", "legal", ONE).stdout
    site.write(ONE, text.replace("other words", "quite other words"))
    assert [s["standing"] for s in signs()] == ["stale"]
    assert "Legal **again**, the words have changed" in run("main").stdout


def test_a_sign_off_that_was_there_before_is_not_of_this_branch(site: Repository) -> None:
    run("--sign", "legal", ONE, "--by", "Bo")
    site.git("checkout", "-q", "main")
    site.commit()
    site.git("checkout", "-q", "-B", "change")
    site.write(ONE, (site.root / ONE).read_text().replace("date: 2026-03-04", "date: 2026-03-05"))
    (sign,) = values("main")["pieces"][0]["sign_offs"]
    assert (sign["standing"], sign["fresh"]) == ("signed", False)


def test_a_branch_that_changes_who_has_to_agree_says_so(site: Repository) -> None:
    site.write(ONE, FILES[ONE].replace("Some words", "Other words"))
    assert not values("main")["roles_change"]
    text = (site.root / "mkdocs.yml").read_text()
    site.write("mkdocs.yml", text.replace("- pricing", "- leakage"))
    assert values("main")["roles_change"]
    assert "**This branch changes who has to agree**" in run("main").stdout


def test_a_missing_sign_off_is_an_error_where_the_site_says_so(site: Repository) -> None:
    site.write(ONE, FILES[ONE].replace("Some words", "Other words"))
    assert (run("main").exit_code, codes(values("main"))) == (0, [])
    text = (site.root / "mkdocs.yml").read_text()
    site.write(
        "mkdocs.yml", text.replace("    reviews:", "    rules: {not-signed: error}\n    reviews:")
    )
    assert (run("main").exit_code, codes(values("main"))) == (1, ["MH901"])


def test_a_sign_off_holds_when_only_dates_and_topics_change(site: Repository) -> None:
    run("--sign", "legal", ONE, "--by", "Bo")
    text = (site.root / ONE).read_text()
    site.write(
        ONE, text.replace("2026-03-04", "2026-03-14").replace("date: 2026-03-1", "date: 2026-03-1")
    )
    (card,) = values("main")["pieces"]
    assert card["sign_offs"][0]["standing"] == "signed"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--sign", "leagl", ONE), "there is no role `leagl`: did you mean `legal`?"),
        (("--sign", "legal", "on"), "there is no piece `on`: did you mean `one`?"),
        (("nowhere",), "there is no branch or commit `nowhere`"),
        (("--upload-pack=x",), "No such option"),
        (("--", "--output=x"), "there is no branch or commit `--output=x`"),
        (("main", "--preview", "javascript:alert(1)"), "--preview wants an address"),
        (("main", "--preview", "https://x.example/)[x](y"), "--preview wants an address"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    site: Repository, words: tuple[str, ...], says: str
) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert says in done.output
    assert "Traceback" not in done.output


def test_outside_of_a_repository_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Repository
) -> None:
    (site.root / ".git").rename(tmp_path / "git-is-elsewhere")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    done = run("main")
    assert done.exit_code == 2
    assert done.stderr.startswith("masthead review: this is no git repository")
    assert "error" in json.loads(run("main", "--format", "json").stdout)


def test_a_base_without_a_site_makes_everything_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTHEAD_NOW", _NOW)
    repository = a_repository(tmp_path, FILES)
    repository.git("checkout", "-q", "--orphan", "bare")
    repository.git("rm", "-rq", "--cached", ".")
    repository.write("README.txt", "Nothing yet")
    repository.git("add", "README.txt")
    repository.git("commit", "-qm", "Begin")
    repository.git("checkout", "-q", "-b", "begin")
    monkeypatch.chdir(repository.root)
    answer = values("bare")
    assert not answer["compared"]
    assert {card["fate"] for card in answer["pieces"]} == {"appears", "waits"}


def test_a_branch_may_mend_a_configuration_that_cannot_be_used(site: Repository) -> None:
    text = (site.root / "mkdocs.yml").read_text()
    site.write("mkdocs.yml", text.replace("plugins:", "plugin:"))
    site.git("checkout", "-q", "main")
    site.commit()
    site.git("checkout", "-q", "-B", "change")
    site.write("mkdocs.yml", text)
    done = run("main")
    assert done.exit_code == 0
    assert "There is no former site to compare with (mkdocs.yml does not load" in done.stdout


def test_a_site_below_the_top_of_its_repository_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTHEAD_NOW", _NOW)
    repository = a_repository(tmp_path, FILES, below="web/site")
    repository.write("../outside.md", "not ours")
    repository.write(ONE, a_piece(id="one", title="One", slug="first"))
    monkeypatch.chdir(repository.root)
    answer = values("main")
    assert [card["path"] for card in answer["pieces"]] == [ONE]
    assert codes(answer) == ["MH306"]
    github = json.loads(run("main", "--format", "github-review").stdout)
    assert [c["path"] for c in github["comments"]] == [f"web/site/{ONE}"]


def test_line_comments_stand_on_lines_of_the_diff_with_a_suggestion(site: Repository) -> None:
    site.write(ONE, a_piece(id="one", title="One", slug="first", body="Line.\n" * 30))
    site.write("docs/posts/new.md", a_piece(id="new", title="New", topics="[weather]"))
    commit = site.commit()
    github = json.loads(run("main", "--format", "github-review").stdout)
    assert github["commit_id"] == commit
    assert github["event"] == "COMMENT"
    errors = [comment for comment in github["comments"] if "**Error**" in comment["body"]]
    topic, slug = sorted(errors, key=lambda comment: comment["path"])
    assert (slug["line"], slug["side"]) == (5, "RIGHT")
    assert slug["body"].endswith("```suggestion\nslug: first\naliases: [/blog/one/]\n```")
    assert (topic["path"], topic["line"]) == ("docs/posts/new.md", 5)
    assert "suggestion" not in topic["body"]


def test_a_finding_outside_of_the_diff_has_no_line_comment(site: Repository) -> None:
    body = "Line.\n" * 60
    site.write("docs/posts/two.md", a_piece(id="two", topics="[nowhere]", title="Two", body=body))
    site.git("checkout", "-q", "main")
    site.commit()
    site.git("checkout", "-q", "-B", "change")
    site.write("docs/posts/two.md", a_piece(id="two", topics="[nowhere]", title="Two",
                                            body=f"{body}More.\n"))  # fmt: skip
    answer = values("main")
    assert codes(answer) == ["MH104"]
    assert not any("MH104" in comment["body"] for comment in answer["comments"])
    assert "MH104" in run("main").stdout


def test_gitlab_gets_both_numbers_of_a_line_that_has_not_changed(site: Repository) -> None:
    commit = site.git("rev-parse", "HEAD")
    site.move(ONE, "docs/posts/uno.md")
    site.write("docs/posts/uno.md", FILES[ONE].replace("title: One", "title: One\nslug: uno"))
    site.git("add", "--all")
    found = json.loads(run("main", "--format", "gitlab-discussions").stdout)
    position = next(d["position"] for d in found if "MH306" in d["body"])
    assert position == {
        "position_type": "text", "base_sha": commit, "start_sha": commit, "head_sha": commit,
        "old_path": ONE, "new_path": "docs/posts/uno.md", "new_line": 3,
    }  # fmt: skip
    site.write("docs/posts/two.md", a_piece(id="two", topics="[nowhere]", title="Two",
                                            date="2026-03-05", body="Other.\n"))  # fmt: skip
    site.commit()
    site.write("docs/posts/two.md", a_piece(id="two", topics="[nowhere]", title="Two",
                                            date="2026-03-05", body="New.\n"))  # fmt: skip
    found = json.loads(run("HEAD", "--format", "gitlab-discussions").stdout)
    position = next(d["position"] for d in found if "MH104" in d["body"])
    assert (position["new_line"], position["old_line"]) == (5, 5)


def test_a_setting_that_hides_pieces_tells_so(site: Repository) -> None:
    text = (site.root / "mkdocs.yml").read_text()
    site.write("mkdocs.yml", f"{text}exclude_docs: posts/two.md\n")
    answer = values("main")
    assert [(c["path"], c["fate"]) for c in answer["pieces"]] == [("docs/posts/two.md", "leaves")]
    assert codes(answer) == ["MH306"]


def test_only_lines_that_hosts_show_of_a_renamed_file_are_commented_on(site: Repository) -> None:
    body = "Line.\n" * 60
    site.write("docs/posts/two.md", a_piece(id="two", title="Two", topics="[nowhere]", body=body))
    site.git("checkout", "-q", "main")
    site.commit()
    site.git("checkout", "-q", "-B", "change")
    site.move("docs/posts/two.md", "docs/posts/zwei.md")
    site.write("docs/posts/zwei.md", a_piece(id="two", title="Two", topics="[nowhere]", slug="two",
                                             body=f"{body}More.\n"))  # fmt: skip
    site.commit()
    lines = {c["line"] for c in values("main")["comments"] if c["path"].endswith("zwei.md")}
    assert lines <= {*range(3, 10), *range(60, 80)}
    site.git("reset", "-q", "--hard", "main")
    site.move("docs/posts/two.md", "docs/posts/zwei.md")
    site.commit()
    answer = values("main")
    assert "MH104" in codes(answer)
    assert answer["comments"] == []


def test_nothing_internal_or_private_is_quoted(site: Repository) -> None:
    word = "leakzq"
    site.write(
        "docs/posts/new.md",
        a_piece(
            id="new", title="New", owner=f"{word} owner", date="2026-13-01",
            sales=f"{{use_when: {word} a, {word}key: b}}", extra=f"{{note: {word}}}",
        ),
    )  # fmt: skip
    site.write(
        "docs/posts/hidden.md",
        a_piece(id="hidden", title=f"{word} title", visibility="private", topics=f"[{word}]"),
    )
    site.write(
        "docs/posts/broken.md",
        f"---\ntitle: [{word}\nvisibility: private\n---\n{word}\n",
    )
    for form in ("markdown", "json", "github-review"):
        said = run("main", "--format", form)
        assert said.exit_code == 1
        assert word not in said.stdout, form
    said = run("main").stdout
    assert "`docs/posts/hidden.md`\n\nprivate: readers never learn" in said
    assert "error MH201" not in said
    assert "**error** MH201, line 6: The key is not known." in said
    assert "`2026-13-01` is not a date" in said
    assert "1 changed file of a piece cannot be read" in said


def test_the_comment_goes_into_a_file_and_links_to_the_preview(
    site: Repository, tmp_path: Path
) -> None:
    site.write("docs/posts/new.md", a_piece(id="new", title="New"))
    done = run("main", "-o", "comment.md", "--preview", "https://preview.example.com/42/")
    assert (done.exit_code, done.stdout) == (0, "")
    text = (tmp_path / "comment.md").read_text()
    assert text.startswith("<!-- masthead review -->\n")
    assert "[preview](https://preview.example.com/42/blog/new/)" in text
    file = run("main", "--preview", "https://ci.example.com/42/site/index.html").stdout
    assert "[preview](https://ci.example.com/42/site/blog/new/index.html)" in file
    page = run("main", "--preview", "https://ci.example.com/runs/42").stdout
    assert "[See it all](https://ci.example.com/runs/42)" in page
    assert "[preview]" not in page


def test_a_comment_fits_and_says_what_it_leaves_out(site: Repository) -> None:
    for number in range(400):
        keys = {"id": f"n{number}", "title": f"'*{number}* {'@_' * 120}'"}
        site.write(f"docs/posts/n{number}.md", a_piece(keys))
    said = run("main").stdout
    assert len(said.encode()) <= 65_536
    assert "parts of this review found no room in a comment" in said
    shown = said.count("\n### \\*")
    assert 20 < shown < 400
    assert f"{400 - shown} parts" in said


@pytest.mark.parametrize("start", range(0, len(BITS), 6))
def test_nothing_that_a_fork_writes_acts_in_the_comment(site: Repository, start: int) -> None:
    bits = "".join(bit for bit in BITS[start : start + 6] if bit.isprintable())
    text = json.dumps(f"a {bits}")
    name = "".join(c for c in bits if c not in '/\\:"<>|?*' and c.isprintable())
    config = (site.root / "mkdocs.yml").read_text()
    site.write("mkdocs.yml", config.replace("pricing: Pricing", f"pricing: {text}"))
    site.write("docs/series/walk.md", f"---\ntitle: {text}\n---\n")
    site.write("authors/bo.md", f"---\nname: {text}\n---\n")
    site.write(f"docs/posts/x{name}.md", a_piece(
        id="new", title=text, slug="new", authors=f"[bo, {text}]", topics="[pricing]",
        series="walk", stages=f"[{text}]", format=text, image=text, from_=text,
        sources=f"[{text}]", dialect=text, body=f"# {bits}\n\n[a]({bits})\n",
    ))  # fmt: skip
    site.write(ONE, a_piece(id="one", title=text, slug="first", state="draft"))
    said = run("main", "--preview", "https://preview.example.com/")
    assert said.exit_code == 1
    assert said.stdout.startswith("<!-- masthead review -->\n")
    tags = {"h2", "h3", "p", "ul", "li", "strong", "code", "a", "pre"}
    links = tuple(_link(line) for line in said.stdout.split("\n") if "](https://preview" in line)
    check(said.stdout.partition("\n")[2], tags=tags, links=links)
    assert len(links) in (2, 3)


def _link(line: str) -> str:
    return line.rpartition("](")[2].partition(")")[0]
