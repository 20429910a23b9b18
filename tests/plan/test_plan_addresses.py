"""Where everything lies, whatever the site's address and the shape of its addresses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_library, some_author, some_piece, some_settings
from fakes import NOON
from masthead.content.document import Document
from masthead.content.marks import Marks
from masthead.content.piece import Declared, InlineStep, Piece
from masthead.content.series import IdeaFile, Series
from masthead.plan.output import Output, SitePlan
from masthead.plan.site import plan_site
from masthead.settings import DeclaredSeries


def plan_of(*pieces: Piece, library: dict[str, Any] | None = None, **changes: Any) -> SitePlan:
    """The plan of a small site."""
    return plan_site(a_library(*pieces, **(library or {})), some_settings(**changes), now=NOON)


def by_file(plan: SitePlan) -> dict[str, Output]:
    """The outputs by their files."""
    return {output.file: output for output in plan.outputs}


def redirects_of(plan: SitePlan) -> dict[str, str]:
    """Where each redirect leads, by its file."""
    return {
        o.file: o.data.address for o in plan.outputs if o.template == "redirect.html"  # type: ignore[attr-defined]
    }  # fmt: skip


def some_series(id: str = "walk", **changes: Any) -> Series:
    """A series with a file."""
    path = f"docs/series/{id}.md"
    given = {"key": f"series/{id}.md", "title": id.title(), **changes}
    return Series(path=path, id=id, marks=Marks(path), **given)


def on(day: int, key: str, **changes: Any) -> Piece:
    """A piece of a day in March 2026."""
    return some_piece(f"posts/{key}.md", date=datetime(2026, 3, day, tzinfo=UTC), **changes)


ALL_KINDS = (
    on(1, "one", topics=("pricing",), stages=("awareness",), audiences=("directors",),
       authors=("ana-ruiz",), series="walk", format="talk"),
    on(2, "two", sources_of=("one",)),
)  # fmt: skip
WALK = {"series": {"walk": some_series()}}


def test_each_kind_of_page_has_the_address_that_the_design_gives_it() -> None:
    assert set(by_file(plan_of(*ALL_KINDS, library=WALK))) == {
        "blog/index.html", "blog/one/index.html", "blog/two/index.html",
        "authors/index.html", "authors/ana-ruiz/index.html",
        "series/index.html", "series/walk/index.html",
        "stages/index.html", "stages/awareness/index.html",
        "topics/index.html", "topics/pricing/index.html",
        "audiences/index.html", "audiences/directors/index.html",
        "formats/index.html", "formats/talk/index.html", "formats/post/index.html",
        "ideas/index.html", "ideas/one/index.html", "ideas/two/index.html",
        "blog/archive/index.html", "blog/archive/2026/index.html", "subscribe/index.html",
    }  # fmt: skip


def test_without_directory_addresses_pages_are_files() -> None:
    files = set(by_file(plan_of(*ALL_KINDS, library=WALK, use_directory_urls=False)))
    assert {
        "blog/index.html", "blog/one.html", "authors/index.html", "authors/ana-ruiz.html",
        "series/walk.html", "stages/awareness.html", "topics/pricing.html", "formats/talk.html",
        "ideas/one.html", "blog/archive/index.html", "blog/archive/2026.html",
    } <= files  # fmt: skip


def test_the_hub_may_lie_at_the_root() -> None:
    outputs = by_file(plan_of(*ALL_KINDS, blog=""))
    assert outputs["index.html"].template == "hub.html"
    assert outputs["index.html"].address == ""
    assert outputs["one/index.html"].template == "piece.html"
    assert "archive/2026/index.html" in outputs


def test_the_hub_may_lie_at_the_root_without_directory_addresses() -> None:
    outputs = by_file(plan_of(*ALL_KINDS, blog="", use_directory_urls=False))
    assert outputs["index.html"].template == "hub.html"
    assert outputs["one.html"].template == "piece.html"


def test_collections_may_lie_elsewhere_and_keep_their_ids() -> None:
    moved = {"authors": "people/", "archive": "years/", "topics": "on/"}
    files = set(by_file(plan_of(*ALL_KINDS, addresses=moved)))
    assert {"people/ana-ruiz/index.html", "years/2026/index.html", "on/pricing/index.html"} <= files
    assert not any(file.startswith(("authors/", "topics/", "blog/archive/")) for file in files)


def test_canonical_addresses_hold_the_path_of_the_site() -> None:
    outputs = by_file(plan_of(*ALL_KINDS, site_url="https://example.org/docs/"))
    assert outputs["blog/one/index.html"].head.canonical == "https://example.org/docs/blog/one/"


def test_without_a_site_address_there_is_no_canonical_address_and_nothing_to_share() -> None:
    outputs = by_file(plan_of(*ALL_KINDS, site_url=""))
    assert {output.head.canonical for output in outputs.values()} == {""}
    assert outputs["blog/one/index.html"].data.shares == ()  # type: ignore[attr-defined]


def test_an_original_elsewhere_is_the_canonical_address() -> None:
    plan = plan_of(on(1, "one", canonical_url="https://x.example/original"))
    head = by_file(plan)["blog/one/index.html"].head
    assert head.canonical == "https://x.example/original"


def test_slugs_of_any_script_are_encoded_once() -> None:
    output = by_file(plan_of(on(1, "one", slug="größe-水")))["blog/größe-水/index.html"]
    assert output.address == "blog/gr%C3%B6%C3%9Fe-%E6%B0%B4/"


# Pages of lists


def pieces(number: int, **changes: Any) -> list[Piece]:
    """So many pieces, a minute apart."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        some_piece(f"posts/p{i:03}.md", date=begin + timedelta(minutes=i), **changes)
        for i in range(number)
    ]


@pytest.mark.parametrize(("number", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_a_list_has_twenty_on_a_page(number: int, pages: int) -> None:
    files = set(by_file(plan_of(*pieces(number))))
    assert sum(file.startswith("blog/page/") for file in files) == pages - 1
    assert "blog/index.html" in files


@pytest.mark.parametrize("directories", [True, False])
def test_every_piece_is_on_one_page_of_the_hub_newest_first(directories: bool) -> None:
    plan = plan_of(*pieces(45), per_page=10, use_directory_urls=directories)
    hub = [o for o in plan.outputs if o.template == "hub.html"]
    hub.sort(key=lambda output: output.data.pager.number)  # type: ignore[attr-defined]
    ids = [card.id for output in hub for card in output.data.newest]  # type: ignore[attr-defined]
    assert ids == [f"p{i:03}" for i in reversed(range(45))]
    assert [o.address for o in hub[1:]] == [
        f"blog/page/{n}/" if directories else f"blog/page/{n}.html" for n in (2, 3, 4, 5)
    ]


def test_pages_of_a_list_lead_to_pages_that_exist() -> None:
    plan = plan_of(*pieces(400, topics=("pricing",)), per_page=10)
    known = {output.address for output in plan.outputs}
    for output in plan.outputs:
        pager = getattr(output.data, "pager", None)
        if pager:
            named = {address for _, address in pager.numbers} | {pager.previous, pager.next}
            assert named - {""} <= known
            assert len(pager.numbers) <= 9


def test_later_pages_say_so_in_their_titles() -> None:
    outputs = by_file(plan_of(*pieces(30)))
    assert outputs["blog/page/2/index.html"].head.title.endswith("page 2")


# Series


def place(plan: SitePlan, key: str) -> tuple[int, int]:
    """`part n of m` as the piece's page shows it."""
    shown = by_file(plan)[f"blog/{key}/index.html"].data.series  # type: ignore[attr-defined]
    return shown.number, shown.total


def test_parts_are_counted_to_the_declared_number_else_to_those_published() -> None:
    parts = [on(day, f"p{day}", series="walk") for day in (1, 2, 3)]
    later = some_piece("posts/later.md", series="walk", date=datetime(2027, 1, 1, tzinfo=UTC))
    undeclared = {"series": {"walk": some_series()}}
    declared = {"series": {"walk": some_series(parts=5)}}
    fewer = {"series": {"walk": some_series(parts=2)}}
    assert place(plan_of(*parts, later, library=undeclared), "p2") == (2, 3)
    assert place(plan_of(*parts, later, library=declared), "p2") == (2, 5)
    assert place(plan_of(*parts, library=fewer), "p3") == (3, 3)


def test_the_order_of_a_series_is_declared_or_by_part_or_by_date() -> None:
    parts = [
        on(1, "a", series="walk"), on(2, "b", series="walk", part=1), on(3, "c", series="walk"),
    ]  # fmt: skip
    by_part = plan_of(*parts, library=WALK)
    assert [p.key for p in by_part.catalog.series_order["walk"]] == [
        "posts/b.md", "posts/a.md", "posts/c.md",
    ]  # fmt: skip
    listed = {"series": {"walk": some_series(order=("c", "../posts/a.md"))}}
    by_list = plan_of(*parts, library=listed)
    assert [p.key for p in by_list.catalog.series_order["walk"]] == [
        "posts/c.md", "posts/a.md", "posts/b.md",
    ]  # fmt: skip


@given(st.lists(st.none() | st.integers(1, 6), min_size=1, max_size=6), st.booleans())
def test_no_two_parts_of_a_series_show_one_number(numbers: list[int | None], listed: bool) -> None:
    parts = [
        on(day, f"p{day}", series="walk", part=part) for day, part in enumerate(numbers, start=1)
    ]
    library = {"series": {"walk": some_series(order=("p2", "p1") if listed else ())}}
    plan = plan_of(*parts, library=library)
    places = [place(plan, f"p{day}") for day in range(1, len(parts) + 1)]
    assert len({number for number, _ in places}) == len(parts)
    assert all(number <= total for number, total in places)
    page = by_file(plan)["series/walk/index.html"].data
    assert sorted(number for number, _ in page.parts) == [n for n, _ in page.parts]  # type: ignore[attr-defined]


def test_a_column_has_no_last_part() -> None:
    library = {"series": {"walk": some_series(cadence="monthly")}}
    assert place(plan_of(on(1, "a", series="walk"), library=library), "a") == (1, 0)


def test_a_series_without_a_public_piece_has_no_page() -> None:
    draft = on(1, "a", series="walk", declared=Declared.DRAFT)
    assert not any(file.startswith("series/") for file in by_file(plan_of(draft, library=WALK)))


# Former addresses


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("old/name", "old/name/index.html"),
        ("old/name/", "old/name/index.html"),
        ("old/name.html", "old/name.html"),
        ("old.htm", "old.htm"),
        ("größe/水", "größe/水/index.html"),
        ("with space", "with space/index.html"),
    ],
)
def test_a_former_address_leads_on(alias: str, file: str) -> None:
    plan = plan_of(on(1, "one", aliases=(alias,)))
    up = "../" * file.count("/") or "./"
    assert redirects_of(plan) == {file: f"{up}blog/one/"}
    output = by_file(plan)[file]
    assert (output.listed, output.head.noindex) == (False, True)
    assert output.head.canonical == "https://example.org/blog/one/"


def test_every_one_of_several_former_addresses_leads_on() -> None:
    plan = plan_of(on(1, "one", aliases=("a", "b/c", "d.html")))
    assert redirects_of(plan).keys() == {"a/index.html", "b/c/index.html", "d.html"}


def test_authors_series_and_ideas_have_former_addresses_too() -> None:
    library = {
        "authors": {"ana-ruiz": some_author(aliases=("people/ana",))},
        "series": {"walk": some_series(aliases=("old-walk",))},
        "ideas": {"one": IdeaFile(path="docs/ideas/one.md", key="ideas/one.md", id="one",
                                  marks=Marks("docs/ideas/one.md"), aliases=("old-idea",))},
    }  # fmt: skip
    plan = plan_of(on(1, "one", series="walk", idea="one"), library=library)
    assert redirects_of(plan) == {
        "people/ana/index.html": "../../authors/ana-ruiz/",
        "old-walk/index.html": "../series/walk/",
        "old-idea/index.html": "../ideas/one/",
    }


def test_a_former_address_of_a_piece_elsewhere_leads_out() -> None:
    piece = on(1, "one", elsewhere=True, external_url="https://x.example/1", aliases=("old",))
    assert redirects_of(plan_of(piece)) == {"old/index.html": "https://x.example/1"}


def test_a_former_address_that_is_the_present_one_is_nothing() -> None:
    plan = plan_of(on(1, "one", aliases=("blog/one",)))
    assert redirects_of(plan) == {}
    assert plan.clashes == ()


def test_an_idea_under_another_name_keeps_its_former_addresses() -> None:
    named = plan_of(on(1, "one", idea="price"), on(2, "two", sources_of=("one",)))
    assert by_file(named)["ideas/price/index.html"].template == "idea.html"
    assert redirects_of(named) == {
        "ideas/one/index.html": "../../ideas/price/",
        "ideas/two/index.html": "../../ideas/price/",
    }


def test_ideas_that_merge_lead_to_the_one_that_stays() -> None:
    apart = plan_of(on(1, "one"), on(2, "two", sources_of=("one",)),
                    on(3, "three"), on(4, "four", sources_of=("three",)))  # fmt: skip
    assert {"ideas/one/index.html", "ideas/three/index.html"} <= {
        o.file for o in apart.outputs if o.template == "idea.html"
    }
    merged = plan_of(on(1, "one"), on(2, "two", sources_of=("one",)),
                     on(3, "three", sources_of=("two",)),
                     on(4, "four", sources_of=("three",)))  # fmt: skip
    assert redirects_of(merged)["ideas/three/index.html"] == "../../ideas/one/"


def test_a_retired_piece_leaves_a_notice_that_names_its_successor() -> None:
    plan = plan_of(
        on(1, "old", declared=Declared.RETIRED, successor="new", aliases=("older",)), on(2, "new")
    )
    notice = by_file(plan)["blog/old/index.html"]
    assert notice.template == "notice.html"
    assert notice.head.noindex
    assert not notice.listed
    assert notice.data.successor.id == "new"  # type: ignore[attr-defined]
    assert redirects_of(plan) == {"older/index.html": "../blog/old/"}
    assert "old" not in {card.id for card in by_file(plan)["blog/index.html"].data.newest}  # type: ignore[attr-defined]


def test_an_expired_piece_is_retired() -> None:
    plan = plan_of(on(1, "old", expires=datetime(2026, 11, 1, tzinfo=UTC)))
    assert by_file(plan)["blog/old/index.html"].template == "notice.html"


def test_inline_steps_are_part_of_an_idea_and_private_ones_are_not() -> None:
    tweet = InlineStep(format="tweet", url="https://x.example/1", title="Tweet")
    secret = InlineStep(format="tweet", url="https://x.example/2", visibility="private")
    plan = plan_of(on(1, "one", sources_of=(tweet, secret)))
    steps = by_file(plan)["ideas/one/index.html"].data.steps  # type: ignore[attr-defined]
    assert [step.address for step in steps] == ["https://x.example/1", "blog/one/"]
    alone = plan_of(on(1, "one", sources_of=(secret,)))
    assert not any(file.startswith("ideas/") for file in by_file(alone))


def test_a_declared_series_needs_no_file() -> None:
    assert DeclaredSeries(id="walk", title="Walk").parts is None
    plan = plan_of(on(1, "one", series="walk"), library={"series": {"walk": some_series(key="")}})
    assert "series/walk/index.html" in by_file(plan)


def test_a_document_without_text_is_a_page_all_the_same() -> None:
    plan = plan_of(on(1, "one", document=Document()))
    assert "blog/one/index.html" in by_file(plan)
