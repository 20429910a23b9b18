"""Small mends to the theme's own HTML and script, where no template block can be overridden.

Material's base template stands outside any block here. Each mend is a tag as the theme writes it
and as the HTML standard or WAI-ARIA wants it; a theme that writes it otherwise is left alone.
"""

import json
import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final

from jinja2.utils import htmlsafe_json_dumps
from mkdocs.structure.files import Files

_MENDS: Final = (
    # HTML 4.10.18.7: autocomplete is not for check boxes.
    (' type="checkbox" id="__drawer" autocomplete="off"', ' type="checkbox" id="__drawer"'),
    (' type="checkbox" id="__search" autocomplete="off"', ' type="checkbox" id="__search"'),
    # WAI-ARIA: a dialog has a name.
    (
        ' data-md-component="search" role="dialog"',
        ' data-md-component="search" role="dialog" aria-label="Search"',
    ),
    # HTML 6.6.3: tabindex is a number; an empty one means nothing to a browser.
    (' tabindex=""', ""),
)
_NO_CONTENTS: Final = (' for="__toc"', "")
"""A label for a check box that only pages with their contents in the navigation have."""
_CONTENTS_SWITCH: Final = '<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">'
"""The check box, which a page without headings has and has no label for."""


# WCAG, H32: a form has a button that sends it; these are switches, and nothing is sent.
_PALETTE: Final = re.compile(
    r'<form( class="md-header__option" data-md-component="palette">.*?)</form>', re.DOTALL
)
# WAI-ARIA: landmarks of one kind have different names; a page's contents stand in the drawer too.
_DRAWER: Final = re.compile(r'<nav class="md-nav md-nav--primary[^"]*" aria-label="([^"]*)"')
_CONTENTS: Final = '<nav class="md-nav md-nav--secondary" aria-label="'

_SCRIPT: Final = "assets/javascripts/bundle.*.js"
# Material takes every alternate for a translation of the site, and asks for a sitemap.xml beside
# each: on every page, a request for a file that is not there beside every feed.
_ALTERNATE: Final = ('"link[rel=alternate]"', '"link[rel=alternate][hreflang]"')


# Where space counts, or where a line's end may.
_AS_WRITTEN: Final = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_SPACE: Final = re.compile(r"\s*\n\s*")
# Space behind an opening tag means nothing if there is space before it, nor space before a closing
# tag if there is some behind it. Elements without an end, such as a picture, are words in a row.
_OPENING: Final = re.compile(
    r'(?<=\n)((?:<(?!(?:img|input|br|hr|wbr|embed)\b)[a-z](?:"[^"]*"|[^<>"])*>\n?)+)(?=<)'
)
_CLOSING: Final = re.compile(r"(?<=>)((?:\n?</[a-z][a-z0-9-]*>)+)(?=\n)")


def tighten(html: str) -> str:
    """The theme's page without space that nobody sees: a seventh of what it weighs."""
    parts = _AS_WRITTEN.split(html)  # text, element, its name, text …
    parts[::3] = [_tight(text) for text in parts[::3]]
    del parts[2::3]
    return "".join(parts)


def _tight(text: str) -> str:
    text = _SPACE.sub("\n", text)
    text = _OPENING.sub(lambda found: found[1].replace("\n", ""), text)
    return _CLOSING.sub(lambda found: found[1].replace("\n", ""), text)


_CONFIG: Final = re.compile(r'(?<=<script id="__config" type="application/json">).*?(?=</script>)')
_SEARCH_LABEL: Final = re.compile(
    r'<label class="md-header__button md-icon" for="__search">.*?</label>\n?', re.DOTALL
)
# The theme's script asks for it and for nothing that a reader could do with it.
_SEARCH_TOGGLE: Final = (
    '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search">',
    '<input data-md-toggle="search" type="hidden" id="__search">',
)
_THEIR_SEARCH: Final = 'data-md-component="search"'


def lighten(html: str) -> str:
    """The theme's page without what serves its search, where that is not on the page."""
    if _THEIR_SEARCH in html:
        return html
    html = _SEARCH_LABEL.sub("", html, count=1).replace(*_SEARCH_TOGGLE)
    return _CONFIG.sub(lambda found: _compact(found[0]), html, count=1)


def _compact(config: str) -> str:
    values = json.loads(config)
    words = values.get("translations", {})
    values["translations"] = {k: w for k, w in words.items() if not k.startswith("search.")}
    return htmlsafe_json_dumps(values, separators=(",", ":"))


_COLOURS: Final = "assets/stylesheets/palette.*.css"
_RULE: Final = re.compile(r"([^{}]+)(\{[^{}]*\})")
_CHOICE: Final = re.compile(r"\[data-md-color-(scheme|primary|accent)=([\w-]+)\]")
_USUAL: Final = {"scheme": "default", "primary": "indigo", "accent": "indigo"}


def mend_palette(files: Files, palettes: Sequence[Mapping[str, str]]) -> None:
    """The theme's colours: those of the palettes that the site has, of two dozen."""
    chosen = {
        kind: {str(one.get(kind) or usual).replace(" ", "-") for one in palettes}
        for kind, usual in _USUAL.items()
    }

    def rule(found: re.Match[str]) -> str:
        selectors = found[1].split(",")
        kept = [s for s in selectors if all(to in chosen[kind] for kind, to in _CHOICE.findall(s))]
        return ",".join(kept) + found[2] if kept else ""

    for file in files:
        if fnmatchcase(file.src_uri, _COLOURS):
            file.content_string = _RULE.sub(rule, file.content_string)


def mend_scripts(files: Files) -> None:
    """The theme's own script with its small faults mended."""
    for file in files:
        if fnmatchcase(file.src_uri, _SCRIPT):
            text = file.content_string
            if _ALTERNATE[0] in text:
                file.content_string = text.replace(*_ALTERNATE)


def mend(html: str) -> str:
    """A page of the theme's with its small faults mended."""
    for wrong, right in _MENDS:
        html = html.replace(wrong, right)
    html = _PALETTE.sub(r"<div\1</div>", html, count=1)
    drawer = _DRAWER.search(html)
    if drawer and html.count(_CONTENTS) > 1:
        html = html.replace(_CONTENTS, f"{_CONTENTS}{drawer[1]}: ", 1)
    if _CONTENTS_SWITCH not in html:
        return html.replace(*_NO_CONTENTS)
    return html if _NO_CONTENTS[0] in html else html.replace(_CONTENTS_SWITCH, "")
