"""For a comment or a job's summary: Markdown in which nothing from files acts.

All words from files stand in code spans, in which Markdown knows no markup, no mention and no
reference.
"""

from itertools import groupby
from typing import Final

from masthead.cli.check.forms import Told, shown_line
from masthead.desk.plain import code
from masthead.diagnostics import Diagnostic, Severity
from masthead.diagnostics.show import summarise

_MOST: Final = 200
"""Findings. Git hosts cut comments at 65,536 characters."""


def as_markdown(told: Told) -> str:
    """A line for each finding, by file; errors and advice are told apart in words."""
    shown = told.findings[:_MOST]
    lines = [f"**{summarise(told.findings)}**"]
    for path, findings in groupby(shown, key=lambda finding: finding.position.path):
        lines += ["", f"### {code(path)}", ""]
        lines += [_line(finding, told) for finding in findings]
    if len(shown) < len(told.findings):
        lines += ["", f"And {len(told.findings) - len(shown)} more."]
    return "\n".join(lines)


def _line(finding: Diagnostic, told: Told) -> str:
    at = finding.position
    word = "Error" if finding.severity is Severity.ERROR else "Advice"
    parts = [f"- {word} {finding.rule.code}, line {at.line}: {code(finding.message)}"]
    if source := shown_line(finding, told.lines(at.path)).strip():
        parts.append(f"  - in {code(source)}")
    if finding.remedy:
        parts.append(f"  - {code(finding.remedy)}")
    return "\n".join(parts)
