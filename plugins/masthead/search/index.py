"""Make the index: which records have which words, their facets, and what a result shows.

Three kinds of files, all JSON, all but the first deflated:

    search/index.json     how many records, where each words file begins, ways on, the version
    search/words-N.bin    words from one in alphabetical order to the next: their stems, and for
                          each stem the records that have it and how much it says about each
    search/facets.bin     the facets' values, and which record has which
    search/text/N.bin     one record: title, address, facts, and its text for the excerpt

Records are numbered from the oldest on, so that a new piece leaves the files of the others as they
are. What a browser loads for a search is the first, one words file for each word, and a text for
each result that it shows.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from operator import sub
from typing import Any, Final
from zlib import compress, decompress

import msgspec
from msgspec import Struct
from Stemmer import version as stemmer_version

from masthead import __version__
from masthead.plan.output import SearchRecord
from masthead.plan.views import Anchor
from masthead.search.words import LONGEST, Stems, words

FOLDER: Final = "search/"
ENTRY: Final = "search/index.json"
FACETS: Final = "search/facets.bin"
VERSION: Final = 12
"""Hexadecimal digits of the fingerprint that stand in the addresses of files."""
_PIECE: Final = 56_000
"""Bytes of words in a file, before they are deflated to about a quarter."""
_STEEP: Final = 1.2
_LENGTH: Final = 0.75
"""BM25: how soon further occurrences stop counting, and how much a long text counts for less."""
_STEPS: Final = 7
"""Steps of a weight of 1."""
_BITS: Final = 12
_TITLE: Final = 2.5
"""How much a word in the title is worth, where one in the text is worth at most 1 + _STEEP."""

Into = Callable[[str, bytes], None]


def fingerprint(records: Iterable[SearchRecord], language: str, ways: Sequence[Anchor] = ()) -> str:
    """A digest of everything that decides the files: equal means that they are the same."""
    digest = sha256(msgspec.msgpack.encode((__version__, stemmer_version(), language, ways)))
    for record in in_order(records):
        digest.update(msgspec.msgpack.encode(record))
    return digest.hexdigest()


def in_order(records: Iterable[SearchRecord]) -> list[SearchRecord]:
    """Oldest first, so that a new piece has the last number of the dated ones; then the undated."""
    return sorted(records, key=_place)


def _place(record: SearchRecord) -> tuple[bool, str, str, str, str]:
    """Two pieces elsewhere may have one address, and then differ in their words."""
    return not record.date, record.date, record.address, record.title, record.text


def index(
    records: Iterable[SearchRecord], language: str, into: Into, ways: Sequence[Anchor] = ()
) -> None:
    """Make all files and hand each to `into`, with its path below the site's root.

    `language` is that of records which name none; `ways` lead on where nothing is found.
    """
    ordered = in_order(records)
    shelf = _Shelf(ordered, language)
    starts, digest = [], sha256()

    def put(file: str, value: Any) -> None:
        data = _packed(value)
        digest.update(data)
        into(file, data)

    for number, record in enumerate(ordered):
        shelf.add(number, record)
        put(text_file(number), _shown(record))
    for number, (start, piece) in enumerate(shelf.pieces()):
        starts.append(start)
        put(words_file(number), piece)
    put(FACETS, _facets(ordered))
    led = [(way.title, way.address, way.note) for way in ways]
    digest.update(msgspec.json.encode((starts, led)))
    version = fingerprint(ordered, language, ways)[:VERSION]
    entry = Entry(version, digest.hexdigest(), len(ordered), starts, led)
    into(ENTRY, msgspec.json.encode(entry))


class Entry(Struct):
    """What the first file holds. `version` begins the fingerprint; `digest` is of all the rest."""

    version: str
    digest: str
    records: int
    words: list[str]
    ways: list[tuple[str, str, str]]

    def files(self) -> Iterator[str]:
        """All other files, in the order in which they were made."""
        yield from map(text_file, range(self.records))
        yield from map(words_file, range(len(self.words)))
        yield FACETS


def text_file(number: int) -> str:
    """The file of one record's text."""
    return f"{FOLDER}text/{number}.bin"


def words_file(number: int) -> str:
    """The file of some of the words."""
    return f"{FOLDER}words-{number}.bin"


class _Shelf:
    """All words with their records."""

    def __init__(self, records: Sequence[SearchRecord], language: str) -> None:
        self._language = language
        self._stems: dict[str, Stems] = {}
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        lengths = sum(record.text.count(" ") + 1 for record in records)
        # A power of two, so that one more piece does not change every weight in the index.
        self._usual = 1 << (lengths // max(1, len(records))).bit_length()

    def add(self, number: int, record: SearchRecord) -> None:
        """Note the record's words."""
        if record.lang not in self._stems:
            self._stems[record.lang] = Stems(record.lang or self._language)
        stem_of = self._stems[record.lang].__getitem__
        read = words(record.text)
        found = Counter(map(stem_of, read))
        titled = {*map(stem_of, words(f"{record.title} {' '.join(record.tags)}"))}
        found.update(dict.fromkeys(titled, 0))
        weight = _Weight(len(read), self._usual, record.boost)
        # One number for both, since millions of them are kept: there are no heavier weights.
        base, postings = number << _BITS, self._postings
        for stem, times in found.items():
            postings[stem].append(base + weight[times])
        for stem in titled:
            postings[stem][-1] = base + weight.titled(found[stem])

    def pieces(self) -> Iterable[tuple[str, dict[str, Any]]]:
        """The words in pieces of about one size, each with the word that it begins with."""
        stems: dict[str, set[str]] = {stem: {stem} for stem in self._postings}
        for known in self._stems.values():
            for word, stem in known.items():
                stems.setdefault(word[:LONGEST], set()).add(stem)
        start, size = "", 0
        names: dict[str, list[str]] = {}
        places: dict[str, int] = {}
        lists: list[list[list[int]]] = []
        for word in sorted(stems, key=lambda word: word.encode("utf-16-be", "replace")):
            if size > _PIECE:
                yield start, _piece(names, places, lists)
                start, names, lists, places, size = word, {}, [], {}, 0
            names[word] = sorted(stems[word] & self._postings.keys())
            size += len(word) + 5
            if posting := self._postings.get(word, ()):
                places[word] = len(lists)
                lists.append(_list(posting))
                size += 4 * len(posting)
        yield start, _piece(names, places, lists)


def _piece(
    names: dict[str, list[str]], places: dict[str, int], lists: list[list[list[int]]]
) -> dict[str, Any]:
    """Words with the numbers of their stems' lists; a stem of another file goes by its name."""
    named = {
        word: [places.get(stem, stem) for stem in stems] for word, stems in names.items() if stems
    }
    short = {word: of[0] if len(of) == 1 else of for word, of in named.items()}
    return {"words": short, "lists": lists}


class _Weight(dict[int, int]):
    """How much so many occurrences say about one record: BM25 without the word's rarity."""

    def __init__(self, length: int, usual: int, boost: float) -> None:
        self._flat = _STEEP * (1 - _LENGTH + _LENGTH * length / usual)
        self._scale = boost * _STEPS

    def __missing__(self, times: int) -> int:
        weight = self[times] = self._whole(times * (_STEEP + 1) / (times + self._flat))
        return weight

    def titled(self, times: int) -> int:
        """The same for a word that is in the title too."""
        return self._whole(times * (_STEEP + 1) / (times + self._flat) + _TITLE)

    def _whole(self, worth: float) -> int:
        return min(max(1, round(worth * self._scale)), (1 << _BITS) - 1)


def _list(posting: list[int]) -> list[list[int]]:
    """Each record's number less the one before it, which deflates well; and the weights."""
    records = [both >> _BITS for both in posting]
    mask = (1 << _BITS) - 1
    return [[records[0], *map(sub, records[1:], records)], [both & mask for both in posting]]


def _facets(records: Sequence[SearchRecord]) -> list[dict[str, Any]]:
    """Each facet with its values, the sets of values that records have, and each record's set."""
    names = dict.fromkeys(name for record in records for name, _ in record.facets)
    return [_facet(name, records) for name in names]


def _facet(name: str, records: Sequence[SearchRecord]) -> dict[str, Any]:
    had = [dict(record.facets).get(name, ()) for record in records]
    values = {value: place for place, value in enumerate(sorted({v for of in had for v in of}))}
    sets: dict[tuple[int, ...], int] = {(): 0}
    column = [sets.setdefault(tuple(sorted(values[v] for v in of)), len(sets)) for of in had]
    return {"name": name, "values": [*values], "sets": [*sets], "records": column}


def _shown(record: SearchRecord) -> dict[str, Any]:
    """What a result shows, without what is empty."""
    shown = {
        "title": record.title, "address": record.address, "kind": record.kind,
        "day": record.day, "authors": record.authors, "summary": record.summary,
        "image": record.image, "lang": record.lang, "text": record.text, "parts": record.parts,
    }  # fmt: skip
    return {name: value for name, value in shown.items() if value}


def _packed(value: Any) -> bytes:
    """As a browser's DecompressionStream takes it; zlib's format has no date in its head."""
    return compress(msgspec.json.encode(value), 6)


def read(data: bytes) -> Any:
    """What a file holds: for tests, and for whoever wants to look."""
    return json.loads(data if data[:1] == b"{" else decompress(data))
