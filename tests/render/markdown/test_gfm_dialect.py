"""The other dialect's syntax is reported where it would be printed, and nowhere else."""

import pytest
from markdown_reading import codes_of, pointed_at, render

OTHER = [
    ('!!! note "Title"\n    text', '!!! note "Title"'),
    ("!!! warning\n    text", "!!! warning"),
    ('!!! info inline end "x"\n\n    text', '!!! info inline end "x"'),
    ("??? note\n    text", "??? note"),
    ('???+ tip "x"\n    text', '???+ tip "x"'),
    ('=== "Tab"\n\n    text', '=== "Tab"'),
    ("see :material-check: it", ":material-check:"),
    ("see :fontawesome-brands-git: it", ":fontawesome-brands-git:"),
    ("see :octicons-heart-16: it", ":octicons-heart-16:"),
    ("![a](b.png){ align=left }", "{ align=left }"),
    ("[a](b.md){ .md-button .md-button--primary } and on", "{ .md-button .md-button--primary }"),
    ("A text.\n{: .lead }", "{: .lead }"),
    ("## A heading {#own-id}", "{#own-id}"),
    ("press ++ctrl+alt+del++ now", "++ctrl+alt+del++"),
    ("some ==marked words== here", "==marked words=="),
    ("[TOC]", "[TOC]"),
    ('--8<-- "file.md"', '--8<-- "file.md"'),
    ("HTML\n\n*[HTML]: Hypertext", "*[HTML]:"),
    ('<div markdown="1">\n\nx\n\n</div>', "markdown"),
    ("Term\n:   what it means", ":   w"),
    ("a {{ site.name }} b", "{{ site.name }}"),
    ("a {% include x.html %} b", "{% include x.html %}"),
    ('{{< figure src=x >}}', "{{< figure src=x >}}"),
    ("![a]({{site.baseurl}}/x.png)", "{{site.baseurl}}/x.png"),
    ("**bold** then `==code==` and ==mark==", "==mark=="),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong"), OTHER)
def test_the_other_dialects_syntax_is_reported_where_it_stands(text: str, wrong: str) -> None:
    document = render(text)
    assert codes_of(document) == ["MH505"]
    assert pointed_at(text, document.notes[0]) == wrong


@pytest.mark.parametrize(("text", "wrong"), OTHER)
def test_the_other_dialects_syntax_may_be_shown_as_code(text: str, wrong: str) -> None:
    assert codes_of(render(f"````\n{text}\n````\n\nand `{wrong}`\n\n<pre>{wrong}</pre>")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hooray!!! note that this is fine",
        "!!! Attention please, it is loud",
        "What ??? no",
        "if a == b and c == d or a==b==c",
        "C++ and C++ or i++ and ++i",
        "Title\n=====",
        "a :smile: at 10:30:45, ratio 1:2:3",
        "a set {1, 2} and {x} and {a: b} and 5 {kg}",
        "time: 10 am\nand: so on",
        "Note\n: a single colon starts this line",
        "array[^0-9]",
        "\\!!! note\n\n\\==x\\== and \\{{ x }} and \\[^x]",
        "$a == b$ and $\\{{ x }\\}$",
        "[a]: https://x.org\n\n[a] is *[a]*",
        "-- 8< cut here --",
        "50% of { { and } } alone, {{}} and {%}",
    ],
)
def test_ordinary_text_is_not_mistaken_for_syntax(text: str) -> None:
    assert [code for code in codes_of(render(text)) if code == "MH505"] == []


def test_a_footnote_that_is_written_nowhere_is_reported() -> None:
    text = "a[^1] b[^2]\n\n[^1]: there"
    document = render(text)
    assert codes_of(document) == ["MH512"]
    assert pointed_at(text, document.notes[0]) == "[^2]"
