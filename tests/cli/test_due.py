"""`masthead due`: what falls due, told so that a schedule can act on it."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site, the_sample_site
from masthead.cli import main
from starter.workflows import a_repository

NOW = "2026-11-20 12:00"


def run(*words: str, now: str = NOW) -> Result:
    return CliRunner().invoke(main, ["due", *words, "--now", now])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HostedSite:
    files = {
        "docs/posts/old.md": a_piece(id="old", expires="2026-12-24"),
        "docs/posts/soon.md": a_piece(id="soon", title="Soon", date="2026-12-01"),
        "docs/posts/draft.md": a_piece(id="draft", date="2026-12-02", state="draft"),
        "docs/posts/secret.md": a_piece(id="secret", date="2026-12-02", visibility="private"),
    }
    hosted = a_hosted_site(tmp_path, files, {"timezone": "Europe/Berlin"})
    monkeypatch.chdir(hosted.root)
    return hosted


def test_it_says_what_lies_ahead_in_the_sites_zone(site: HostedSite) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Ahead:",
        "  2026-12-01 00:00  appears  docs/posts/soon.md  “Soon”",
        "  2026-12-24 00:00  retires  docs/posts/old.md  “A title”",
    ]


def test_what_is_due_since_an_instant_is_up_to_now(site: HostedSite) -> None:
    values = json.loads(run("--since", "2026-11-30", "--format", "json", now="2026-12-01").stdout)
    assert values["is_due"] is True
    assert [(row["date"], row["state"], row["id"]) for row in values["due"]] == [
        ("2026-12-01T00:00:00+01:00", "published", "soon")
    ]
    assert [row["id"] for row in values["ahead"]] == ["old"]
    assert json.loads(run("--since", "2026-12-01", "--format", "json", now="2026-12-02").stdout)[
        "due"
    ] == []  # fmt: skip


def test_a_schedule_publishes_a_piece_once_on_the_day_on_which_clocks_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "docs/posts/p.md": a_piece(id="p"),
        "docs/posts/q.md": a_piece(id="q", date="2026-10-25"),
    }
    site = a_hosted_site(tmp_path, files, {"timezone": "Europe/Berlin"})
    monkeypatch.chdir(site.root)
    site.build(now="2026-10-24T12:00Z")
    published = []
    for now in ("2026-10-24T21:43Z", "2026-10-24T22:13Z", "2026-10-24T22:43Z", "2026-10-25T01:13Z"):
        result = run("--deployed", "site", "--exit-code", now=now)
        assert site.has("blog/q/index.html") == bool(published)
        if result.exit_code == 1:
            site.build(now=now)
            published.append(now)
    assert published == ["2026-10-24T22:13Z"]


def test_a_retired_piece_is_due_as_well(site: HostedSite) -> None:
    site.build(now="2026-12-02")
    assert run("--deployed", "site", "--exit-code", now="2026-12-23").exit_code == 0
    result = run("--deployed", "site", "--exit-code", now="2026-12-24")
    assert result.exit_code == 1
    assert "2026-12-24 00:00  retires  docs/posts/old.md" in result.stdout


def test_the_file_that_a_build_leaves_says_nothing_of_what_lies_ahead(site: HostedSite) -> None:
    site.build(now="2026-11-20")
    before = site.read("due.json")
    assert json.loads(before)["until"] == "2026-03-03T23:00:00Z"
    for name in ("soon", "draft", "secret"):
        (site.root / f"docs/posts/{name}.md").unlink()
    site.build(now="2026-11-25")
    assert site.read("due.json") == before


def test_a_build_after_a_turn_leaves_another_file_and_only_then(site: HostedSite) -> None:
    site.build(now="2026-11-20")
    before = site.read("due.json")
    site.build(now="2026-11-30 23:59")
    assert site.read("due.json") == before
    site.build(now="2026-12-01")
    assert json.loads(site.read("due.json"))["until"] == "2026-11-30T23:00:00Z"


def test_outputs_for_github_hold_nothing_that_somebody_has_written(site: HostedSite) -> None:
    title = r'"x\ndue=false\n::set-output name=due::false ${{ secrets.A }}"'
    site.write({"docs/posts/evil.md": a_piece(id="evil", title=title, date="2026-12-05")})
    result = run("--since", "2026-11-30", "--format", "github", now="2026-12-05")
    assert result.stdout.splitlines() == [
        "due=true", "count=2", "next=2026-12-24T00:00:00+01:00", "last="
    ]  # fmt: skip


def test_last_is_when_all_that_lies_ahead_has_appeared(site: HostedSite) -> None:
    outputs = dict(line.split("=", 1) for line in run("--format", "github").stdout.split())
    assert (outputs["due"], outputs["count"]) == ("false", "0")
    assert outputs["next"] == outputs["last"] == "2026-12-01T00:00:00+01:00"


def test_a_branch_is_asked_for_what_it_changes(site: HostedSite) -> None:
    base = a_repository(site.root)
    assert run("--changed", base).stdout == "Nothing lies ahead.\n"
    site.write({"docs/posts/mine.md": a_piece(id="mine", date="2026-12-09")})
    text = run("--changed", base).stdout
    assert "docs/posts/mine.md" in text
    assert "docs/posts/soon.md" not in text


@pytest.mark.parametrize("now", ["2026-11-20 12:00", "2030-01-01"])
def test_a_build_publishes_what_was_said_to_be_due(tmp_path: Path, now: str) -> None:
    site = the_sample_site(tmp_path)
    config = str(tmp_path / "mkdocs.yml")
    site.build(now=now)
    result = run("-f", config, "--deployed", str(site.site), "--format", "json", now=now)
    assert json.loads(result.stdout)["is_due"] is False
    values = json.loads(
        run("-f", config, "--since", "2000-01-01", "--format", "json", now=now).stdout
    )
    states = {row["id"]: row["state"] for row in values["due"]}
    catalogue = json.loads(site.read("catalogue.json"))
    assert {piece["id"] for piece in catalogue["pieces"]} == {
        id for id, state in states.items() if state == "published"
    }


def test_a_title_cannot_break_out_of_its_line(site: HostedSite) -> None:
    title = r'"x\n::error::y \u202e\u001b[31mred"'
    site.write({"docs/posts/evil.md": a_piece(id="evil", title=title, date="2026-12-05")})
    text = run().stdout
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not any(line.startswith("::") for line in text.splitlines())
    text = run("--format", "json").stdout
    assert all(c.isprintable() or c == "\n" for c in text)
    assert any("\u202e" in row["title"] for row in json.loads(text)["ahead"])


@contextmanager
def served(folder: Path, statuses: Mapping[str, int]) -> Iterator[str]:
    """The folder on a loopback address; asked for a name, it may answer with a status instead."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            status = statuses.get(self.path.partition("?")[0])
            self.send_error(status) if status else super().do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_published_site_is_asked_at_its_address(site: HostedSite) -> None:
    site.build(now="2026-11-20")
    with served(site.site, {}) as address:
        for place in (address, address.rstrip("/"), f"{address}due.json"):
            assert run("--deployed", place, "--exit-code").exit_code == 0
            assert run("--deployed", place, "--exit-code", now="2026-12-01").exit_code == 1


def test_where_nothing_is_published_yet_everything_is_due(site: HostedSite) -> None:
    with served(site.root, {"/due.json": 404}) as address:
        result = run("--deployed", address, "--format", "github")
    assert result.exit_code == 0
    assert result.stdout.startswith("due=true\ncount=1\n")


@pytest.mark.parametrize("status", [401, 500, 503])
def test_a_host_that_does_not_say_ends_the_command_and_publishes_nothing(
    site: HostedSite, status: int
) -> None:
    with served(site.root, {"/due.json": status}) as address:
        result = run("--deployed", address, "--format", "github")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert str(status) in result.stderr


def test_what_is_no_file_of_ours_is_not_taken_for_one(site: HostedSite) -> None:
    site.write(
        {
            "site/due.json": "<!doctype html>",
            "naive.json": '{"until":"2026-01-01T00:00","pieces":""}',
        }
    )
    for place in ("site", "naive.json"):
        result = run("--deployed", place)
        assert result.exit_code == 2
        assert "not a file of Masthead's" in result.stderr


def test_without_an_option_the_published_site_is_the_one_at_site_url(site: HostedSite) -> None:
    config = site.root / "mkdocs.yml"
    with served(site.site, {}) as address:
        text = config.read_text().replace("https://example.org/", address)
        config.write_text(text)
        site.build(now="2026-11-20")
        assert run("--deployed", "--exit-code").exit_code == 0
    config.write_text(text.replace(f"site_url: {address}\n", ""))
    assert "no `site_url`" in run("--deployed").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "soon"], "write it like 2026-03-04"),
        (["--deployed", "nowhere"], "there is no folder nowhere"),
        (["-f", "other.yml"], "there is no other.yml"),
        (["--deployed", "site", "--since", "2026-01-01"], "either --deployed or --since"),
        (["--changed", "main"], "no git repository"),
    ],
)
def test_what_it_cannot_do_it_says_in_a_line(site: HostedSite, words: list[str], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_cannot_be_read_is_named_and_hides_no_other(site: HostedSite) -> None:
    site.write({"docs/posts/broken.md": "---\ntitle: [\n---\n"})
    result = run()
    assert result.exit_code == 0
    assert "docs/posts/broken.md has errors" in result.stderr
    assert "docs/posts/soon.md" in result.stdout


def test_no_text_is_rendered(site: HostedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("rendered")

    monkeypatch.setattr("masthead.render.markdown.gfm.GfmMarkdown.render", never)
    assert run("--since", "2020-01-01").exit_code == 0
    assert not (site.root / ".cache").exists()
