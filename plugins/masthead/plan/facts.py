"""Facts: what the making of an output asked of the catalog, recorded while it is made.

An output is a pure function of the answers that it was given. Each question is a Fact: the key of a
piece, for all that others show of it, or a name with arguments (`("author", "ana-ruiz")`). As long
as every fact has the value that it had, the output has the bytes that it had. Nothing declares what
it depends on: whatever hands out something of the catalog notes it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import tzinfo
from enum import Enum
from functools import wraps
from hashlib import blake2b
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar, overload

import msgspec

from masthead.content.piece import Piece

Fact = str | tuple[str, ...]
_V = TypeVar("_V")
_V_co = TypeVar("_V_co", covariant=True)
_P = ParamSpec("_P")
_SIZE: Final = 8
"""Bytes of a fingerprint: of a million facts, two are alike by chance once in 40 million sites."""


class Reads:
    """Notes what is asked. `facts` are those of the output that is being made."""

    __slots__ = ("facts",)

    def __init__(self) -> None:
        self.facts: set[Fact] = set()

    def apart(self, make: Callable[[], _V]) -> tuple[_V, set[Fact]]:
        """What `make` returns, and what it asked, which is not noted for whoever asked for it."""
        outer, self.facts = self.facts, set()
        try:
            return make(), self.facts
        finally:
            self.facts = outer


class Kept(dict[Any, tuple[Any, tuple[Fact, ...]]]):
    """Values that are made once. Whoever gets one has asked what its making asked.

    Of large values no more than `most` are kept.
    """

    def __init__(self, reads: Reads, most: int = 0) -> None:
        super().__init__()
        self._reads, self._most = reads, most

    def value(self, key: object, make: Callable[[], _V]) -> _V:
        """The value for a key, made by `make` the first time."""
        kept = self.get(key)
        if kept is None:
            if len(self) == self._most:
                self.clear()
            made, facts = self._reads.apart(make)
            kept = self[key] = made, tuple(facts)  # a set of a few takes four times as much memory
        self._reads.facts.update(kept[1])
        return kept[0]


class Knows(Protocol):
    """A catalog, as far as facts need one."""

    @property
    def reads(self) -> Reads:
        """What notes the questions."""
        ...

    @property
    def known(self) -> dict[Fact, Any]:
        """The answers that were given already."""
        ...


QUESTIONS: Final[dict[str, Callable[..., Any]]] = {}
"""What answers each fact but those of pieces, by its name: called with a catalog and arguments."""


def question(
    ask: Callable[Concatenate[Any, _P], _V],
) -> Callable[Concatenate[Any, _P], _V]:
    """Make a function of a catalog and words a question: its answer is a fact.

    What it looks at to find the answer is not noted: as long as the answer is the same, nothing
    else matters.
    """
    name = ask.__name__
    assert name not in QUESTIONS, name  # noqa: S101 - two of one name would be one fact
    QUESTIONS[name] = ask

    @wraps(ask)
    def noted(catalog: Knows, *words: _P.args, **_: _P.kwargs) -> _V:
        fact: Fact = (name, *words)  # type: ignore[arg-type]  # questions are asked with words
        catalog.reads.facts.add(fact)
        known = catalog.known
        if fact not in known:
            known[fact] = catalog.reads.apart(lambda: ask(catalog, *words))[0]  # type: ignore[call-arg]
        return known[fact]  # type: ignore[no-any-return]  # `ask` gave it

    return noted  # type: ignore[return-value]  # mypy takes the wrapper for a narrower function


class Watched(Mapping[str, _V_co]):
    """A mapping that notes what is taken out of it, as facts that begin with `name`.

    Looking for what is not there is noted as well. `ids` with the name is the fact of all its keys.
    """

    __slots__ = ("_data", "_name", "_reads")

    def __init__(self, name: tuple[str, ...], data: Mapping[str, _V_co], reads: Reads) -> None:
        self._name, self._data, self._reads = name, data, reads

    def __getitem__(self, id: str) -> _V_co:
        self._reads.facts.add((*self._name, id))
        return self._data[id]

    def get(self, id: str, default: Any = None) -> Any:
        """As of any mapping."""
        self._reads.facts.add((*self._name, id))
        return self._data.get(id, default)

    def __contains__(self, id: object) -> bool:
        self._reads.facts.add((*self._name, str(id)))
        return id in self._data

    def __iter__(self) -> Iterator[str]:
        self._reads.facts.add(("ids", *self._name))
        return iter(self._data)

    def __len__(self) -> int:
        self._reads.facts.add(("ids", *self._name))
        return len(self._data)

    def __bool__(self) -> bool:
        self._reads.facts.add(("any", *self._name))
        return bool(self._data)


class WatchedPieces(Watched[Piece]):
    """A mapping of pieces: who gets one has asked for all that others show of it.

    Who finds one by its key has asked nothing else.
    """

    __slots__ = ()

    def __getitem__(self, id: str) -> Piece:
        piece: Piece | None = self.get(id)
        if piece is None:
            raise KeyError(id)
        return piece

    def get(self, id: str, default: Any = None) -> Any:
        """As of any mapping."""
        facts, piece = self._reads.facts, self._data.get(id)
        if piece is None:
            facts.add((*self._name, id))
            return default
        if piece.key != id:
            facts.add((*self._name, id))
        facts.add(piece.key)
        return piece


class WatchedSet(Set[str]):
    """A set that notes what is looked for in it."""

    __slots__ = ("_data", "_name", "_reads")

    def __init__(self, name: str, data: Set[str], reads: Reads) -> None:
        self._name, self._data, self._reads = name, data, reads

    def __contains__(self, item: object) -> bool:
        self._reads.facts.add((self._name, str(item)))
        return item in self._data

    def __iter__(self) -> Iterator[str]:
        self._reads.facts.add(("ids", self._name))
        return iter(self._data)

    def __len__(self) -> int:
        self._reads.facts.add(("ids", self._name))
        return len(self._data)


class Shelf(Sequence[Piece]):
    """Pieces in an order. A part of it depends on that part alone."""

    __slots__ = ("_keys", "_name", "_pieces", "_reads")

    def __init__(self, name: tuple[str, ...], pieces: Sequence[Piece], reads: Reads) -> None:
        self._name, self._pieces, self._reads = name, pieces, reads
        self._keys = [piece.key for piece in pieces]

    @overload
    def __getitem__(self, at: int) -> Piece: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Piece]: ...
    def __getitem__(self, at: int | slice) -> Piece | Sequence[Piece]:
        part = at if isinstance(at, slice) else slice(at, at + 1 or None)
        start, stop = ("" if end is None else str(end) for end in (part.start, part.stop))
        self._reads.facts.add(("part", start, stop, *self._name))
        self._reads.facts.update(self._keys[part])
        return self._pieces[at]

    def __iter__(self) -> Iterator[Piece]:
        self._reads.facts.add(("part", "", "", *self._name))
        self._reads.facts.update(self._keys)
        return iter(self._pieces)

    def __reversed__(self) -> Iterator[Piece]:
        self._reads.facts.add(("part", "", "", *self._name))
        self._reads.facts.update(self._keys)
        return reversed(self._pieces)

    def __len__(self) -> int:
        self._reads.facts.add(("count", *self._name))
        return len(self._pieces)

    def __bool__(self) -> bool:
        self._reads.facts.add(("some", *self._name))
        return bool(self._pieces)

    def part(self, start: str, stop: str) -> Sequence[str]:
        """The keys of a part, which is noted for nobody."""
        return self._keys[int(start) if start else None : int(stop) if stop else None]

    @property
    def all(self) -> Sequence[Piece]:
        """All of them, which is noted for nobody."""
        return self._pieces


class WatchedSettings:
    """Settings that note which of them are asked for."""

    __slots__ = ("_reads", "_settings")

    def __init__(self, settings: object, reads: Reads) -> None:
        self._settings, self._reads = settings, reads

    def __getattr__(self, name: str) -> Any:
        self._reads.facts.add(("setting", name))
        return getattr(self._settings, name)


def fingerprint(value: object) -> bytes:
    """A few bytes that stand for a value, the same on every machine and in every process."""
    return blake2b(_ENCODER.encode(value), digest_size=_SIZE).digest()


def _plain(value: object) -> object:
    """What the encoder cannot take as it is."""
    if isinstance(value, Piece):
        return value.key
    if isinstance(value, tzinfo):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"a fact cannot hold {type(value)}")


_ENCODER: Final = msgspec.json.Encoder(enc_hook=_plain, order="deterministic")
