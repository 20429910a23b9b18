"""Turn findings into text for a terminal: place, rule, source line, caret, remedy.

In: findings and a function that gives a file's lines. Out: text. Reads nothing itself.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from unicodedata import category, east_asian_width

from masthead.diagnostics import Diagnostic, Severity

_WIDEST_LINE = 160

Lines = Callable[[str], Sequence[str]]
"""Gives the lines of the file at a path; an empty sequence when it has none to show."""


def show_findings(findings: Iterable[Diagnostic], lines_of: Lines) -> str:
    """All findings, sorted by place, with a closing line that counts them."""
    ordered = sorted(findings, key=lambda finding: finding.sort_key)
    blocks: list[str] = []
    for path, of_file in groupby(ordered, key=lambda finding: finding.position.path):
        lines = lines_of(path)
        blocks += [show_finding(finding, lines) for finding in of_file]
    return "\n\n".join([*blocks, summarise(ordered)])


def summarise(findings: Sequence[Diagnostic]) -> str:
    """For example `3 errors, 1 advice`."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    advice = len(findings) - errors
    return f"{errors} error{'s' * (errors != 1)}, {advice} advice"


def show_finding(finding: Diagnostic, lines: Sequence[str]) -> str:
    """One finding as a block of two to four lines.

    Compilers' and editors' form, `path:line:column: severity code: message`, so that terminals
    and editors make the place clickable.
    """
    at = finding.position
    severity, code = finding.severity.value, finding.rule.code
    place = f"{printable(at.path)}:{at.line}:{at.column}"
    text = [f"{place}: {severity} {code}: {printable(finding.message)}"]
    if 1 <= at.line <= len(lines):
        text.extend(_with_caret(lines[at.line - 1], at.column, at.length))
    if finding.remedy:
        text.append(f"  {printable(finding.remedy)}")
    return "\n".join(text)


def _with_caret(line: str, column: int, length: int) -> Iterable[str]:
    start = max(0, column - 1 - _WIDEST_LINE // 2) if column > _WIDEST_LINE else 0
    shown = line[start : start + _WIDEST_LINE]
    before = shown[: column - 1 - start]
    marked = shown[len(before) : len(before) + max(1, length)]
    yield f"    {printable(shown)}".rstrip()
    yield "    " + " " * columns(before) + "^" * max(1, columns(marked))


def printable(text: str) -> str:
    """The text without control characters, which would drive the reader's terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def columns(text: str) -> int:
    """How many columns of a terminal the text takes, as it is printed."""
    return sum(map(_width, printable(text)))


def _width(character: str) -> int:
    if category(character) in ("Mn", "Me"):  # set on the character before
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
