"""The other dialect: Python-Markdown with the site's own extensions, as MkDocs would render it.

In: a piece's text. Out: a Document, by the same pass over the HTML as GitHub's dialect: addresses
are cut out, other hosts kept out, comments stripped. Python-Markdown does not say where in the
text an element stands, so positions are searched for and are sometimes those of a twin.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape
from typing import Any

import markdown

from masthead.content.document import Document
from masthead.diagnostics import rules
from masthead.render.markdown import handlers, words
from masthead.render.markdown.balance import balance
from masthead.render.markdown.finish import document
from masthead.render.markdown.gfm import printable
from masthead.render.markdown.source import Place, Source
from masthead.render.markdown.tags import split


class PythonMarkdown:
    """Renders with these extensions. Media may be loaded from `remote_hosts` and hosts below."""

    def __init__(
        self,
        extensions: Sequence[Any] = (),
        extension_configs: Mapping[str, dict[str, Any]] | None = None,
        remote_hosts: tuple[str, ...] = (),
    ) -> None:
        self._extensions = list(extensions)
        self._configs = dict(extension_configs or {})
        self._hosts = remote_hosts

    @cached_property
    def _renderer(self) -> markdown.Markdown:
        return markdown.Markdown(extensions=self._extensions, extension_configs=self._configs)

    def render(self, text: str, *, first_line: int, title: str) -> Document:
        """See `masthead.ports.Markdown`."""
        text = printable(text)
        html, fault = self._convert(text)
        html, contents = balance(html)
        walk = handlers.walk_over(
            split(html), Source(text, first_line, roams=True), self._hosts, gfm=False
        )
        walk.title, walk.raw_texts = title, contents
        if fault:
            walk.note(
                rules.OTHER_DIALECT,
                Place(0, ""),
                f"Python-Markdown or one of its extensions cannot render this text: {fault}",
                "Take parts of the text out to find the one; or choose `dialect: gfm`.",
            )
        words.reserve_anchors(walk)
        walk.run()
        return document(walk)

    def _convert(self, text: str) -> tuple[str, str]:
        """The HTML, and what went wrong."""
        renderer = self._renderer
        try:
            return renderer.reset().convert(text), ""
        except Exception as fault:
            # A site's extensions are anybody's code, and no text may end a build.
            return f"<pre>{escape(text)}</pre>", f"{type(fault).__name__}: {fault}"
