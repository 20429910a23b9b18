"""What of GitHub's Markdown comrak is to read, and what it is spared.

In: a text. Out: options, a text that comrak can bear. Pages and advice read the same Markdown.
"""

import re
from functools import cache
from typing import Final

import comrak

_EXTENSIONS: Final = (
    "alerts", "autolink", "footnotes", "math_code", "math_dollars", "shortcodes", "strikethrough",
    "table", "tasklist",
)  # fmt: skip
_DEEP_QUOTE: Final = re.compile(r"^((?:[ \t]{0,3}>){100})[ \t>]+", re.MULTILINE)
_MOST_QUOTES: Final = 400
_MOST_ADDRESSES: Final = 2000


def tame(text: str) -> str:
    """The text without quotations in quotations in a hundred quotations, every column in place."""
    # comrak takes quadratic time for them; nobody reads the hundredth.
    if text.count(">") > _MOST_QUOTES:
        text = _DEEP_QUOTE.sub(lambda deep: deep[1].ljust(len(deep[0])), text)
    return text


def extensions_for(text: str) -> comrak.ExtensionOptions:
    """The extensions of Markdown that a text is read with."""
    # comrak calls itself once more for each mail address and overflows its stack at about 20,000.
    return _extensions(autolink=text.count("@") <= _MOST_ADDRESSES)


@cache
def _extensions(*, autolink: bool) -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    for name in _EXTENSIONS:
        setattr(options, name, name != "autolink" or autolink)
    return options
