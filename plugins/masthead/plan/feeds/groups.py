"""The feeds in groups, as people and programs look through them.

In: a Catalog. Out: Groups in a fixed order, each with its collections: a vocabulary in the order of
the configuration, everything else by name.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from masthead.plan.catalog import Catalog
from masthead.plan.feeds.collections import Collection, collections_of

_GROUPS: Final = {
    "series": ("Series and columns", "Pieces in a planned order, and columns that go on."),
    "stages": ("Stages", "What answers the question that you have now."),
    "topics": ("Topics", "One subject, whoever writes about it."),
    "audiences": ("Audiences", "What is meant for people in your place."),
    "formats": ("Formats", "Only papers, only talks, only short notes."),
    "authors": ("Authors", "What one person writes."),
    "ideas": ("Ideas", "One idea, from a first remark onwards."),
}


class Group(Struct, frozen=True):
    """The collections of one axis that have feeds."""

    axis: str
    title: str
    note: str
    collections: Sequence[Collection]


def whole_site(catalog: Catalog) -> Collection | None:
    """The collection of everything, if it has feeds."""
    return next((c for c in collections_of(catalog) if c.axis == "site"), None)


def groups_of(catalog: Catalog) -> list[Group]:
    """Every other collection that has feeds, in groups."""
    found = collections_of(catalog)
    groups = [
        Group(axis, title, note, _sorted(axis, [c for c in found if c.axis == axis], catalog))
        for axis, (title, note) in _GROUPS.items()
    ]
    return [group for group in groups if group.collections]


def sources_of(collections: Sequence[Collection]) -> tuple[str, ...]:
    """The files behind the names of collections. An idea may be called after its pieces."""
    named = [path for one in collections for path in one.depends]
    ideas = (one.pieces for one in collections if one.axis == "ideas")
    return tuple(dict.fromkeys(("mkdocs.yml", *named, *(p.path for own in ideas for p in own))))


def _sorted(axis: str, collections: list[Collection], catalog: Catalog) -> list[Collection]:
    declared = {id: place for place, id in enumerate(catalog.terms.get(axis, ()))}
    return sorted(collections, key=lambda c: (declared.get(c.id, 0), c.title.casefold(), c.id))
