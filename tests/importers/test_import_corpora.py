"""Two real blogs, whole. Run with MASTHEAD_CORPORA=/path/to/corpora; skipped without."""

import os
import re
from pathlib import Path

import pytest
import yaml
from imported import NOW, Imported

from masthead.importers.jekyll.reader import read_jekyll
from masthead.importers.material.reader import read_material
from masthead.importers.report import Ledger
from masthead.importers.verify import errors_of, findings_of
from masthead.importers.writer import write_blog

CORPORA = os.environ.get("MASTHEAD_CORPORA", "")
pytestmark = pytest.mark.skipif(not CORPORA, reason="MASTHEAD_CORPORA is not set")


def imported(name: str, tmp: Path) -> Imported:
    source = Path(CORPORA) / name / "source"
    read = read_jekyll if "jekyll" in name else read_material
    ledger = Ledger(name, "source")
    write_blog(read(source, ledger), source, tmp / "new", ledger, now=NOW)
    return Imported(tmp / "new", ledger)


@pytest.mark.parametrize(
    ("name", "posts", "authors"), [("18f-jekyll", 505, 344), ("privacyguides-material", 81, 18)]
)
def test_every_post_and_author_is_accounted_for_and_the_tree_has_no_errors(
    tmp_path: Path, name: str, posts: int, authors: int
) -> None:
    got = imported(name, tmp_path)
    counts = got.account["counts"]
    assert (counts["post"]["total"], counts["author"]["total"]) == (posts, authors)
    assert counts["post"]["refused"] == counts["author"]["refused"] == 0
    assert errors_of(findings_of(got.root, got.options, "https://x.example", NOW)) == ()
    assert set(got.options["rules"]) == {"MH503", "MH504"}


def test_every_old_address_of_the_jekyll_blog_is_an_alias(tmp_path: Path) -> None:
    got = imported("18f-jekyll", tmp_path)
    drafts = 0
    for entry in got.account["entries"]:
        if entry["kind"] != "post":
            continue
        head = yaml.safe_load(got.text(entry["target"]).split("---\n")[1])
        drafts += head.get("state") == "draft"
        year, month, day, slug = re.findall(r"(\d+)-(\d+)-(\d+)-(.*)\.md", entry["source"])[0]
        address = f"/{year}/{int(month):02}/{int(day):02}/{slug.replace(' ', '-')}/"
        assert address in head["aliases"]
    assert drafts == 1
