"""What `masthead share --post` prints, and how it ends."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from masthead.cli.share.posting import posting_options, run_posting
from posting.serving import Fault
from posting.stations import LINK, TEXT, Station, station


def run(on: Station, *options: str, form: str = "text", **given: Any) -> Result:
    """A command with the options, in this process."""
    on.clock.instant = datetime.now(UTC)  # the command knows no other

    @click.command()
    @posting_options
    def share(post_on: str, yes: bool, again: bool, settle: str | None) -> None:
        sys.exit(
            run_posting(
                lambda _: on.piece(), post_on, on.folder, yes=yes, again=again, settle=settle,
                form=form, environ=on.environ, **given,
            )
        )  # fmt: skip

    return CliRunner().invoke(share, ["--post", on.channel, *options])


def test_it_shows_and_sends_nothing(on: Station) -> None:
    result = run(on)
    assert result.exit_code == 0, result.output
    assert "price-the-leak" in result.stdout
    assert "Add --yes to send it." in result.stdout
    assert on.fake.asked == []


def test_yes_sends_and_the_ledger_lies_beside_the_sources(on: Station) -> None:
    noted: list[Any] = []
    result = run(on, "--yes", record=lambda *copy: noted.append(copy))
    assert (result.exit_code, len(noted)) == (0, 1)
    assert noted[0][1] in result.stdout
    assert (on.folder / ".masthead" / "posted.jsonl").is_file()
    assert run(on, "--yes").exit_code == 0
    assert on.texts() == [TEXT]
    assert "already" in run(on).stdout


def test_for_machines(on: Station) -> None:
    shown = json.loads(run(on, form="json").stdout)
    assert shown["result"] == "shown"
    assert shown["requests"][-1]["purpose"] == "post it"
    done = json.loads(run(on, "--yes", form="json").stdout)
    assert (done["result"], done["channel"], done["requests"]) == ("posted", on.channel, [])


def test_a_refusal_ends_with_1_and_says_why_on_the_error_stream(on: Station) -> None:
    on.fake.fail(Fault.ECHO, on.posts_by)
    result = run(on, "--yes")
    assert result.exit_code == 1
    assert "refused it: 400" in result.stderr
    assert result.stdout == ""


def test_what_is_missing_ends_with_2(on: Station) -> None:
    for name in list(on.environ):
        del on.environ[name]
    result = run(on)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"masthead share: posting on {on.channel} needs MASTHEAD_")
    assert "error" in json.loads(run(on, form="json").stdout)


def test_a_person_settles_what_cannot_be_known(on: Station) -> None:
    assert run(on, "--settle", "none").exit_code == 2
    on.fake.fail(Fault.LOST, on.posts_by)
    assert run(on, "--yes").exit_code in (0, 1)
    if on.channel == "webhook":
        return
    assert run(on, "--settle", "somewhere").exit_code == 2
    result = run(on, "--settle", "https://social.example/1")
    assert (result.exit_code, result.stdout) == (0, "noted: https://social.example/1\n")
    assert run(on, "--yes").exit_code == 0
    assert on.texts() == [TEXT]


def test_an_open_attempt_is_told_of_before_anything_is_sent(on: Station) -> None:
    on.fake.fail(Fault.UNHEARD, on.posts_by)
    run(on, "--yes")
    assert "has no answer: --yes looks for its post first" in run(on).stdout


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    with station("mastodon", tmp_path) as on:
        for name in [name for name in sys.modules if name.startswith("masthead.posting")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "filelock", None)
        result = run(on)
        assert result.exit_code == 2
        assert "pip install 'masthead[post]'" in result.stderr


def test_the_address_is_whole(on: Station) -> None:
    assert LINK in run(on).stdout
