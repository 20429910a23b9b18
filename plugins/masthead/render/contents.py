"""The contents list of a text: headings of level two and three as nested lists.

A template could do this too, but it stands twice on every piece's page, and takes five times as
long there.
"""

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from masthead.content.document import Heading


def contents_list(
    headings: Iterable[Heading], item: str = "", link: str = "", sub: str = ""
) -> Markup:
    """List items for a list of the template's own; `item`, `link` and `sub` are classes."""
    li, anchor = _opening("li", item), _opening("a", link)[:-1]
    parts: list[str] = []
    outer = inner = False
    for heading in headings:
        if heading.level not in (2, 3):
            continue
        words = f'<span class="md-ellipsis">{heading.html}</span>'
        entry = f'{li}{anchor} href="#{escape(heading.id)}">{words}</a>'
        if heading.level == 3 and outer:
            if not inner:
                parts.append(_opening("ul", sub))
            parts.append(f"{entry}</li>")
            inner = True
            continue
        parts.append(_closing(outer, inner) + entry)
        outer, inner = True, False
    parts.append(_closing(outer, inner))
    return Markup("".join(parts))  # noqa: S704 - headings are the Markdown renderer's HTML


def _opening(tag: str, classes: str) -> str:
    return f'<{tag} class="{classes}">' if classes else f"<{tag}>"


def _closing(outer: bool, inner: bool) -> str:
    return ("</ul>" if inner else "") + ("</li>" if outer else "")
