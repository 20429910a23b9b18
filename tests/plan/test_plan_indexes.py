"""Indexes have pages too: each entry is on one of them, and each page leads to the others."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

import pytest

from builders import a_library, some_author, some_piece, some_settings
from fakes import NOON
from hosts.links import dead_links
from hosts.rendered import rendered
from masthead.content.marks import Marks
from masthead.content.piece import InlineStep, Piece
from masthead.content.series import Series
from masthead.diagnostics.rules import DUPLICATE_ADDRESS
from masthead.plan.clashes import check_addresses
from masthead.plan.output import Output, SitePlan
from masthead.plan.site import plan_site
from masthead.settings import Term

BEGIN = datetime(1800, 6, 1, tzinfo=UTC)
AXES = ("authors", "series", "ideas", "topics", "audiences", "formats", "archive")


def names(kind: str, number: int) -> list[str]:
    """So many ids; the first is `page`, as a folder of a list's further pages is called."""
    return ["page", *(f"{kind}{i:03}" for i in range(1, number))]


@cache
def a_site_of(number: int, **changes: Any) -> SitePlan:
    """A site with so many entries in each of its indexes: a year and one of each with a piece."""
    ids = {kind: names(kind, number) for kind in ("author", "series", "topic", "aud", "format")}

    def piece(i: int) -> Piece:
        tweet = InlineStep(format="tweet", url=f"https://x.example/{i}", title="Tweet")
        return some_piece(
            f"posts/p{i:03}.md", date=BEGIN + timedelta(days=366 * i), sources_of=(tweet,),
            idea=names("idea", number)[i], series=ids["series"][i], authors=(ids["author"][i],),
            topics=(ids["topic"][i],), audiences=(ids["aud"][i],), format=ids["format"][i],
        )  # fmt: skip

    def author(i: int, id: str) -> Any:
        return some_author(id, affiliation="A house" if i % 3 == 1 else "", alumni=i % 3 == 2)

    def series(i: int, id: str) -> Series:
        path = f"docs/series/{id}.md"
        return Series(path=path, key=f"series/{id}.md", id=id, marks=Marks(path), title=id,
                      cadence="monthly" if i % 2 else "")  # fmt: skip

    library = a_library(
        *map(piece, range(number)),
        authors={id: author(i, id) for i, id in enumerate(ids["author"])},
        series={id: series(i, id) for i, id in enumerate(ids["series"])},
    )
    terms = {
        axis: tuple(Term(id=id, title=id) for id in ids[kind])
        for axis, kind in (("topics", "topic"), ("audiences", "aud"), ("formats", "format"))
    }
    return plan_site(library, some_settings(**terms, **changes), now=NOON)


def index_of(plan: SitePlan, axis: str) -> list[Output]:
    """The pages of an index, in their order."""
    kinds = ("people.html", "series_index.html", "index.html")
    pages = [
        o for o in plan.outputs
        if o.template in kinds and o.shell is not None and o.shell.section == axis
    ]  # fmt: skip
    return sorted(pages, key=lambda output: pager_of(output).number)


def pager_of(output: Output) -> Any:
    """The way between the pages."""
    return output.data.pager  # type: ignore[attr-defined]


def shown_on(output: Output) -> Iterator[str]:
    """The addresses of the entries that a page of an index shows."""
    view: Any = output.data
    for group in ("people", "guests", "alumni", "series", "columns", "entries"):
        for entry in getattr(view, group, ()):
            yield getattr(entry, "person", entry).address


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize(("number", "pages"), [(1, 1), (100, 1), (101, 2), (201, 3)])
def test_an_index_has_a_hundred_entries_on_a_page(axis: str, number: int, pages: int) -> None:
    index = index_of(a_site_of(number), axis)
    sizes = [len(list(shown_on(output))) for output in index]
    assert sizes == [100] * (pages - 1) + [number - 100 * (pages - 1)]


@pytest.mark.parametrize("axis", AXES)
def test_every_entry_of_an_index_is_on_one_page(axis: str) -> None:
    plan = a_site_of(205)
    shown = [address for output in index_of(plan, axis) for address in shown_on(output)]
    own = {
        o.address for o in plan.outputs
        if o.shell is not None and o.shell.section == axis
        and o not in index_of(plan, axis)
    }  # fmt: skip
    assert len(shown) == 205
    assert set(shown) == own


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("axis", AXES)
def test_the_pages_of_an_index_lie_where_those_of_a_list_do(axis: str, directories: bool) -> None:
    index = index_of(a_site_of(201, use_directory_urls=directories), axis)
    folder = "blog/archive/" if axis == "archive" else f"{axis}/"
    assert [output.address for output in index] == [
        folder if directories else f"{folder}index.html",
        *(f"{folder}page/{n}/" if directories else f"{folder}page/{n}.html" for n in (2, 3)),
    ]
    titles = [output.head.title for output in index]
    assert titles[1:] == [f"{titles[0]} – page {number}" for number in (2, 3)]
    assert [output.head.canonical for output in index] == [
        f"https://example.org/{output.address}" for output in index
    ]


def test_groups_of_people_follow_one_another_over_the_pages() -> None:
    index = index_of(a_site_of(205), "authors")
    groups = [
        (len(o.data.people), len(o.data.guests), len(o.data.alumni))  # type: ignore[attr-defined]
        for o in index
    ]
    assert groups == [(69, 31, 0), (0, 37, 63), (0, 0, 5)]


def test_series_come_before_columns_over_the_pages() -> None:
    index = index_of(a_site_of(205), "series")
    groups = [(len(o.data.series), len(o.data.columns)) for o in index]  # type: ignore[attr-defined]
    assert groups == [(100, 0), (3, 97), (0, 5)]


@pytest.mark.parametrize("directories", [True, False])
def test_links_of_paged_indexes_lead_somewhere(directories: bool) -> None:
    plan = a_site_of(205, use_directory_urls=directories)
    wanted = {output.file for axis in AXES for output in index_of(plan, axis)}
    files = {
        file: data.split(b"<!--article-->")[-1] if file in wanted else b""
        for file, data in rendered(plan).items()
    }
    assert dead_links(files) == []
    for axis in AXES:
        first, second, third = index_of(plan, axis)
        assert b'rel="next"' in files[first.file]
        assert b'rel="prev"' in files[second.file]
        assert b'rel="next"' in files[second.file]
        assert b'rel="next"' not in files[third.file]
        assert b"Newer" not in files[second.file]


@pytest.mark.parametrize(
    ("axis", "fact"),
    [("authors", "author"), ("series", "series_entry"), ("ideas", "idea_entry"),
     ("topics", "term"), ("audiences", "term"), ("formats", "term"), ("archive", "count")],
)  # fmt: skip
def test_a_page_of_an_index_asks_for_its_own_entries_only(axis: str, fact: str) -> None:
    plan = a_site_of(205)
    sizes = []
    for output in index_of(plan, axis):
        page = next(page for page in plan.pages if page.file == output.file)
        _, asked = plan.catalog.reads.apart(partial(page.made, plan.catalog))
        sizes.append(len({one for one in asked if isinstance(one, tuple) and one[0] == fact}))
    every = 205 if axis == "series" else 0  # columns come last, so all are looked through
    assert sizes == ([every] * 3 if every else [100, 100, 5])


@pytest.mark.parametrize("directories", [True, False])
def test_an_entry_called_page_is_in_nobody_s_way(directories: bool) -> None:
    plan = a_site_of(205, use_directory_urls=directories, per_page=1)
    files = {output.file for output in plan.outputs}
    assert plan.clashes == ()
    for axis in ("authors", "series", "ideas", "topics", "audiences", "formats"):
        for path in (f"{axis}/page", f"{axis}/page/2"):
            assert (f"{path}/index.html" if directories else f"{path}.html") in files


@pytest.mark.parametrize(
    ("addresses", "at"),
    [
        ({"topics": "formats/page/"}, "formats/page/2/"),
        ({"topics": "on/", "formats": "on/"}, "on/"),
    ],
)
def test_a_collection_moved_onto_another_s_pages_is_found(
    addresses: dict[str, str], at: str
) -> None:
    pieces = [
        some_piece(f"posts/p{i:03}.md", format=f"format{i:03}", topics=(("2",) if i else ("one",)))
        for i in range(101)
    ]
    settings = some_settings(topics=(Term(id="2", title="Two"),), addresses=addresses)
    plan = plan_site(a_library(*pieces), settings, now=NOON)
    (finding,) = check_addresses(plan, {})
    assert finding.rule is DUPLICATE_ADDRESS
    assert f"the address /{at} is also that of a page that Masthead makes" in finding.message
