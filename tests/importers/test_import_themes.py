"""What Jekyll's themes and older generators add has an equivalent too."""

from pathlib import Path

import pytest
from imported import jekyll, post

ONE = "_posts/2020-01-02-first.md"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("> Do this\n{: .prompt-tip }", "> [!TIP]\n> Do this"),
        ("Mind *this*\n{: .notice--warning}", "> [!WARNING]\n> Mind *this*"),
        ("{% img left /a.png 3 4 'T' 'Pipes' %}", "![Pipes](../media/a.png)"),
        ("{% codeblock lang:ruby %}\nx\n{% endcodeblock %}", "```ruby\nx\n```"),
        ("{% blockquote Ana %}\nIt leaks\n{% endblockquote %}", "> It leaks\n>\n> — Ana"),
        ('{% include figure image_path="/a.png" alt="Pipes" %}', "![Pipes](../media/a.png)"),
        ('{% include video id="abc" provider="youtube" %}', "<https://www.youtube.com/watch?v=abc>"),
        ("{% gist ana/123 %}", "[Gist ana/123](https://gist.github.com/ana/123)"),
        ("{% link _posts/2020-01-02-first.md %}", "/2020/01/02/first/"),
    ],
)  # fmt: skip
def test_theme_syntax_has_an_equivalent(tmp_path: Path, before: str, after: str) -> None:
    got = jekyll(tmp_path, {"a.png": b"P", ONE: post(before, title="A")})
    assert got.body(ONE) == after


def test_series_and_originals_elsewhere_are_suggested_and_never_inferred(tmp_path: Path) -> None:
    body = "*Originally published on [that blog](https://example.com/x).*"
    got = jekyll(tmp_path, {ONE: post(body, title="Leaks, part 1: Listening")})
    assert got.account["series_candidates"] == [f"Leaks, part 1: Listening ({ONE})"]
    assert got.account["canonical_url_candidates"] == [f"{ONE}:4 https://example.com/x"]
    assert "series" not in got.head(ONE)
    assert "canonical_url" not in got.head(ONE)
