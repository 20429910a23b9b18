"""Attribute lists: `{ .class #id width="200" }` after a link, an image, a heading, a block.

GitHub's Markdown has none. An image with a size becomes `<img>`, a heading's id moves to links that
use it, the rest goes and is listed.
"""

import re
from html import escape
from typing import Final

from msgspec import Struct

from masthead.importers.markdown.plain import plain
from masthead.importers.markdown.spans import Edit, Kind, Span, apply, scan
from masthead.importers.report import Log

_LIST: Final = re.compile(r"\{(:?)[ \t]*([^{}\n]{0,500}?)[ \t]*\}")
_PART: Final = re.compile(r"[#.][\w:-]+|[\w:@-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"'}]+)|[\w-]+")
_SIZES: Final = ("width", "height")


class Attributes(Struct, frozen=True):
    """An attribute list's content, and where it ends."""

    end: int
    id: str
    values: dict[str, str]
    raw: str


def attributes_at(text: str, at: int) -> Attributes | None:
    """The attribute list that begins at `at`, if one does."""
    found = _LIST.match(text, at)
    if not found:
        return None
    parts = _PART.findall(found[2])
    if not parts or _PART.sub("", found[2]).strip():
        return None
    if not found[1] and not any(p[0] in "#." or "=" in p for p in parts):
        return None
    values = {}
    for part in parts:
        if "=" in part:
            name, _, value = part.partition("=")
            values[name] = value.strip("\"'")
    ident = next((p[1:] for p in parts if p[0] == "#"), "")
    return Attributes(found.end(), ident, values, found[0])


def without_attributes(text: str, line: int, log: Log) -> str:
    """The paragraph without attribute lists behind its spans, and without one on a line alone."""
    edits: list[Edit] = []
    for span in scan(text):
        found = attributes_at(text, span.end)
        if found is None:
            continue
        at = line + text.count("\n", 0, span.start)
        if span.kind is Kind.IMAGE and any(v in found.values for v in _SIZES):
            edits.append((span.start, found.end, _sized(text, span, found)))
            log.change(at, "attribute list", f"the image's size is kept in <img>: {found.raw}")
        elif span.kind is Kind.LINK and not has_words(text[slice(*span.inner)]):
            name = found.values.get("title") or found.values.get("aria-label", "")
            edits += [(*span.inner, name or text[slice(*span.inner)]), (span.end, found.end, "")]
            log.change(at, "attribute list", f"dropped: {found.raw}")
        elif span.kind in (Kind.LINK, Kind.IMAGE, Kind.CODE, Kind.REFERENCE, Kind.AUTOLINK):
            edits.append((span.end, found.end, ""))
            log.change(at, "attribute list", f"dropped: {found.raw}")
    return _without_lines(apply(text, edits), line, log)


def has_words(text: str) -> bool:
    """Whether anything would be left of a link's text once icons are gone."""
    return bool(re.sub(r":[a-z0-9_+-]+:", "", text).strip())


def _sized(text: str, span: Span, found: Attributes) -> str:
    alt = escape(plain(text[slice(*span.inner)]))
    target = escape(text[slice(*span.target)].strip("<>"))
    sizes = "".join(
        f' {name}="{escape(found.values[name].removesuffix("px"))}"'
        for name in _SIZES
        if name in found.values
    )
    return f'<img src="{target}" alt="{alt}"{sizes}>'


def _without_lines(text: str, line: int, log: Log) -> str:
    """Block attribute lists: a line of their own, or the end of a paragraph's last line."""
    if "{" not in text:
        return text
    spans = [s for s in scan(text) if s.kind in (Kind.CODE, Kind.MATH)]
    edits: list[Edit] = []
    for found in _LIST.finditer(text):
        if any(s.start <= found.start() < s.end for s in spans):
            continue
        parsed = attributes_at(text, found.start())
        if parsed is None:
            continue
        begin = text.rfind("\n", 0, found.start()) + 1
        alone = not text[begin : found.start()].strip(" >\t")
        at_end = not text[found.end() :].strip() or text[found.end()] == "\n"
        emphasised = found.start() > 0 and text[found.start() - 1] in "*_~`)"
        if (alone and at_end) or emphasised:
            edits.append(((begin - 1 if begin else 0) if alone else found.start(), found.end(), ""))
            log.change(
                line + text.count("\n", 0, found.start()), "attribute list", f"dropped: {found[0]}"
            )
    return apply(text, edits)


def heading_without_attributes(text: str) -> tuple[str, str]:
    """A heading's text without the list at its end, and the id that the list gave."""
    stripped = text.rstrip().rstrip("#").rstrip()
    at = stripped.rfind("{")
    if at <= 0 or not stripped.endswith("}"):
        return text, ""
    found = attributes_at(stripped, at)
    if found is None or found.end != len(stripped):
        return text, ""
    return stripped[:at].rstrip(), found.id
