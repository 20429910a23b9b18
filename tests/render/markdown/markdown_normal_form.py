"""What two renderers' HTML has in common, so that they can be compared.

Undoes what we do on purpose: the theme's markup for code, tasks, tables and headings, attributes
for loading, links to headings. What is left is structure, words and addresses.
"""

from urllib.parse import unquote

import turbohtml

Event = tuple[str, ...]

_KEPT = ("href", "src", "title", "alt", "start")
_TRANSPARENT = frozenset(("tbody", "label"))
_NOT_OURS = ("{{", "{%", "javascript:", "vbscript:", "data:text")


def normal_form(html: str) -> list[Event]:
    """Tags with their telling attributes, and words, in order."""
    events: list[Event] = []
    _walk(turbohtml.parse_fragment(html), events)
    return _joined(events)


def _walk(node: turbohtml.Element, events: list[Event]) -> None:
    for child in node.children:
        if isinstance(child, turbohtml.Text):
            events.append(("text", child.text))
        elif isinstance(child, turbohtml.Element):
            _element(child, events)


def _element(node: turbohtml.Element, events: list[Event]) -> None:
    name, attributes = node.tag, dict(node.attrs)
    classes = _classes(node)
    if (name == "section" and "footnotes" in classes) or (name == "div" and "footnote" in classes):
        events.append(("footnotes",))
        for items in node.select("ol"):
            _walk(items, events)
            break
        return
    if (
        name == "sup" and {"fnref"} & {str(attributes.get("id") or "")[:5]}
    ) or "footnote-ref" in classes:
        events.append(("footnote", "".join(node.strings)))
        return
    if name == "img" and not _value(str(attributes.get("src") or "")):
        return
    if name == "a" and {"headerlink", "footnote-backref"} & set(classes):
        return
    if name == "div" and "highlight" in classes:
        # A nameless block and one that says `text` look alike.
        language = classes[0].removeprefix("language-").removeprefix("text")
        events.append(("code", language, "".join(node.strings)))
        return
    if name == "pre" and [c.tag for c in node.children if isinstance(c, turbohtml.Element)] == [
        "code"
    ]:
        code = next(iter(node.select("code")))
        named = " ".join(_classes(code)).removeprefix("language-") or attributes.get("lang")
        language = str(named or "").lower().removeprefix("text")
        events.append(("code", language if language.isalnum() else "", "".join(node.strings)))
        return
    if name == "span" and "task-list-indicator" in classes:
        return
    if name in _TRANSPARENT:
        _walk(node, events)
        return
    values = ((key, _value(str(attributes.get(key) or ""))) for key in _KEPT)
    telling = [f"{key}={value}" for key, value in values if value]
    align = str(attributes.get("align") or attributes.get("style") or "")
    if name in ("td", "th") and align:
        telling.append(align.removeprefix("text-align: ").rstrip(";"))
    if name == "input" and "checked" in attributes:
        telling.append("checked")
    events.append((name, *telling))
    _walk(node, events)
    events.append(("/" + name,))


def _classes(node: turbohtml.Element) -> list[str]:
    value = node.attrs.get("class") or []
    return value.split() if isinstance(value, str) else list(value)


def _value(value: str) -> str:
    value = unquote(value)
    return "" if any(sign in value for sign in _NOT_OURS) else value


def _joined(events: list[Event]) -> list[Event]:
    joined: list[Event] = []
    for event in events:
        if event[0] == "text" and joined and joined[-1][0] == "text":
            joined[-1] = ("text", joined[-1][1] + event[1])
        else:
            joined.append(event)
    words = [("text", " ".join(e[1].split())) if e[0] == "text" else e for e in joined]
    return [event for event in words if event != ("text", "")]
