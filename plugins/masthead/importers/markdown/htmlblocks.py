"""HTML blocks: other dialects end them at the closing tag, CommonMark at the next blank line.

So blank lines inside raw HTML go (else what follows becomes indented code or stray Markdown), and
where the author asked for Markdown inside (`markdown="1"`), blank lines set it off from the tags.
"""

import re
from collections.abc import Sequence
from typing import Final

from masthead.importers.markdown.admonitions import alert
from masthead.importers.markdown.blocks import Result, Walk, dedent, indent_of, is_blank, trimmed
from masthead.importers.markdown.spans import Kind, scan
from masthead.importers.markdown.tags import BLOCK_TAGS, VOID_TAGS, Tag, tag_at
from masthead.importers.model import Line

_KEEP_BLANKS: Final = frozenset({"pre", "script", "style", "textarea"})
_FENCE: Final = re.compile(r"[ \t]*(`{3,}|~{3,})")
_LONE_INLINE: Final = re.compile(
    r"[ ]{0,3}<(a|span|em|strong|small|b|i|u|sup|sub|cite|kbd|mark|q|font)\b[^>]*>[ \t]*"
)


def html_handler(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """A block of HTML that begins on this line, to the end of its element."""
    text = lines[at].text
    start = len(text) - len(text.lstrip())
    if indent_of(text) > 3 and walk.list_step is None:
        return None
    tag = tag_at(text, start)
    if tag is None or tag.closing:
        return None
    if tag.name in VOID_TAGS and tag.name != "hr":
        return _lone_void(lines, at, tag)
    if tag.name not in BLOCK_TAGS:
        return _lone_inline(lines, at)
    end = _end_of(walk, lines, at, start, tag)
    if end is None:
        return _unclosed(walk, lines, at, tag)
    last, column = end
    if tag.get("markdown") is not None:
        return _with_markdown(walk, lines, at, tag, last, column)
    return _sealed(walk, lines, at, tag, last, column)


def lone_void_handler(_walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """For a last pass: an image that became `<img>` alone on a line keeps its caption apart."""
    text = lines[at].text
    tag = tag_at(text, len(text) - len(text.lstrip()))
    if tag is None or tag.name != "img" or (at > 0 and not is_blank(lines[at - 1])):
        return None
    return _lone_void(lines, at, tag)


def _lone_void(lines: Sequence[Line], at: int, tag: Tag) -> Result | None:
    """`<img>` alone on a line would make HTML of the caption on the next line."""
    alone = not lines[at].text[tag.end :].strip()
    if not alone or at + 1 >= len(lines) or is_blank(lines[at + 1]):
        return None
    if lines[at + 1].text.lstrip().startswith("<"):
        return None
    return [lines[at], Line("", lines[at].at)], at + 1


def _lone_inline(lines: Sequence[Line], at: int) -> Result | None:
    """`<a …>` alone on a line would do the same: it joins its text."""
    if not _LONE_INLINE.fullmatch(lines[at].text) or (at > 0 and not is_blank(lines[at - 1])):
        return None
    if at + 1 >= len(lines) or is_blank(lines[at + 1]):
        return None
    return [Line(lines[at].text.rstrip() + lines[at + 1].text.strip(), lines[at].at)], at + 2


def _end_of(
    walk: Walk, lines: Sequence[Line], at: int, start: int, tag: Tag
) -> tuple[int, int] | None:
    """The line and column after the element's closing tag."""
    depth, fence = 0, ""
    markdown = tag.get("markdown") is not None
    for number in range(at, len(lines)):
        walk.budget -= 1
        if walk.budget < 0:
            return None
        text = lines[number].text
        if markdown and (found := _FENCE.match(text)) and number > at:
            mark = found[1]
            fence = "" if fence and mark.startswith(fence) else (fence or mark)
            continue
        if fence or "<" not in text:
            continue
        for span in scan(text, markdown=markdown):
            if (
                span.kind is not Kind.TAG
                or span.tag is None
                or (number == at and span.start < start)
            ):
                continue
            if span.tag.name != tag.name:
                continue
            depth += (
                -1 if span.tag.closing else 0 if span.tag.void and span.tag.name in VOID_TAGS else 1
            )
            if depth <= 0:
                return number, span.end
    return None


def _unclosed(walk: Walk, lines: Sequence[Line], at: int, tag: Tag) -> Result | None:
    """An element that is never closed: HTML and what is indented below it belong together."""
    last = at
    number = at + 1
    while number < len(lines) and walk.budget > 0:
        walk.budget -= 1
        text = lines[number].text
        if is_blank(lines[number]):
            number += 1
            continue
        if number > last + 1 and not (text.lstrip().startswith("<") or indent_of(text) >= 4):
            break
        last, number = number, number + 1
    if last == at or tag.get("markdown") is not None:
        return None
    inner = lines[at : last + 1]
    if not any(is_blank(line) for line in inner):
        return None
    walk.log.change(
        lines[at].at, "HTML", f"<{tag.name}> is never closed; blank lines inside it removed"
    )
    kept = [line for line in inner if not is_blank(line)]
    return [*kept, Line("", lines[last].at)], last + 1


def _with_closers(lines: Sequence[Line], following: int) -> tuple[list[Line], int]:
    """Closing tags that nothing opened, after an HTML block; indented, they would be code."""
    out: list[Line] = []
    while True:
        number = following
        while number < len(lines) and is_blank(lines[number]):
            number += 1
        if number >= len(lines) or not lines[number].text.lstrip().startswith("</"):
            return out, following
        if indent_of(lines[number].text) < 4 and not out:
            return out, following
        out.append(Line(lines[number].text.strip(), lines[number].at))
        following = number + 1


def _after(lines: Sequence[Line], last: int, column: int) -> tuple[list[Line], int]:
    """What stands behind the closing tag, and a blank line where the next one is not blank."""
    rest = lines[last].text[column:].strip()
    new = [Line("", lines[last].at), Line(rest, lines[last].at)] if rest else []
    following = last + 1
    if not rest:
        closers, following = _with_closers(lines, following)
        new += closers
    if not rest and following < len(lines) and not is_blank(lines[following]):
        new.append(Line("", lines[last].at))
    return new, following


def _sealed(
    walk: Walk, lines: Sequence[Line], at: int, tag: Tag, last: int, column: int
) -> Result | None:
    rest, following = _after(lines, last, column)
    if any(text in line.text.lower() for line in lines[at:last] for text in ("<pre", "<textarea")):
        return (
            None
            if not rest
            else (
                [*lines[at:last], Line(lines[last].text[:column], lines[last].at), *rest],
                following,
            )
        )
    inner = lines[at:last]
    keep = tag.name in _KEEP_BLANKS
    kept = [line for line in inner if keep or not is_blank(line)]
    if len(kept) < len(inner):
        walk.log.change(
            lines[at].at,
            "HTML",
            f"blank lines inside <{tag.name}> removed, so that it stays one block",
        )
    return [*kept, Line(lines[last].text[:column], lines[last].at), *rest], following


def _with_markdown(
    walk: Walk, lines: Sequence[Line], at: int, tag: Tag, last: int, column: int
) -> Result:
    """The element with its Markdown set off by blank lines; Material's classes become alerts."""
    opening, closing = lines[at], lines[last]
    indent = indent_of(opening.text)
    body: list[Line] = []
    tail = closing.text[:column]
    cut = tail.rfind("</")
    if last == at:
        body.append(Line(opening.text[tag.end : cut], opening.at))
    else:
        body.append(Line(opening.text[tag.end :], opening.at))
        body.extend(lines[at + 1 : last])
        body.append(Line(tail[:cut], closing.at))
    margin = min((indent_of(each.text) for each in body[1:] if not is_blank(each)), default=0)
    body = [body[0], *(dedent(line, margin) for line in body[1:])]
    converted = trimmed(walk.convert(trimmed(body)))
    rest, following = _after(lines, last, column)
    classes = (tag.get("class") or "").split()
    if "admonition" in classes:
        words = [c for c in classes if c not in ("admonition", "inline", "end")]
        title, text = _title_of(converted)
        new = alert(walk, opening.at, words[0] if words else "note", title, text, indent)
        return [*new, *rest], following
    walk.log.change(
        opening.at, "Markdown in HTML", f"blank lines set the text off from <{tag.name}>"
    )
    if tag.name == "p" or (tag.name in ("div", "section", "span") and not _useful(tag)):
        return [*converted, *rest], following
    open_text = " " * indent + _without_markdown(opening.text[: tag.end].strip(), tag)
    head: list[Line] = [Line(open_text, opening.at)]
    while converted and converted[0].text.strip().lower().startswith("<summary"):
        head.append(converted.pop(0))
    blank = Line("", opening.at)
    foot = Line(" " * indent + tail[cut:], closing.at)
    return [*head, blank, *trimmed(converted), blank, foot, *rest], following


def _useful(tag: Tag) -> bool:
    """Whether the element itself says something to readers, not only to a style sheet."""
    return any(a.name not in ("markdown", "class", "style", "id") for a in tag.attributes)


def _without_markdown(text: str, tag: Tag) -> str:
    for attribute in tag.attributes:
        if attribute.name == "markdown":
            found = re.search(
                r"\s+markdown(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?(?=[\s>/])", text, re.I
            )
            return text[: found.start()] + text[found.end() :] if found else text
    return text


def _title_of(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """Material's `<p class="admonition-title">`, and what follows it."""
    body = trimmed(lines)
    if not body or "admonition-title" not in body[0].text:
        return None, body
    text = body[0].text
    tag = tag_at(text, len(text) - len(text.lstrip()))
    end = text.find("</p>")
    if tag is None or end < tag.end:
        return None, body
    rest = text[end + 4 :].strip()
    return text[tag.end : end].strip(), trimmed(
        [*([Line(rest, body[0].at)] if rest else []), *body[1:]]
    )
