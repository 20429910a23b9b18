"""Cut a list into pages, and say how to get from one to the next."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from masthead.plan.views import Pager

_T = TypeVar("_T")
_NEAR = 2
INDEX_SIZE: Final = 100
"""Entries on a page of an index: each is a few lines, so more fit than cards in a list."""


def pages_of(
    items: Sequence[_T], size: int, address: Callable[[int], str]
) -> Iterator[tuple[Pager, Sequence[_T]]]:
    """Each page's Pager and items; an empty list has one empty page."""
    total = max(1, -(-len(items) // size))
    for number in range(1, total + 1):
        yield pager(number, total, address), items[(number - 1) * size : number * size]


def pager(number: int, total: int, address: Callable[[int], str]) -> Pager:
    """The way between pages: neighbours, the first, the last; constant, however many there are."""
    if total == 1:
        return Pager(number=1, total=1)
    near = {1, total, *range(number - _NEAR, number + _NEAR + 1)}
    shown = sorted(page for page in near if 1 <= page <= total)
    numbers: list[tuple[int, str]] = []
    for page in shown:
        if numbers and page > numbers[-1][0] + 1:
            numbers.append((0, ""))
        numbers.append((page, address(page)))
    return Pager(
        number=number,
        total=total,
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number < total else "",
        numbers=tuple(numbers),
    )
