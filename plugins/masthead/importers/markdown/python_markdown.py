"""Python-Markdown with Material's extensions to GitHub's Markdown."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from masthead.importers.markdown.admonitions import admonition_handler, tab_handler
from masthead.importers.markdown.attributes import attributes_at, without_attributes
from masthead.importers.markdown.blocks import Handler, Result, Walk, is_blank, prefixed
from masthead.importers.markdown.converted import Converted, map_anchors, strip_heading, tidy
from masthead.importers.markdown.extras import (
    abbreviation_handler,
    definition_handler,
    fence_info,
    footnote_place_handler,
    heading_handler,
)
from masthead.importers.markdown.html import clean_html, only_embeds
from masthead.importers.markdown.htmlblocks import html_handler, lone_void_handler
from masthead.importers.markdown.plain import python_markdown_anchor
from masthead.importers.markdown.regions import Region, RegionKind, rewrite
from masthead.importers.markdown.spans import Edit, Kind, apply, scan
from masthead.importers.markdown.words import (
    convert_words,
    escape_dollars,
    explain,
    tex_delimiters,
)
from masthead.importers.model import Line, Lines, lines_of
from masthead.importers.report import Log

Include = Callable[[str], str | None]
"""Gives the text of a snippet's file, None when the source does not have it."""

_SNIPPET: Final = re.compile(
    r"([ \t]*)(;?)-{1,2}8<-{1,2}(?:[ \t]+(?:\"([^\"\n]+)\"|'([^'\n]+)'))?[ \t]*"
)
_ATTRIBUTE_LINE: Final = re.compile(r"[ \t]*\{:?[ \t]*[^{}]*\}[ \t]*")


class Options(Struct, frozen=True):
    """What a site's extensions add. `anchor` is its table of contents' slugify."""

    include: Include | None = None
    anchor: Callable[[str], str] = python_markdown_anchor
    tex: bool = False


def convert(body: Lines, log: Log, options: Options) -> Converted:
    """The body in GitHub's Markdown, each change noted."""
    included = _with_snippets(body, log, options.include, 0)
    handlers: tuple[Handler, ...] = (
        admonition_handler,
        tab_handler,
        abbreviation_handler,
        footnote_place_handler,
        html_handler,
        _attribute_line,
        heading_handler,
        definition_handler,
    )
    walk = Walk(log, handlers, fence=fence_info, list_step=4)
    lines = tuple(walk.convert(included))
    ids: dict[int, str] = {}

    def change(region: Region, text: str, line: int) -> str:
        if region.kind is RegionKind.HTML:
            return clean_html(text, line, log, markdown=only_embeds(text))
        if region.kind is RegionKind.DEFINITION:
            return text
        if region.kind is RegionKind.HEADING:
            text = strip_heading(text, line, ids, log)
        if "#only-" in text or "-mode-only" in text:
            text = _one_scheme(text, line, log)
        if "{" in text:
            text = without_attributes(text, line, log)
        if options.tex and ("\\(" in text or "\\[" in text):
            text = tex_delimiters(text)
        text = convert_words(text, line, log)
        if walk.abbreviations and region.kind is RegionKind.INLINE:
            text = explain(text, walk.abbreviations, line, log)
        if "$" in text:
            text = escape_dollars(text, line, log)
        return clean_html(text, line, log, markdown=True)

    apart = Walk(log, (lone_void_handler,), list_step=4)
    lines = tidy(tuple(apart.convert(rewrite(lines, change))))
    return Converted(lines, map_anchors(lines, ids, options.anchor, "_"))


def _one_scheme(text: str, line: int, log: Log) -> str:
    """Of two pictures for the light and the dark scheme, the light one stays."""
    edits: list[Edit] = []
    for span in scan(text):
        target = text[slice(*span.target)]
        if span.kind is not Kind.IMAGE or "#" not in target:
            continue
        at = line + text.count("\n", 0, span.start)
        if target.endswith(("#only-dark", "#gh-dark-mode-only")):
            found = attributes_at(text, span.end)
            edits.append((span.start, found.end if found else span.end, ""))
            log.loss(at, "image", f"the picture for the dark scheme: {target[:160]}")
        elif target.endswith(("#only-light", "#gh-light-mode-only")):
            edits.append((span.target[0] + target.rindex("#"), span.target[1], ""))
    return apply(text, edits)


def _attribute_line(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """`{ .annotate }` on a line of its own, for the block before it."""
    if not _ATTRIBUTE_LINE.fullmatch(lines[at].text) or "{" not in lines[at].text:
        return None
    inner = lines[at].text.strip().strip("{}").strip(": ")
    if not re.fullmatch(r"(?:[#.][\w:-]+|[\w:-]+=\S+|\s|\"[^\"]*\")+", inner):
        return None
    walk.log.change(lines[at].at, "attribute list", f"dropped: {lines[at].text.strip()}")
    return [], at + 1


def _with_snippets(
    body: Sequence[Line], log: Log, include: Include | None, depth: int
) -> list[Line]:
    """Python-Markdown includes snippets before it looks at anything else, code included."""
    out: list[Line] = []
    at = 0
    while at < len(body):
        line = body[at]
        found = _SNIPPET.fullmatch(line.text) if "8<" in line.text else None
        if not found:
            out.append(line)
            at += 1
            continue
        if found[2]:
            out.append(Line(line.text.replace(";", "", 1), line.at))
            at += 1
            continue
        names, at = _names(body, at, found)
        for name in names:
            out += prefixed(_snippet(name, line.at, log, include, depth), found[1])
    return out


def _names(body: Sequence[Line], at: int, found: re.Match[str]) -> tuple[list[str], int]:
    if found[3] or found[4]:
        return [found[3] or found[4]], at + 1
    end = at + 1
    while end < len(body) and not _SNIPPET.fullmatch(body[end].text):
        end += 1
    if end >= len(body):
        return [], at + 1
    listed = [line.text.strip().strip("\"'") for line in body[at + 1 : end] if not is_blank(line)]
    return listed, end + 1


def _snippet(name: str, line: int, log: Log, include: Include | None, depth: int) -> list[Line]:
    text = include(name) if include and depth < 8 else None
    if text is None:
        log.todo(line, "snippet", f"“{name}” is not in the source; nothing stands here now")
        return []
    log.change(line, "snippet", f"“{name}” is part of the text now")
    inner = [Line(part.text, line) for part in lines_of(text.rstrip("\n"))]
    return _with_snippets(inner, log, include, depth + 1)
