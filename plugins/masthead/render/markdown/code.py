"""Code blocks as the theme expects them: coloured by Pygments, with its highlight and copy markup.

The form is that of pymdownx.highlight, which Material's style sheet and script look for.
"""

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from masthead.render.markdown.formulas import write_fence
from masthead.render.markdown.tags import STRIDE, attributes, quoted, unescaped
from masthead.render.markdown.walk import Walk

if TYPE_CHECKING:
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer

_LANGUAGE = re.compile(r"[\w+#.-]+\Z")
_TITLE = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)')""")
_LINES = re.compile(r"""\bhl_lines=(?:"([^"]*)"|'([^']*)')|\{([\d,\s-]+)\}""")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_MOST_LINES = 10_000


def open_block(walk: Walk, raw: str, here: int) -> int:
    """Write a whole code block that Markdown made; leave raw `<pre>` as the author wrote it."""
    pieces, code, after = walk.pieces, here, here + STRIDE
    made = (
        "data-sourcepos" in raw
        and after + STRIDE < len(pieces)
        and pieces[code + 2] == "code"
        and not pieces[code + 1]
        and pieces[after + 2] == "code"
        and pieces[after + 1]
    )
    if not made:
        walk.pres.append(len(walk.words))
        walk.open("pre", raw)
        return here
    walk.at, walk.past = raw, True
    known = attributes(pieces[code + 3])
    text = unescaped(pieces[after])
    if "data-math-style" in known:
        write_fence(walk, text, raw)
    else:
        language = known.get("class", "").removeprefix("language-")
        walk.out.append(block(text, language, known.get("data-meta", "")))
    walk.words.append(" ")
    return after + 2 * STRIDE


def close_block(walk: Walk) -> None:
    """End a raw `<pre>`; its words are not for search."""
    if walk.pres:
        del walk.words[walk.pres.pop() :]
    walk.out.append("</pre>")


def block(text: str, language: str, meta: str = "") -> str:
    """A code block in the theme's markup. An unknown language stays plain."""
    name = language.lower() if _LANGUAGE.match(language) else "text"
    title, lines = _TITLE.search(meta), _LINES.search(meta)
    marked = _line_numbers(next(filter(None, lines.groups()), "")) if lines else ()
    code = _coloured(text, name, marked)
    caption = next(filter(None, title.groups()), "") if title else ""
    head = f'<span class="filename">{escape(caption)}</span>' if caption else ""
    return (
        f'<div class="language-{quoted(name)} highlight">{head}'
        f"<pre><span></span><code>{code}</code></pre></div>"
    )


def _line_numbers(listed: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for first, last in _RANGE.findall(listed):
        numbers += range(int(first), min(int(last or first), int(first) + _MOST_LINES) + 1)
    return tuple(numbers)


def _coloured(text: str, language: str, marked: tuple[int, ...]) -> str:
    if language == "text" and not marked:
        return escape(text, quote=False)
    # Pygments takes long to import, and most texts have no code.
    from pygments import highlight

    return highlight(text, _lexer(language), _formatter(marked))


@lru_cache(maxsize=128)
def _formatter(marked: tuple[int, ...]) -> "HtmlFormatter[str]":
    """Making one takes longer than using it."""
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True, hl_lines=marked)


@lru_cache(maxsize=128)
def _lexer(language: str) -> "Lexer":
    from pygments.lexers import get_lexer_by_name
    from pygments.lexers.special import TextLexer
    from pygments.util import ClassNotFound

    try:
        # Leading and trailing blank lines are the author's.
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)
