"""The present value of each fact, by its name.

In: a Catalog and a Fact. Out: something that can be compared, or None for what is not there.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from masthead.content.chain import Idea, Step
from masthead.content.face import face_of, profile_of, text_of
from masthead.content.piece import InlineStep
from masthead.plan.catalog import Catalog
from masthead.plan.facts import QUESTIONS, Fact, Shelf, fingerprint
from masthead.plan.feeds.collections import collections_of


def answer(catalog: Catalog, fact: Fact) -> bytes:
    """The fingerprint of a fact's value."""
    if isinstance(fact, str):
        return _face(catalog, fact)
    name, *words = fact
    if own := _ANSWERS.get(name):
        return fingerprint(own(catalog, *words))
    if fact in catalog.known:
        return fingerprint(catalog.known[fact])
    try:
        return fingerprint(catalog.reads.apart(lambda: QUESTIONS[name](catalog, *words))[0])
    except (LookupError, StopIteration, AssertionError):
        return b""  # what the question is about is no more


def _face(catalog: Catalog, key: str) -> bytes:
    piece = catalog.whole.by_key.get(key)
    if piece is None:
        return b""
    state = catalog.states.get(key)
    return (piece.face or face_of(piece)) + (state.value.encode() if state else b"")


def _text(catalog: Catalog, key: str) -> bytes | None:
    piece = catalog.whole.by_key.get(key)
    if piece is not None:
        return piece.body or text_of(piece)
    thing = catalog.by_key.get(key)
    return text_of(thing) if thing else None


def _idea(catalog: Catalog, id: str) -> object:
    idea = catalog.known_ideas.get(id)
    return idea and _chain(idea)


def _chain(idea: Idea) -> object:
    return idea.id, idea.named, idea.names, [*map(_step, idea.steps)], idea.grew


def _ties(catalog: Catalog, key: str) -> object:
    home, pair = catalog.homes.get(key), catalog.partners.get(key)
    sources = [*map(_step, catalog.sources.get(key, ()))]
    results = [piece.key for piece in catalog.results.get(key, ())]
    return home and home.id, pair and pair.key, sources, results


def _step(step: Step) -> object:
    return step.id, step.of if isinstance(step.of, InlineStep) else None


def _profile(shelf: str) -> Callable[..., object]:
    def profile(catalog: Catalog, id: str) -> object:
        thing = getattr(catalog.whole, shelf).get(id)
        return thing and profile_of(thing)

    return profile


def _key(shelf: str) -> Callable[..., object]:
    def key(catalog: Catalog, id: str) -> object:
        piece = getattr(catalog.whole, shelf).get(id)
        return piece and piece.key

    return key


def _shelf(catalog: Catalog, name: tuple[str, ...]) -> Shelf | None:
    if len(name) == 1:
        return getattr(catalog, name[0])  # type: ignore[no-any-return]  # a shelf of that name
    axis, id = name
    if axis == "idea_pieces":
        one = collections_of(catalog).get(("ideas", id))
        return one.pieces if one else None
    shelves = catalog.series_order if axis == "ordered" else catalog.shelves[axis]
    return shelves.get(id)


def _collection(catalog: Catalog, axis: str, id: str) -> object:
    one = collections_of(catalog).get((axis, id))
    return one and (one.title, one.description, one.page)


def _part(catalog: Catalog, start: str, stop: str, *name: str) -> object:
    shelf = _shelf(catalog, name)
    return shelf and shelf.part(start, stop)


def _count(catalog: Catalog, *name: str) -> int:
    shelf = _shelf(catalog, name)
    return len(shelf.all) if shelf is not None else 0


def _mapping(catalog: Catalog, name: tuple[str, ...]) -> Mapping[str, object]:
    if name[0] in _MAPPINGS:
        return _MAPPINGS[name[0]](catalog)  # type: ignore[no-any-return]  # a table of mappings
    kind, axis = name
    return catalog.shelves[axis] if kind == "held" else catalog.vocabulary[axis]


_MAPPINGS: Final[Mapping[str, Callable[[Catalog], Any]]] = {
    "author": lambda c: c.whole.authors,
    "series": lambda c: c.whole.series,
    "idea_file": lambda c: c.whole.ideas,
    "file": lambda c: dict.fromkeys(sorted(c.whole.files)),
}
_ANSWERS: Final[Mapping[str, Callable[..., object]]] = {
    "text": _text,
    "part": _part,
    "count": _count,
    "some": lambda c, *name: _count(c, *name) > 0,
    "ids": lambda c, *name: [*_mapping(c, name)],
    "any": lambda c, *name: bool(_mapping(c, name)),
    "held": lambda c, axis, id: id in c.shelves[axis],
    "term": lambda c, axis, id: c.vocabulary[axis].get(id),
    "author": _profile("authors"),
    "series": _profile("series"),
    "idea_file": _profile("ideas"),
    "piece": lambda c, key: key in c.whole.by_key,
    "id": _key("by_id"),
    "file": lambda c, key: key in c.whole.files,
    "size": lambda c, key: c.size_of(key),
    "picture": lambda c, key: c.facts_of(key),
    "at": lambda c, key: (key in c.whole.files, key in c.whole.by_key, c.at(key)),
    "target": lambda c, address, key: (found := c.find(address, key)) and found.key,
    "setting": lambda c, name: getattr(c.given, name),
    "idea": _idea,
    "ties": _ties,
    "listings": lambda c: sorted(c.listings.items()),
    "retired": lambda c, key: (found := c.notices.get(key)) and face_of(found),
    "collection": _collection,
    "place": lambda c, key: c.places.get(key),
    "part_of": lambda c, id, index: c.part_key(id, int(index)),
    "last_number": lambda c, id: c.numbered[id][-1][0] if id in c.numbered else None,
}
