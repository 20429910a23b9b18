"""`masthead check --changed`: what a branch answers for, and nothing that was there before it.

In: a mkdocs.yml and a base. Out: the findings in the files that the branch changes, and those that
its changes cause in other files: a deleted author is missed in pieces that nobody has touched. To
tell these from older ones, the base is checked too, if there are any at all.
"""

from pathlib import Path

from msgspec.structs import replace

from masthead.build.recording import lend_record
from masthead.cli.check.run import Seen, check_all
from masthead.cli.sources import configuration
from masthead.desk.changes import changes_since, merge_base, tree_of
from masthead.diagnostics import Diagnostic, MastheadError


def check_changed(file: Path, base: str, now: str = "") -> Seen:
    """The findings that a branch answers for. Raises MastheadError."""
    root = configuration(file).resolve().parent
    start = merge_base(root, base)
    changes = changes_since(root, base)
    if not changes:
        return Seen(root, ())
    touched = {change.path for change in changes if not change.deleted}
    seen = check_all(file, now)
    own = [finding for finding in seen.findings if finding.position.path in touched]
    others = [finding for finding in seen.findings if finding.position.path not in touched]
    complaints = seen.complaints
    if others:
        before, complaint = _before(root, file.name, start, now)
        others = [finding for finding in others if _said(finding) not in before]
        complaints += complaint
    # What MkDocs says has no place: nobody can tell whose it is.
    seen = replace(seen, strict=False)
    findings = tuple(sorted((*own, *others), key=lambda finding: finding.sort_key))
    return replace(seen, findings=findings, complaints=complaints)


def _before(
    root: Path, name: str, commit: str, now: str
) -> tuple[frozenset[object], tuple[str, ...]]:
    """The findings at the base; or none, and why."""
    try:
        with tree_of(root, commit) as folder:
            lend_record(root, folder)
            return frozenset(map(_said, check_all(folder / name, now).findings)), ()
    except (MastheadError, OSError) as error:
        return frozenset(), (
            f"the base cannot be checked, so that older findings are told too: {error}",
        )


def _said(finding: Diagnostic) -> object:
    """What makes two findings the same: a remedy may name what a branch has added."""
    return finding.position, finding.rule.code, finding.message
