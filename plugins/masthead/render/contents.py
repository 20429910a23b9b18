"""The contents list of a text: headings of level two and three as nested lists.

A template could do this too, but it stands twice on every piece's page, and takes five times as
long there.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from markupsafe import Markup

from masthead.content.document import Heading

_MANY: Final = 24
"""More entries than this are no help; a long text shows its headings of level two."""


def contents_list(headings: Iterable[Heading], link: str = "") -> Markup:
    """List items for a list of the template's own; `link` is a class."""
    anchor = f'<a class="{link}"' if link else "<a"
    parts: list[str] = []
    outer = inner = False
    for heading in _shown(headings):
        entry = f'<li>{anchor} href="#{escape(heading.id)}">{heading.html}</a>'
        if heading.level == 3 and outer:
            if not inner:
                parts.append("<ul>")
            parts.append(f"{entry}</li>")
            inner = True
            continue
        parts.append(_closing(outer, inner) + entry)
        outer, inner = True, False
    parts.append(_closing(outer, inner))
    return Markup("".join(parts))  # noqa: S704 - headings are the Markdown renderer's HTML


def _shown(headings: Iterable[Heading]) -> Sequence[Heading]:
    both = [heading for heading in headings if heading.level in (2, 3)]
    return both if len(both) <= _MANY else [one for one in both if one.level == 2] or both


def _closing(outer: bool, inner: bool) -> str:
    return ("</ul>" if inner else "") + ("</li>" if outer else "")
