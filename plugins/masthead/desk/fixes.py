"""Repairs that have one right answer."""

from collections.abc import Iterable

from msgspec import Struct

from masthead.build.pipeline import Site
from masthead.diagnostics import Diagnostic


class Fix(Struct, frozen=True):
    """One finding's only right answer: lines `first` to `last` become `lines` (without line ends).

    Lines count from 1, both ends are included; last = first - 1 inserts before `first`.
    """

    path: str
    first: int
    last: int
    lines: tuple[str, ...]


def fixes_of(findings: Iterable[Diagnostic], site: Site) -> dict[Diagnostic, Fix]:  # noqa: ARG001
    """The repairs of those findings that have one."""
    return {}
