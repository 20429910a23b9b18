"""The comment at a pull request: at the right one, one and no more, and text whatever is in it."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest

from starter.started import a_started_site
from starter.workflows import github, gitlab, shell, steps

MARK: Final = "<!-- masthead review -->"
_RUNNER: Final = Path(__file__).parent / "comment_github.mjs"
RUN: Final = {
    "head_sha": "abc",
    "head_branch": "expert",
    "head_repository": {"id": 7, "owner": {"login": "guest"}},
}
PULL: Final = {"number": 3, "head": {"sha": "abc", "repo": {"id": 7}}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_started_site(tmp_path_factory.mktemp("comments") / "new")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "review").mkdir()
    return tmp_path / "review"


def posted(site: Path, folder: Path, **given: Any) -> list[Any]:
    """What the workflow asks of GitHub besides reading; `given` stands in for what GitHub says."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    script = next(
        s["with"]["script"] for s in steps(github(site, "comment")) if s["name"] == "Post it"
    )
    values = {"script": script, "payload": {"workflow_run": {**RUN, **given.pop("run", {})}},
              "pulls": [PULL], "comments": [], **given}  # fmt: skip
    file = folder.parent / "given.json"
    file.write_text(json.dumps(values))
    done = subprocess.run(
        [node, str(_RUNNER), str(file)], env={**os.environ, "FOLDER": str(folder)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    asked = json.loads(done.stdout)
    for name, query in asked:
        if name == "pulls.list":
            assert query["head"] == "guest:expert"
    return [(name, query) for name, query in asked if name in ("createComment", "updateComment")]


def test_it_stands_at_the_pull_request_of_that_fork_and_branch(site: Path, folder: Path) -> None:
    (folder / "review.md").write_text("`${x}` $(id) @team\n")
    ((name, query),) = posted(site, folder)
    assert (name, query["issue_number"]) == ("createComment", 3)
    assert query["body"] == f"{MARK}\n`${{x}}` $(id) @team"


def test_a_second_check_renews_the_comment_and_nobody_elses(site: Path, folder: Path) -> None:
    (folder / "review.md").write_text("new")
    comments = [
        {"id": 1, "user": {"type": "User"}, "body": f"{MARK}\nof somebody"},
        {"id": 2, "user": {"type": "Bot", "login": "a[bot]"}, "body": f"{MARK}\nof another bot"},
        {"id": 3, "user": {"type": "Bot", "login": "github-actions[bot]"}, "body": f"{MARK}\nold"},
    ]
    ((name, query),) = posted(site, folder, comments=comments)
    assert (name, query["comment_id"]) == ("updateComment", 3)


@pytest.mark.parametrize(
    "pull",
    [
        {"number": 3, "head": {"sha": "newer", "repo": {"id": 7}}},
        {"number": 3, "head": {"sha": "abc", "repo": {"id": 8}}},
        {"number": 3, "head": {"sha": "abc", "repo": None}},
    ],
    ids=["another commit by now", "another repository", "a fork that is gone"],
)
def test_nothing_is_said_at_another_pull_request(
    site: Path, folder: Path, pull: dict[str, Any]
) -> None:
    (folder / "review.md").write_text("new")
    assert posted(site, folder, pulls=[pull]) == []


def test_what_the_check_left_behind_cannot_lead_anywhere_else(
    site: Path, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("secret")
    (folder / "review.md").symlink_to(tmp_path / "secret")
    assert posted(site, folder) == []
    (folder / "review.md").unlink()
    (folder / "review.md").mkdir()
    assert posted(site, folder) == []


def test_a_long_comment_is_cut_where_github_would_refuse_it(site: Path, folder: Path) -> None:
    (folder / "review.md").write_text("x" * 200_000)
    ((_, query),) = posted(site, folder)
    assert 60_000 < len(query["body"]) < 65_536


class _GitLab(BaseHTTPRequestHandler):
    """As much of GitLab as the script speaks to."""

    notes: ClassVar[list[dict[str, Any]]] = []
    asked: ClassVar[list[tuple[str, str]]] = []

    def _answer(self, values: Any) -> None:
        assert self.headers["PRIVATE-TOKEN"] == "token"
        self.asked.append((self.command, self.path))
        self.send_response(200)
        page = "2" if "page=1" in self.path.partition("per_page=100&")[2] else ""
        self.send_header("X-Next-Page", page)
        self.end_headers()
        self.wfile.write(json.dumps(values).encode())

    def do_GET(self) -> None:
        """The user, or a page of notes: the newest stand on the second."""
        if self.path == "/api/user":
            return self._answer({"id": 5})
        return self._answer(self.notes if self.path.endswith("page=2") else [])

    def do_POST(self) -> None:
        """A new note."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        self.notes.append({"id": 9, "author": {"id": 5}, "body": body})
        self._answer({})

    def do_PUT(self) -> None:
        """Another text for a note."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        self.notes[-1]["body"] = body
        self._answer({})

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def gitlab_host() -> Iterator[str]:
    _GitLab.notes[:] = [{"id": 1, "author": {"id": 4}, "body": f"{MARK}\nof somebody else"}]
    _GitLab.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _GitLab)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    server.server_close()


def test_gitlabs_job_writes_one_note_and_renews_it(site: Path, gitlab_host: str) -> None:
    known = {"CI_API_V4_URL": gitlab_host, "CI_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "3",
             "COMMENT_TOKEN": "token"}  # fmt: skip
    script = "\n".join(gitlab(site)["comment"]["script"])
    for text in ("first", "second $(id)"):
        (site / "review.md").write_text(text)
        done = shell(script, site, **known)
        assert done.returncode == 0, done.stderr
    assert [note["body"] for note in _GitLab.notes] == [
        f"{MARK}\nof somebody else", f"{MARK}\nsecond $(id)"
    ]  # fmt: skip
    written = [asked for asked in _GitLab.asked if asked[0] != "GET"]
    notes = "/api/projects/12/merge_requests/3/notes"
    assert written == [("POST", notes), ("PUT", f"{notes}/9")]


def test_no_line_is_a_command_to_gitlab(site: Path, gitlab_host: str) -> None:
    known = {"CI_API_V4_URL": gitlab_host, "CI_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "3",
             "COMMENT_TOKEN": "token"}  # fmt: skip
    script = "\n".join(gitlab(site)["comment"]["script"])
    (site / "review.md").write_bytes(b"at `/close`\n/merge\r\n/approve\r/close\n  /label ~x\n")
    assert shell(script, site, **known).returncode == 0
    lines = _GitLab.notes[-1]["body"].split("\n")
    assert lines[1:] == [
        "at `/close`",
        *(f"\u200b{x}" for x in ("/merge", "/approve", "/close", "  /label ~x")),
    ]
    (site / "secret").write_text("secret")
    (site / "review.md").unlink()
    (site / "review.md").symlink_to("secret")
    count = len(_GitLab.asked)
    assert shell(script, site, **known).returncode == 1
    assert len(_GitLab.asked) == count
    (site / "review.md").unlink()


def test_no_variable_of_gitlabs_comment_comes_from_what_was_checked(site: Path) -> None:
    jobs = gitlab(site)
    before = [jobs[need["job"]] for need in jobs["comment"]["needs"]]
    assert before
    assert not [job for job in before if "reports" in job.get("artifacts", {})]


def test_a_fork_never_gets_the_token_of_gitlabs_job(site: Path) -> None:
    rules = gitlab(site)["comment"]["rules"]
    assert {"if": "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_PROJECT_ID", "when": "never"} in rules
