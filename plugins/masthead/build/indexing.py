"""Make the search's index of those records that are not as they were.

In: a Publisher, planned records. Out: the index's files in the stage, and a Group of what each
record rested on. A record whose facts have the answers that they had is named, and not made: its
text need not be in memory.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from masthead.build.publishing import Publisher
from masthead.plan.facts import fingerprint
from masthead.plan.output import PlannedRecord, SearchRecord
from masthead.plan.views import Anchor
from masthead.record.outputs import Group, Part, packed
from masthead.search.beside import Work, begin
from masthead.search.index import Index, Wanted

_NAME: Final = "search"
_STOCK: Final = "search.stock"
"""In the stage's home: what is left of the index that was made last, besides its texts."""

Planned = Mapping[str, PlannedRecord]


def begin_index(
    publisher: Publisher,
    records: Iterable[PlannedRecord],
    language: str,
    ways: tuple[Anchor, ...],
) -> Callable[[], None]:
    """Begin to make the index; what comes back stages it."""
    planned = {record.key: record for record in records}
    words, was = fingerprint((language, ways)), publisher.before.groups.get(_NAME)
    same = _same(publisher, was, planned) if was and was.words == words else {}
    if was and same.keys() == planned.keys() == was.parts.keys():
        publisher.now.groups[_NAME] = was
        return lambda: None
    publisher.anew += 1
    new, parts = _made(publisher, planned, planned.keys() - same.keys())
    work = begin(_work(publisher, Wanted(new, language, ways, [*same])))
    del new  # all texts of the site, maybe, and the process has them now

    def staged() -> None:
        index = work.index()
        if index is None:
            every, _ = _made(publisher, planned, planned)
            index = begin(_work(publisher, Wanted(every, language, ways))).index()
        assert index is not None  # nothing is the same  # noqa: S101
        _stage(publisher, index, was)
        known = {file: was.files[file] for file in index.kept} if was else {}
        publisher.now.groups[_NAME] = Group(
            words, same | parts, known | dict.fromkeys(index.files, (-1, 0))
        )

    return staged


def _same(publisher: Publisher, was: Group, planned: Planned) -> dict[str, Part]:
    """The records that are as they were; none if a file of the index is not."""
    if not all(publisher.stage.keep(file, about) for file, about in was.files.items()):
        return {}
    return {
        key: part for key, part in was.parts.items()
        if key in planned and planned[key].mark == part.mark
        and publisher.as_it_was(part.facts)
    }  # fmt: skip


def _made(
    publisher: Publisher, planned: Planned, keys: Iterable[str]
) -> tuple[dict[str, SearchRecord], dict[str, Part]]:
    catalog = publisher.plan.catalog
    records: dict[str, SearchRecord] = {}
    parts: dict[str, Part] = {}
    for key in keys:
        one = planned[key]
        records[key], facts = catalog.reads.apart(lambda: one.make(catalog))  # noqa: B023 - called here
        parts[key] = Part(one.mark, packed(publisher.tables.numbers(facts)))
    return records, parts


def _work(publisher: Publisher, wanted: Wanted) -> Work:
    stage = publisher.stage
    return Work(wanted, str(stage.site), str(stage.home / _STOCK))


def _stage(publisher: Publisher, index: Index, was: Group | None) -> None:
    stage, there = publisher.stage, {*index.kept}
    for file in was.files if was else ():
        if file not in there:
            stage.remove(file)
    for file, data in index.files.items():
        stage.put(file, data)
