"""The attributes that an element keeps: those that are allowed, each with a value that is."""

import re
from typing import Final

from masthead.render.feeds import allowed
from masthead.render.feeds.whole import whole
from masthead.render.markdown.addresses import candidates
from masthead.render.markdown.tags import quoted

_ALIGN: Final = re.compile(r"text-align:\s*(left|center|right)")
_NUMBER: Final = re.compile(r"-?\d{1,6}%?\Z")
_NUMBERS: Final = frozenset(("colspan", "rowspan", "span", "start", "value", "width", "height"))
_CHOICES: Final = {
    "align": ("left", "center", "right"),
    "dir": ("ltr", "rtl", "auto"),
    "scope": ("row", "col", "rowgroup", "colgroup"),
    "type": ("1", "a", "A", "i", "I"),
}


def kept(name: str, known: dict[str, str], page: str) -> str:
    """Of the attributes `known`, those that may stay, as they are written behind the name."""
    may = allowed.ATTRIBUTES.get(name, allowed.EVERYWHERE)
    if name in ("td", "th") and (align := _ALIGN.search(known.get("style", ""))):
        known = {**known, "align": align[1]}
    written = []
    for key, given in known.items():
        if key in may or key in allowed.EVERYWHERE:
            value = _value(key, given, page)
            if value or (key == "alt" and name == "img"):
                written.append(f' {key}="{quoted(value)}"')
    return "".join(written)


def source_set(value: str, page: str) -> list[tuple[str, str]]:
    """The addresses of a `srcset` that lead somewhere, each with what follows it."""
    found = ((whole(address, page), rest) for address, rest in candidates(value))
    return [(address, rest) for address, rest in found if address]


def _value(key: str, value: str, page: str) -> str:
    """The value as it may stay, or nothing."""
    match key:
        case "href":
            return whole(value, page, allowed.SCHEMES)
        case "src" | "cite":
            return whole(value, page)
        case "srcset":
            return ", ".join(address + rest for address, rest in source_set(value, page))
        case "reversed":
            return key
    if key in _NUMBERS:
        return value if _NUMBER.match(value) else ""
    return value if key not in _CHOICES or value in _CHOICES[key] else ""
