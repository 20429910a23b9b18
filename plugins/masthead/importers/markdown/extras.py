"""Block syntax that Markdown's extensions share: definition lists, abbreviations, headings, fences.

Each handler takes its own lines out of the walk, see `masthead.importers.markdown.blocks`.
"""

import re
from collections.abc import Sequence
from typing import Final

from masthead.importers.markdown.blocks import (
    Result,
    Walk,
    indent_of,
    indented_body,
    is_blank,
    trimmed,
)
from masthead.importers.model import Line

_ABBREVIATION: Final = re.compile(r"[ ]{0,3}\*\[([^\]\n]{1,200})\]:[ \t]*(.*)")
_DEFINITION: Final = re.compile(r"[ ]{0,3}:[ \t]+(.*)")
_HEADING: Final = re.compile(r"(#{1,6})([^#\s{].*)")
_LANGUAGE: Final = re.compile(r"[ \t]*([\w+#.-]+)?[ \t]*(.*)")
_TITLE: Final = re.compile(r"title\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DELIMITER: Final = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_FOOTNOTE_PLACE: Final = "///Footnotes Go Here///"


def abbreviation_handler(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """`*[HTML]: Hyper Text`: kept for the paragraphs, where the first use becomes `<abbr>`."""
    found = _ABBREVIATION.fullmatch(lines[at].text)
    if not found:
        return None
    walk.abbreviations.setdefault(found[1], found[2].strip())
    walk.log.change(
        lines[at].at, "abbreviation", f"“{found[1]}” is explained by <abbr> at its first use"
    )
    return [], at + 1


def definition_handler(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """`Term` and `: meaning`: a bold term, and the meaning below it."""
    if is_blank(lines[at]) or indent_of(lines[at].text) > 3 or _DEFINITION.match(lines[at].text):
        return None
    end = at
    while end < len(lines) and not is_blank(lines[end]) and not _DEFINITION.match(lines[end].text):
        end += 1
        if end - at > 12:
            return None
    gap = end + 1 if end < len(lines) and is_blank(lines[end]) else end
    if gap >= len(lines) or not _DEFINITION.match(lines[gap].text) or _is_block(lines[at].text):
        return None
    line = lines[at].at
    walk.log.change(line, "definition list", "the term is bold now, its meaning follows")
    terms = [_bold(each) for each in lines[at:end]]
    out: list[Line] = []
    for number, term in enumerate(terms):
        out += [term] if number == len(terms) - 1 else [term, Line("", line)]
    at = gap
    while at < len(lines) and (found := _DEFINITION.match(lines[at].text)):
        rest, end = _meaning(lines, at, found[1])
        out += [Line("", line), *walk.convert(rest)]
        at = end
        if at + 1 < len(lines) and is_blank(lines[at]) and _DEFINITION.match(lines[at + 1].text):
            at += 1
    if at < len(lines) and not is_blank(lines[at]):
        out.append(Line("", line))
    return out, at


def _meaning(lines: Sequence[Line], at: int, first: str) -> tuple[list[Line], int]:
    head = [Line(first, lines[at].at)]
    end = at + 1
    while (
        end < len(lines)
        and not is_blank(lines[end])
        and not _DEFINITION.match(lines[end].text)
        and not (
            indent_of(lines[end].text) == 0
            and end + 1 < len(lines)
            and _DEFINITION.match(lines[end + 1].text)
        )
    ):
        head.append(Line(lines[end].text.strip(), lines[end].at))
        end += 1
    step = next((indent_of(each.text) for each in lines[end : end + 3] if not is_blank(each)), 4)
    body, after = indented_body(lines, end, min(max(step, 2), 4))
    return trimmed([*head, *body]), (after if trimmed(body) else end)


def _is_block(text: str) -> bool:
    return text.lstrip().startswith(("#", ">", "|", "-", "*", "+", "```", "~~~", "<", "!["))


def _bold(line: Line) -> Line:
    text = line.text.strip()
    plain = len(text) > 120 or "**" in text or text.endswith("\\")
    return Line(text if plain else f"**{text}**", line.at)


def heading_handler(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """`##Title` without a space is a heading elsewhere, and words in GitHub's Markdown."""
    found = _HEADING.fullmatch(lines[at].text)
    if not found or (at > 0 and not is_blank(lines[at - 1])):
        return None
    if len(found[1]) == 1 and re.fullmatch(r"[\w-]+", found[2]):
        return None  # a hashtag at the start of a paragraph
    walk.log.change(lines[at].at, "heading", "a space after the # signs")
    return [Line(f"{found[1]} {found[2]}", lines[at].at)], at + 1


def footnote_place_handler(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """Python-Markdown's mark for where footnotes go: GitHub puts them at the end."""
    if lines[at].text.strip() != _FOOTNOTE_PLACE:
        return None
    walk.log.change(lines[at].at, "footnote", "footnotes stand at the end of the text")
    return [], at + 1


def headless_table_handler(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """kramdown's table without a heading row gets an empty one, which GitHub's tables need."""
    if not lines[at].text.lstrip().startswith("|") or (at > 0 and not is_blank(lines[at - 1])):
        return None
    end = at
    while end < len(lines) and lines[end].text.lstrip().startswith("|"):
        end += 1
    rows = lines[at:end]
    if len(rows) < 2 or any(_DELIMITER.fullmatch(row.text) for row in rows[:2]):
        return None
    width = rows[0].text.strip().strip("|").count("|") + 1
    walk.log.change(rows[0].at, "table", "an empty heading row, which GitHub's tables need")
    head = "|" + "  |" * width
    body = [row for row in rows if not _DELIMITER.fullmatch(row.text)]
    line = rows[0].at
    return [Line(head, line), Line("|" + " - |" * width, line), *body], end


def fence_info(walk: Walk, info: str, line: Line) -> tuple[list[Line], str]:
    """A fence's language alone; its title becomes a bold line before it."""
    text = info.strip()
    if not text or re.fullmatch(r"[\w+#.-]+", text):
        return [], info
    words = text.removeprefix("{").removesuffix("}").strip() if text.startswith("{") else text
    found = _LANGUAGE.fullmatch(words)
    language = (found[1] or "").lstrip(".") if found else ""
    if "=" in words.split(" ")[0]:
        language = ""
    rest = (found[2] if found else "").strip()
    title = _TITLE.search(words)
    before: list[Line] = []
    if title:
        name = (title[1] or title[2] or "").strip()
        before = [Line(f"**{name}**", line.at), Line("", line.at)] if name else []
    if rest or text.startswith("{"):
        walk.log.change(line.at, "code block", f"options dropped: {text}")
    return before, language
