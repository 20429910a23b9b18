"""A copy written into every file of two real blogs. Run as test_import_corpora says."""

import os
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from imported import NOW

from masthead.importers.jekyll.reader import read_jekyll
from masthead.importers.material.reader import read_material
from masthead.importers.report import Ledger
from masthead.importers.writer import write_blog
from masthead.source.copies import CannotRecord, Copy, with_copy

CORPORA = os.environ.get("MASTHEAD_CORPORA", "")
pytestmark = pytest.mark.skipif(not CORPORA, reason="MASTHEAD_CORPORA is not set")
COPY: Final = Copy("linkedin", "https://www.linkedin.com/posts/ana_abc-1", date(2026, 3, 4))
LISTED: Final = b"\nsyndicated: # ours\n  - channel: x\n    url: https://x.com/a # one\n# two\n"
LINES: Final = "\n".join([*COPY.lines("  "), ""]).encode()
ADDED: Final = [
    lines.replace(b"\n", end)
    for lines in (b"syndicated:\n" + LINES, LINES)
    for end in (b"\n", b"\r\n")
]


@pytest.mark.parametrize("name", ["18f-jekyll", "privacyguides-material"])
def test_the_copys_lines_are_all_that_changes(tmp_path: Path, name: str) -> None:
    source, ledger = Path(CORPORA) / name / "source", Ledger(name, "source")
    read = read_jekyll if "jekyll" in name else read_material
    write_blog(read(source, ledger), source, tmp_path / "new", ledger, now=NOW)
    files = [*(tmp_path / "new" / "docs" / "posts").rglob("*.md"), *source.rglob("*.md")]
    changed = 0
    for file in files:
        data = file.read_bytes()
        crlf = data if b"\r" in data else data.replace(b"\n", b"\r\n")
        listed = data.replace(b"\ndate:", LISTED + b"date:", 1)
        for before in (data, crlf, listed):
            try:
                after = with_copy(before, COPY)
            except CannotRecord:
                assert "new/docs" not in file.as_posix(), file
                continue
            assert before in [after.replace(added, b"", 1) for added in ADDED], file
            changed += 1
    assert changed > 3 * 80
