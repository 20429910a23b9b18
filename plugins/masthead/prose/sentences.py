"""Cut a block's text into sentences, by Wikimedia's rules for its language."""

import re
from collections.abc import Iterator
from typing import Final

from masthead.prose.reading import Block

_INNER: Final = re.compile(r"""[.!?…]["”’»)\]]*\s+(?=["“‘«(\[]?[A-Z0-9])""")


def sentences(block: Block, lang: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends in the block's text, without the space behind it.

    `lang` is a language's code; of a language that nobody knows, sentences end as in English.
    """
    # Only whoever asks for advice needs the library.
    from sentencex import get_sentence_boundaries

    language = lang.replace("_", "-").partition("-")[0].lower() or "en"
    for found in get_sentence_boundaries(language, block.text):
        start, end = found["start_index"], found["end_index"]
        yield start, start + len(block.text[start:end].rstrip())


def stretches(block: Block, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence cut again where another may end inside it: in quotations and brackets."""
    at = start
    for stop in _INNER.finditer(block.text, start, end):
        yield at, stop.end()
        at = stop.end()
    yield at, end
