"""Findings as a terminal shows them."""

import pytest

from masthead.diagnostics import BuildRefused, Diagnostic, Position, Severity, found
from masthead.diagnostics.rules import ALL_RULES, TIME_TWICE, UNKNOWN_AUTHOR
from masthead.diagnostics.show import show_finding, show_findings

_AT = Position("docs/posts/pricing.md", 4, 11, 7)
_FINDING = found(_AT, UNKNOWN_AUTHOR, 'author "jane-do" has no profile', "Add authors/jane-do.md.")


def _marked(line: str, column: int, length: int) -> tuple[str, str]:
    """The source line as shown, and the line with the caret."""
    at = Position("a.md", 1, column, length)
    _, shown, caret = show_finding(found(at, UNKNOWN_AUTHOR, "x"), [line]).split("\n")
    return shown, caret


def test_a_finding_says_where_what_and_what_to_write_instead() -> None:
    lines = ["---", "title: A", "date: 2026-03-04", "authors: [jane-do]"]
    assert show_finding(_FINDING, lines) == (
        'docs/posts/pricing.md:4:11: error MH103: author "jane-do" has no profile\n'
        "    authors: [jane-do]\n"
        "              ^^^^^^^\n"
        "  Add authors/jane-do.md."
    )


def test_a_finding_without_a_line_to_show_has_none() -> None:
    assert show_finding(_FINDING, []).count("\n") == 1


def test_findings_are_sorted_by_place_and_counted() -> None:
    advice = found(Position("docs/a.md"), TIME_TWICE, "comes twice")
    shown = show_findings([_FINDING, advice], lambda _path: ())
    assert shown.index("docs/a.md") < shown.index("docs/posts/pricing.md")
    assert shown.endswith("\n\n1 error, 1 advice")
    assert show_findings([], lambda _path: ()) == "0 errors, 0 advice"


@pytest.mark.parametrize(
    ("line", "column", "length", "before", "marked"),
    [
        ("a: bc", 4, 2, 3, 2),
        ("日本: bc", 5, 2, 6, 2),
        ("a: 日本", 4, 2, 3, 4),
        ("💧: bc", 4, 2, 4, 2),
        ("e\u0301: bc", 5, 2, 3, 2),
        ("\ta: bc", 5, 2, 4, 2),
        ("\u3000a: bc", 5, 2, 4, 2),
        ("a: b\u200bc", 4, 3, 3, 3),
        ("a:", 3, 1, 2, 1),
        ("", 1, 1, 0, 1),
        ("a", 9, 3, 1, 1),
        ("a: b", 4, 99, 3, 1),
    ],
)
def test_the_caret_stands_under_the_value(
    line: str, column: int, length: int, before: int, marked: int
) -> None:
    _, caret = _marked(line, column, length)
    assert caret == "    " + " " * before + "^" * marked


def test_a_long_line_is_cut_around_the_value() -> None:
    shown, caret = _marked("x" * 500 + "VALUE" + "y" * 500, 501, 5)
    assert len(shown) < 200
    assert shown[caret.index("^") :].startswith("VALUE")


def test_control_characters_do_not_reach_the_terminal() -> None:
    at = Position("docs/\x1b[2Ja\nb.md", 1, 1, 3)
    finding = Diagnostic(at, UNKNOWN_AUTHOR, "\x1b[31mred\x07", "a\u202eb\r", Severity.ERROR)
    shown = show_finding(finding, ["\x1b[31m\u2028a\x85"])
    assert shown.count("\n") == 3
    assert all(line.isprintable() for line in shown.split("\n"))


def test_the_refusal_counts_the_errors() -> None:
    assert str(BuildRefused((_FINDING,))) == "1 error; the published site is unchanged"
    assert str(BuildRefused((_FINDING, _FINDING))).startswith("2 errors;")


def test_a_rules_code_and_name_are_its_own_and_its_hundred_is_known() -> None:
    names = [rule.name for rule in ALL_RULES.values()]
    assert len(names) == len(set(names))
    for code, rule in ALL_RULES.items():
        assert code == rule.code
        assert code[:2] == "MH"
        assert code[2] in "0123456789"
        assert rule.name == rule.name.lower().replace(" ", "-")
        assert rule.summary[0].isupper() or rule.summary[0] == "`"
        assert not rule.summary.endswith(".")


def test_a_file_is_read_once_for_all_its_findings() -> None:
    read: list[str] = []

    def lines_of(path: str) -> list[str]:
        read.append(path)
        return ["one", "two"]

    show_findings((_FINDING, _FINDING, _FINDING), lines_of)
    assert len(read) == 1
