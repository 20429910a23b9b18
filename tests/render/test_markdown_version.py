"""The Markdown version of a piece: what its page shows, with whole addresses."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_piece, a_site
from hosts.rendered import rendered
from masthead.build import pipeline

HIDDEN: Final = "leakzq"
_OFF: Final = {
    "rules": dict.fromkeys(
        ("MH501", "MH503", "MH504", "MH505", "MH506", "MH507", "MH508", "MH510", "MH511", "MH512"),
        "off",
    )
}


def markdown_of(body: str, folder: Path, **keys: str | None) -> str:
    """The Markdown version of docs/posts/one.md with this text."""
    return _files(body, folder, **keys)["blog/one/index.md"].decode()


def _files(body: str, folder: Path, **keys: str | None) -> dict[str, bytes]:
    files = {
        "docs/posts/one.md": a_piece({"id": "one", **keys}, body=body),
        "docs/posts/two.md": a_piece(id="two", body="## Part\n"),
        f"docs/posts/{HIDDEN}.md": a_piece(id=HIDDEN, title=HIDDEN, state="draft"),
        "docs/posts/a.png": b"\x89PNG",
        "docs/posts/a (1).png": b"\x89PNG",
        "docs/about.md": "# About\n",
    }
    return rendered(a_site(folder, files, _OFF).plan())


def text_of(body: str, folder: Path, **keys: str | None) -> str:
    """Its text, without what is said of the piece above it."""
    return markdown_of(body, folder, **keys).split("one/>\n\n", 1)[-1]


def test_it_begins_with_what_readers_may_know(tmp_path: Path) -> None:
    made = markdown_of(
        "Words.\n", tmp_path, title="'A *title* <b>'", authors="[ana-ruiz]", lang="de",
        description="In short.", updated="2026-04-01", disclosure="None to tell.",
        corrections="[{date: 2026-05-02, text: A number was wrong.}]",
        canonical_url="https://first.example/one", owner="Bo", extra="{a: b}",
    )  # fmt: skip
    assert made == (
        "# A \\*title\\* \\<b\\>\n\n> In short.\n\n"
        "- Authors: Ana Ruiz\n- Published: 2026-03-04\n- Updated: 2026-05-02\n- Language: de\n"
        "- Address: <https://example.org/blog/one/>\n"
        "- First published at: <https://first.example/one>\n"
        "- Disclosure: None to tell.\n- Correction of 2026-05-02: A number was wrong.\n\nWords.\n"
    )


ONE, TWO = "https://example.org/blog/one/", "https://example.org/blog/two/"
TEXTS: Final = (
    ('Plain *words*, `code` and [a link](https://x.example/?a=b&c=d "T").',) * 2,
    ("```html\n<!-- shown -->\n[x](two.md)\n```\n\nAnd `<!-- shown too -->`.",) * 2,
    ("1. a\n2. b\n   - c",) * 2,
    ("See [two](two.md#part).", f"See [two]({TWO}#part)."),
    ('See [two](<two.md> "T").', f'See [two]({TWO} "T").'),
    ("![A](a.png)", "![A](https://example.org/posts/a.png)"),
    ("![A](<a (1).png>)", "![A](https://example.org/posts/a%20%281%29.png)"),
    ("[About](../about.md)", "[About](https://example.org/about/)"),
    ("[x][r] and [r]\n\n[r]: two.md", f"[x]({TWO}) and [r]({TWO})"),
    ("## H\n\n[here](#h)", f"## H\n\n[here]({ONE}#h)"),
    ('<img src="a.png" alt="A">', "![A](https://example.org/posts/a.png)"),
    ("One.\n\n<!-- more -->\n\nTwo.", "One.\n\nTwo."),
    ("One <!-- x -->word.", "One word."),
    ("# A title\n\nWords.", "Words."),
    ("Ünï [two](two.md) — 🙂.", f"Ünï [two]({TWO}) — 🙂."),
    ("> [!NOTE]\n> An alert.", "Note\n\nAn alert."),
    ("- [x] done\n- [ ] open", "- ☑ done\n- ☐ open"),
    ("So $x^2$.", "So *x*^2."),
    ("| a | b |\n| - | - |\n| 1 | 2 |", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
    ('```python title="x.py"\na = 1\n```', "x.py\n\n```python\na = 1\n```"),
    ("Words.[^1]\n\n[^1]: A note.", f"Words.[1]({ONE}#fn-1)\n\n---\n\n1. A note."),
)


@pytest.mark.parametrize(("body", "expected"), TEXTS)
def test_it_says_what_the_page_shows_with_whole_addresses(
    tmp_path: Path, body: str, expected: str
) -> None:
    files = {
        "docs/posts/one.md": a_piece(id="one", title="A title", body=f"{body}\n"),
        "docs/posts/two.md": a_piece(id="two", title="Two", body="## Part\n"),
        "docs/posts/a.png": b"\x89PNG",
        "docs/posts/a (1).png": b"\x89PNG",
        "docs/about.md": "# About\n",
    }
    site = a_site(tmp_path, files)
    plan = pipeline.plan(site.read(), preview=False, pages={"about.md": "about/"})
    made = rendered(plan)["blog/one/index.md"].decode()
    assert made.split("one/>\n\n", 1)[-1].rstrip() == expected


SECRETS: Final = (
    f"<!-- {HIDDEN} -->", f"<!--\n{HIDDEN}\n\n{HIDDEN}\n-->", f"<!-- {HIDDEN}",
    f"<!--> {HIDDEN} -->", f"```python {HIDDEN}\nx\n```", f"~~~ <b>{HIDDEN}\nx\n~~~",
    f"<?php {HIDDEN} ?>", f"<!DOCTYPE {HIDDEN}>", f"<![CDATA[ {HIDDEN} ]]>", f"</ {HIDDEN}>",
    f"[//]: # ({HIDDEN})", f"[//]: #\n  \"{HIDDEN}\"", f"[unused]: https://x.example/{HIDDEN}",
    f"[unused]: two.md '{HIDDEN}'", f"> [unused]: https://x.example/{HIDDEN}",
    f"[^unused]: {HIDDEN}", f"[^unused]: One.\n\n    {HIDDEN}\n",
    f"[text]({HIDDEN}.md)", f"[text][r]\n\n[r]: {HIDDEN}.md", f"![text]({HIDDEN}.png)",
    f'<a href="{HIDDEN}.md">text</a>', f"<a href='{HIDDEN}.md'>text</a>",
    f'<img src="{HIDDEN}.png" alt="">', f"<script>{HIDDEN}</script>", f"<style>{HIDDEN}</style>",
    f"<template>{HIDDEN}</template>", f"[text](javascript:{HIDDEN})",
    f'<p onclick="{HIDDEN}">text</p>', f"<title>{HIDDEN}</title>",
)  # fmt: skip
"""What a text may hold and its page does not show."""
_OPEN: Final = (
    "Words.", "`<!--`", "`` ` <!-- ``", "```\n<!--\n```", "~~~\n-->\n~~~", "    <!-- code -->",
    "\\<!-- shown -->", "- item\n\n  ```\n  <!-- x\n  ```", "> quote `", "[two](two.md)", "`",
    "-->", "~~~",
    "| a |\n| - |\n| `<!--` |", "<div>", "[r]: two.md", "[^1]\n\n[^1]: note", "$a_b$", "<b title='",
)  # fmt: skip
"""What may stand round it."""


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("dialect", ["gfm", "mkdocs"])
def test_what_the_page_hides_is_not_in_the_markdown(
    tmp_path: Path, secret: str, dialect: str
) -> None:
    files = _files(f"Words before.\n\n{secret}\n\nWords behind.\n", tmp_path, dialect=dialect)
    page = files["blog/one/index.html"].decode().split("<!--article-->")[-1]
    if HIDDEN not in page:
        assert HIDDEN not in files["blog/one/index.md"].decode()


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from((*SECRETS, *_OPEN, *_OPEN)), max_size=6),
    st.sampled_from(("\n\n", "\n", " ")),
)
def test_no_neighbour_brings_what_is_hidden_to_light(parts: list[str], between: str) -> None:
    with TemporaryDirectory() as folder:
        files = _files(f"{between.join(parts)}\n", Path(folder))
    page = files["blog/one/index.html"].decode().split("<!--article-->")[-1]
    made = files["blog/one/index.md"].decode()
    assert made.count(HIDDEN) <= page.count(HIDDEN)


def test_the_other_dialect_becomes_github_s(tmp_path: Path) -> None:
    made = text_of("Words *here*.\n\n[two](two.md)\n\n[^x]: no\n", tmp_path, dialect="mkdocs")
    assert "[two](https://example.org/blog/two/)" in made


def test_a_link_to_what_is_not_public_is_its_words(tmp_path: Path) -> None:
    made = text_of(f"See [these words]({HIDDEN}.md) and [two](two.md).\n", tmp_path)
    assert made == "See these words and [two](https://example.org/blog/two/).\n"


@pytest.mark.parametrize("config", [{"markdown": False}, None])
def test_it_can_be_switched_off_and_needs_an_address(
    tmp_path: Path, config: dict[str, bool] | None
) -> None:
    files = {"docs/posts/one.md": a_piece(id="one")}
    site = a_site(tmp_path, files, config or "site_name: Test\nplugins: [masthead]\n")
    made = rendered(site.plan())
    assert not [name for name in made if name.endswith(".md")]
    assert b"text/markdown" not in b"".join(made.values())


def test_the_page_names_it(tmp_path: Path) -> None:
    page = _files("Words.\n", tmp_path)["blog/one/index.html"].decode()
    assert '<link rel="alternate" type="text/markdown" href="../../blog/one/index.md">' in page
