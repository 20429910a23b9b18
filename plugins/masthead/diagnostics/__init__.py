"""Findings as values: where, which rule, what is wrong, what to write instead.

In: nothing. Out: Position, Diagnostic, Severity and Rule, which every other room speaks.
Nothing here prints, raises or reads a file; `masthead.diagnostics.show` turns findings into text.

    MastheadError              a fault of the machine or of ours, never of content
    ├── BuildRefused           findings with errors: the build stops, the last good site stays
    └── WriteError             the site could not be written
"""

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct, field


class MastheadError(Exception):
    """Root of everything that Masthead raises on purpose."""


class WriteError(MastheadError):
    """The file system refused to take the site."""


class Severity(Enum):
    """How much a finding weighs. An error ends the build, advice never does."""

    ERROR = "error"
    ADVICE = "advice"
    OFF = "off"


class Position(Struct, frozen=True, order=True):
    """A place in a source file.

    `path` is relative to the folder of mkdocs.yml, with `/`. `line` and `column` count from 1, in
    characters; `length` is how many characters the caret underlines.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1


class Rule(Struct, frozen=True):
    """One kind of finding. Its code is permanent; its handbook page carries the same code."""

    code: str
    name: str
    summary: str
    severity: Severity = Severity.ERROR


class Diagnostic(Struct, frozen=True):
    """One finding. `remedy` tells the author what to write instead.

    `instead` is the YAML or address to put where the caret points, where there is only one right
    answer; nothing otherwise. `masthead check --fix` writes it.
    """

    position: Position
    rule: Rule
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
    instead: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By place, then by rule: the order in which findings are shown."""
        at = self.position
        return (at.path, at.line, at.column, self.rule.code, self.message)


def found(
    position: Position, rule: Rule, message: str, remedy: str = "", instead: str = ""
) -> Diagnostic:
    """A finding with the rule's own severity; settings may change that later."""
    return Diagnostic(position, rule, message, remedy, rule.severity, instead)


def errors_of(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Those that block."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


class BuildRefused(MastheadError):  # noqa: N818 - said as it is: the build is refused, not broken
    """Raised once, after every finding is known."""

    def __init__(self, findings: tuple[Diagnostic, ...]) -> None:
        self.findings = findings
        errors = len(errors_of(findings))
        super().__init__(f"{errors} error{'s' * (errors != 1)}; the published site is unchanged")


class Findings(Struct):
    """A growing list of findings for code that reads on after a mistake."""

    items: list[Diagnostic] = field(default_factory=list)

    def add(
        self, position: Position, rule: Rule, message: str, remedy: str = "", instead: str = ""
    ) -> None:
        """Note one finding."""
        self.items.append(found(position, rule, message, remedy, instead))
