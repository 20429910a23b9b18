"""`--changed` tells what a branch answers for: its own files, and what it breaks in others."""

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from builders import a_piece
from hosts.hosted import NOW, HostedSite, a_hosted_site
from masthead.cli import main
from masthead.desk.changes import Change, NoChanges, changes_since, merge_base, tree_of
from masthead.desk.hunks import shown_lines

FILES: Final = {
    "docs/posts/one.md": a_piece(None, "See [two](two.md).\n", id="one", authors="ana-ruiz"),
    "docs/posts/two.md": a_piece(None, "Other words, and more.\n", id="two", date="2026-03-05"),
    "docs/posts/old.md": a_piece(id="old", date="2026-03-06", topics="nothing"),
    ".gitignore": ".cache\n",
}


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *words], cwd=folder, check=True, capture_output=True)


def a_branch(folder: Path, site: str = "") -> HostedSite:
    """A site with an old mistake, committed on main; the branch `mine` is checked out."""
    git(folder, "init", "-q", "-b", "main", ".")
    made = a_hosted_site(folder / site, FILES)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "base")
    git(folder, "checkout", "-qb", "mine")
    return made


def told(site: HostedSite, *base: str, code: int = 1) -> list[tuple[str, str]]:
    """Paths and codes of what is told of the branch."""
    words = ["check", "-f", str(site.root / "mkdocs.yml"), "--now", NOW, "--format", "json"]
    result = CliRunner().invoke(main, [*words, "--changed", *base])
    assert result.exit_code == code, result.output
    return [(f["path"], f["code"]) for f in json.loads(result.stdout)["findings"]]


# What has changed


def test_new_changed_moved_and_deleted_files_are_told_apart(tmp_path: Path) -> None:
    site = a_branch(tmp_path, "web")
    (tmp_path / "outside.md").write_text("x")
    site.write({"docs/posts/new\nline.md": "x", "docs/posts/old.md": "y"})
    git(site.root, "mv", "docs/posts/two.md", "docs/posts/zwei.md")
    git(site.root, "rm", "-q", "authors/ana-ruiz.md")
    git(site.root, "commit", "-qm", "some")
    site.write({"docs/posts/one.md": "unsaved"})
    assert changes_since(site.root, "main") == (
        Change("authors/ana-ruiz.md", "authors/ana-ruiz.md", deleted=True),
        Change("docs/posts/new\nline.md", "", deleted=False),
        Change("docs/posts/old.md", "docs/posts/old.md", deleted=False),
        Change("docs/posts/one.md", "docs/posts/one.md", deleted=False),
        Change("docs/posts/zwei.md", "docs/posts/two.md", deleted=False),
    )


def test_what_main_has_done_since_is_not_the_branchs(tmp_path: Path) -> None:
    site = a_branch(tmp_path)
    git(tmp_path, "checkout", "-q", "main")
    site.write({"docs/posts/two.md": "main's"})
    git(tmp_path, "commit", "-qam", "meanwhile")
    git(tmp_path, "checkout", "-q", "mine")
    site.write({"docs/posts/one.md": "mine"})
    assert [change.path for change in changes_since(tmp_path, "")] == ["docs/posts/one.md"]


def test_the_default_base_is_the_upstreams_default_branch(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    a_branch(origin)
    git(origin, "checkout", "-q", "main")
    git(origin, "branch", "-m", "trunk")
    git(tmp_path, "clone", "-q", "origin", "clone")
    clone = tmp_path / "clone"
    git(clone, "checkout", "-qb", "mine")
    (clone / "docs/posts/one.md").write_text("mine")
    git(clone, "commit", "-qam", "mine")
    assert [change.path for change in changes_since(clone, "")] == ["docs/posts/one.md"]


@pytest.mark.parametrize("base", ["nope", "--output=x", "-x", "main..mine", "$(touch x)", "\0"])
def test_a_base_that_is_none_is_said_and_never_obeyed(tmp_path: Path, base: str) -> None:
    a_branch(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(NoChanges, match="no branch or commit"):
        changes_since(tmp_path, base)
    assert sorted(tmp_path.rglob("*")) == before


def test_without_git_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(NoChanges, match="no git repository"):
        changes_since(tmp_path, "")


# What is told of it


def test_old_mistakes_in_other_files_are_not_told(tmp_path: Path) -> None:
    site = a_branch(tmp_path)
    assert told(site, "main", code=0) == []
    site.write({"docs/posts/two.md": a_piece(id="two", date="2026-03-05", angle="wrong")})
    assert told(site, "main") == [("docs/posts/two.md", "MH102")]


def test_an_old_mistake_in_a_changed_file_is_told(tmp_path: Path) -> None:
    site = a_branch(tmp_path)
    site.write({"docs/posts/old.md": FILES["docs/posts/old.md"] + "\nMore.\n"})
    assert told(site, "main") == [("docs/posts/old.md", "MH104")]


def test_what_a_deletion_breaks_in_other_files_is_told(tmp_path: Path) -> None:
    site = a_branch(tmp_path, "web")
    (site.root / "authors/ana-ruiz.md").unlink()
    git(tmp_path, "mv", "web/docs/posts/two.md", "web/docs/posts/zwei.md")
    assert told(site, "main") == [
        ("docs/posts/one.md", "MH103"),
        ("docs/posts/one.md", "MH501"),
    ]


def test_what_the_configuration_breaks_in_other_files_is_told(tmp_path: Path) -> None:
    site = a_branch(tmp_path)
    config = (tmp_path / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(config.replace("leakage", "losses"), "utf-8")
    site.write({"docs/posts/two.md": a_piece(id="two", topics="leakage", date="2026-03-05")})
    git(tmp_path, "add", "-A")
    assert told(site, "main") == [("docs/posts/two.md", "MH104")]


def test_a_base_that_cannot_be_checked_hides_nothing(tmp_path: Path) -> None:
    site = a_branch(tmp_path)
    good = (tmp_path / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text("plugins: [none-such]\n", "utf-8")
    git(tmp_path, "commit", "-qam", "broken")
    git(tmp_path, "branch", "-f", "main", "mine")
    (tmp_path / "mkdocs.yml").write_text(good, "utf-8")
    assert told(site, "main") == [("docs/posts/old.md", "MH104")]


def test_git_keeps_its_hooks_and_index(tmp_path: Path) -> None:
    site = a_branch(tmp_path)
    for name in ("post-checkout", "post-index-change"):
        hook = tmp_path / ".git" / "hooks" / name
        hook.write_text('#!/bin/sh\ntouch "$0.ran"\n')
        hook.chmod(0o755)
    (tmp_path / "authors/ana-ruiz.md").unlink()
    git(tmp_path, "add", "-A")
    for ran in (tmp_path / ".git/hooks").glob("*.ran"):
        ran.unlink()
    index = (tmp_path / ".git/index").read_bytes()
    told(site, "main")
    assert (tmp_path / ".git/index").read_bytes() == index
    assert not [*(tmp_path / ".git/hooks").glob("*.ran")]
    listed: Any = subprocess.run(
        ["git", "worktree", "list"], cwd=tmp_path, capture_output=True, check=True, text=True
    )
    assert len(listed.stdout.splitlines()) == 1


def test_no_program_that_git_is_told_of_runs(tmp_path: Path) -> None:
    """But filters, without which git could not tell whether a file has changed."""
    site = a_branch(tmp_path)
    site.write({".gitattributes": "*.md diff=mine\n", "docs/posts/two.md": "Changed.\n"})
    program = tmp_path / ".git/program"
    program.write_text('#!/bin/sh\necho "$@" >> "$0.ran"\n')
    program.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "diff.mine.textconv", "diff.mine.command"):
        git(tmp_path, "config", key, str(program))
    start = merge_base(site.root, "main")
    changes_since(site.root, "main")
    assert shown_lines(site.root, start)["docs/posts/two.md"]
    with tree_of(site.root, start) as folder:
        assert (folder / "mkdocs.yml").is_file()
    assert not (tmp_path / ".git/program.ran").exists()


def test_files_that_look_like_a_repository_are_not_taken_for_one(tmp_path: Path) -> None:
    site = a_branch(tmp_path, "web")
    for name in ("objects", "refs"):
        (site.root / name).mkdir()
    site.write({"HEAD": "ref: refs/heads/main\n", "config": "[core]\nworktree = .\n"})
    with pytest.raises(NoChanges, match="no git repository"):
        merge_base(site.root, "main")
