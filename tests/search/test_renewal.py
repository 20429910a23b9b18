"""An index that goes on from the last one is the one that would have been made whole."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masthead.plan.output import SearchRecord
from masthead.search import beside, index, pieces
from masthead.search.beside import Work
from masthead.search.index import ENTRY, Index, Stock, Wanted, whole

LONG = "w" * 41
WORDS = (
    "leak", "leaks", "leaking", "leaked", "valve", "valves", "Ventile", "ventil", "night", "Nächte",
    "nacht", "漏水検知", "水", "price", "pricing", "the", "and", "2026", LONG, f"{LONG}s",
)  # fmt: skip
Records = dict[str, SearchRecord]

texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
dates = st.sampled_from(("", "2024-01-01T00", "2025-01-01T00", "2026-01-01T00"))
titles = st.sampled_from(("Pricing", "Leaks", "Other"))
values = st.lists(titles, max_size=2, unique=True).map(tuple)
records = st.builds(
    SearchRecord,
    address=st.sampled_from(("blog/one/", "blog/two/", "https://x.example/", "")),
    title=texts, text=texts, tags=values, boost=st.sampled_from((0.5, 1.0, 9.0)), date=dates,
    facets=st.lists(st.tuples(st.sampled_from(("topic", "year")), values), max_size=2).map(tuple),
    lang=st.sampled_from(("", "de", "xx")), summary=texts,
)  # fmt: skip
libraries = st.dictionaries(st.sampled_from("abcdefghij"), records)
"""Every state has little to do with the one before, or much: keys are few."""


@pytest.fixture(autouse=True, scope="module")
def small() -> Iterator[None]:
    """Pieces end after a few words, so that there are several."""
    with patch.object(pieces, "_SIZE", 90):
        yield


def going_on(now: Records, before: Records, files: dict[str, bytes], stock: Stock) -> Index | None:
    """The index of `now`, of which only what changed is told."""
    same = [key for key, record in now.items() if before.get(key) == record]
    new = {key: record for key, record in now.items() if key not in same}
    return index.index(Wanted(new, "en", (), same), stock, files.__getitem__)


@settings(max_examples=400, deadline=None)
@given(history=st.lists(libraries, min_size=2, max_size=6), merged=st.booleans())
def test_whatever_happens_to_records_the_bytes_are_those_of_a_whole_index(
    history: list[Records], merged: bool
) -> None:
    stock, files, before = Stock(), dict[str, bytes](), dict[str, SearchRecord]()
    for step in history:
        now = before | dict([*step.items()][:2]) if merged else step
        made = going_on(now, before, files, stock)
        clean = whole(Wanted(now, "en"))
        if made is None:  # texts have become longer or shorter
            stock = Stock()
            made = index.index(Wanted(now, "en"), stock, files.__getitem__)
            assert made is not None
        assert {*made.files}.isdisjoint(made.kept)
        files = {**{file: files[file] for file in made.kept}, **made.files}
        assert files == clean
        stock = msgspec.msgpack.decode(msgspec.msgpack.encode(stock), type=Stock)
        before = now


def a_site(folder: Path, count: int = 50) -> tuple[Records, Work]:
    """A published index of so many records of one length, and the work that made it."""
    records = {
        f"{n}": SearchRecord(f"blog/{n}/", f"T{n}", f"leak valve night w{n}", date=f"2026-{n:03}")
        for n in range(count)
    }
    work = Work(Wanted(records, "en"), str(folder), str(folder / "stock"))
    publish(folder, work.index())
    return records, work


def publish(folder: Path, made: Index | None) -> None:
    """Write the files of an index."""
    assert made is not None
    for file, data in made.files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(data)


def after(records: Records, work: Work, **changes: SearchRecord) -> Index | None:
    """What becomes of the index with changed records."""
    same = [key for key in records if key not in changes]
    return msgspec.structs.replace(work, wanted=Wanted(changes, "en", (), same)).index()


def test_an_edit_makes_the_files_in_which_it_is_found(tmp_path: Path) -> None:
    records, work = a_site(tmp_path)
    edited = msgspec.structs.replace(records["7"], text="leak valve w9 w7")
    made = after(records, work, **{"7": edited})
    assert made is not None
    assert [file for file in made.files if "/text/" in file] == ["search/text/7.bin"]
    assert len([file for file in made.files if "/words-" in file]) <= 2  # of "night" and "w9"
    assert len([file for file in made.kept if "/words-" in file]) > 6


def test_a_new_piece_leaves_the_files_of_older_ones_where_they_are(tmp_path: Path) -> None:
    records, work = a_site(tmp_path)
    made = after(
        records, work, new=SearchRecord("blog/n/", "T1", "leak valve night w1", date="2027")
    )
    assert made is not None
    assert [file for file in made.files if "/text/" in file] == ["search/text/50.bin"]


@pytest.mark.parametrize("lost", ["stock", ENTRY, "search/text/7.bin"])
def test_what_is_lost_or_damaged_is_no_ground_to_go_on_from(tmp_path: Path, lost: str) -> None:
    records, work = a_site(tmp_path)
    (tmp_path / lost).write_bytes(b"damaged")
    assert after(records, work, **{"7": SearchRecord("blog/7/", "T7", "leak")}) is None
    (tmp_path / lost).unlink()
    assert after(records, work, **{"7": SearchRecord("blog/7/", "T7", "leak")}) is None


def test_a_stock_of_an_index_that_was_never_published_is_not_used(tmp_path: Path) -> None:
    records, work = a_site(tmp_path)
    edited = {"7": SearchRecord("blog/7/", "T7", "leak valve night other", date="2026-007")}
    assert after(records, work, **edited) is not None
    assert after(records, work, **edited) is None


def test_longer_texts_weigh_all_words_anew(tmp_path: Path) -> None:
    records, work = a_site(tmp_path)
    long = SearchRecord("blog/7/", "T7", "leak " * 900, date="2026-007")
    assert after(records, work, **{"7": long}) is None


def test_without_room_for_the_stock_an_index_is_made_all_the_same(tmp_path: Path) -> None:
    records, work = a_site(tmp_path, 3)
    nowhere = msgspec.structs.replace(work, stock=str(tmp_path / "none" / "stock"))
    made = nowhere.index()
    assert made is not None
    assert made.files == whole(Wanted(records, "en"))


def test_a_record_that_is_not_known_is_no_ground_to_go_on_from() -> None:
    assert beside.index(Wanted({}, "en", (), ["unknown"]), Stock(), lambda _: b"") is None
