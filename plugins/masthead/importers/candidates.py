"""What a person may want to turn into Masthead's own terms, but no program should decide.

In: an ImportedBlog. Out: lists for the report: posts whose titles count parts of a series, posts
whose text says that they first appeared elsewhere, addresses of pages that stay behind.
"""

import re
from collections.abc import Iterator
from typing import Final

from masthead.importers.model import ImportedBlog
from masthead.importers.report import Ledger

_PART: Final = re.compile(
    r"\b(?:part|teil|partie|episode)\s+(?:\d{1,2}|one|two|three|four|five|[ivx]{1,4})\b", re.I
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:originally|first) (?:published|posted|appeared)\b|\bcross-?posted\b", re.I
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'()\[\]]{4,300}")


def note_candidates(blog: ImportedBlog, ledger: Ledger) -> None:
    """Add the lists to the report."""
    ledger.facts["series_candidates"] = sorted(_series(blog))
    ledger.facts["canonical_url_candidates"] = sorted(_elsewhere(blog))
    if any(post.topics for post in blog.posts):
        ledger.remarks.append(
            "Categories and tags are topics, at /topics/<id>/; the old pages of tags and categories"
            " have no redirects."
        )


def _series(blog: ImportedBlog) -> Iterator[str]:
    for post in blog.posts:
        if _PART.search(post.title):
            yield f"{post.title} ({post.source})"


def _elsewhere(blog: ImportedBlog) -> Iterator[str]:
    for post in blog.posts:
        if "canonical_url" in post.fields:
            continue
        for line in post.body:
            if _ELSEWHERE.search(line.text[:4000]):
                found = _ADDRESS.search(line.text[:4000])
                yield f"{post.source}:{line.at}{' ' + found[0].rstrip('.,;') if found else ''}"
                break
