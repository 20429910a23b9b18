"""`masthead build`: as `mkdocs build`, with a say in how."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site
from masthead.cli import main
from masthead.cli.build import build


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HostedSite:
    files = {f"docs/posts/p{n}.md": a_piece(id=f"p{n}", title=f"Title {n}") for n in range(5)}
    hosted = a_hosted_site(tmp_path, files)
    monkeypatch.chdir(hosted.root)
    monkeypatch.setenv("MASTHEAD_WORKERS", "")
    return hosted


def run(*options: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(build, [*options, "--quiet"])


def test_it_publishes(site: HostedSite) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert "Title 3" in site.read("blog/p3/index.html")


def test_a_profile_has_each_stage_and_kind_of_file(site: HostedSite) -> None:
    values = json.loads(run("--profile", "--format", "json").stdout)
    assert {"reading", "planning", "checking", "making", "publishing"} <= values["stages"].keys()
    assert values["kinds"]["piece.html"]["times"] == 5
    text = run("--fresh", "--profile").stdout
    assert "piece.html" in text
    assert "ms each" in text


def test_afresh_makes_what_is_made_already(site: HostedSite) -> None:
    run()
    assert json.loads(run("--profile", "--format", "json").stdout)["kinds"] == {}
    again = json.loads(run("--fresh", "--profile", "--format", "json").stdout)
    assert again["kinds"]["piece.html"]["times"] == 5


def test_what_keeps_it_from_publishing_ends_it_with_1(site: HostedSite) -> None:
    run()
    site.write({"docs/posts/p1.md": a_piece(id="p1", authors="[nobody]")})
    result = run()
    assert result.exit_code == 1
    assert "1 error" in result.output
    assert "Title 1" in site.read("blog/p1/index.html")
    assert run("--config-file", "nowhere.yml").exit_code == 1


def test_it_says_how_it_is_used() -> None:
    shown = CliRunner().invoke(main, ["build", "--help"]).output
    assert "Example: masthead build --strict" in shown
