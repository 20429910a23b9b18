"""One rule: a tiny tree that breaks it and nothing else, and a tree that only looks as if."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from builders import Files, a_piece
from masthead.checks.links import HostPages
from masthead.diagnostics import Rule


@dataclass(frozen=True, kw_only=True)
class Case:
    """`breaks` gives exactly one finding: of `rule`, `at` path:line:column; `fine` gives none.

    `says` and `remedy` are phrases of the message and of the remedy. `config` holds for both
    trees, `fine_config` only for the second; a string is a whole mkdocs.yml.
    """

    rule: Rule
    breaks: Files
    at: str
    says: str
    remedy: str
    fine: Files
    config: Mapping[str, Any] | str | None = None
    fine_config: Mapping[str, Any] | str | None = None
    host: HostPages = field(default_factory=HostPages)
    host_files: Mapping[str, str] = field(default_factory=dict)


def one(body: str = "Some words.\n", **keys: str | None) -> dict[str, str]:
    """docs/posts/one.md; its further keys stand from line 5, its text from the line after ---."""
    return {"docs/posts/one.md": a_piece(None, body, **keys)}


def two(body: str = "Other words.\n", **keys: str | None) -> dict[str, str]:
    """docs/posts/two.md, a day younger."""
    keys = {"title": "Another", "date": "2026-03-05", "id": "two", **keys}
    return {"docs/posts/two.md": a_piece(None, body, **keys)}
