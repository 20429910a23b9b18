"""A piece's Markdown version: the author's text with whole addresses, and nothing that is hidden.

In: a MarkdownText. Out: the bytes of its file. A text holds more than its page shows: comments,
definitions and footnotes that nothing uses, links that lead to nothing public. Where it is certain
that all that is known, and every address stands where it was found, the author's own text is
changed at those places. Anything else, and the other dialect with its many extensions, becomes
GitHub's Markdown from the page's HTML, which is public.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import accumulate
from typing import Final

from masthead.content.document import Document
from masthead.diagnostics.rules import FILTERED_HTML, REMOTE_MEDIA, UNSAFE_LINK
from masthead.plan.machines.markdown import MarkdownText
from masthead.plan.views import Body
from masthead.render.machines.texts import line, plain
from masthead.render.markdown.gfm import html_of
from masthead.render.pages import body_html

_HIDDEN: Final = re.compile(
    r"<(?:[!?]|/[^a-zA-Z]|(?:script|style|template|title|textarea|iframe|no(?:script|embed|frames)"
    r"|xmp|plaintext|svg|math|head|frameset)\b)",
    re.IGNORECASE,
)
"""Comments, what browsers take for one, and elements whose content no page shows."""
_LEFT_OUT: Final = frozenset((FILTERED_HTML, REMOTE_MEDIA, UNSAFE_LINK))
"""The page lacks what has one of these findings."""
_COMMENT: Final = re.compile(r"<!--(?!-?>).*?-->[ \t]*\n?", re.DOTALL)
_CODE: Final = re.compile(
    r"^[ \t>]*(`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)
_FENCES: Final = {
    "```": re.compile(r"`{3,}[ \t]*(?:[\w+#.-]*[ \t]*(?=[\n`]|\Z)|([^\n]))"),
    "~~~": re.compile(r"~{3,}[ \t]*(?:[\w+#.-]*[ \t]*(?=\n|\Z)|([^\n]))"),
}
"""A fence with its language, and what else stands there."""
_DEFINITION: Final = re.compile(
    r"^[ ]{0,3}\[(?P<label>[^\[\]\n]+)\]:(?:[ \t]*<?(?P<target>[^\s<>]+)>?)?(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_HEADING: Final = re.compile(r"\s*#[ \t]+([^\n]*?)[ \t]*#*[ \t]*(?:\n|\Z)")
_NO_TEXT: Final = re.compile(r'<!--.*?-->| data-sourcepos="[^"]*"', re.DOTALL)
_SPACES: Final = re.compile(r"\s+")
_WORDS: Final = re.compile(r"\w+")
_LONG_WORDS: Final = re.compile(r"\w{3,}")
_SIGNS: Final = re.compile(r"&\w+;|:[\w+-]+:|\\[a-zA-Z]+")
"""Words that stand for signs: `&nbsp;`, `:smile:`, TeX's commands."""
_TAG: Final = re.compile(r"<[a-zA-Z][^\s:@>]*[\s>/]")
_PERMALINK: Final = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
_LANGUAGE: Final = re.compile(
    r'<div class="language-([\w+#.-]+) highlight"><pre><span></span><code>'
)
_BEFORE: Final = frozenset("(<\"'")
_TITLE_BELOW: Final = re.compile(r"\n[ \t]*[\"'(]")
"""A definition's title may stand on a line of its own."""
_MOST: Final = 500_000
"""Characters of a text that is looked through for code; a longer one is made from its HTML."""


def markdown_text(data: MarkdownText) -> bytes:
    """The file: a heading, what the piece is, and its text."""
    body = _own_words(data)
    if body is None:
        body = _from_html(data)
    return "\n".join([*_head(data), "", body.strip("\n"), ""]).encode(errors="replace")


def _head(data: MarkdownText) -> Iterator[str]:
    yield f"# {plain(data.title)}"
    if data.summary:
        yield from ("", f"> {plain(data.summary)}")
    yield ""
    if data.authors:
        yield f"- Authors: {', '.join(map(plain, data.authors))}"
    yield f"- Published: {data.published:%Y-%m-%d}"
    if data.updated:
        yield f"- Updated: {data.updated:%Y-%m-%d}"
    if data.lang:
        yield f"- Language: {plain(data.lang)}"
    yield f"- Address: <{data.address}>"
    if data.original:
        yield f"- First published at: <{line(data.original)}>"
    if data.disclosure:
        yield f"- Disclosure: {plain(data.disclosure)}"
    for date, text in data.corrections:
        yield f"- Correction of {date:%Y-%m-%d}: {plain(text)}"


def _own_words(data: MarkdownText) -> str | None:
    """The author's text with its addresses whole; None where something may be hidden in it."""
    text, document = data.source, data.document
    if not data.gfm or any(note.rule in _LEFT_OUT for note in document.notes):
        return None
    cuts: list[tuple[int, int, str]] = []
    if document.links:
        found = _addresses(data)
        if found is None:
            return None
        cuts += found
    if _has_words_behind_language(text):
        return None
    if "]:" in text and not _all_used(text, document, {at for at, _, _ in cuts}):
        return None
    if "<" in text and _HIDDEN.search(text):
        comments = _comments(text) if len(text) <= _MOST else None
        if comments is None or not _is_clean(text, comments, document):
            return None
        cuts += comments
    shown = _title_left_out(_cut(text, cuts), data)
    if ("|" in shown or "<" in shown) and not _shows_each_word(shown, data):
        return None
    return shown


def _has_words_behind_language(text: str) -> bool:
    """Whether a block of code may begin with more than its language: no page shows that."""
    for fence, opening in _FENCES.items():
        at = text.find(fence)
        while at >= 0:
            run = opening.match(text, at)
            if run is None or run[1]:
                return True
            at = text.find(fence, run.end())
    return False


def _addresses(data: MarkdownText) -> list[tuple[int, int, str]] | None:
    """Where each address stands, and what to write there; None if one is not where it should be."""
    text, lines = data.source, _Lines(data.source, data.first_line)
    found: dict[int, tuple[int, int, str]] = {}
    targets: dict[str, int] = {}
    for link, address in zip(data.document.links, data.addresses, strict=True):
        at = lines.offset(link.line, link.column)
        if address is None or not text.startswith(link.target, at):
            return None
        before = text[at - 1 : at]
        if before not in _BEFORE and text[at - 1 : at].strip():
            return None
        if at not in found:
            targets[link.target] = targets.get(link.target, 0) + 1
        written = escape(address) if before in ('"', "'") else _in_brackets(address)
        found[at] = (at, at + len(link.target), written)
    for target, number in targets.items():
        if _times(text, target) != number:
            return None  # it stands somewhere else too: in code, say, or it was mistaken for it
    return list(found.values())


def _in_brackets(address: str) -> str:
    return address.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")


def _times(text: str, target: str) -> int:
    """How often a target stands where an address may."""
    number, at = 0, text.find(target)
    while at >= 0:
        before, behind = text[at - 1 : at], text[at + len(target) : at + len(target) + 1]
        number += before in _BEFORE and (not behind or behind in ")>\"' \t\n")
        number += before in " \t\n" and text[:at].rstrip(" \t\n")[-2:] in ("]:", "](")
        at = text.find(target, at + 1)
    return number


class _Lines:
    """Offsets from lines and columns of the file."""

    def __init__(self, text: str, first: int) -> None:
        self._first = first
        ends = accumulate(map(len, text.split("\n")))
        self._starts = [0, *(end + number for number, end in enumerate(ends, start=1))]

    def offset(self, line: int, column: int) -> int:
        number = min(max(0, line - self._first), len(self._starts) - 1)
        return self._starts[number] + column - 1


def _all_used(text: str, document: Document, known: set[int]) -> bool:
    """Whether the page shows every footnote and leads to every address that the text defines."""
    html, at = "", text.find("]:")
    labels: set[str] = set()
    while at >= 0:
        match = _DEFINITION.match(text, text.rfind("\n", 0, at) + 1)
        if match is None or match.end("label") != at or match["label"].casefold() in labels:
            return False
        labels.add(match["label"].casefold())
        at = text.find("]:", at + 1)
        if match["label"].startswith("^"):
            if f"fn-{match['label'][1:]}" not in document.anchors:
                return False
            continue
        html = html or "".join(document.parts)
        target, title = match["target"], match["rest"].strip()
        if not target or (title and f'title="{escape(title[1:-1])}"' not in html):
            return False
        if match.start("target") not in known and f'href="{escape(target)}"' not in html:
            return False
        if _TITLE_BELOW.match(text, match.end()):
            return False
    return True


def _comments(text: str) -> list[tuple[int, int, str]]:
    """Where comments stand outside of code; `_is_clean` has the last word."""
    cuts, at = [], text.find("<!--")
    code = _next_code(text, 0)
    while at >= 0:
        while code[1] <= at:
            code = _next_code(text, code[1])
        comment = _COMMENT.match(text, at) if code[0] > at else None
        if comment:
            whole = not at or text[at - 1] == "\n"
            end = comment.end() if whole else comment.end() - (comment[0][-1] == "\n")
            cuts.append((at, end, ""))
            if code[0] < comment.end():
                code = _next_code(text, comment.end())  # what began in the comment is none
        at = text.find("<!--", comment.end() if comment else max(at + 1, min(code[1], len(text))))
    return cuts


def _next_code(text: str, at: int) -> tuple[int, int]:
    """Where the next block or span of code begins and ends, at or behind `at`."""
    marks = [place for mark in ("`", "~~~") if (place := text.find(mark, at)) >= 0]
    found = None
    if marks:
        found = _CODE.search(text, max(at, text.rfind("\n", 0, min(marks)) + 1))
    return found.span() if found else (len(text), len(text) + 1)


def _cut(text: str, cuts: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, new in sorted(cuts):
        if start < at:
            continue  # an address inside a comment is gone with it
        parts += [text[at:start], new]
        at = end
    return "".join((*parts, text[at:]))


def _title_left_out(text: str, data: MarkdownText) -> str:
    """The text without the heading that says the title once more, as the page leaves it out."""
    heading = _HEADING.match(text)
    if heading and _WORDS.findall(heading[1]) == _WORDS.findall(data.title):
        return text[heading.end() :]
    return text


def _is_clean(text: str, comments: list[tuple[int, int, str]], document: Document) -> bool:
    """Whether the text without these comments hides nothing more, and is the same otherwise."""
    shown = _cut(text, comments)
    in_code = any("&lt;!--" in part for part in document.parts)
    if not (in_code or _HIDDEN.search(shown)):
        return True
    html = _SPACES.sub("", _NO_TEXT.sub("", html_of(text)))
    return not _HIDDEN.search(html) and html == _SPACES.sub("", _NO_TEXT.sub("", html_of(shown)))


def _shows_each_word(text: str, data: MarkdownText) -> bool:
    """Whether all that is written is on the page too: tables drop cells, elements can be hidden."""
    if not _TAG.search(text):
        text = "\n".join(line for line in text.split("\n") if "|" in line)
    page = " ".join((*data.document.parts, *filter(None, data.addresses)))
    missing = [word for word in set(_LONG_WORDS.findall(text)) if word not in page]
    rest = _SIGNS.sub(" ", text) if missing else ""
    return not any(word in rest for word in missing)


def _from_html(data: MarkdownText) -> str:
    """The page's own text as Markdown. What leads nowhere public is words there already."""
    import turbohtml  # takes long, and most texts need none

    html = body_html(Body(data.document.parts, data.addresses), str)
    html = _LANGUAGE.sub(r'<div><pre><code class="language-\1">', _PERMALINK.sub("", html))
    html = html.replace('href="#', f'href="{escape(data.address)}#')
    return turbohtml.parse_fragment(html, positions=False).to_markdown()
