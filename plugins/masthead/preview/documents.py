"""The preview's own documents: its page, and what stands in its frames.

In: a Preview. Out: bytes of HTML. Everything is escaped but an entry's text, which feeds have
cleaned, and which is shown in a frame that runs nothing.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

_CODE: Final = re.compile(r"`([^`]+)`")
STATIC: Final = ("preview.css", "preview.js")
POLICY: Final = (
    "default-src 'none'; img-src 'self' data:; media-src 'self' data:; font-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
"""For what stands in a frame: nothing runs, and nothing is asked of another host."""
OWN_POLICY: Final = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
)
"""For the preview's own page. It also keeps frames from being led to another host."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("masthead.preview"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined,
    )  # fmt: skip
    environment.filters.update(unquoted=unquote, coded=_coded)
    return environment


def _coded(text: str) -> Markup:
    """The text with what stands between backticks as code, as the terminal's readers know it."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped here


def document(name: str, **values: Any) -> bytes:
    """The document of a frame. `text` is an entry's HTML."""
    if "text" in values:
        values["text"] = Markup(values["text"])  # noqa: S704 - cleaned for feeds
    return _environment().get_template(f"{name}.html").render(**values).encode()


def static(name: str) -> bytes:
    """The style sheet or the script."""
    return files("masthead.preview").joinpath(f"static/{name}").read_bytes()
