"""Rewrite the addresses in a text, wherever they stand: links, images, references, HTML."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final

from msgspec import Struct

from masthead.importers.markdown.plain import plain
from masthead.importers.markdown.regions import Region, RegionKind, rewrite
from masthead.importers.markdown.spans import Edit, Kind, Span, apply, scan
from masthead.importers.markdown.tags import Attribute, Tag
from masthead.importers.model import Lines

_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_DEFINITION: Final = re.compile(r"([\s>]*\[(?!\^)(?:\\.|[^\]\\]){1,999}\]:[ \t]*)(<[^<>\n]*>|\S+)")
_LINKS: Final = {"a": ("href",), "area": ("href",)}
_MEDIA: Final = {
    "img": ("src",),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "image": ("href",),
    "track": ("src",),
}


class Rewriter(Struct, frozen=True):
    """`link` gives the new address, or None to take the link out; `image` gets the alt text too."""

    link: Callable[[str, int], str | None]
    image: Callable[[str, int, str | None], str]


def rewrite_targets(lines: Lines, rewriter: Rewriter) -> Lines:
    """The text with every address replaced."""

    def change(region: Region, text: str, line: int) -> str:
        if region.kind is RegionKind.DEFINITION:
            return _definition(text, line, rewriter)
        markdown = region.kind is not RegionKind.HTML
        if "<" not in text and "](" not in text and not _DEFINITION.search(text):
            return text
        edits: list[Edit] = []
        for span in scan(text, markdown=markdown):
            at = line + text.count("\n", 0, span.start)
            if span.kind is Kind.TAG and span.tag:
                edits += _tag(text, span.tag, at, rewriter)
            elif span.kind is Kind.IMAGE:
                edits += _image(text, span, at, rewriter)
            elif span.kind is Kind.LINK:
                edits += _link(text, span, at, rewriter)
        return _definitions(apply(text, edits), line, rewriter) if markdown else apply(text, edits)

    return rewrite(lines, change)


def _address(raw: str) -> str:
    return unescape(_ESCAPE.sub(r"\1", raw)).replace("\n", "")


def written(address: str) -> str:
    """An address as a Markdown destination; it can neither end early nor begin anything."""
    clean = (
        "".join(c if c.isprintable() else "" for c in address)
        .replace("<", "%3C")
        .replace(">", "%3E")
        .replace("\\", "%5C")
    )
    return f"<{clean}>" if any(c in clean for c in " ()") or not clean else clean


def _whole_target(text: str, span: Span) -> tuple[int, int]:
    start, end = span.target
    if start > 0 and text[start - 1] == "<" and text[end : end + 1] == ">":
        return start - 1, end + 1
    return start, end


def _link(text: str, span: Span, at: int, rewriter: Rewriter) -> list[Edit]:
    old = _address(text[slice(*span.target)])
    if not old:
        return []
    new = rewriter.link(old, at)
    if new == old:
        return []
    if new is None:
        return [(span.start, span.inner[0], ""), (span.inner[1], span.end, "")]
    return [(*_whole_target(text, span), written(new))]


def _image(text: str, span: Span, at: int, rewriter: Rewriter) -> list[Edit]:
    old = _address(text[slice(*span.target)])
    new = rewriter.image(old, at, plain(text[slice(*span.inner)])) if old else old
    return [] if new == old else [(*_whole_target(text, span), written(new))]


def _tag(text: str, tag: Tag, at: int, rewriter: Rewriter) -> list[Edit]:
    edits: list[Edit] = []
    for attribute in tag.attributes:
        if attribute.name in _LINKS.get(tag.name, ()) and attribute.value:
            new = rewriter.link(attribute.value, at)
            if new is None:
                edits.append(_without(text, tag, attribute))
            elif new != attribute.value:
                edits.append(_valued(attribute, new))
        elif attribute.name in _MEDIA.get(tag.name, ()) and attribute.value:
            changed = rewriter.image(attribute.value, at, tag.get("alt"))
            if changed != attribute.value:
                edits.append(_valued(attribute, changed))
        elif attribute.name == "srcset" and tag.name in ("img", "source"):
            edits.append(_without(text, tag, attribute))
    return edits


def _valued(attribute: Attribute, new: str) -> Edit:
    value = escape(new)
    return (attribute.start, attribute.end, value if attribute.quoted else f'"{value}"')


def _without(text: str, tag: Tag, attribute: Attribute) -> Edit:
    begin = text.lower().rfind(attribute.name, tag.start, attribute.start)
    end = attribute.end + (1 if attribute.quoted else 0)
    return (begin, end, "") if begin > tag.start else (attribute.start, attribute.end, "")


def _definition(text: str, line: int, rewriter: Rewriter) -> str:
    found = _DEFINITION.match(text)
    if not found:
        return text
    old = _address(found[2].strip("<>"))
    new = rewriter.link(old, line)
    return text if new in (None, old) else f"{found[1]}{written(str(new))}{text[found.end() :]}"


def _definitions(text: str, line: int, rewriter: Rewriter) -> str:
    """Definitions that end a paragraph stand in its region."""
    if "]:" not in text:
        return text
    return "\n".join(
        _definition(part, line + n, rewriter) for n, part in enumerate(text.split("\n"))
    )
