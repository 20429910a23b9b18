"""Admonitions of Python-Markdown and Material: `!!! note "Title"`, `??? tip`, `=== "Tab"`.

An admonition becomes an alert (`> [!NOTE]`), of the nearest of GitHub's five kinds; a collapsible
one becomes `<details>`, which GitHub folds too; tabs become one part after another, each under its
bold label.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from masthead.importers.markdown.blocks import (
    Result,
    Walk,
    indent_of,
    indented_body,
    is_blank,
    prefixed,
    trimmed,
)
from masthead.importers.model import Line

_HEAD: Final = re.compile(
    r"[ \t]*(!!!|\?\?\?\+?)[ \t]*([\w-]+(?:[ \t]+[\w-]+)*)?[ \t]*"
    r"(?:\"((?:\\.|[^\"\\])*)\")?[ \t]*(?:\{[^}]*\})?[ \t]*"
)
_TAB: Final = re.compile(
    r"[ \t]*===[!+]*[ \t]+(?:\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)')[ \t]*"
)
_PLACING: Final = frozenset({"inline", "end", "annotate"})

KINDS: Final = {
    "note": "NOTE", "abstract": "NOTE", "summary": "NOTE", "tldr": "NOTE", "info": "NOTE",
    "todo": "NOTE", "example": "NOTE", "question": "NOTE", "help": "NOTE", "faq": "NOTE",
    "tip": "TIP", "hint": "TIP", "success": "TIP", "check": "TIP", "done": "TIP",
    "important": "IMPORTANT", "recommendation": "IMPORTANT",
    "warning": "WARNING", "attention": "WARNING",
    "caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION", "failure": "CAUTION",
    "fail": "CAUTION", "missing": "CAUTION", "bug": "CAUTION",
    "quote": "", "cite": "",
}  # fmt: skip


def admonition_handler(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """An admonition with its indented body."""
    found = _HEAD.fullmatch(lines[at].text)
    if not found or (not found[2] and found[3] is None):
        return None
    indent = indent_of(lines[at].text)
    body, end = indented_body(lines, at + 1, indent + 4)
    kind = next((w for w in (found[2] or "").split() if w.lower() not in _PLACING), "note")
    title = found[3].replace('\\"', '"') if found[3] is not None else None
    converted = trimmed(walk.convert(body))
    line = lines[at].at
    after = [Line("", line)] if end < len(lines) and not is_blank(lines[end]) else []
    before = [Line("", line)] if at and not is_blank(lines[at - 1]) else []
    if found[1].startswith("???"):
        new = _details(walk, line, kind, title, converted, indent, is_open=found[1].endswith("+"))
    else:
        new = alert(walk, line, kind, title, converted, indent)
    return [*before, *new, *after], end


def alert(
    walk: Walk, line: int, kind: str, title: str | None, body: Sequence[Line], indent: int
) -> list[Line]:
    """The body as an alert. A title of its own stands in bold on the first line."""
    kind = kind.lower()
    name = KINDS.get(kind, "NOTE")
    shown = kind.replace("-", " ").capitalize() if title is None else title
    same = title is None and (kind.upper() == name or not name)
    walk.log.change(
        line, "admonition", f"`!!! {kind}` is `{'> [!' + name + ']' if name else '>'}` now"
    )
    text = list(trimmed(body))
    if not same and shown.strip():
        words = shown.strip()
        label = words if "**" in words or words.startswith(("#", "*")) else f"**{words}**"
        text = [Line(label, line), *([Line("", line), *text] if text else [])]
    head = [Line(f"[!{name}]", line)] if name else []
    if not text and not head:
        return []
    quoted = prefixed([*head, *(text or [Line("", line)])], "> ")
    return prefixed(quoted, " " * indent)


def _details(
    walk: Walk,
    line: int,
    kind: str,
    title: str | None,
    body: list[Line],
    indent: int,
    *,
    is_open: bool,
) -> list[Line]:
    walk.log.change(line, "admonition", f"`??? {kind}` is `<details>` now")
    words = kind.replace("-", " ").capitalize() if title is None else title
    head = f"<details{' open' if is_open else ''}>"
    plain = escape(words.replace("**", "").replace("`", ""), quote=False)
    blank = Line("", line)
    whole = [
        Line(head, line),
        Line(f"<summary>{plain}</summary>", line),
        blank,
        *body,
        blank,
        Line("</details>", line),
    ]
    return prefixed(whole, " " * indent)


def tab_handler(walk: Walk, lines: Sequence[Line], at: int) -> Result | None:
    """One content tab. Its label is bold; its content follows, dedented."""
    found = _TAB.fullmatch(lines[at].text)
    if not found:
        return None
    indent = indent_of(lines[at].text)
    body, end = indented_body(lines, at + 1, indent + 4)
    title = (found[1] or found[2] or "").replace('\\"', '"').strip() or "…"
    line = lines[at].at
    walk.log.change(line, "tab", f"the tab “{title}” is a part under its bold label now")
    converted = trimmed(walk.convert(body))
    blank = Line("", line)
    before = [blank] if at and not is_blank(lines[at - 1]) else []
    after = [blank] if end < len(lines) and not is_blank(lines[end]) else []
    label = title if title.startswith("**") else f"**{title}**"
    new = prefixed([Line(label, line), blank, *converted], " " * indent)
    return [*before, *new, *after], end
