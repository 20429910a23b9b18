"""Cut all words into pieces of about one size, in alphabetical order."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec import Raw

from masthead.search.lists import Lists
from masthead.search.reading import Forms

_SIZE: Final = 60_000
"""Bytes of a piece, before it is deflated to about a sixth."""


def pieces(forms: Forms, lists: Lists) -> Iterator[tuple[str, bytes]]:
    """Each piece, with the word that it begins with.

    A piece ends with the word that fills it, so that a change in one seldom moves the next.
    """
    start, size = "", 0
    names: dict[str, list[str]] = {}
    for word in sorted({*forms, *lists}, key=lambda word: word.encode("utf-16-be", "replace")):
        if size > _SIZE:
            yield start, _piece(names, lists)
            start, size, names = word, 0, {}
        own = lists.get(word)
        names[word] = [*forms.get(word, ()), *([] if own is None else [word])]
        size += len(word) + 5 + len(own or b"")
    yield start, _piece(names, lists)


def _piece(names: dict[str, list[str]], lists: Lists) -> bytes:
    """Words with the numbers of their stems' lists; a stem of another piece goes by its name."""
    places = {stem: place for place, stem in enumerate(word for word in names if word in lists)}
    named: dict[str, Any] = {}
    for word, stems in names.items():
        found = [places.get(stem, stem) for stem in sorted(stems)]
        named[word] = found[0] if len(found) == 1 else found
    return _ENCODER.encode({"words": named, "lists": [Raw(lists[stem]) for stem in places]})


_ENCODER: Final = msgspec.json.Encoder()
