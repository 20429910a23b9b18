"""The feeds in groups, as people and programs look through them.

In: a Catalog. Out: Groups in a fixed order, each with its collections: a vocabulary in the order of
the configuration, everything else by name.
"""

from typing import Final

from msgspec import Struct

from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
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
    """The collections of one axis that have feeds, by id."""

    axis: str
    title: str
    note: str
    ids: tuple[str, ...]


@question
def groups_of(catalog: Catalog) -> tuple[Group, ...]:
    """Every other collection than the whole site that has feeds, in groups."""
    found = collections_of(catalog).values()
    groups = (
        Group(axis, title, note, _sorted(axis, [c for c in found if c.axis == axis], catalog))
        for axis, (title, note) in _GROUPS.items()
    )
    return tuple(group for group in groups if group.ids)


def _sorted(axis: str, collections: list[Collection], catalog: Catalog) -> tuple[str, ...]:
    declared = {id: place for place, id in enumerate(catalog.vocabulary.get(axis, ()))}
    collections.sort(key=lambda c: (declared.get(c.id, 0), c.title.casefold(), c.id))
    return tuple(c.id for c in collections)
