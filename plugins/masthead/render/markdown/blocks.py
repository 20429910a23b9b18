"""Blocks in the theme's markup: paragraphs, lists and tasks, tables, alerts, footnotes."""

import re
from html import unescape
from typing import Final

from masthead.render.markdown import tags
from masthead.render.markdown.walk import Closer, Opener, Walk

_ALERT = re.compile(r'class="markdown-alert markdown-alert-(\w+)"')
_ALERTS: Final = {
    "note": "note",
    "tip": "tip",
    "important": "info",
    "warning": "warning",
    "caution": "danger",
}
"""GitHub's five, and the theme's admonition that looks most like each."""

_ALIGN = re.compile(r'\A data-sourcepos="[^"]*" align="(left|center|right)"\Z')
_TASK = 'class="task-list-item'
_REFERENCE = re.compile(r'href="(#fn-[^"]*)" id="(fnref-[^"]*)"')
_BACK = re.compile(r'href="(#fnref-[^"]*)".*data-footnote-backref-idx="([^"]*)"')
_NOTE_ID = re.compile(r' id="(fn-[^"]*)"')


def open_paragraph(walk: Walk, raw: str, here: int) -> int:
    """Begin a paragraph; the first that stands in no list or quotation may become the summary."""
    walk.open("p", raw)
    walk.paragraph = len(walk.words) if walk.lead is None and not walk.depth else -1
    return here


def close_paragraph(walk: Walk) -> None:
    """End a paragraph."""
    walk.out.append("</p>")
    if walk.paragraph >= 0:
        if tags.plain("".join(walk.words[walk.paragraph :])):
            walk.lead = (walk.paragraph, len(walk.words))
        walk.paragraph = -1


def container_opener(name: str) -> Opener:
    """What to do where a list, quotation or table begins."""

    def open_container(walk: Walk, raw: str, here: int) -> int:
        walk.depth += 1
        if "contains-task-list" in raw and "data-sourcepos" in raw:
            walk.at, walk.past = raw, False
            walk.out.append(f'<{name} class="task-list">')
        else:
            walk.open(name, raw)
        return here

    return open_container


def container_closer(name: str) -> Closer:
    """What to do where a list, quotation or table ends."""

    def close_container(walk: Walk) -> None:
        walk.depth -= 1
        walk.out.append(f"</{name}>")

    return close_container


def open_item(walk: Walk, raw: str, here: int) -> int:
    """Begin a list item, a task, or the text of a footnote."""
    if "data-sourcepos" in raw and _TASK in raw:
        walk.at, walk.past = raw, False
        walk.out.append('<li class="task-list-item">')
        return here
    note = _NOTE_ID.search(raw) if walk.sections and walk.sections[-1] else None
    if note and note[1] not in walk.written_notes:
        walk.written_notes.add(note[1])
        walk.at, walk.past = raw, False
        walk.out.append(f'<li id="{note[1]}">')
        walk.ids.taken.add(unescape(note[1]))
    else:
        # comrak writes a footnote that is defined twice and empty under one id.
        walk.open("li", raw.replace(note[0], "") if note else raw)
    return here


def open_input(walk: Walk, raw: str, here: int) -> int:
    """Write a task's box in the theme's markup, with a name for those who only hear it."""
    done = " checked" if "checked" in raw else ""
    label = "Done" if done else "To do"
    walk.out.append(
        '<label class="task-list-control">'
        f'<input type="checkbox" disabled{done} aria-label="{label}">'
        '<span class="task-list-indicator"></span></label>'
    )
    return here


def void_opener(name: str) -> Opener:
    """What to do with a line break or a rule."""

    def open_void(walk: Walk, raw: str, here: int) -> int:
        walk.open(name, raw.removesuffix(" /"))
        return here

    return open_void


def cell_opener(name: str) -> Opener:
    """What to do where a table cell begins: `align` is obsolete, a style is not."""

    def open_cell(walk: Walk, raw: str, here: int) -> int:
        match = _ALIGN.match(raw)
        if match:
            walk.at, walk.past = raw, False
            walk.out.append(f'<{name} style="text-align: {match[1]};">')
            walk.words.append(" ")
        else:
            walk.open(name, raw)
        return here

    return open_cell


def open_div(walk: Walk, raw: str, here: int) -> int:
    """Write an alert as an admonition; other divs are the author's."""
    match = _ALERT.search(raw) if "data-sourcepos" in raw else None
    walk.divs.append(match is not None)
    if not match:
        walk.open("div", raw)
        return here
    walk.at, walk.past = raw, False
    walk.depth += 1
    walk.out.append(f'<div class="admonition {_ALERTS.get(match[1], "note")}">')
    # comrak's title paragraph follows; its words are a label, not the author's text.
    pieces = walk.pieces
    if pieces[here + 2] == "p" and "markdown-alert-title" in pieces[here + 3]:
        title = pieces[here + tags.STRIDE]
        walk.out.append(f'\n<p class="admonition-title">{title}</p>')
        return here + 2 * tags.STRIDE
    return here


def close_div(walk: Walk) -> None:
    """End a div."""
    if walk.divs and walk.divs.pop():
        walk.depth -= 1
    walk.out.append("</div>")


def open_section(walk: Walk, raw: str, here: int) -> int:
    """Begin the footnotes in the theme's markup; other sections are the author's."""
    footnotes = "data-footnotes" in raw
    walk.sections.append(footnotes)
    if footnotes:
        walk.out.append('<div class="footnote">\n<hr>')
    else:
        walk.open("section", raw)
    return here


def close_section(walk: Walk) -> None:
    """End the footnotes, or a section of the author's."""
    footnotes = walk.sections.pop() if walk.sections else False
    walk.out.append("</div>" if footnotes else "</section>")


def open_sup(walk: Walk, raw: str, here: int) -> int:
    """Write the reference to a footnote."""
    pieces = walk.pieces
    match = _REFERENCE.search(pieces[here + 3]) if "footnote-ref" in raw else None
    if not match or "data-footnote-ref" not in pieces[here + 3]:
        walk.open("sup", raw)
        return here
    href, anchor = match.groups()
    number = pieces[here + tags.STRIDE]
    walk.ids.taken.add(unescape(anchor))
    walk.out.append(f'<sup id="{anchor}"><a class="footnote-ref" href="{href}">{number}</a></sup>')
    return here + 3 * tags.STRIDE


def back_link(walk: Walk, raw: str, here: int) -> int | None:
    """Write a footnote's way back, if this link is one."""
    match = _BACK.search(raw)
    if not match:
        return None
    label = f"Back to reference {match[2]}"
    walk.out.append(
        f'<a class="footnote-backref" href="{match[1]}" title="{label}" aria-label="{label}">↩</a>'
    )
    return walk.skip("a", here)
