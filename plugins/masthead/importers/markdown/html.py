"""Raw HTML that GitHub filters: embeds become links, scripts and styles go."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final
from urllib.parse import parse_qs, urlsplit

from masthead.importers.markdown.spans import Edit, Kind, Span, apply, scan
from masthead.importers.markdown.tags import Tag
from masthead.importers.report import Log

_DROPPED: Final = frozenset({"script", "style", "noframes", "noembed", "title"})
_EMBEDS: Final = frozenset({"iframe", "object", "embed"})
_ESCAPED: Final = frozenset({"textarea", "xmp", "plaintext"})
_HANDLER: Final = re.compile(r"on[a-z]+")
_VIDEO: Final = (
    (("youtube.com", "youtube-nocookie.com"), "/embed/", "https://www.youtube.com/watch?v={}"),
    (("player.vimeo.com",), "/video/", "https://vimeo.com/{}"),
)


def clean_html(text: str, line: int, log: Log, *, markdown: bool) -> str:
    """The text without what would be filtered; each thing that goes is noted."""
    if "<" not in text:
        return text
    spans = scan(text, markdown=markdown)
    tags = [span for span in spans if span.kind is Kind.TAG]
    edits: list[Edit] = []
    until = -1
    for index, span in enumerate(tags):
        if span.start < until or span.tag is None:
            continue
        at = line + text.count("\n", 0, span.start)
        name = span.tag.name
        if name in _DROPPED or name in _EMBEDS:
            until = _end(tags, index)
            edits.append(
                (span.start, until, _instead(text, span, until, at, log, alone=not markdown))
            )
        elif name in _ESCAPED:
            edits.append((span.start, span.end, escape(text[span.start : span.end], quote=False)))
            log.change(at, "HTML", f"<{name}> is shown as text")
        elif not span.tag.closing:
            edits += _harmless(text, span.tag, at, log)
    return apply(text, edits)


def only_embeds(text: str) -> bool:
    """Whether an HTML block is nothing but embeds, so that a Markdown link can stand for each."""
    spans = [s for s in scan(text, markdown=False) if s.kind is Kind.TAG and s.tag]
    if not spans or any(s.tag and s.tag.name not in ("iframe", "script") for s in spans):
        return False
    outside, at, inside = "", 0, False
    for span in spans:
        outside += "" if inside else text[at : span.start]
        inside, at = bool(span.tag and not span.tag.closing), span.end
    return not (outside + text[at:]).strip()


def _end(tags: Sequence[Span], index: int) -> int:
    """After the closing tag; after the opening one where it is never closed."""
    opening = tags[index].tag
    if opening is None or opening.closing or opening.void:
        return tags[index].end
    for span in tags[index + 1 : index + 40]:
        if span.tag and span.tag.closing and span.tag.name == opening.name:
            return span.end
    return tags[index].end


def _instead(text: str, span: Span, until: int, at: int, log: Log, *, alone: bool) -> str:
    tag = span.tag
    if tag is None or tag.closing:
        return ""
    if tag.name in _DROPPED:
        what = tag.get("src") or " ".join(text[span.end : until].split())[:80]
        log.loss(at, "HTML", f"<{tag.name}> {what}".strip())
        return ""
    source = tag.get("src") or tag.get("data") or tag.get("data-src") or ""
    title = (tag.get("title") or "").strip()
    if not source.strip():
        log.loss(at, "embed", f"<{tag.name}> without an address")
        return ""
    return embed_link(source, title, at, log, html=alone)


def embed_link(source: str, title: str, at: int, log: Log, *, html: bool) -> str:
    """A link to what was embedded."""
    url = watch_address(source)
    host = urlsplit(url).hostname or "the embedded page" if _splits(url) else "the embedded page"
    words = title or f"Embedded content from {host.removeprefix('www.')}"
    log.change(at, "embed", f"a link to {url} takes the place of what was embedded")
    if html:
        return f'<a href="{escape(url)}">{escape(words, quote=False)}</a>'
    label = (
        words.replace("\\", "\\\\")
        .replace("[", "\\[")
        .replace("]", "\\]")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("_", "\\_")
    )
    return f"[{label}](<{url.replace(chr(10), '').replace('<', '%3C').replace('>', '%3E')}>)"


def _splits(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def watch_address(source: str) -> str:
    """The page of an embedded video, for people; another address as it is, with a scheme."""
    url = "https:" + source if source.startswith("//") else source.strip()
    if not _splits(url):
        return url
    parts = urlsplit(url)
    for hosts, path, page in _VIDEO:
        if (parts.hostname or "").removeprefix("www.") in hosts and parts.path.startswith(path):
            ident = parts.path.removeprefix(path).strip("/")
            if ident == "videoseries" and (listed := parse_qs(parts.query).get("list")):
                return f"https://www.youtube.com/playlist?list={listed[0]}"
            return page.format(ident.split("/")[0])
    return url


def _harmless(text: str, tag: Tag, at: int, log: Log) -> list[Edit]:
    """Event handlers and `javascript:` addresses go."""
    edits: list[Edit] = []
    for attribute in tag.attributes:
        unsafe = attribute.name in ("href", "src") and attribute.value.strip().lower().startswith(
            ("javascript:", "vbscript:", "data:text/html")
        )
        if unsafe:
            edits.append((attribute.start, attribute.end, "" if attribute.quoted else '""'))
            log.loss(at, "HTML", f"{attribute.name}={attribute.value[:60]}")
        elif _HANDLER.fullmatch(attribute.name):
            begin = text.rfind(attribute.name, tag.start, attribute.start + 1)
            begin = (
                begin
                if begin >= 0
                else text.lower().rfind(attribute.name, tag.start, attribute.start + 1)
            )
            if begin > tag.start:
                edits.append(
                    (
                        begin,
                        attribute.end
                        + (1 if attribute.quoted and attribute.end > attribute.start else 0),
                        "",
                    )
                )
                log.loss(at, "HTML", f"{attribute.name}={attribute.value[:60]}")
    return edits
