"""Every value of a YAML text knows its line, its column and its length."""

import pytest

from masthead.content.marks import Place
from masthead.diagnostics import Findings
from masthead.diagnostics.rules import BROKEN_YAML, DUPLICATE_KEY
from masthead.source.nodes import Node, read_nodes


def _read(text: str, *, first_line: int = 1) -> Node:
    findings = Findings()
    node = read_nodes(text, "a.md", findings, first_line=first_line)
    assert findings.items == []
    assert node is not None
    return node


def _at(node: Node, *path: str | int) -> Node:
    for step in path:
        if isinstance(step, int):
            node = node.items[step]
        else:
            node = next(value for key, value in node.entries if key.text == step)
    return node


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("a: b", ("a",), (1, 4, 1)),
        ("a: bcd # a comment", ("a",), (1, 4, 3)),
        ("schlüssel: wert", ("schlüssel",), (1, 12, 4)),
        ("💧é: 日本語", ("💧é",), (1, 5, 3)),
        ("a: [one, two]", ("a", 1), (1, 10, 3)),
        ("a: [é, 💧, two]", ("a", 2), (1, 11, 3)),
        ("a:\n  - one\n  - {b: c}", ("a", 1, "b"), (3, 9, 1)),
        ("a:\n  b:\n    c: d", ("a", "b", "c"), (3, 8, 1)),
        ("a: 'b c'", ("a",), (1, 4, 5)),
        ("a: |\n  one\n  two\nb: c", ("a",), (1, 4, 1)),
        ("a: |\n  one\n  two\nb: c", ("b",), (4, 4, 1)),
        ("a: one\n  two\nb: c", ("a",), (1, 4, 1)),
        ("a:\n  - one\n  -\n  - two", ("a", 2), (4, 5, 3)),
        ("a: x\u2028y\nb: c", ("b",), (2, 4, 1)),
        ("a: 'x\u2029\u0085y'\nb: c", ("b",), (2, 4, 1)),
        ("? a\n: b", ("a",), (2, 3, 1)),
        ("a: &x b\nc: *x", ("a",), (1, 4, 4)),
    ],
)
def test_a_value_knows_its_place(text: str, path: tuple[str | int, ...], place: Place) -> None:
    assert _at(_read(text), *path).place == place


def test_front_matter_counts_from_the_line_below_its_fence() -> None:
    assert _at(_read("a: b", first_line=2), "a").place == (2, 4, 1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no", "boolean"), ("On", "boolean"), ("1.10", "number"), ("007", "number"),
        ("1_000", "number"), ("2024-01-01", "time"), ("~", "nothing"), ("null", "nothing"),
        ("1:30", "number"), ("0x1F", "number"), ("1e3", "text"), (".nan", "number"),
        ("no way", "text"), ("2024-1", "text"), ("'no'", "text"), ("!!str 1.10", "text"),
    ],
)  # fmt: skip
def test_a_scalar_keeps_its_text_as_written(text: str, kind: str) -> None:
    node = _at(_read(f"a: {text}"), "a")
    assert node.kind == kind
    assert node.text == text.removeprefix("!!str ").strip("'")


def test_a_merged_key_yields_to_the_keys_own_value() -> None:
    node = _read("base: &base {a: 1, b: 2}\nmine:\n  <<: *base\n  a: 3")
    assert _at(node, "mine").plain() == {"a": 3, "b": 2}


def test_a_key_that_stands_twice_is_found_where_it_stands_again() -> None:
    findings = Findings()
    read_nodes("a: 1\nb: 2\na: 3", "a.md", findings)
    assert [f.rule for f in findings.items] == [DUPLICATE_KEY]
    assert (findings.items[0].position.line, findings.items[0].position.column) == (3, 1)


@pytest.mark.parametrize(
    ("text", "place", "says", "remedy"),
    [
        ("title: A: b", (1, 9), "a colon and a space", '`title: "A: b"`'),
        ('title: The "A": b', (1, 15), "a colon and a space", "`title: 'The \"A\": b'`"),
        ('title: "A" and B', (1, 12), "closing quotation mark", "`title: '\"A\" and B'`"),
        ("title: 'it's'", (1, 12), "closing quotation mark", '`title: "it\'s"`'),
        ("title: @a", (1, 8), "cannot begin with @", '`title: "@a"`'),
        ("title: *a*", (1, 8), "cannot begin with * or &", '`title: "*a*"`'),
        ("title: *a", (1, 8), "cannot begin with *", "quotes"),
        ("title: - a", (1, 8), "a list cannot begin beside its key", "next line"),
        ("title: > a", (1, 10), "begins on the next line", "new line"),
        ('title: "\\d"', (1, 9), "a backslash", "two backslashes"),
        ('a: b\ntitle: "A\nid: x', (2, 8), "never closed", "quotation mark"),
        ("a: b\ntopics: [a, b\nid: x", (2, 9), "not closed", "Put a ]"),
        ("a: b\nextra: {a: b\nid: x", (2, 8), "not closed", "Put a }"),
        ("title A\ndate: x", (1, 1), "no key with a value", "`key: value`"),
        ("a: b\ndate\nid: x", (2, 1), "no key with a value", "`key: value`"),
        ("title: A\n  date: x", (2, 3), "indented as if", "column of the key above"),
        ("  title: A\ndate: x", (2, 1), "further left", "one column"),
        ("a:\n\tb: c", (2, 1), "indented with a tab", "spaces"),
        ("title: a\n- b", (2, 1), "an entry of a list", "indent the entries"),
        ("- a\ntitle: b", (2, 1), "a key stands among", "end the list"),
        ("a: b\n---\nc: d", (2, 1), "second ---", "one block"),
        ("é: ü\x07", (1, 5), "a control character (U+0007)", "Delete it"),
        ("a: [b]]", (1, 7), "does not fit", "quotes"),
    ],
)
def test_a_mistake_is_found_where_it_was_made(
    text: str, place: tuple[int, int], says: str, remedy: str
) -> None:
    findings = Findings()
    assert read_nodes(text, "a.md", findings) is None
    (finding,) = findings.items
    assert finding.rule is BROKEN_YAML
    assert (finding.position.line, finding.position.column) == place
    assert says in finding.message
    assert remedy in finding.remedy
