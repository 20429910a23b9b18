"""kramdown, Jekyll's Markdown, to GitHub's Markdown."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from masthead.importers.markdown.attributes import without_attributes
from masthead.importers.markdown.blocks import Handler, Result, Walk, is_blank
from masthead.importers.markdown.converted import Converted, map_anchors, strip_heading, tidy
from masthead.importers.markdown.extras import (
    abbreviation_handler,
    definition_handler,
    fence_info,
    heading_handler,
    headless_table_handler,
)
from masthead.importers.markdown.html import clean_html, only_embeds
from masthead.importers.markdown.htmlblocks import html_handler, lone_void_handler
from masthead.importers.markdown.notices import notice_handler
from masthead.importers.markdown.plain import github_anchor, kramdown_anchor
from masthead.importers.markdown.regions import Region, RegionKind, rewrite
from masthead.importers.markdown.spans import Edit, Kind, apply, scan, words_between
from masthead.importers.markdown.words import emoji, escape_dollars, explain
from masthead.importers.model import Line, Lines
from masthead.importers.report import Log

_IAL: Final = re.compile(r"[ \t]*\{:[^{}\n]*\}[ \t]*")
_EXTENSION: Final = re.compile(r"[ \t]*\{::(/?)(\w*)([^{}\n]*?)(/?)\}[ \t]*")
_DASHES: Final = re.compile(r"(?<![-<!])(---?)(?![->])|(?<!\.)\.\.\.(?!\.)")
_BREAK: Final = re.compile(r"\\\\$", re.M)


class Options(Struct, frozen=True):
    """`kramdown` is false for sites on CommonMark or GFM processors, which need little."""

    kramdown: bool = True
    typographic: bool = True
    emoji: bool = False


def convert(body: Lines, log: Log, options: Options) -> Converted:
    """The body in GitHub's Markdown, each change noted."""
    handlers: tuple[Handler, ...] = (html_handler,)
    if options.kramdown:
        handlers = (
            _extension,
            _attribute_line,
            abbreviation_handler,
            html_handler,
            heading_handler,
            headless_table_handler,
            definition_handler,
            _end_of_block,
        )
    first = (notice_handler,) if options.kramdown else ()
    walk = Walk(log, handlers, fence=fence_info, first=first)
    lines = without_toc(tuple(walk.convert(body)))
    ids: dict[int, str] = {}

    def change(region: Region, text: str, line: int) -> str:
        if region.kind is RegionKind.HTML:
            return clean_html(text, line, log, markdown=only_embeds(text))
        if region.kind is RegionKind.DEFINITION:
            return text
        if options.kramdown:
            text = _kramdown(region, text, line, ids, log, options)
        if options.emoji and ":" in text:
            text = emoji(text, line, log)
        if walk.abbreviations and region.kind is RegionKind.INLINE:
            text = explain(text, walk.abbreviations, line, log)
        if "$" in text:
            text = escape_dollars(text, line, log)
        return clean_html(text, line, log, markdown=True)

    apart = Walk(log, (lone_void_handler,))
    lines = tidy(tuple(apart.convert(rewrite(lines, change))))
    slug = kramdown_anchor if options.kramdown else github_anchor
    return Converted(lines, map_anchors(lines, ids, slug, "-"))


def _kramdown(
    region: Region, text: str, line: int, ids: dict[int, str], log: Log, options: Options
) -> str:
    if region.kind is RegionKind.HEADING:
        text = strip_heading(text, line, ids, log)
    if "{" in text:
        text = without_attributes(text, line, log)
    if "$$" in text:
        text = _inline_math(text)
    if "\\\\" in text:
        text = _line_breaks(text)
    if options.typographic:
        text = _typographic(text)
    return text


def _inline_math(text: str) -> str:
    """kramdown writes `$$` for both; between words GitHub wants one `$`."""
    edits: list[Edit] = []
    for span in scan(text):
        alone = not text[: span.start].strip() and not text[span.end :].strip()
        inner = text[slice(*span.inner)]
        if span.kind is Kind.MATH and not alone and "\n" not in inner:
            edits.append((span.start, span.end, f"${inner.strip()}$"))
    return apply(text, edits)


def _line_breaks(text: str) -> str:
    edits: list[Edit] = []
    for start, end in words_between(text, scan(text)):
        edits += [(m.start(), m.end(), "\\") for m in _BREAK.finditer(text, start, end)]
    return apply(text, edits)


def _typographic(text: str) -> str:
    """kramdown's dashes and ellipses. Straight quotes stay: GitHub shows them as written."""
    if "--" not in text and "..." not in text:
        return text
    edits: list[Edit] = []
    for start, end in words_between(text, scan(text)):
        for m in _DASHES.finditer(text, start, end):
            begin = text.rfind("\n", 0, m.start()) + 1
            finish = text.find("\n", m.end())
            whole = text[begin : finish if finish >= 0 else len(text)]
            if not whole.strip(" |:->\t"):
                continue  # a table's delimiter row, or a line
            flag = (
                m[1]
                and text[m.end() : m.end() + 1].isalnum()
                and not text[m.start() - 1 : m.start()].isalnum()
            )
            if flag:
                continue  # `--option`, written outside code
            edits.append((m.start(), m.end(), {"---": "—", "--": "–"}.get(m[1] or "", "…")))
    return apply(text, edits)


def _attribute_line(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """`{: .class}` on a line of its own. With `{:toc}`, the list item before it goes too."""
    if not _IAL.fullmatch(lines[at].text) or lines[at].text.lstrip().startswith("{::"):
        return None
    if "toc" in lines[at].text.strip("{: }").split():
        return _toc(walk, lines[at].at, at)
    walk.log.change(lines[at].at, "attribute list", f"dropped: {lines[at].text.strip()}")
    return [], at + 1


def _toc(walk: Walk, line: int, at: int) -> Result:
    walk.log.change(line, "table of contents", "the theme draws it beside the text")
    return [Line("\0toc", line)], at + 1


def _extension(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """`{::comment}…{:/comment}`, `{::options … /}`, `{::nomarkdown}`."""
    found = _EXTENSION.fullmatch(lines[at].text)
    if not found:
        return None
    line, name = lines[at].at, found[2]
    if found[4] or name == "options":
        walk.log.change(line, "kramdown extension", f"dropped: {lines[at].text.strip()}")
        return [], at + 1
    closing = re.compile(rf"[ \t]*\{{:/({re.escape(name)})?\}}[ \t]*")
    end = at + 1
    while end < len(lines) and not closing.fullmatch(lines[end].text):
        end += 1
    if end >= len(lines):
        return None
    if name == "nomarkdown":
        walk.log.change(line, "kramdown extension", "{::nomarkdown}: its HTML stays")
        return [each for each in lines[at + 1 : end] if not is_blank(each)], end + 1
    walk.log.change(
        line, "kramdown extension", f"{{::{name}}}: kept as a comment, which is never published"
    )
    inner = [Line(each.text.replace("--", "- -"), each.at) for each in lines[at + 1 : end]]
    return [Line("<!--", line), *inner, Line("-->", line)], end + 1


def _end_of_block(_walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """`^` on a line of its own keeps two blocks apart; a comment does so in CommonMark."""
    if lines[at].text.strip() != "^":
        return None
    return [Line("<!-- -->", lines[at].at)], at + 1


def without_toc(lines: Lines) -> Lines:
    """The text without `* toc` items that a `{:toc}` stood for."""
    out: list[Line] = []
    for line in lines:
        if line.text == "\0toc":
            while out and is_blank(out[-1]):
                out.pop()
            if out and re.fullmatch(r"\s*(?:[-*+]|\d+[.)])\s+.*", out[-1].text):
                out.pop()
            continue
        out.append(line)
    return tuple(out)
