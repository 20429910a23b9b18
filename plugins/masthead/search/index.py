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

An index goes on from a Stock, which is what is left of another one besides its texts; that of no
records is the Stock of a whole index.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final
from zlib import compress, decompress

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from masthead.plan.output import SearchRecord
from masthead.plan.views import Anchor
from masthead.search.lists import GONE, Lists, renew
from masthead.search.pieces import pieces
from masthead.search.reading import Forms, Postings, Reader

FOLDER: Final = "search/"
ENTRY: Final = "search/index.json"
FACETS: Final = "search/facets.bin"


Former = Callable[[str], bytes]


class Index(Struct, array_like=True):
    """Files by their paths below the site's root; `kept` are as those of the index before."""

    files: dict[str, bytes]
    kept: list[str]


class Known(Struct, frozen=True, array_like=True):
    """A record without its text, and how many words that has; `digest` is of its file."""

    key: str
    record: SearchRecord
    length: int
    digest: bytes


class Stock(Struct, array_like=True):
    """What the next index goes on from. `version` is that of the index which it belongs to.

    `usual` is the length of a text, in words; `pieces` are first words and digests.
    """

    version: str = ""
    usual: int = 0
    known: list[Known] = field(default_factory=list)
    forms: Forms = field(default_factory=dict)
    lists: Lists = field(default_factory=dict)
    pieces: list[tuple[str, bytes]] = field(default_factory=list)


class Entry(Struct):
    """What the first file holds. The version is another one when any file is."""

    version: str
    records: int
    words: list[str]
    ways: list[tuple[str, str, str]]


class Wanted(Struct, frozen=True):
    """What an index is made of: records by key, and the keys of those that are as they were.

    `language` is that of records which name none; `ways` lead on where nothing is found.
    """

    records: Mapping[str, SearchRecord]
    language: str
    ways: Sequence[Anchor] = ()
    same: Sequence[str] = ()


def index(wanted: Wanted, stock: Stock, former: Former) -> Index | None:
    """The index of what is wanted, which leaves in `stock` what the next one goes on from.

    `former` gives a file of the index that `stock` belongs to. None where that does not help: one
    that should be the same is not known, or what is usual has changed.
    """
    was = {known.key: number for number, known in enumerate(stock.known)}
    if not was.keys() >= {*wanted.same}:
        return None
    known = _in_order(wanted, stock, was)
    usual = _usual(known)
    if stock.known and usual != stock.usual:
        return None
    places = {one.key: number for number, one in enumerate(known)}
    moves = [GONE if one.key in wanted.records else places.get(one.key, GONE)
             for one in stock.known]  # fmt: skip
    made = Index({}, [])
    _renew_words(wanted, stock, moves, usual, places, former)
    stock.known = [*_texts(wanted.records, known, was, made, former)]
    stock.usual = usual
    _end(wanted, stock, made)
    return made


def whole(wanted: Wanted) -> dict[str, bytes]:
    """All files of an index, with no other one before it; nothing may be `same`."""
    made = index(wanted, Stock(), _nowhere)
    assert made is not None  # as nothing is the same  # noqa: S101
    return made.files


def _nowhere(file: str) -> bytes:
    raise FileNotFoundError(file)


def text_file(number: int) -> str:
    """The file of one record's text."""
    return f"{FOLDER}text/{number}.bin"


def words_file(number: int) -> str:
    """The file of some of the words."""
    return f"{FOLDER}words-{number}.bin"


def _in_order(wanted: Wanted, stock: Stock, was: Mapping[str, int]) -> list[Known]:
    """Oldest first, so that a new piece has the last number of the dated ones; then the undated."""
    same = [stock.known[was[key]] for key in wanted.same]
    new = [_known(key, record) for key, record in wanted.records.items()]
    return sorted((*same, *new), key=_place)


def _known(key: str, record: SearchRecord) -> Known:
    bare = replace(record, text="", summary="", image="", parts=())
    return Known(key, bare, record.text.count(" ") + 1, b"")


def _place(known: Known) -> tuple[bool, str, str, str]:
    """Two pieces elsewhere may have one address."""
    record = known.record
    return not record.date, record.date, record.address, known.key


def _usual(known: Sequence[Known]) -> int:
    """A power of two, so that one more piece does not change every weight in the index."""
    return 1 << (sum(one.length for one in known) // max(1, len(known))).bit_length()


def _renew_words(
    wanted: Wanted, stock: Stock, moves: Sequence[int], usual: int,
    places: Mapping[str, int], former: Former,
) -> None:  # fmt: skip
    reader, gone, new = Reader(wanted.language), Postings(list), Postings(list)
    for number, to in enumerate(moves):
        if to == GONE:
            record, shown = stock.known[number].record, read(former(text_file(number)))
            found = reader.forget(record, shown.get("text", ""))
            found.post(gone, number, usual, record.boost)
    for key in sorted(wanted.records, key=places.__getitem__):
        record = wanted.records[key]
        reader.read(record, record.text).post(new, places[key], usual, record.boost)
    reader.note(stock.forms)
    renew(stock.lists, moves, gone, new)


def _texts(
    records: Mapping[str, SearchRecord], known: Sequence[Known], was: Mapping[str, int],
    made: Index, former: Former,
) -> Iterator[Known]:  # fmt: skip
    """A file for each record, and what is known of it then."""
    for number, one in enumerate(known):
        record, file = records.get(one.key), text_file(number)
        if record is not None:
            made.files[file] = data = _packed(_ENCODER.encode(_shown(record)))
            yield replace(one, digest=_digest(data))
            continue
        if was[one.key] == number:
            made.kept.append(file)
        else:
            made.files[file] = former(text_file(was[one.key]))
        yield one


def _end(wanted: Wanted, stock: Stock, made: Index) -> None:
    """The files about all records."""
    before, stock.pieces = stock.pieces, []
    for number, (start, data) in enumerate(pieces(stock.forms, stock.lists)):
        piece = start, _digest(data)
        if before[number : number + 1] == [piece]:
            made.kept.append(words_file(number))
        else:
            made.files[words_file(number)] = _packed(data)
        stock.pieces.append(piece)
    facets = _ENCODER.encode(_facets([one.record for one in stock.known]))
    made.files[FACETS] = _packed(facets)
    led = [(way.title, way.address, way.note) for way in wanted.ways]
    digests = [one.digest for one in stock.known], stock.pieces, facets, led
    stock.version = blake2b(msgspec.msgpack.encode(digests), digest_size=6).hexdigest()
    starts = [start for start, _ in stock.pieces]
    entry = Entry(stock.version, len(stock.known), starts, led)
    made.files[ENTRY] = _ENCODER.encode(entry)


def _facets(records: Sequence[SearchRecord]) -> list[dict[str, Any]]:
    """Each facet with its values, the sets of values that records have, and each record's set."""
    had = [dict(record.facets) for record in records]
    return [_facet(name, had) for name in sorted({name for of in had for name in of})]


def _facet(name: str, had: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, Any]:
    column = [tuple(sorted(of.get(name, ()))) for of in had]
    values = {value: place for place, value in enumerate(sorted({v for of in column for v in of}))}
    sets: dict[tuple[str, ...], int] = {(): 0}
    numbers = [sets.setdefault(of, len(sets)) for of in column]
    numbered = [[values[value] for value in of] for of in sets]
    return {"name": name, "values": [*values], "sets": numbered, "records": numbers}


def _shown(record: SearchRecord) -> dict[str, Any]:
    """What a result shows, without what is empty."""
    shown = {
        "title": record.title, "address": record.address, "kind": record.kind,
        "day": record.day, "authors": record.authors, "summary": record.summary,
        "image": record.image, "lang": record.lang, "text": record.text, "parts": record.parts,
    }  # fmt: skip
    return {name: value for name, value in shown.items() if value}


def _packed(data: bytes) -> bytes:
    """As a browser's DecompressionStream takes it; zlib's format has no date in its head."""
    return compress(data, 6)


def read(data: bytes) -> Any:
    """What a file holds: for tests, too, and for whoever wants to look."""
    return msgspec.json.decode(data if data[:1] == b"{" else decompress(data))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=8).digest()


_ENCODER: Final = msgspec.json.Encoder()
