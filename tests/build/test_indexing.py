"""The search's index is made of those records that are not as they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from build.building import a_blog, build, files_of
from builders import a_piece
from masthead.build import indexing
from masthead.search.beside import Work


@contextmanager
def watched() -> Iterator[list[Work]]:
    """What is asked of the index meanwhile."""
    asked: list[Work] = []
    begin = indexing.begin

    def noted(work: Work) -> Any:
        asked.append(work)
        return begin(work)

    with patch.object(indexing, "begin", noted):
        yield asked


def test_an_edit_makes_one_record(tmp_path: Path) -> None:
    site = a_blog(tmp_path)
    build(site, search=True)
    file = site.root / "docs/posts/p030.md"
    file.write_text(f"{file.read_text()}\nA last word.\n")
    with watched() as asked:
        build(site, search=True)
    ((key, record),) = asked[0].wanted.records.items()
    assert (key, len(asked[0].wanted.same)) == ("posts/p030.md", 60)  # with the author
    assert record.text.endswith("A last word.")


def test_where_no_record_changed_there_is_no_index_to_make(tmp_path: Path) -> None:
    site = a_blog(tmp_path)
    build(site, search=True)
    with watched() as asked:
        assert build(site, search=True) == 0
    assert asked == []


@pytest.mark.parametrize("lost", ["search/index.json", "search/words-0.bin", "search/text/3.bin"])
def test_what_is_lost_of_an_index_is_made_again(tmp_path: Path, lost: str) -> None:
    site = a_blog(tmp_path, 5)
    build(site, search=True)
    before = files_of(site.root / "site")
    (site.root / "site" / lost).unlink()
    build(site, search=True)
    assert files_of(site.root / "site") == before


def test_without_what_the_last_build_left_the_index_is_made_whole(tmp_path: Path) -> None:
    site = a_blog(tmp_path, 5)
    build(site, search=True)
    for file in (site.root / ".cache").rglob("search.stock"):
        file.unlink()
    new = a_piece(id="new", title="New", date="2026-01-01", body="Leakages.\n")
    (site.root / "docs/posts/new.md").write_text(new)
    with watched() as asked:
        build(site, search=True)
    assert [len(work.wanted.records) for work in asked] == [1, 7]
    index = files_of(site.root / "site/search")
    clean = a_blog(tmp_path / "clean", 5)
    (clean.root / "docs/posts/new.md").write_text(new)
    build(clean, search=True)
    assert index == files_of(clean.root / "site/search")


def test_a_piece_that_goes_takes_its_files_along(tmp_path: Path) -> None:
    site = a_blog(tmp_path, 5)
    build(site, search=True)
    (site.root / "docs/posts/p002.md").unlink()
    build(site, search=True)
    texts = {file.name for file in (site.root / "site/search/text").iterdir()}
    assert texts == {f"{number}.bin" for number in range(5)}  # with the author
