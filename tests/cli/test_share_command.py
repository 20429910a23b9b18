"""`masthead share`: the words for each network, and the record of copies."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site
from masthead.cli import main
from masthead.cli.share import share
from pictures import a_picture

AUTHOR = '---\nname: Ana Ruiz\nfediverse: "@ana@social.example"\n---\n'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HostedSite:
    files = {
        "authors/ana-ruiz.md": AUTHOR,
        "docs/posts/2026-03-04-price-the-leak.md": a_piece(
            id="p1", title="Price the leak", description="What it costs.", authors="[ana-ruiz]",
            share="{x: In my own words.}", quotes="[A sentence.]", image="chart.png",
            image_alt="A chart",
        ),
        "docs/posts/chart.png": a_picture(),
        "docs/posts/long.md": a_piece(id="long", title="Long", share="{x: " + "word " * 60 + "}"),
        "docs/posts/later.md": a_piece(id="later", title="Later", date="2027-01-02"),
        "docs/posts/draft.md": a_piece(id="draft", title="Draft", state="draft", date=None),
        "docs/posts/secret.md": a_piece(id="secret", title="Secret", visibility="private"),
        "docs/posts/broken.md": "---\ntitle: [\n---\n",
    }  # fmt: skip
    hosted = a_hosted_site(tmp_path, files, {"campaign": {"utm_source": "{channel}"}})
    monkeypatch.chdir(hosted.root)
    monkeypatch.setenv("MASTHEAD_NOW", "2026-11-20 12:00")
    return hosted


def run(*options: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(share, list(options))


def values(*options: str) -> dict[str, Any]:
    """What the command tells a machine."""
    found: dict[str, Any] = json.loads(run(*options, "--format", "json").stdout)
    return found


@pytest.mark.parametrize(
    "name",
    ["docs/posts/2026-03-04-price-the-leak.md", "posts/2026-03-04-price-the-leak.md", "p1",
     "price-the-leak", "https://example.org/blog/price-the-leak/"],
)  # fmt: skip
def test_a_piece_is_found_by_path_id_and_slug(site: HostedSite, name: str) -> None:
    assert values(name)["title"] == "Price the leak"


def test_each_network_has_its_words_its_count_and_its_address(site: HostedSite) -> None:
    shown = values("p1")
    texts = {text["channel"]: text for text in shown["texts"]}
    page = "https://example.org/blog/price-the-leak/"
    assert [*texts] == ["linkedin", "bluesky", "mastodon", "x", "email"]
    assert texts["x"] == {
        "channel": "x", "text": f"In my own words.\n{page}?utm_source=x", "count": 40,
        "limit": 280, "unit": "weighted characters", "fits": True, "shortened": False,
        "from": "share", "address": f"{page}?utm_source=x",
    }  # fmt: skip
    assert texts["mastodon"]["text"] == (
        f"Price the leak\nWhat it costs.\n@ana@social.example\n{page}?utm_source=mastodon"
    )
    assert shown["image"] == {"path": "docs/posts/chart.png", "alt": "A chart"}
    [quote] = shown["quotes"]
    assert quote["texts"][1]["text"].startswith("“A sentence.”\n— Ana Ruiz\n")


def test_people_read_the_same(site: HostedSite) -> None:
    result = run("p1", "--channel", "x", "--channel", "bluesky")
    assert result.exit_code == 0
    assert "--- X: 40 of 280 weighted characters\nIn my own words.\n" in result.stdout
    assert "--- Bluesky, quote 1: " in result.stdout
    assert "Picture: docs/posts/chart.png (A chart)" in result.stdout
    assert "LinkedIn" not in result.stdout


def test_words_that_are_too_long_are_a_finding(site: HostedSite) -> None:
    result = run("long")
    assert result.exit_code == 1
    assert "--- X: 323 of 280 weighted characters – TOO LONG" in result.stdout


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "later",
            "Not published yet: its address will be https://example.org/blog/later/ on 2027-01-02",
        ),
        ("draft", "Not published (draft): its address will be https://example.org/blog/draft/"),
    ],
)
def test_a_piece_that_is_not_published_says_when_it_will_be(
    site: HostedSite, name: str, says: str
) -> None:
    assert says in run(name).stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["secret"], "is private"),
        (["price-the-lead"], "there is no piece `price-the-lead`: did you mean `price-the-leak`?"),
        (["docs/posts/broken.md"], "docs/posts/broken.md cannot be read"),
        (["p1", "-f", "other.yml"], "there is no other.yml"),
        (["p1", "--date", "2026-01-01"], "give --record as well"),
        (["p1", "--record", "medium", "medium.com/1"], "is not a web address"),
        (["p1", "--record", " ", "https://medium.com/1"], "name the channel"),
    ],
)
def test_what_cannot_be_done_is_explained(site: HostedSite, options: list[str], says: str) -> None:
    result = run(*options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert json.loads(run(*options, "--format", "json").stdout)["error"]


def test_a_copy_is_recorded_once_and_nothing_else_changes(site: HostedSite) -> None:
    file = site.root / "docs/posts/2026-03-04-price-the-leak.md"
    file.chmod(0o640)
    before = file.read_text()
    again = ["p1", "--record", "medium", "https://medium.com/1"]
    assert "https://medium.com/1 recorded in" in run(*again, "--date", "2026-03-05").stdout
    added = (
        "syndicated:\n  - channel: medium\n    url: https://medium.com/1\n    date: 2026-03-05\n"
    )
    assert file.read_text() == before.replace("\n---\n", f"\n{added}---\n", 1)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert not values(*again)["recorded"]
    assert file.read_text().count("medium.com") == 1
    assert not [one for one in file.parent.iterdir() if one.name.startswith(".")]


def test_without_a_date_a_copy_is_of_today(site: HostedSite) -> None:
    run("later", "--record", "forum", "https://forum.example.org/1")
    assert "    date: 2026-11-20\n" in (site.root / "docs/posts/later.md").read_text()


def test_a_link_goes_on_leading_to_the_file(site: HostedSite) -> None:
    file = site.root / "docs/posts/later.md"
    kept = site.root / "docs/posts/kept.txt"
    file.rename(kept)
    file.symlink_to("kept.txt")
    assert run("later", "--record", "x", "https://x.com/1").exit_code == 0
    assert file.is_symlink()
    assert "https://x.com/1" in kept.read_text()


def test_what_no_line_can_be_added_to_is_left_with_what_to_paste(site: HostedSite) -> None:
    file = site.root / "docs/posts/later.md"
    text = "---\n{title: Later, date: 2027-01-02, id: later}\n---\nWords.\n"
    file.write_text(text)
    result = run("later", "--record", "x", "https://x.com/1")
    assert result.exit_code == 2
    assert "add this yourself:\nsyndicated:\n  - channel: x\n" in result.stderr
    assert file.read_text() == text


def test_the_record_is_on_the_page(site: HostedSite) -> None:
    for broken in ("broken", "long"):
        (site.root / f"docs/posts/{broken}.md").unlink()
    run("p1", "--record", "medium", "https://medium.com/1")
    site.build()
    assert 'href="https://medium.com/1"' in site.read("blog/price-the-leak/index.html")


def test_help_has_examples() -> None:
    shown = CliRunner().invoke(main, ["share", "--help"])
    assert shown.exit_code == 0
    assert "Example: masthead share docs/posts/" in shown.stdout
