"""Ask for advice on one piece of a small site, as `masthead check` does."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from builders import Files, a_site
from masthead.checks import Subject, weigh
from masthead.checks.craft import check_craft
from masthead.diagnostics import Diagnostic
from masthead.images.gallery import facts_below

ONE = "docs/posts/one.md"


def advice_on(
    folder: Path, files: Files, config: Mapping[str, Any] | None = None, path: str = ONE
) -> tuple[Diagnostic, ...]:
    """What is advised on the piece at `path`, weighed and sorted by place."""
    site = a_site(folder, files, config).read()
    facts = partial(facts_below, site.gallery, site.settings.docs_dir)
    subject = Subject(site.library, site.settings, site.now, facts_of=facts)
    piece = next(piece for piece in site.library.pieces if piece.path == path)
    text = (folder / path).read_bytes().decode()
    return weigh(check_craft(piece, subject, text), site.settings)


def stretch(folder: Path, finding: Diagnostic) -> str:
    """What the file has at the place of a finding."""
    at = finding.position
    line = (folder / at.path).read_text(encoding="utf-8").split("\n")[at.line - 1]
    return line[at.column - 1 : at.column - 1 + at.length]
