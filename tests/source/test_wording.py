"""What a sign-off is for: the words that readers see, and nothing else of the file."""

from typing import Final

import pytest

from builders import a_piece, some_settings
from fakes import PlainMarkdown
from masthead.content.approvals import Standing, standing_of
from masthead.content.piece import Piece
from masthead.diagnostics import Findings
from masthead.source.piece import read_piece

BODY: Final = "Some words.\n\nMore words.\n"


def read(body: str = BODY, **keys: str | None) -> Piece:
    findings = Findings()
    text = a_piece(None, body, **keys)
    key = "posts/one.md"
    piece = read_piece(
        text, f"docs/{key}", key, some_settings(), {"gfm": PlainMarkdown()}, findings
    )
    assert piece is not None
    assert findings.items == []
    return piece


@pytest.mark.parametrize(
    "keys",
    [
        {"date": "2026-04-01"}, {"state": "draft"}, {"id": "other"}, {"topics": "[pricing]"},
        {"slug": "other"}, {"aliases": "[/a/]"}, {"owner": "Bo"}, {"updated": "2026-05-01"},
        {"syndicated": "[{channel: x, url: https://x.example/1}]"}, {"authors": "[bo]"},
        {"approvals": "[{role: legal, text: abc}]"}, {"review_by": "2027-01-01"},
    ],
)  # fmt: skip
def test_a_sign_off_holds_whatever_is_no_word_for_readers(keys: dict[str, str]) -> None:
    assert read(**keys).wording == read().wording


@pytest.mark.parametrize(
    "keys",
    [
        {"title": "Other"}, {"description": "Other"}, {"quotes": "[Other]"},
        {"question": "Other?"}, {"disclosure": "Other"}, {"image_alt": "Other"},
        {"sources": "[Other]"}, {"share": "{x: Other}"},
        {"corrections": "[{date: 2026-05-01, text: Other}]"},
    ],
)  # fmt: skip
def test_a_sign_off_is_stale_when_words_change(keys: dict[str, str]) -> None:
    assert read(**keys).wording != read().wording


def test_white_space_that_nobody_sees_does_not_count() -> None:
    assert read(f"\n\n{BODY}\n").wording == read().wording
    assert read(BODY.replace("\n", "  \n")).wording == read().wording
    assert read(BODY.replace("\n\n", "\n")).wording != read().wording


def test_a_role_has_signed_if_any_of_its_entries_is_for_these_words() -> None:
    wording = read().wording
    entries = (
        f"[{{role: legal, text: {wording}}}, {{role: legal, text: later}}, {{role: fact, text: a}}]"
    )
    piece = read(approvals=entries)
    assert standing_of(piece, "legal") is Standing.SIGNED
    assert standing_of(piece, "fact") is Standing.STALE
    assert standing_of(piece, "style") is Standing.OWED


def test_the_same_words_have_the_same_wording_for_good() -> None:
    """Stored in files: a change of how it is made would make every sign-off stale."""
    assert read().wording == "5jcj0n8x"
