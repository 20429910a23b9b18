"""GitHub Flavored Markdown by comrak, in the theme's markup, with its addresses cut out.

In: a piece's text. Out: a Document. comrak renders and says where each element stands; the walk
over its HTML does the rest. Raw HTML makes it go through a parser first; most texts have none.
"""

import re
from functools import cache

import comrak
from msgspec import Struct

from masthead.content.characters import possible
from masthead.content.document import Document
from masthead.prose.syntax import extensions_for, tame
from masthead.render.markdown import dialect, filtered, handlers, words
from masthead.render.markdown.balance import balance, may_hold_html
from masthead.render.markdown.finish import document
from masthead.render.markdown.source import Source
from masthead.render.markdown.tags import split

_UNPRINTABLE = re.compile(r"[\x00\ud800-\udfff]")
_FOOTNOTE_ID = re.compile(r' id="(fn(?:ref)?-[^"]*)"')
_EMPHASIS = re.compile(r'<(strong|em|del) data-sourcepos="[^"]*">')


class GfmMarkdown(Struct, frozen=True):
    """Renders GitHub's dialect. Media may come from `remote_hosts` and hosts below."""

    remote_hosts: tuple[str, ...] = ()

    def render(self, text: str, *, first_line: int, title: str) -> Document:
        """See `masthead.ports.Markdown`."""
        text = tame(printable(text))
        html = _comrak(text)
        contents: list[str] = []
        cut_off = False
        if may_hold_html(text):
            cut_off = html.rfind("<!--") > html.rfind("-->")
            html, contents = balance(html)
        else:
            html = _EMPHASIS.sub(_bare, html)
        walk = handlers.walk_over(split(html), Source(text, first_line), self.remote_hosts)
        walk.title, walk.raw_texts = title, contents
        if cut_off:
            filtered.note_open_comment(walk)
        if "data-footnotes" in html:
            # The notes come last, but their ids are theirs: no heading may take one before.
            walk.ids.taken.update(_FOOTNOTE_ID.findall(html))
        words.reserve_anchors(walk)
        walk.run()
        dialect.check(walk)
        return document(walk)


def _bare(tag: re.Match[str]) -> str:
    return f"<{tag[1]}>"


def printable(text: str) -> str:
    """The text without NULs and halves of characters, every column where it was.

    Others that HTML forbids, which nobody sees, are left out.
    """
    clean = possible(text)
    return text if clean == text else possible(_UNPRINTABLE.sub("\ufffd", text))


def _comrak(text: str) -> str:
    return comrak.render_markdown(text, extensions_for(text), _parsing(), _rendering())


@cache
def _parsing() -> comrak.ParseOptions:
    # Positions count bytes: counting characters takes comrak quadratic time on long lines.
    return comrak.ParseOptions()


@cache
def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.unsafe_ = True
    options.sourcepos = True
    options.gfm_quirks = True
    options.full_info_string = True
    options.tasklist_classes = True
    return options
