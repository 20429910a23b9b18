"""For GitHub Actions: workflow commands, which become annotations of a pull request.

A command is a line that begins with `::`; values escape what would end them, as the runner's own
toolkit does. All that comes from files stands inside of escaped values.
"""

from typing import Final

from masthead.cli.check.forms import Told, words_of
from masthead.diagnostics import Diagnostic, Severity
from masthead.diagnostics.show import printable, summarise

_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_VALUE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def as_github(told: Told) -> str:
    """A command for each finding, errors first since GitHub shows only so many; then the count."""
    ordered = sorted(told.findings, key=lambda f: (f.severity is not Severity.ERROR, f.sort_key))
    return "\n".join([*(_command(f, told.prefix) for f in ordered), summarise(ordered)])


def _command(finding: Diagnostic, prefix: str) -> str:
    at = finding.position
    level = "error" if finding.severity is Severity.ERROR else "notice"
    values = {
        "file": f"{prefix}{at.path}",
        "line": str(at.line),
        "col": str(at.column),
        "endColumn": str(at.column + at.length),
        "title": f"{finding.rule.code} {finding.rule.name}",
    }
    named = ",".join(f"{name}={value.translate(_VALUE)}" for name, value in values.items())
    return f"::{level} {printable(named)}::{words_of(finding).translate(_DATA)}"
