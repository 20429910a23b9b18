"""Promise 3: the same sources give the same bytes, whoever builds them, where and when."""

import os
import shutil
from pathlib import Path

import pytest

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site, the_sample_site, tree

FILES = {
    "docs/posts/one.md": a_piece(
        id="one", date="2026-03-04 09:30", authors="[ana-ruiz, bo]", topics="[pricing, leakage]"
    ),
    "docs/posts/two.md": a_piece(id="two", topics="[leakage, pricing]", **{"from": "[one]"}),
    "docs/posts/later.md": a_piece(id="later", date="2027-01-01"),
    "authors/bo.md": "---\nname: Bo Ek\n---\n",
}


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    """The two sites are one."""
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_another_folder_zone_hash_seed_and_clock_change_nothing(tmp_path: Path) -> None:
    usual = a_hosted_site(tmp_path / "one", FILES, theme="material")
    other = HostedSite(tmp_path / "a longer path" / "two")
    shutil.copytree(usual.root, other.root)
    for file in other.root.rglob("*.md"):
        os.utime(file, (1, 1))
    first = usual.run("mkdocs", "build", "-q", TZ="UTC", PYTHONHASHSEED="1")
    second = other.run(
        "mkdocs", "build", "-q", TZ="Pacific/Auckland", PYTHONHASHSEED="2", LC_ALL="C",
        SOURCE_DATE_EPOCH="86400", MASTHEAD_NOW="2026-12-24 18:00",
    )  # fmt: skip
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert_same(tree(usual.site), tree(other.site))


def test_a_build_over_an_older_site_gives_the_bytes_of_a_clean_one(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES)
    site.build()
    site.write({
        "docs/posts/one.md": a_piece(id="one", slug="renamed", series="walk"),
        "docs/posts/three.md": a_piece(id="three", authors="[bo]"),
        "docs/series/walk.md": "---\ntitle: Walk\n---\n",
    })  # fmt: skip
    (tmp_path / "docs/posts/two.md").unlink()
    site.build()
    over = tree(site.site)
    shutil.rmtree(site.site)
    shutil.rmtree(tmp_path / ".cache")
    site.build()
    assert_same(over, tree(site.site))


def test_a_second_build_touches_no_file(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES, theme="material")
    site.build()
    times = {file: file.stat().st_mtime_ns for file in site.site.rglob("*") if file.is_file()}
    site.build()
    assert times == {f: f.stat().st_mtime_ns for f in site.site.rglob("*") if f.is_file()}


@pytest.mark.parametrize("now", ["2026-11-21", "2026-12-31 23:59"])
def test_days_on_which_nothing_falls_due_are_alike(tmp_path: Path, now: str) -> None:
    site = a_hosted_site(tmp_path, FILES)
    site.build()
    before = tree(site.site)
    site.build(now=now)
    assert_same(before, tree(site.site))


def test_the_sample_site_is_the_same_twice(tmp_path: Path) -> None:
    one, other = the_sample_site(_made(tmp_path / "1")), the_sample_site(_made(tmp_path / "2"))
    one.build(strict=False)
    done = other.run("mkdocs", "build", "-q", "--no-strict", PYTHONHASHSEED="3", TZ="Asia/Tokyo")
    assert done.returncode == 0, done.stderr
    assert_same(tree(one.site), tree(other.site))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
