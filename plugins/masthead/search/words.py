"""Cut a text into words, as the browser's half does it (`words` in search.js).

Case and accents do not count. Scripts that write no spaces are cut into pairs of signs, so that
any two that stand side by side are found.
"""

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from Stemmer import Stemmer

# Latin, Greek and Cyrillic accents. The marks of other scripts are letters to their readers.
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_WORD: Final = re.compile(r"[^\W_]+")
_PLAIN: Final = re.compile(r"[a-z0-9]+")
UNSPACED: Final = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_RUNS: Final = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
LONGEST: Final = 40
"""Letters of a word that count; what is longer is no word that anybody types."""


def words(text: str) -> list[str]:
    """The words in their order."""
    if text.isascii():
        return _PLAIN.findall(text.lower())
    plain = _ACCENTS.sub("", normalize("NFKD", text).lower())
    found = _WORD.findall(plain)
    if not re.search(f"[{UNSPACED}]", plain):
        return found
    return [part for word in found for run in _RUNS.findall(word) for part in _pairs(run)]


def _pairs(run: str) -> list[str]:
    if len(run) < 2 or not re.match(f"[{UNSPACED}]", run):
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


class Stems(dict[str, str]):
    """The stem of each word in one language; the word itself where nobody knows the language.

    A dictionary that fills itself: millions of words are looked up, and few of them are new.
    """

    def __init__(self, language: str) -> None:
        self._stemmer = _stemmer(language.replace("_", "-").partition("-")[0].lower())

    def __missing__(self, word: str) -> str:
        stem: str = self._stemmer.stemWord(word) if self._stemmer else word
        self[word] = stem = stem[:LONGEST]
        return stem


@lru_cache
def _stemmer(language: str) -> Stemmer | None:
    # The algorithms go by ISO codes too, but are listed by their English names.
    try:
        return Stemmer(language)
    except KeyError:
        return None
