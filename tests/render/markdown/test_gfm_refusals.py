"""What GitHub filters, and what would run or leak, is not in the page, and the author is told."""

import pytest
from markdown_reading import codes_of, html_of, pointed_at, render


@pytest.mark.parametrize(
    "name", ["title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script"]
)
@pytest.mark.parametrize(
    "frame", ["a <{0}>secret</{0}> b", "<div>\n<{0} x=y>\nsecret\n</{0}>\n</div>"]
)
def test_a_tag_that_github_filters_is_reported_and_left_out_with_its_content(
    name: str, frame: str
) -> None:
    text = frame.format(name)
    document = render(text)
    assert codes_of(document) == ["MH506"]
    assert pointed_at(text, document.notes[0]) == f"<{name}"
    assert name not in html_of(document) and "secret" not in html_of(document)
    assert "secret" not in document.text


def test_a_script_may_hold_what_looks_like_tags() -> None:
    html = html_of(render("<script>if (a<b) x = '</p><img src=y>'</script>\n\nafter"))
    assert html.strip() == "<p>after</p>"


def test_plaintext_does_not_swallow_the_page() -> None:
    document = render("a <plaintext> b\n\nc")
    assert codes_of(document) == ["MH506"]
    assert "plaintext" not in html_of(document)


def test_filtered_tags_in_code_are_only_code() -> None:
    assert codes_of(render("`<script>`\n\n```html\n<iframe></iframe>\n```\n")) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[a](javascript:alert)", "javascript:alert"),
        ("[a](VBScript:x)", "VBScript:x"),
        ("<a href='data:text/html,x'>a</a>", "data:text/html,x"),
        ("<p onclick='x'>a</p>", "onclick"),
        ("<form action='javascript:x'></form>", "javascript:x"),
    ],
)
def test_what_would_run_a_script_is_reported_and_dropped(text: str, wrong: str) -> None:
    document = render(text)
    assert codes_of(document) == ["MH511"]
    assert pointed_at(text, document.notes[0]) == wrong
    assert wrong not in html_of(document)


def test_an_address_that_hides_its_scheme_is_refused_as_well() -> None:
    document = render("<a href=' java&#10;script:x'>a</a> [b](javascript&colon;x)")
    assert codes_of(document) == ["MH511", "MH511"]
    assert document.links == ()


@pytest.mark.parametrize(
    "text",
    ["a <!-- secret --> b", "<!--\nsecret\n-->\n\na", "<!--> secret --!> <!-- secret", "<?secret?>",
     "<![CDATA[secret]]>", "<!secret x>", "<div>\n<!-- secret\n\nx -->\n</div>"],
)  # fmt: skip
def test_comments_are_never_in_the_page(text: str) -> None:
    html = html_of(render(text))
    assert "<!--" not in html and "<?" not in html


def test_a_comment_that_is_never_closed_is_reported() -> None:
    text = "a\n\n<!-- open\n\nb"
    document = render(text)
    assert codes_of(document) == ["MH506"]
    assert pointed_at(text, document.notes[0]) == "<!--"
