"""`--fix` on every post of two real blogs, damaged. Run as test_import_corpora says."""

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from hosts.hosted import NOW as _NOW
from masthead.build.narrow import check_some
from masthead.build.neighbours import Ask
from masthead.desk.fixes import mended
from masthead.diagnostics import Diagnostic
from masthead.hosts.mkdocs.quick import plain_settings
from masthead.importers.jekyll.reader import read_jekyll
from masthead.importers.material.reader import read_material
from masthead.importers.report import Ledger
from masthead.importers.writer import write_blog
from masthead.render.markdown.gfm import GfmMarkdown

CORPORA = os.environ.get("MASTHEAD_CORPORA", "")
pytestmark = pytest.mark.skipif(not CORPORA, reason="MASTHEAD_CORPORA is not set")
NOW: Final = datetime.fromisoformat(_NOW).replace(tzinfo=UTC)

# What is done to a file, and how it looks when it has been mended.
Damage = Callable[[str], tuple[str, str]]


def _key(text: str) -> tuple[str, str]:
    return text.replace("\nauthors:", "\nauhtors:", 1), text


def _no_id(text: str) -> tuple[str, str]:
    without = re.sub(r"\nid: .*", "", text, count=1)
    return without, re.sub(r"(\ndate: .*)", r"\1\nid: ID", without, count=1)


def _quoted_flag(text: str) -> tuple[str, str]:
    return text.replace("---\n", "---\npin: 'true'\n", 1), text.replace(
        "---\n", "---\npin: true\n", 1
    )


def _colon(text: str) -> tuple[str, str]:
    wrong, right = "image_credit: A: b", 'image_credit: "A: b"'
    return text.replace("---\n", f"---\n{wrong}\n", 1), text.replace("---\n", f"---\n{right}\n", 1)


def _format(text: str) -> tuple[str, str]:
    wrong, right = "format: 'white_papr'", "format: 'white-paper'"
    return text.replace("---\n", f"---\n{wrong}\n", 1), text.replace("---\n", f"---\n{right}\n", 1)


@pytest.mark.parametrize("damage", [_key, _no_id, _quoted_flag, _colon, _format])
@pytest.mark.parametrize("name", ["18f-jekyll", "privacyguides-material"])
def test_the_answer_is_all_that_changes(tmp_path: Path, name: str, damage: Damage) -> None:
    source, ledger = Path(CORPORA) / name / "source", Ledger(name, "source")
    read = read_jekyll if "jekyll" in name else read_material
    root = tmp_path / "new"
    write_blog(read(source, ledger), source, root, ledger, now=NOW)
    expected: dict[str, bytes] = {}
    for number, file in enumerate(sorted((root / "docs/posts").rglob("*.md"))):
        wrong, right = damage(file.read_text("utf-8"))
        end = ("\n", "\r\n")[number % 2]
        file.write_bytes(wrong.replace("\n", end).encode())
        if wrong != right:
            expected[file.relative_to(root).as_posix()] = right.replace("\n", end).encode()
    assert len(expected) > 50
    findings = _by_path(root, frozenset(expected))
    for path, right_bytes in expected.items():
        answer = mended((root / path).read_bytes(), findings.get(path, ()))
        assert answer is not None, path
        assert re.sub(rb"\nid: [0-9a-z]{8}\b", b"\nid: ID", answer.data) == re.sub(
            rb"\nid: [0-9a-z]{8}\b", b"\nid: ID", right_bytes
        )
        (root / path).write_bytes(answer.data)
    for path, left in _by_path(root, frozenset(expected)).items():
        assert mended((root / path).read_bytes(), left) is None, path


def _by_path(root: Path, wanted: frozenset[str]) -> dict[str, list[Diagnostic]]:
    settings, left_out = plain_settings(root / "mkdocs.yml")
    ask = Ask(
        root=root, settings=settings, dialects={"gfm": GfmMarkdown()}, now=NOW, wanted=wanted,
        left_out=left_out,
    )  # fmt: skip
    found: dict[str, list[Diagnostic]] = {}
    for finding in check_some(ask).findings:
        found.setdefault(finding.position.path, []).append(finding)
    return found
