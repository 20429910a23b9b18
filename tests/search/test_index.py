"""The index holds every record, is the same whatever the order, and is cut into small files."""

from collections.abc import Sequence
from typing import Any

import pytest

from masthead.plan.output import SearchRecord
from masthead.plan.views import Anchor
from masthead.search.beside import Indexing, Work, begin
from masthead.search.index import ENTRY, Wanted, read, whole

WAYS = (Anchor("Awareness", "stages/awareness/", "What is it?"),)


def a_record(number: int = 1, **changes: Any) -> SearchRecord:
    """A piece of some day, about leaks."""
    given: dict[str, Any] = {
        "address": f"blog/{number}/", "title": f"Title {number}", "text": "A leak costs money.",
        "date": f"20{number % 90 + 10}-01-01T00:00:00+00:00",
    }  # fmt: skip
    return SearchRecord(**{**given, **changes})


def wanted(records: Sequence[SearchRecord], language: str = "en") -> Wanted:
    """An index of these records, each by its address."""
    return Wanted({record.address: record for record in records}, language, WAYS)


def files_of(*records: SearchRecord) -> dict[str, bytes]:
    """Every file of the index of these records."""
    return whole(wanted(records))


def who_has(word: str, files: dict[str, bytes]) -> dict[str, int]:
    """The titles of the records that have a word, with its weight in each."""
    for name, data in files.items():
        if "/words-" in name and word in (piece := read(data))["words"]:
            gaps, weights = piece["lists"][piece["words"][word]]
            numbers = [sum(gaps[: at + 1]) for at in range(len(gaps))]
            titles = [read(files[f"search/text/{number}.bin"])["title"] for number in numbers]
            return dict(zip(titles, weights, strict=True))
    return {}


def test_a_word_leads_to_the_records_that_have_it_or_another_of_its_stem() -> None:
    files = files_of(a_record(1), a_record(2, text="Leaking pipes."), a_record(3, text="Dry."))
    assert {*who_has("leak", files)} == {*who_has("leaking", files)} == {"Title 1", "Title 2"}
    assert who_has("nothing", files) == {}


def test_a_word_in_the_title_or_a_tag_weighs_more_than_one_in_the_text() -> None:
    files = files_of(
        a_record(1),
        a_record(2, title="The leak"),
        a_record(3, tags=("Leak",)),
        a_record(4, boost=3.0),
    )
    weights = who_has("leak", files)
    assert weights["The leak"] == weights["Title 3"] > weights["Title 1"]
    assert 2.5 < weights["Title 4"] / weights["Title 1"] < 3.5


def test_the_order_of_records_changes_nothing() -> None:
    records = [a_record(number, text=f"word{number} leak") for number in range(60)]
    assert files_of(*records) == files_of(*reversed(records))


def test_a_process_beside_makes_the_same_files() -> None:
    records = [a_record(number, text=f"word{number} leak") for number in range(500)]
    indexing = begin(Work(wanted(records)))
    assert isinstance(indexing, Indexing)
    made = indexing.index()
    assert made is not None
    assert made.files == files_of(*records)


def test_the_version_is_another_one_with_anything_that_a_reader_would_notice() -> None:
    def version(of: Wanted) -> str:
        return str(read(whole(of)[ENTRY])["version"])

    known = {version(wanted([a_record()]))}
    changes: list[dict[str, Any]] = [
        {"title": "Other"}, {"text": "Other."}, {"summary": "Other."}, {"image": "other.png"},
        {"facets": (("topic", ("Other",)),)}, {"boost": 2.0}, {"authors": ("Other",)},
    ]  # fmt: skip
    known |= {version(wanted([a_record(**change)])) for change in changes}
    known.add(version(Wanted({"1": a_record()}, "en")))
    assert len(known) == len(changes) + 2


def test_a_new_piece_leaves_the_texts_of_older_ones_where_they_are() -> None:
    older = [a_record(number) for number in range(20)]
    before, after = files_of(*older), files_of(*older, a_record(88))
    texts = [name for name in before if "/text/" in name]
    assert all(before[name] == after[name] for name in texts)


def test_a_file_of_words_stays_small_however_many_there_are() -> None:
    records = [
        a_record(n, text=" ".join(f"w{(n * k) % 9973:x}" for k in range(400))) for n in range(300)
    ]
    files = files_of(*records)
    sizes = [len(data) for name, data in files.items() if "/words-" in name]
    assert len(sizes) > 3
    assert max(sizes) < 40_000
    starts = read(files[ENTRY])["words"]
    assert starts == sorted(starts)
    assert len(starts) == len(sizes)


def test_facets_name_their_values_as_readers_see_them() -> None:
    files = files_of(
        a_record(1, facets=(("stage", ("Interest", "Loyalty")), ("year", ("2011",)))),
        a_record(2, facets=(("stage", ("Loyalty",)),)),
        a_record(3),
    )
    stage, year = read(files["search/facets.bin"])
    assert [stage["values"][v] for v in stage["sets"][stage["records"][0]]] == [
        "Interest", "Loyalty",
    ]  # fmt: skip
    assert stage["sets"][stage["records"][2]] == []
    assert year["values"] == ["2011"]


@pytest.mark.parametrize("records", [[], [SearchRecord("", "", "")]])
def test_a_site_without_words_has_an_index_too(records: list[SearchRecord]) -> None:
    entry = read(files_of(*records)[ENTRY])
    assert entry["records"] == len(records)
    assert entry["words"] == [""]


def test_the_index_names_ways_on_for_who_finds_nothing() -> None:
    assert read(files_of(a_record())[ENTRY])["ways"] == [
        ["Awareness", "stages/awareness/", "What is it?"]
    ]
