"""What a review finds on the files that a branch changes, and which errors it brings to others.

In: both Sides, Moves. Out: findings, without anything that is internal: a message may quote what
stands in the file, and a comment on a pull request may be public.
"""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from masthead.build import pipeline
from masthead.checks import Subject, weigh
from masthead.checks.craft import check_craft
from masthead.checks.links import HostPages
from masthead.desk.reviewing.sides import Side
from masthead.diagnostics import Diagnostic, Severity
from masthead.diagnostics.rules import NOT_SIGNED, SIGNED_BEFORE
from masthead.images.gallery import facts_below

_SAID: Final = (NOT_SIGNED, SIGNED_BEFORE)
_INTERNAL: Final = frozenset(("sales", "owner", "extra", "visibility", "approvals"))
_KEY: Final = re.compile(r"['\"]?([\w-]+)['\"]?\s*:")
_FENCE: Final = "---"


def findings_on(paths: frozenset[str], after: Side) -> tuple[Diagnostic, ...]:
    """What a build and the advice on the craft say of the files at these paths.

    Advice on sign-offs is not among it: the cards say who has to agree.
    """
    site = after.site
    facts = partial(facts_below, site.gallery, site.settings.docs_dir)
    subject = Subject(site.library, site.settings, site.now, facts_of=facts)
    crafted = (
        finding
        for piece in site.library.pieces
        if piece.path in paths
        for finding in check_craft(piece, subject, "\n".join(site.lines(piece.path)))
    )
    judged = (finding for finding in _judged(after) if finding.position.path in paths)
    found = weigh([*judged, *crafted], site.settings)
    return tuple(f for f in found if f.rule not in _SAID or f.severity is Severity.ERROR)


def errors_brought(paths: frozenset[str], before: Side, after: Side) -> tuple[Diagnostic, ...]:
    """Errors in files that the branch leaves alone, and that were none before."""
    known = {(f.position.path, f.rule.code, f.message) for f in _judged(before)}
    return tuple(
        finding
        for finding in _judged(after)
        if finding.severity is Severity.ERROR
        and finding.position.path not in paths
        and (finding.position.path, finding.rule.code, finding.message) not in known
    )


def _judged(side: Side) -> tuple[Diagnostic, ...]:
    return pipeline.judge(side.site, side.plan, HostPages(), {})


def fit_for_the_public(finding: Diagnostic, side: Side) -> Diagnostic:
    """The finding; with the rule's own words where its message might quote what is internal."""
    if not is_internal(finding.position.path, finding.position.line, side):
        return finding
    said = finding.rule.summary
    return Diagnostic(finding.position, finding.rule, said, "", finding.severity)


def is_internal(path: str, line: int, side: Side) -> bool:
    """Whether the line of the front matter belongs to an internal key, or the file is private."""
    lines = side.site.lines(path)
    end = _end(lines)
    if end and _is_private(lines[:end]):
        return True
    if not 1 < line <= end:
        return False
    for number in range(line, 1, -1):
        if match := _KEY.match(lines[number - 1]):
            return match[1] in _INTERNAL
    return any(key in text for text in lines[1:end] for key in _INTERNAL)


def _end(lines: Sequence[str]) -> int:
    """How many lines the front matter has, with both of its fences; all, if it is never closed."""
    if not lines or lines[0].rstrip() != _FENCE:
        return 0
    ends = (n for n, line in enumerate(lines[1:], 2) if line.rstrip() in (_FENCE, "..."))
    return next(ends, len(lines))


def _is_private(lines: Iterable[str]) -> bool:
    """Also of a file that cannot be read as YAML."""
    return any("visibility" in line and "private" in line for line in lines)
