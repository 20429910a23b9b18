"""`masthead share PIECE --post CHANNEL`, from the piece's file to the network and back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site
from masthead.cli.share import share
from posting.stations import Station


@pytest.fixture
def site(tmp_path: Path, on: Station, monkeypatch: pytest.MonkeyPatch) -> HostedSite:
    files = {
        "docs/posts/one.md": a_piece(
            id="p1", title="Price the leak", description="What it costs.", authors=None,
        ),
        "docs/posts/later.md": a_piece(id="later", title="Later", date="2099-01-02"),
    }  # fmt: skip
    hosted = a_hosted_site(tmp_path / "site", files)
    monkeypatch.chdir(hosted.root)
    for name, value in on.environ.items():
        monkeypatch.setenv(name, value)
    on.clock.instant = datetime.now(UTC)  # the command knows no other
    return hosted


def run(*options: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(share, list(options))


def test_a_piece_is_posted_once_and_its_file_says_where(site: HostedSite, on: Station) -> None:
    file = site.root / "docs/posts/one.md"
    before = file.read_text()
    shown = run("p1", "--post", on.channel)
    assert shown.exit_code == 0, shown.output
    assert "https://example.org/blog/one/" in shown.stdout
    assert (on.texts(), file.read_text()) == ([], before)
    for _ in range(2):
        done = run("p1", "--post", on.channel, "--yes")
        assert done.exit_code == 0, done.output
    (text,) = on.texts()
    assert text.startswith("Price the leak\nWhat it costs.")
    if on.channel != "webhook":  # which may know of no address
        assert f"channel: {on.channel}" in file.read_text()
        assert file.read_text().endswith(before.partition("---\n")[2].partition("---\n")[2])


def test_what_readers_could_not_open_is_not_posted(site: HostedSite, on: Station) -> None:
    refused = run("later", "--post", on.channel, "--yes")
    assert refused.exit_code == 2
    assert "docs/posts/later.md is not published (scheduled)" in refused.stderr
    assert on.texts() == []


def test_how_to_post_is_nothing_without_where(site: HostedSite) -> None:
    refused = run("p1", "--yes")
    assert refused.exit_code == 2
    assert "give --post as well" in refused.stderr
