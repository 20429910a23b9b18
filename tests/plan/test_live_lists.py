"""Markers of live lists: what they ask for, and what is said about those that cannot be read."""

from pathlib import Path

import pytest

from builders import a_piece, a_site
from masthead.plan.live import ListRequest, known_ids, live_list, parse_marker

_KNOWN = {"topics": frozenset({"pricing"}), "authors": frozenset({"ana-ruiz"})}


@pytest.mark.parametrize(
    ("wish", "request_"),
    [
        ("", ListRequest()),
        (" topic=pricing ", ListRequest((("topics", "pricing"),))),
        ('topic="pricing" limit=12', ListRequest((("topics", "pricing"),), limit=12)),
        (
            "topic=pricing author='ana-ruiz' angle=practical",
            ListRequest((("topics", "pricing"), ("authors", "ana-ruiz")), "practical"),
        ),
        ("year=2026\n  limit=100", ListRequest((("archive", "2026"),), limit=100)),
    ],
)
def test_a_marker_asks_for_pieces(wish: str, request_: ListRequest) -> None:
    assert parse_marker(wish, _KNOWN) == (request_, "", "")


@pytest.mark.parametrize(
    ("wish", "says", "remedy"),
    [
        ("pricing", "cannot be asked for by `pricing`", "Write one of: topic, author"),
        ("topics=pricing", "cannot be asked for by `topics=pricing`", "Did you mean `topic=`?"),
        ("topic=prices", "there is no topic `prices`", "Did you mean `pricing`?"),
        ("topic=zebra", "there is no topic `zebra`", "Write one of: pricing."),
        ("stage=interest", "there is no stage `interest`", "The site declares none."),
        ("topic=", "there is no topic ``", "Write one of: pricing."),
        ("angle=both", "there is no angle `both`", "aspirational or practical"),
        ("limit=0", "`0` is not a number of pieces", "Write 1 to 100."),
        ("limit=-1", "`-1` is not a number of pieces", "Write 1 to 100."),
        ("limit=many", "`many` is not a number of pieces", "Write 1 to 100."),
        ("limit=101", "`101` is not a number of pieces", "Write 1 to 100."),
        ("limit=10001", "`10001` is not a number of pieces", "Write 1 to 100."),
        ("limit=٣", "`٣` is not a number of pieces", "Write 1 to 100."),
        ("year=then", "there is no year `then`", "such as `year=2026`"),
    ],
)
def test_a_marker_that_cannot_be_read_says_what_to_write(wish: str, says: str, remedy: str) -> None:
    request, message, what = parse_marker(wish, _KNOWN)
    assert request is None
    assert says in message
    assert remedy in what


def test_a_list_holds_the_newest_pieces_that_fit(tmp_path: Path) -> None:
    files = {
        f"docs/posts/p{n}.md": a_piece(
            title=f"P{n}", id=f"p{n}", date=f"2026-03-0{n}", topics="pricing",
            angle="practical" if n % 2 else "aspirational",
        )
        for n in range(1, 7)
    }  # fmt: skip
    catalog = a_site(tmp_path, files).plan().catalog
    request, _, _ = parse_marker("topic=pricing angle=practical limit=2", known_ids(catalog))
    assert request is not None
    view = live_list(request, catalog)
    assert [card.title for card in view.cards] == ["P5", "P3"]
    assert view.more is not None


def test_an_id_without_pieces_asks_for_an_empty_list(tmp_path: Path) -> None:
    catalog = a_site(tmp_path, {}).plan().catalog
    request, _, _ = parse_marker("topic=leakage", known_ids(catalog))
    assert request is not None
    assert live_list(request, catalog).cards == ()
