"""Cut a list into pages, and say how to get from one to the next."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from masthead.plan.views import Pager

_T = TypeVar("_T")
_NEAR = 2
INDEX_SIZE: Final = 100
"""Entries on a page of an index: each is a few lines, so more fit than cards in a list."""


def numbers_of(items: Sequence[_T], size: int) -> range:
    """The numbers of a list's pages; an empty list has one empty page."""
    return range(1, max(1, -(-len(items) // size)) + 1)


def page_of(
    items: Sequence[_T], size: int, number: int, address: Callable[[int], str]
) -> tuple[Pager, Sequence[_T]]:
    """One page's Pager and items."""
    shown = items[(number - 1) * size : number * size]
    return pager(number, numbers_of(items, size)[-1], address), shown


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
