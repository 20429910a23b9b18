"""What X and Mastodon take for web addresses in a text: they count each as 23 characters.

Both go by the rules that twitter-text publishes: an address may stand without its scheme (only for
X), ends before punctuation that belongs to the sentence, and must have a top-level domain that
exists. Those are looked up in the Public Suffix List, and not in a list of our own.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

Span = tuple[int, int]
"""Where something begins and ends in a text, in characters."""

_MARKS: Final = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
"""They turn the direction of writing and are never part of a name."""
_LETTER: Final = rf"[^\s!'#%&()*+,\\\-./:;<=>?@\[\]^_{{|}}~${_MARKS}\ufffe\ufeff\uffff]"
_ACCENTS: Final = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"  # noqa: E501 - one class of characters
_BEFORE: Final = r"([^A-Za-z0-9@＠$#＃\ufffe\ufeff\uffff]|^)"
_BEGIN: Final = re.compile(
    rf"{_BEFORE}(https?://)?((?:{_LETTER}(?:[-_]*{_LETTER})*\.)+(?:xn--[-0-9a-z]+|{_LETTER}+))",
    re.I,
)
_PLAIN: Final = re.compile(rf"(?:[-a-z0-9{_ACCENTS}]+\.)+(?:xn--[-0-9a-z]+|{_LETTER}+)", re.I)
"""What is an address in a name without a scheme: the part before it may be a word of a sentence."""
_TOP: Final = re.compile(r"(?:xn--[-0-9a-z]+|[a-z]+)(?![0-9A-Za-z@+-])", re.I)
_GENERAL: Final = rf"[a-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-–_~@|&{_ACCENTS}]"
_ENDING: Final = rf"[a-z\u0400-\u04ff0-9+\-=_#/{_ACCENTS}]"
_NESTED: Final = rf"\((?:{_GENERAL}+|{_GENERAL}*\({_GENERAL}+\){_GENERAL}*)\)"
_PORT: Final = re.compile(r":[0-9]+")
_PATH: Final = re.compile(rf"/(?:(?:{_GENERAL}|{_NESTED})*{_ENDING})?(?:{_NESTED})*", re.I)
_QUERY: Final = re.compile(r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]", re.I)


def addresses(text: str, *, bare: bool) -> list[Span]:
    """Where web addresses stand in the text; with `bare`, also those without a scheme."""
    spans: list[Span] = []
    here = 0 if "." in text and (bare or "://" in text) else len(text)
    while found := _BEGIN.search(text, here):
        before, scheme, begin = found[1], found[2], found.start(3)
        end = _domain_end(text, begin, found.end(3))
        here = _rest(text, end, query_alone=bool(scheme)) if end else found.start() + 1
        if end and scheme:
            spans.append((found.start(2), here))
        elif end and bare and before not in ("-", "_", ".", "/"):
            spans += _plain(text, begin, end, here)
    return spans


def _plain(text: str, begin: int, end: int, last: int) -> list[Span]:
    """The addresses in a domain without a scheme; the last one goes on to `last`."""
    found = [(m.start(), _domain_end(text, *m.span())) for m in _PLAIN.finditer(text, begin, end)]
    spans = [span for span in found if span[1]]
    return [*spans[:-1], *((start, last if last > end else stop) for start, stop in spans[-1:])]


def _domain_end(text: str, start: int, end: int) -> int:
    """Where the longest domain that begins at `start` ends; 0 if there is none."""
    while (dot := text.rfind(".", start, end)) > start:
        top = _TOP.match(text, dot + 1)
        name = text[max(start, text.rfind(".", start, dot) + 1) : dot]
        if "_" not in name:  # only names below another may have one
            if top and _exists(top[0].lower()):
                return top.end()
            if not text[dot + 1].isascii() and _exists(text[dot + 1 : end].lower()):
                return end
        end = dot
    return 0


def _rest(text: str, end: int, *, query_alone: bool) -> int:
    """Where port, path and query end that follow a domain."""
    if port := _PORT.match(text, end):
        end = port.end()
    path = _PATH.match(text, end)
    if path:
        end = path.end()
    query = _QUERY.match(text, end) if path or query_alone else None
    return query.end() if query else end


@cache
def _exists(top: str) -> bool:
    """Whether there is such a top-level domain."""
    return top.startswith("xn--") or _suffixes().publicsuffix(top) is not None


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # takes long to read, and few texts need it

    return PublicSuffixList(accept_unknown=False, only_icann=True)
