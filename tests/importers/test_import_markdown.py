"""Other dialects' Markdown becomes GitHub's, and code stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.importers.markdown import kramdown, python_markdown
from masthead.importers.model import lines_of
from masthead.importers.report import Ledger


def from_python_markdown(text: str, **options: object) -> str:
    lines = python_markdown.convert(
        lines_of(text), Ledger("t", "s").log("f"), python_markdown.Options(**options)
    ).lines  # type: ignore[arg-type]
    return "\n".join(line.text for line in lines)


def from_kramdown(text: str) -> str:
    lines = kramdown.convert(lines_of(text), Ledger("t", "s").log("f"), kramdown.Options()).lines
    return "\n".join(line.text for line in lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("!!! note\n    a", "> [!NOTE]\n> a"),
        ('!!! danger "Mind"\n    a\n\n    b', "> [!CAUTION]\n> **Mind**\n>\n> a\n>\n> b"),
        ("!!! example\n    a", "> [!NOTE]\n> **Example**\n>\n> a"),
        ('!!! tip ""\n    a', "> [!TIP]\n> a"),
        ("!!! quote\n    a", "> a"),
        ('??? tip "T"\n    a', "<details>\n<summary>T</summary>\n\na\n\n</details>"),
        ("1. a\n\n    !!! note\n        b", "1. a\n\n    > [!NOTE]\n    > b"),
        ('=== "A"\n\n    a\n\n=== "B"\n\n    b', "**A**\n\na\n\n**B**\n\nb"),
        ("++ctrl+c++", "<kbd>Ctrl</kbd>+<kbd>C</kbd>"),
        ("==a *b*==", "<mark>a *b*</mark>"),
        ("^^a^^", "<ins>a</ins>"),
        (":smile: 10:30:45", "😄 10:30:45"),
        ("## :material-water: Title { #x .y }", "## Title"),
        ('[:octicons-eye-16:](u){ .card title="Privacy" }', "[Privacy](u)"),
        ('![a](b.png){ width="200" .x }', '<img src="b.png" alt="a" width="200">'),
        ("![a](b.png){ align=right }", "![a](b.png)"),
        ("![a](b.png#only-light) ![a](c.png#only-dark)", "![a](b.png) "),
        ("Term\n:   Meaning", "**Term**\n\nMeaning"),
        ('``` py title="x.py" hl_lines="2"\na\n```', "**x.py**\n\n```py\na\n```"),
        ("``` { .yaml .annotate }\na\n```", "```yaml\na\n```"),
        (
            '<div class="admonition tip" markdown>\n<p class="admonition-title">T</p>\na\n</div>',
            "> [!TIP]\n> **T**\n>\n> a",
        ),
        ("<figure markdown>\n  ![a](b)\n</figure>", "<figure>\n\n![a](b)\n\n</figure>"),
        ("<div>\n\n    <p>a</p>\n\n</div>\ntext", "<div>\n    <p>a</p>\n</div>\n\ntext"),
        ("costs $5 and 6$", "costs \\$5 and 6\\$"),
        ("$a_1$", "$a_1$"),
        ("*[AB]: Long\n\nAB and AB", '<abbr title="Long">AB</abbr> and AB'),
        ("a[^1]\n\n[^1]: b\n\n    c", "a[^1]\n\n[^1]: b\n\n    c"),
    ],
)  # fmt: skip
def test_materials_syntax_has_an_equivalent(before: str, after: str) -> None:
    assert from_python_markdown(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\n{: .x}", "a"),
        ("[a](b){:target=\"_blank\"}", "[a](b)"),
        ("* TOC\n{:toc}\n\n# A", "# A"),
        ("##A {#x}", "## A"),
        ("a $$x^2$$ b", "a $x^2$ b"),
        ("$$\nx\n$$", "$$\nx\n$$"),
        ("a -- b --- c... --flag", "a – b — c… --flag"),
        ("a\\\\\nb", "a\\\nb"),
        ("| a | b |\n| c | d |", "|  |  |\n| - | - |\n| a | b |\n| c | d |"),
        ("{::comment}\na -- b\n{:/comment}", "<!--\na - - b\n-->"),
        ('<blockquote markdown="1">\n*a*\n</blockquote>', "<blockquote>\n\n*a*\n\n</blockquote>"),
        ('<img src="a">\n*caption*', '<img src="a">\n\n*caption*'),
    ],
)  # fmt: skip
def test_kramdowns_syntax_has_an_equivalent(before: str, after: str) -> None:
    assert from_kramdown(before) == after


def test_anchors_of_headings_are_known_by_their_old_and_new_names() -> None:
    body = lines_of("## One & two\n\n## One & two\n\n## Ça va { #own }")
    got = python_markdown.convert(body, Ledger("t", "s").log("f"), python_markdown.Options())
    assert got.anchors == {"one-two": "one--two", "one-two_1": "one--two-1", "own": "ça-va"}


SIGNS = st.sampled_from(
    [
        "!!! note", '=== "A"', "==a==", "++b++", ":smile:", "{: .x}", "{ #y }", "*[A]: b",
        "$5 $", "[a](b){.c}", "{:toc}", "<script>", "--", "<div>", '--8<-- "s"', "Term", ":   x",
        "|a|b|",
    ]
)  # fmt: skip


@given(st.lists(SIGNS, min_size=1, max_size=8))
def test_code_is_never_touched(signs: list[str]) -> None:
    fenced = "\n".join(["```", *signs, "```"])
    spans = "\n\n".join(f"text `{sign}` text" for sign in signs)
    indented = "text\n\n" + "\n".join(f"    {sign}" for sign in signs)
    for text in (fenced, spans, indented):
        expected = text.rstrip()
        assert from_kramdown(text) == expected
        snippet = '--8<-- "s"' in signs and text is not spans
        if not snippet:  # Python-Markdown includes snippets in code too
            assert from_python_markdown(text) == expected


PARTS = st.sampled_from(
    [
        "!!! note\n", '??? tip "x"\n', '=== "A"\n', "    code\n", "```\n", "> ", "- ", "1. ",
        "[a](b)", '![c](d "t")', "{: .x}", "{ .y #z }", "{:toc}\n", "<div>\n",
        "<div markdown>\n", "</div>\n", "<iframe src=x>", "<script>", "</script>", "\n", "\n\n",
        "$$x$$", "$5 ", "`c`", "``", "==m==", "++a+b++", ":smile:", "*[AB]: x\n", "AB ",
        "Term\n:   d\n", "[^1]", "| a | b |\n", '--8<-- "f"\n', "{::comment}\n", "# H {#x}\n",
        "\t", "   ", "--", "<!--", "-->", "\\", '<a href="', "[x]: y\n", "\u2028", "\x00",
        "{++a++}",
    ]
)  # fmt: skip


@given(st.lists(PARTS, max_size=30).map("".join))
def test_no_text_breaks_a_converter_and_lines_keep_their_numbers(text: str) -> None:
    last = text.count("\n") + 1
    for convert, options in (
        (kramdown.convert, kramdown.Options(emoji=True)),
        (python_markdown.convert, python_markdown.Options(include=lambda _: "a\n", tex=True)),
    ):
        log = Ledger("t", "s").log("f")
        lines = convert(lines_of(text), log, options).lines  # type: ignore[operator]
        assert all("\n" not in line.text and 0 <= line.at <= last for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "<a " * 20000,
        "[" * 50000,
        "`" * 49999 + "x",
        "> " * 20000,
        "$" * 50000,
        "![](<" * 20000,
        "<div>\n" * 5000,
        "*[a]: b\n" * 3000,
    ],
)
def test_hostile_texts_take_no_more_than_their_length(text: str) -> None:
    for converted in (from_kramdown(text), from_python_markdown(text)):
        assert len(converted) <= 3 * len(text)
