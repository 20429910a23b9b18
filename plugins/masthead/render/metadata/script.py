"""JSON inside HTML, so that no value can end the element or mean anything to a parser of HTML."""

from typing import Any, Final

from markupsafe import Markup
from msgspec import json

# JSON knows these characters by number too, and outside strings it has none of them.
_ESCAPES: Final = (
    (b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"),
    ("\u2028".encode(), b"\\u2028"), ("\u2029".encode(), b"\\u2029"),
)  # fmt: skip


def script(data: Any) -> Markup:
    """The element that carries the data."""
    text = json.encode(data)
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return Markup(f'<script type="application/ld+json">{text.decode()}</script>')  # noqa: S704 - escaped above
