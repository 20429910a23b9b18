"""Ask for what an option did not say: in a terminal with proposals, elsewhere not at all.

In: what options gave, proposals. Out: values. Questions go to the error channel, so that standard
output has the answer of the command and nothing else.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import click
from msgspec import Struct

from masthead.cli.sources import CannotRun
from masthead.cli.wishes import Choice, all_of, choose
from masthead.diagnostics.show import columns, printable

_T = TypeVar("_T")
MOST_SHOWN: Final = 12
"""Choices that are listed unasked."""
_NOTHING: Final = "-"

YES: Final = click.option(
    "-y", "--yes", is_flag=True, help="Ask nothing: take what the options and proposals say."
)


class Asker(Struct, frozen=True):
    """Gets values from options, else from whoever sits at the terminal, else from the proposal.

    What cannot be read raises CannotRun where it was an option's; an answer is asked for again.
    """

    asks: bool

    def words(
        self, question: str, read: Callable[[str, str], _T], given: str, option: str,
        proposal: str = "",
    ) -> _T:  # fmt: skip
        """One value. `read` takes the words, and the option's name or nothing."""
        if given or not self.asks:
            return read(given or proposal, option if given else "")
        return _until_read(question, lambda answer: read(answer, ""), proposal)

    def some(
        self, question: str, what: str, choices: Sequence[Choice], given: Sequence[str],
        option: str, proposal: Sequence[str] = (), way: str = "", *, one: bool = False,
    ) -> tuple[str, ...]:  # fmt: skip
        """Ids out of choices, or none; with `one`, at most one. `way` says how to add a choice."""
        if given:
            found = all_of(given, lambda word: choose(word, choices, what, option, way))
            if one and len(found) > 1:
                raise CannotRun(f"{option}: a piece has one {what}; choose one of the two")
            return found
        if not self.asks or not choices:
            return tuple(proposal)
        click.echo(f"\n{question}", err=True)
        _show(choices)

        def read(answer: str) -> tuple[str, ...]:
            if answer.strip() == "?":
                _show(choices, most=len(choices))
                raise CannotRun("")
            found = all_of([answer], lambda word: _numbered(word, choices, what, way))
            if one and len(found) > 1:
                raise CannotRun(f"one {what}, please")
            return found

        how = "number or name" if one else "numbers or names, with commas between them"
        return _until_read(f"  {how}", read, ", ".join(proposal))


def can_ask(*, yes: bool) -> bool:
    """Whether somebody is there to answer: there is a terminal, and no `--yes`."""
    return not yes and sys.stdin.isatty() and sys.stderr.isatty()


def _until_read(question: str, read: Callable[[str], _T], proposal: str) -> _T:
    """Ask until the answer can be read. Enter takes the proposal, a hyphen alone means nothing."""
    suffix = "" if proposal else " (Enter: none)" if question.startswith("  ") else ""
    while True:
        answer = click.prompt(
            printable(question + suffix), default=printable(proposal),
            show_default=bool(proposal), err=True,
        )  # fmt: skip
        try:
            return read("" if answer.strip() == _NOTHING else answer)
        except CannotRun as error:
            if str(error):
                click.echo(f"  {printable(str(error))}", err=True)


def _numbered(word: str, choices: Sequence[Choice], what: str, way: str) -> str:
    """The choice by its number in the list or a beginning of its own, else by its name."""
    ids = [choice.id for choice in choices]
    if word not in ids and word.isdecimal() and 1 <= int(word) <= len(ids):
        return ids[int(word) - 1]
    begun = [id for id in ids if id.casefold().startswith(word.casefold())]
    return choose(begun[0] if len(begun) == 1 else word, choices, what, way=way)


def _show(choices: Sequence[Choice], most: int = MOST_SHOWN) -> None:
    """The choices with their numbers; of many, the first, and how to see the others."""
    shown = choices[:most]
    width = max(columns(choice.id) for choice in shown)
    for number, choice in enumerate(shown, start=1):
        gap = " " * (width - columns(choice.id))
        text = f"  {number:>3}  {printable(choice.id)}{gap}  {printable(choice.note)}"
        click.echo(text.rstrip(), err=True)
    if len(choices) > most:
        click.echo(f"       and {len(choices) - most} more: ? shows them all", err=True)
