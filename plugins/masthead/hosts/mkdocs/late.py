"""The theme's script, fetched when a reader first does something instead of with the page.

Material's bundle is half of what a first visit loads, and brings requests of its own with it. It
serves what readers do (switch the palette, follow a link without a reload, copy code); reading
needs none of it. A page that does need it at once gets it as the theme wrote it.

In: a page's HTML. Out: the same page, with a few lines of script instead of the tag.
"""

import re
from importlib.resources import files as package_files
from typing import Final

_BUNDLE: Final = re.compile(
    r'<script src="([^"]*assets/javascripts/bundle\.[0-9a-f]+\.min\.js)"></script>'
)
_OURS: Final = re.compile(r'<script\b[^>]*\bsrc="[^"]*assets/masthead/[^"]*"[^>]*></script>')
_PALETTE: Final = re.compile(r'data-md-component="palette".*?</(?:form|div)>', re.DOTALL)
_THEIR_COLOURS: Final = re.compile(
    r'\s*<script>var palette=__md_get\("__palette"\);.*?</script>', re.DOTALL
)
"""Sets the colours that a reader chose before, which ours does as well."""
# What draws something as soon as the theme's script runs, or counts on names that it defines.
_AT_ONCE: Final = (
    "document$", "location$", "DOMContentLoaded", 'class="mermaid', '"provider": "mike"',
)  # fmt: skip
_FOREIGN: Final = re.compile(r"<script\b[^>]*\bsrc=")
_COMMENT: Final = re.compile(r"^\s*//.*\n", re.MULTILINE)
_AIR: Final = re.compile(r"\s*(=>|[=?:&|{}(),;+])\s*")


def _loader() -> str:
    text = package_files("masthead.hosts.mkdocs").joinpath("late.js").read_text(encoding="utf-8")
    return _AIR.sub(r"\1", _COMMENT.sub("", text)).replace("\n", "")


_LOADER: Final = _loader()


def delay_script(html: str) -> str:
    """The page with the theme's script fetched late, if nothing on it needs it at once."""
    found = _BUNDLE.search(html)
    if found is None:
        return html
    before, behind = html[: found.start()], html[found.end() :]
    theirs = "<script" in _OURS.sub("", behind) or _FOREIGN.search(_OURS.sub("", before))
    if theirs or any(sign in html for sign in _AT_ONCE):
        return html
    script = f"<script>{_LOADER.replace('BUNDLE', found[1])}</script>"
    palette = _PALETTE.search(before)
    if palette is None:
        return before + script + behind
    # Before anything of the text is shown, so that a reader who likes it dark sees no light.
    end = palette.end()
    return before[:end] + script + _THEIR_COLOURS.sub("", before[end:], count=1) + behind
