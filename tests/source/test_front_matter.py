"""A file is cut into front matter and body."""

import pytest

from masthead.diagnostics import Diagnostic, Findings
from masthead.diagnostics.rules import FRONT_MATTER_OPEN
from masthead.source.text import Parts, split


def _split(text: str, *, required: bool = True) -> tuple[Parts | None, list[Diagnostic]]:
    findings = Findings()
    return split(text, "a.md", findings, required=required), findings.items


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: b\n---\nBody\n", Parts("a: b\n", "Body\n", 4)),
        ("---\na: b\n---", Parts("a: b\n", "", 4)),
        ("--- \t\na: b\n---  \nBody", Parts("a: b\n", "Body", 4)),
        ("---\na: b\n...\nBody", Parts("a: b\n", "Body", 4)),
        ("---\n---\nBody", Parts("\n", "Body", 3)),
        ("---\na: |\n  ---\n---\nBody", Parts("a: |\n  ---\n", "Body", 5)),
        ("---\na: b\n---\nBody\n\n---\n\nMore", Parts("a: b\n", "Body\n\n---\n\nMore", 4)),
    ],
)
def test_front_matter_ends_at_the_first_fence(text: str, parts: Parts) -> None:
    assert _split(text) == (parts, [])


def test_a_file_that_may_lack_front_matter_is_all_body() -> None:
    assert _split("# A\n", required=False) == (Parts("", "# A\n", 1), [])
    assert _split("", required=False) == (Parts("", "", 1), [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no front matter"),
        ("\n---\na: b\n---\n", "no front matter"),
        ("----\na: b\n----\n", "no front matter"),
        ("+++\na = 'b'\n+++\n", "TOML"),
        ("---\na: b\n", "never ends"),
        ("---", "never ends"),
        ("---\na: b\n ---\n", "never ends"),
    ],
)
def test_what_is_no_front_matter_is_a_finding_on_the_first_line(text: str, says: str) -> None:
    parts, findings = _split(text)
    assert parts is None
    assert [finding.rule for finding in findings] == [FRONT_MATTER_OPEN]
    assert says in findings[0].message
    assert (findings[0].position.line, findings[0].position.column) == (1, 1)
