"""Formulas: TeX becomes MathML while the site is built, so that no script is needed to read it."""

import re
from functools import lru_cache
from html import escape, unescape

import math_core

from masthead.diagnostics import rules
from masthead.render.markdown.tags import STRIDE, attributes
from masthead.render.markdown.walk import Opener, Walk

_REASON = re.compile(r"\s*\d+:\s*")
_ID = re.compile(r' id="([^"]*)"')


def opener(name: str) -> Opener:
    """What to do where a `span` or `code` begins that may hold a formula."""

    def open_formula(walk: Walk, raw: str, here: int) -> int:
        if 'data-math-style="' not in raw or "data-sourcepos" not in raw:
            walk.open(name, raw)
            # What stands behind inline code is not to be found inside it.
            walk.past = name == "code"
            return here
        pieces = walk.pieces
        if pieces[here + 2] != name or not pieces[here + 1]:
            walk.open(name, "")
            return here
        walk.at, walk.past = raw, True
        text, display = unescape(pieces[here]), attributes(raw)["data-math-style"] == "display"
        here += STRIDE
        alone = (
            display and walk.out[-1:] == ["<p>"] and pieces[here + 2] == "p" and not pieces[here]
        )
        if alone:
            del walk.out[-1]
            walk.paragraph = -1
            walk.out.append(_block(_set(walk, text, raw, display=True)))
            return here + STRIDE
        walk.out.append(_set(walk, text, raw, display=display))
        if not display:
            walk.words.append(escape(text))
        return here

    return open_formula


def write_fence(walk: Walk, text: str, raw: str) -> None:
    """Write a formula that stands in a fence of its own."""
    walk.out.append(_block(_set(walk, text, raw, display=True)))


def _block(formula: str) -> str:
    # The theme lets this class scroll, so that a wide formula does not widen the page.
    return f'<div class="arithmatex">{formula}</div>'


def _set(walk: Walk, text: str, raw: str, *, display: bool) -> str:
    try:
        formula = _mathml(text, display)
    except math_core.LatexError as error:
        walk.at, walk.past = raw, False
        walk.settle()
        source = next(filter(None, text.split("\n")), text).strip()
        walk.note(
            rules.BROKEN_MATH,
            walk.source.near(source),
            f"the formula cannot be typeset: {_reason(error)}",
            "Correct the TeX; a dollar sign that is none is written `\\$`.",
        )
        return f"<code>{escape(text.strip(), quote=False)}</code>"
    if ' id="' in formula:
        formula = _ID.sub(lambda label: f' id="{walk.ids.unique(label[1])}"', formula)
    return formula


@lru_cache(maxsize=1024)
def _mathml(text: str, display: bool) -> str:
    return str(_converter().convert_with_local_state(text, displaystyle=display))


@lru_cache(maxsize=1)
def _converter() -> math_core.LatexToMathML:
    return math_core.LatexToMathML(fancy_error=False)


def _reason(error: Exception) -> str:
    first = _REASON.sub("", str(error).strip().split("\n", 1)[0], count=1).rstrip(".")
    return first[:1].lower() + first[1:] if first else "it is not TeX"
