"""The forms in which `masthead check` tells what it found, one module each.

In: a Told. Out: text. Findings hold words from files that anybody may have written: each form
escapes them for its reader, so that they are shown and never obeyed.
"""

from collections.abc import Sequence

from msgspec import Struct

from masthead.diagnostics import Diagnostic, Severity
from masthead.diagnostics.show import Lines, printable


class Told(Struct, frozen=True):
    """What was found. `prefix` leads from the repository's top to the paths of the findings.

    `scope` says what was looked at: `site`, `files` or `changes`. `fixed` counts what was mended,
    by file; `passed_over` are paths that hold nothing to check, `complaints` the host's own words.
    """

    findings: tuple[Diagnostic, ...]
    lines: Lines
    scope: str = "site"
    prefix: str = ""
    fixed: tuple[tuple[str, int], ...] = ()
    passed_over: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """How many block."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def words_of(finding: Diagnostic) -> str:
    """Message and remedy in one sentence after the other."""
    message = printable(finding.message).rstrip(".")
    return f"{message}. {printable(finding.remedy)}" if finding.remedy else message


def shown_line(finding: Diagnostic, lines: Sequence[str]) -> str:
    """The source line of a finding, or nothing."""
    line = finding.position.line
    return lines[line - 1] if 1 <= line <= len(lines) else ""
