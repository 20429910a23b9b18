"""`masthead check` finds what a build finds, tells it in five forms, and blocks on errors alone."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from click.testing import CliRunner, Result

from builders import a_piece
from hosts.hosted import NOW, REPOSITORY, HostedSite, Refused, a_hosted_site, environment_with
from masthead.cli import main
from masthead.diagnostics.rules import ALL_RULES
from pictures import a_picture

ANA: Final = "---\nname: Ana Ruiz\n---\n"
EVIL: Final = (
    "::error::x%0A::set-output name=a::b ${{ secrets.A }} `code` </script> <img src=x> @team"
)


DRIVES: Final = "\x1b[31mred\n::warning::"


def check(site: HostedSite, *arguments: str, code: int = 0) -> Result:
    """Run it for a site, as at the instant of these tests."""
    words = ["check", "-f", str(site.root / "mkdocs.yml"), "--now", NOW, *arguments]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result


def told(site: HostedSite, *arguments: str, code: int = 0) -> dict[str, Any]:
    """What it tells machines."""
    return dict(json.loads(check(site, "--format", "json", *arguments, code=code).stdout))


def path(site: HostedSite, name: str) -> str:
    return str(site.root / name)


def a_broken_site(folder: Path) -> HostedSite:
    """Mistakes in pieces, an ordinary page, an image and the configuration."""
    files: dict[str, Any] = {
        "docs/posts/one.md": a_piece(id="one", authors="[ana-ruis]"),
        "docs/posts/two.md": a_piece(None, "See [a](page.md).\n\n![A](b.png)\n", id="two"),
        "docs/posts/three.md": a_piece(None, "See [a](../page.md#nowhere).\n", id="three"),
        "docs/posts/b.png": a_picture()[:60],
        "docs/page.md": "# A page\n\n<!-- masthead:list topic=nothing -->\n",
    }  # fmt: skip
    return a_hosted_site(folder, files, {"colour": "red"})


# What it finds


def test_the_whole_check_finds_what_the_build_says(tmp_path: Path) -> None:
    site = a_broken_site(tmp_path)
    with pytest.raises(Refused) as refused:
        site.build()
    text = check(site, code=1).stdout
    assert text.strip() in refused.value.text
    codes = {f["code"] for f in told(site, code=1)["findings"]}
    assert {"MH103", "MH501", "MH502", "MH513", "MH601", "MH801"} <= codes


def test_it_leaves_the_published_site_and_the_sources_alone(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {"docs/posts/one.md": a_piece()})
    site.build()
    before = {
        p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and ".cache" not in p.parts
    }
    check(site)
    after = {
        p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and ".cache" not in p.parts
    }
    assert before == after
    assert not [p for p in (tmp_path / ".cache").rglob("stage-*/*") if p.is_dir()]


def test_advice_does_not_block(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {"docs/posts/one.md": a_piece(id=None, state="draft")})
    found = told(site)
    assert (found["errors"], found["advice"], found["scope"]) == (0, 1, "site")


def test_it_asks_as_if_it_were_then(tmp_path: Path) -> None:
    files = {
        "docs/posts/one.md": a_piece(None, "See [it](two.md).\n", id="one"),
        "docs/posts/two.md": a_piece(id="two", date="2026-12-01"),
    }
    site = a_hosted_site(tmp_path, files)
    assert [f["code"] for f in told(site, code=1)["findings"]] == ["MH510"]
    words = ["check", "-f", path(site, "mkdocs.yml"), "--now", "2027-01-01"]
    assert CliRunner().invoke(main, words).exit_code == 0


def test_a_site_that_cannot_be_read_is_said_in_a_line(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {}, plugins=["search", "no-such-plugin"])
    result = check(site, code=2)
    assert "no-such-plugin" in result.stderr
    assert "Traceback" not in result.output
    there_is_none = CliRunner().invoke(main, ["check", "-f", path(site, "none.yml")])
    assert there_is_none.exit_code == 2
    assert "there is no" in there_is_none.stderr


@pytest.mark.parametrize("strict", [True, False])
def test_mkdocss_own_complaints_block_a_strict_site(tmp_path: Path, strict: bool) -> None:
    page = {"docs/page.md": "[a](nowhere.md)\n"}
    site = a_hosted_site(tmp_path, page, strict=strict)
    result = check(site, code=int(strict))
    assert "nowhere.md" in result.stderr
    assert len(told(site, code=int(strict))["complaints"]) == 1


def test_names_that_are_no_text_are_shown_all_the_same(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {})
    name = os.fsencode(str(tmp_path)) + b"/docs/posts/caf\xe9.md"
    with open(name, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(a_piece(topics="nothing").encode())
    for form in ("text", "json", "github", "sarif", "markdown"):
        words = ["check", "--format", form]
        done = site.run(sys.executable, "-c", f"from masthead.cli import main; main({words})")
        assert done.returncode == 1, done.stderr
        assert "MH001" in done.stdout, done.stderr[-1500:]
    built = site.run(sys.executable, "-m", "mkdocs", "build", "-q")
    assert built.returncode == 1
    assert "MH001" in built.stderr
    assert "Traceback" not in built.stderr


# Some files


def test_some_files_have_the_findings_of_the_whole_check(tmp_path: Path) -> None:
    site = a_broken_site(tmp_path)
    whole = told(site, code=1)["findings"]
    for name in ("docs/posts/one.md", "docs/posts/two.md", "docs/page.md", "mkdocs.yml"):
        some = told(site, path(site, name), code=1)
        assert [f for f in some["findings"] if f["path"] == name] == [
            f for f in whole if f["path"] == name
        ]
        assert some["scope"] == "files"


def test_an_image_is_judged_with_the_piece_that_shows_it(tmp_path: Path) -> None:
    site = a_broken_site(tmp_path)
    found = told(site, path(site, "docs/posts/two.md"), code=1)["findings"]
    assert ("docs/posts/b.png", "MH513") in [(f["path"], f["code"]) for f in found]


def test_anchors_of_ordinary_pages_are_for_the_whole_check(tmp_path: Path) -> None:
    site = a_broken_site(tmp_path)
    assert told(site, path(site, "docs/posts/three.md"))["findings"] == []


def test_a_folder_stands_for_the_sources_in_it(tmp_path: Path) -> None:
    site = a_broken_site(tmp_path)
    found = told(site, path(site, "docs/posts"), code=1)["findings"]
    assert {f["path"] for f in found} == {
        "docs/posts/one.md", "docs/posts/two.md", "docs/posts/b.png",
    }  # fmt: skip


def test_files_that_are_no_sources_are_passed_over(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {"README.md": "# Read me\n", "docs/posts/one.md": a_piece()})
    found = told(site, path(site, "README.md"), path(site, "docs/posts/one.md"))
    assert found["passed_over"] == [path(site, "README.md")]
    assert "there is no file" in check(site, path(site, "docs/posts/none.md"), code=2).stderr


def test_mkdocs_need_not_be_started_for_a_file(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {"docs/posts/one.md": a_piece()})
    script = (
        "import sys; from masthead.cli import main\n"
        "try: main(['check', 'docs/posts/one.md'])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert not [m for m in sys.modules if m.split('.')[0] in ('mkdocs', 'material', 'PIL')]\n"
    )
    done = site.run(sys.executable, "-c", script)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "config",
    [
        "INHERIT: base.yml\n",
        "site_name: !ENV [NO_SUCH_NAME, Test]\n",
        "exclude_docs: |\n  posts/hidden.md\n",
        "docs_dir: docs/\nuse_directory_urls: false\n",
    ],
)
def test_the_configuration_is_read_as_mkdocs_reads_it(tmp_path: Path, config: str) -> None:
    files = {
        "docs/posts/one.md": a_piece(None, "[a](hidden.md) [b](../page.md)\n", id="one", topic="x"),
        "docs/posts/hidden.md": a_piece(id="hidden"),
        "docs/page.md": "# Page\n",
        "base.yml": "site_url: https://example.net/blog/\n",
    }
    site = a_hosted_site(tmp_path, files)
    own = (tmp_path / "mkdocs.yml").read_text("utf-8")
    if "site_name" in config:
        own = own.replace("site_name: Test\n", "")
    (tmp_path / "mkdocs.yml").write_text(config + own, "utf-8")
    whole = told(site, code=1)["findings"]
    some = told(site, path(site, "docs/posts/one.md"), code=1)["findings"]
    assert some == [f for f in whole if f["path"] == "docs/posts/one.md"]


# The forms


def an_evil_site(folder: Path) -> HostedSite:
    """Words that would act in a workflow, a terminal, a page or a comment."""
    return a_hosted_site(
        folder,
        {
            "docs/posts/one,file=x::y.md": a_piece(id="one", topics=json.dumps([EVIL, DRIVES])),
            "docs/posts/`@all`<b>.md": a_piece(id="two", authors="aaa", series="'x) ![y](z'"),
        },
    )  # fmt: skip


def test_githubs_commands_are_one_line_each_and_hold_nothing_that_acts(tmp_path: Path) -> None:
    site = an_evil_site(tmp_path)
    lines = check(site, "--format", "github", code=1).stdout.splitlines()
    findings = told(site, code=1)["findings"]
    *commands, last = lines
    assert len(commands) == len(findings)
    assert last == f"{len(findings)} errors, 0 advice"
    for line in commands:
        assert line.startswith("::error file=docs/posts/")
        values, _, message = line.removeprefix("::error ").partition("::")
        assert [pair.partition("=")[0] for pair in values.split(",")] == [
            "file", "line", "col", "endColumn", "title",
        ]  # fmt: skip
        assert "\x1b" not in line
        assert "%25" in message or "%" not in message


def test_sarif_has_rules_with_help_and_results_that_are_known_again(tmp_path: Path) -> None:
    site = an_evil_site(tmp_path)
    run = json.loads(check(site, "--format", "sarif", code=1).stdout)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*ALL_RULES]
    assert all(f"/{rule['id'].lower()}.md" in rule["help"]["text"] for rule in rules)
    before = _fingerprints(run)
    assert len(before) == len(run["results"]) == len(told(site, code=1)["findings"])
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert place["artifactLocation"]["uri"].isascii()
        assert " " not in place["artifactLocation"]["uri"]
    for file in (tmp_path / "docs/posts").iterdir():  # the finding moves down by a line
        file.write_text(file.read_text("utf-8").replace("---\n", "---\n# a comment\n", 1), "utf-8")
    after = _fingerprints(json.loads(check(site, "--format", "sarif", code=1).stdout)["runs"][0])
    assert after == before


def _fingerprints(run: dict[str, Any]) -> set[str]:
    return {result["partialFingerprints"]["mastheadFinding/v1"] for result in run["results"]}


def test_nothing_in_the_comment_acts(tmp_path: Path) -> None:
    from markdown_it import MarkdownIt

    text = check(an_evil_site(tmp_path), "--format", "markdown", code=1).stdout
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = {t.type for token in tokens for t in (token, *(token.children or ()))}
    assert not kinds & {"html_block", "html_inline", "image", "link_open", "fence", "code_block"}
    outside = "".join(
        child.content for token in tokens for child in token.children or () if child.type == "text"
    )
    assert not set("@#<&`!") & set(outside)


def test_a_terminal_gets_no_characters_that_drive_it(tmp_path: Path) -> None:
    text = check(an_evil_site(tmp_path), code=1).stdout
    assert text.replace("\n", "").isprintable()


def test_paths_count_from_the_repositorys_top_for_those_who_see_only_that(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    site = a_hosted_site(tmp_path / "web", {"docs/posts/one.md": a_piece(topics="x")})
    assert "file=web/docs/posts/one.md," in check(site, "--format", "github", code=1).stdout
    assert '"uri": "web/docs/posts/one.md"' in check(site, "--format", "sarif", code=1).stdout


# The hook


def test_the_hooks_run_as_written(tmp_path: Path) -> None:
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    site = a_hosted_site(tmp_path, {"docs/posts/one.md": a_piece(id=None), "README.md": "# A\n"})
    files = ["docs/posts/one.md", "README.md"]
    codes = {}
    for hook in hooks:
        assert (hook["language"], hook["types"]) == ("python", ["markdown"])
        command, *words = shlex.split(hook["entry"])
        assert command == "masthead"
        runner = [sys.executable, "-c", "from masthead.cli import main; main()"]
        done = subprocess.run(
            [*runner, *words, *files], cwd=tmp_path, env=environment_with(),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        codes[hook["id"]] = done.returncode, "MH206" in done.stdout
    assert codes == {"masthead-check": (1, True), "masthead-fix": (0, False)}
    assert "\nid: " in (site.root / "docs/posts/one.md").read_text("utf-8")
