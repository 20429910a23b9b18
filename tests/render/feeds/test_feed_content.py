"""What becomes of a piece's text in a feed: it stands alone in any reader."""

import json
from pathlib import Path
from time import process_time
from typing import Final

import pytest
from fed import Entry, as_feedparser_has_it, feeds_of, the_entry, words_of_html
from lxml import html
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES

from builders import a_piece, a_site
from hosts.hosted import a_hosted_site
from masthead.render.feeds.allowed import BOLD, ITALIC

PIXEL: Final = b"\x89PNG\r\n\x1a\n"
HERE: Final = "https://example.org/blog/one/"


def entry_of(folder: Path, body: str, files: dict[str, bytes | str] | None = None) -> Entry:
    return the_entry(a_site(folder, {"docs/posts/one.md": a_piece(body=body), **(files or {})}))


# Addresses


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[x](two.md)", "https://example.org/blog/two/"),
        ("[x](two.md#deep)", "https://example.org/blog/two/#deep"),
        ("[x](#deep)\n\n## Deep", f"{HERE}#deep"),
        ("[x](a%20b.pdf)", "https://example.org/posts/a%20b.pdf"),
        ("![x](picture.png)", "https://example.org/posts/picture.png"),
        ("<https://example.com/a?b=1&c=2>", "https://example.com/a?b=1&c=2"),
        ("[x](//example.com/a)", "https://example.com/a"),
        ('<a href="/\\example.com/a">x</a>', "https://example.com/a"),
        ('<a href="http:\\\\example.com/a">x</a>', "http://example.com/a"),
        ('<a href=" HTTPS://example.com/a b">x</a>', "https://example.com/a%20b"),
        ("[x](mailto:ana@example.com)", "mailto:ana@example.com"),
        ('<q cite="two.md">x</q>', "https://example.org/blog/two/"),
    ],
)
def test_every_address_is_whole(tmp_path: Path, body: str, expected: str) -> None:
    files = {
        "docs/posts/two.md": a_piece(id="two", state="ready", date="2026-03-01", body="## Deep"),
        "docs/posts/picture.png": PIXEL,
        "docs/posts/a b.pdf": b"%PDF",
    }
    site = a_site(tmp_path, {"docs/posts/one.md": a_piece(body=body), **files})
    assert f'"{expected}"'.replace("&", "&amp;") in feeds_of(site)[
        "blog/feed.xml"
    ].decode().replace("&amp;amp;", "&amp;")


def test_a_source_set_keeps_all_its_addresses(tmp_path: Path) -> None:
    body = '<img src="a.png" srcset="a.png 1x, b.png 2x" sizes="50vw" alt="A chart">'
    entry = entry_of(tmp_path, body, {"docs/posts/a.png": PIXEL, "docs/posts/b.png": PIXEL})
    assert dict(entry.find("img").attrib) == {
        "src": "https://example.org/posts/a.png",
        "srcset": "https://example.org/posts/a.png 1x, https://example.org/posts/b.png 2x",
        "sizes": "50vw",
        "alt": "A chart",
    }


@pytest.mark.parametrize(
    "body",
    ["[words](nowhere.md)", "[words](javascript:alert(1))", "[words](data:text/html,x)",
     '<a href="jav&#x09;ascript:x">words</a>', '<a href="&#1;javascript:x">words</a>',
     '<a href="vbscript:x">words</a>', '<a href="https:">words</a>', '<a name="x">words</a>'],
)  # fmt: skip
def test_what_leads_nowhere_is_plain_words(tmp_path: Path, body: str) -> None:
    entry = entry_of(tmp_path, body)
    assert entry.elements == {"p"}
    assert entry.words == "words"


def test_a_picture_that_is_nowhere_is_its_description(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, "See ![the <chart>](nowhere.png).")
    assert entry.elements == {"p"}
    assert entry.words == "See the <chart>."


# The theme's markup


def test_headings_lose_their_links_to_themselves(tmp_path: Path) -> None:
    assert entry_of(tmp_path, "## Deep *down*").html == "<h2>Deep <em>down</em></h2>"


def test_an_admonition_is_a_quotation_with_a_title(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, "> [!WARNING]\n> Mind the *gap*.")
    assert entry.html == (
        "<blockquote>\n<p><strong>Warning</strong></p>\n<p>Mind the <em>gap</em>.</p>\n"
        "</blockquote>"
    )


def test_a_task_shows_whether_it_is_done(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, "- [x] done\n- [ ] open")
    assert entry.html == "<ul>\n<li>☑ done</li>\n<li>☐ open</li>\n</ul>"


def test_code_is_highlighted_without_a_style_sheet(tmp_path: Path) -> None:
    code = '```python title="leak.py" hl_lines="2"\ndef f(): # why\n    return "a < b"\n```'
    assert entry_of(tmp_path, code).html == (
        "<p><strong>leak.py</strong></p><pre><code><b>def</b> f(): <i># why</i>\n"
        '<mark>    <b>return</b> <i>"a &lt; b"</i>\n</mark></code></pre>'
    )


def test_the_highlighting_is_that_of_pygments_for_print() -> None:
    style = get_style_by_name("bw")
    kinds = [(name, style.style_for_token(kind)) for kind, name in STANDARD_TYPES.items() if name]
    assert {name for name, look in kinds if look["bold"]} == BOLD
    assert {name for name, look in kinds if look["italic"] and not look["bold"]} == ITALIC


def test_footnotes_lead_to_the_page(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, "Words.[^a]\n\n[^a]: The note.")
    assert entry.inner("sup") == f'<a href="{HERE}#fn-a">1</a>'
    assert "The note." in entry.inner("ol")
    assert f'href="{HERE}#fnref-a"' in entry.inner("ol")


def test_cells_keep_their_alignment(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, "| a |\n|--:|\n| 1 |")
    assert entry.find("td").attrib == {"align": "right"}


def test_details_are_their_summary_in_bold_and_their_text(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, "<details><summary>More</summary>\n\nWords.\n\n</details>")
    assert entry.html == "<div><p><strong>More</strong></p>\n<p>Words.</p>\n</div>"


def test_a_heading_in_a_summary_does_not_break_the_paragraph(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, "<details><summary><h3>More</h3></summary>Words.</details>")
    assert entry.inner("div") == "<p><strong> More</strong></p>Words."


def test_a_film_is_a_link_round_its_poster(tmp_path: Path) -> None:
    files = {"docs/posts/a.mp4": b"film", "docs/posts/a.png": PIXEL}
    body = '<video controls poster="a.png" title="The film"><source src="a.mp4">No.</video>'
    entry = entry_of(tmp_path, body, files)
    picture = '<img src="https://example.org/posts/a.png" alt="The film"/>'
    assert entry.find("a").get("href") == "https://example.org/posts/a.mp4"
    assert entry.inner("a") == picture
    assert entry.words == ""


def test_sound_is_a_link_that_says_so(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, '<audio src="a.mp3"></audio>', {"docs/posts/a.mp3": b"sound"})
    assert entry.inner("a") == "Audio: a.mp3"


def test_a_film_in_a_link_does_not_begin_another(tmp_path: Path) -> None:
    body = '[<video src="a.mp4" title="The film"></video>](https://example.com/)'
    entry = entry_of(tmp_path, body, {"docs/posts/a.mp4": b"film"})
    assert entry.inner("a") == "The film"


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("$a_1^2$", "<i>a</i><sub>1</sub><sup>2</sup>"),
        (r"$\frac{x+1}{2}$", "(<i>x</i> + 1)/2"),
        (r"$\sqrt{x}$", "√(<i>x</i>)"),
        (r"$\sqrt[3]{x}$", "(<i>x</i>)<sup>1/3</sup>"),
        (r"$\sum_{i=0}^n i$", "∑<sub><i>i</i> = 0</sub><sup><i>n</i></sup><i>i</i>"),
        ("$a<b$", "<i>a</i> &lt; <i>b</i>"),
        (r"$\begin{pmatrix}a&b\\c&d\end{pmatrix}$",
         "(<i>a</i>, <i>b</i>; <i>c</i>, <i>d</i>)"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_a_line(tmp_path: Path, tex: str, expected: str) -> None:
    assert entry_of(tmp_path, tex).inner("p") == expected


def test_the_other_dialect_comes_through_as_well(tmp_path: Path) -> None:
    body = (
        '!!! note "Mind"\n    The gap.\n\n??? tip\n    More.\n\n'
        '```python title="a.py" linenums="1"\nif a: # b\n    pass\n```\n\n'
        "<script>if (a<b) { document.write('<p>x</p>') }</script>\n\n"
        "Term\n:   Meaning ++ctrl+c++\n"
    )
    site = a_hosted_site(
        tmp_path,
        {"docs/posts/one.md": a_piece(dialect="mkdocs", body=body)},
        markdown_extensions=[
            "admonition", "def_list", "pymdownx.details", "pymdownx.highlight",
            "pymdownx.superfences", "pymdownx.keys", {"toc": {"permalink": True}},
        ],
    )  # fmt: skip
    site.build()
    entry = Entry(json.loads(site.read("blog/feed.json"))["items"][0]["content_html"])
    assert entry.inner("blockquote").strip().startswith("<p><strong>Mind</strong></p>")
    assert "<p><strong>Tip</strong></p>" in entry.html
    assert "<b>if</b> a: <i># b</i>" in entry.html
    assert "a.pyif a:" in entry.words  # and no numbers of lines
    assert "document.write" not in entry.html
    assert {"dl", "dt", "dd", "kbd"} <= entry.elements


# All that belongs to an entry


def test_corrections_stand_behind_the_text(tmp_path: Path) -> None:
    front = 'corrections: [{date: 2026-03-09, text: "It was 4 < 5 litres."}]\n'
    piece = a_piece(f"title: A title\ndate: 2026-03-04\nid: one\n{front}")
    entry = the_entry(a_site(tmp_path, {"docs/posts/one.md": piece}))
    assert entry.inner("ul") == (
        '<li><time datetime="2026-03-09">9 March 2026</time>: It was 4 &lt; 5 litres.</li>'
    )
    assert entry.words.startswith("Some words. Corrections 9 March 2026")


def test_interests_and_the_original_are_named(tmp_path: Path) -> None:
    piece = a_piece(disclosure="We sell <valves>.", canonical_url="https://www.example.com/a?b&c")
    entry = the_entry(a_site(tmp_path, {"docs/posts/one.md": piece}))
    assert "Disclosure We sell <valves>." in entry.words
    assert entry.words.endswith("First published at example.com.")
    assert list(entry.addresses) == ["https://www.example.com/a?b&c"]


def test_the_picture_comes_first_and_once(tmp_path: Path) -> None:
    files = {"docs/posts/a.png": PIXEL, "docs/posts/b.png": PIXEL}
    front = {"image": "a.png", "image_alt": "A <chart>"}
    piece = a_piece(front, body="Words.")
    entry = the_entry(a_site(tmp_path / "1", {"docs/posts/one.md": piece, **files}))
    assert entry.html == (
        '<p><img src="https://example.org/posts/a.png" alt="A &lt;chart&gt;" /></p>\n<p>Words.</p>'
    )
    for body in ("![B](b.png)\n\nWords.", "Words.\n\n![A](a.png)"):
        piece = a_piece(front, body=body)
        entry = the_entry(a_site(tmp_path / body[0], {"docs/posts/one.md": piece, **files}))
        assert len(entry.root.findall(".//img")) == 1


def test_a_piece_elsewhere_has_a_summary_only(tmp_path: Path) -> None:
    piece = a_piece(external_url="https://example.com/talk", description="Say it.", body="")
    site = a_site(tmp_path, {"docs/posts/one.md": piece})
    assert the_entry(site).html == ""
    assert b"<description>Say it.</description>" in feeds_of(site)["blog/feed.xml"]


_EVERYTHING: Final = """\
## Heading

Words *and* **more** ~~less~~ `code` <mark>kept</mark> <kbd>Ctrl</kbd> H<sub>2</sub>O.[^1]
<https://example.com/>

> [!NOTE]
> Words.

1. One
   - [x] two

| a | b |
|:--|--:|
| 1 | 2 |

```python
def f(): pass
```

$x^2$

<details><summary>More</summary>Words.</details>

[^1]: Note.
"""


# Hostile texts

_HOSTILE: Final = """\
<script>alert(1)</script><style>p{}</style><svg onload=x><a xlink:href="javascript:x">s</a></svg>
<p style="color:red" class="x" id="y" onclick="x()" data-x="y">Kept words.</p>
<form action="/x"><fieldset><legend>Legend</legend><input value="secret"><select><option>o</select>
<textarea>t</textarea><button>Press</button></fieldset></form>
<img src=x onerror=alert(1) alt="Picture"><object data="x.swf">fallback</object><embed src="x">
<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
<!-- a <comment> --> ]]> &lt;script&gt; \x01\x08\x1b\x7f\x85\ufffe\U0001ffff &#x1; &#133;

שלום עולם <bdo dir="rtl">abc</bdo> 👩‍👩‍👧 \u202eevil\u202c
"""


def test_hostile_markup_leaves_only_words(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, _HOSTILE)
    assert entry.elements <= {"p", "div"}
    assert entry.attributes == set()
    for word in ("Kept words.", "Legend", "]]>", "<script>", "שלום עולם", "abc", "👩‍👩‍👧"):
        assert word in entry.words
    for word in ("alert", "secret", "Press", "fallback", "comment", "\x01", "\x85", "\ufffe"):
        assert word not in entry.html


def test_a_reader_finds_nothing_to_take_out(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"docs/posts/one.md": a_piece(body=_EVERYTHING)})
    cleaned, entry = as_feedparser_has_it(site), the_entry(site)
    assert words_of_html(cleaned) == entry.words
    left = {element.tag for element in html.fromstring(f"<div>{cleaned}</div>").iter()}
    assert left == entry.elements - {"mark"}  # its list is older, and it keeps the words


@pytest.mark.parametrize(
    "part",
    ["Words *and* [links](https://example.com/) and `code`.\n\n", "<b>", "<div><p>", "](", "<!--",
     "- [x] a\n", "<details><summary>a</summary>", "&nbsp;", "$x^2$ ", "< <a <p "],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(part: str) -> None:
    from masthead.plan.views import Body
    from masthead.render.feeds.content import feed_html

    def cost(size: int) -> float:
        body = Body((part * (size // len(part)),))
        start = process_time()
        feed_html(body, "https://example.org/", "blog/one/")
        return process_time() - start

    cost(1000)
    assert cost(2_000_000) < 40 * cost(200_000) + 0.05


def test_two_megabytes_come_through_whole(tmp_path: Path) -> None:
    part = "Words *and* [links](https://example.com/) ]]> \U0001f600 and `code`.\n\n"
    entry = entry_of(tmp_path, part * (2_000_000 // len(part)))
    assert entry.words.count("links ]]> \U0001f600") == 2_000_000 // len(part)
