"""A piece's Markdown version: what its page shows, as GitHub's Markdown.

In: a MarkdownText. Out: the bytes of its file. It is made from the page's HTML and not from the
author's file: a file holds comments and definitions that no page shows, and what the page shows is
known to be public.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any, Final

from masthead.plan.machines.markdown import MarkdownText
from masthead.render.feeds.formulas import without_mathml
from masthead.render.machines.texts import line, plain
from masthead.render.pages import OUTSIDE, body_html

_SIGNS: Final = re.compile(r'<a class="(?:headerlink|footnote-backref)"[^>]*>.*?</a>')
_LANGUAGE: Final = re.compile(
    r'<div class="language-([\w+#.-]+) highlight">(<span class="filename">.*?</span>)?'
    r"<pre><span></span><code>"
)
_TASK: Final = re.compile(
    r'<label class="task-list-control"><input type="checkbox" disabled( checked)? .*?</label>'
)
_MARK: Final = re.compile(r"<(/?)mark\b[^>]*>")


def markdown_maker(site_url: str) -> Callable[[MarkdownText], bytes]:
    """What makes the Markdown version of a piece of the site at this address."""
    from turbohtml import parse_fragment  # takes long to import

    def make(data: MarkdownText) -> bytes:
        text = _text(data, site_url, parse_fragment).strip("\n")
        return "\n".join([*_head(data), "", text, ""]).encode(errors="replace")

    return make


def _head(data: MarkdownText) -> Iterator[str]:
    yield f"# {plain(data.title)}"
    if data.summary:
        yield from ("", f"> {plain(data.summary)}")
    yield ""
    if data.authors:
        yield f"- Authors: {', '.join(map(plain, data.authors))}"
    yield f"- Published: {data.published.date()}"
    if data.updated:
        yield f"- Updated: {data.updated.date()}"
    if data.lang:
        yield f"- Language: {plain(data.lang)}"
    yield f"- Address: <{data.address}>"
    if data.original:
        yield f"- First published at: <{line(data.original)}>"
    if data.disclosure:
        yield f"- Disclosure: {plain(data.disclosure)}"
    for date, text in data.corrections:
        yield f"- Correction of {date:%Y-%m-%d}: {plain(text)}"


def _text(data: MarkdownText, site_url: str, parse: Callable[..., Any]) -> str:
    def whole(address: str) -> str:
        return address if OUTSIDE.match(address) else site_url + address

    html = _SIGNS.sub("", body_html(data.body, whole))
    # Looking for a word is far faster than for a pattern, and most texts have none of these.
    if 'class="language-' in html:
        html = _LANGUAGE.sub(r'<div>\2<pre><code class="language-\1">', html)
    if "task-list-control" in html:
        html = _TASK.sub(lambda task: "☑ " if task[1] else "☐ ", html)
    if "<mark" in html:
        html = _MARK.sub(r"<\1em>", html)
    html = without_mathml(html).replace("<sup>", "^").replace("<sub>", "_")
    html = html.replace('href="#', f'href="{escape(data.address)}#')
    markdown: str = parse(html, positions=False).to_markdown()
    return markdown
