"""`masthead new`: start a piece of any format, an author, a series, an idea, a whole site."""

from importlib import import_module
from typing import Final

import click

from masthead.cli.new_piece import piece_command
from masthead.settings import DEFAULT_FORMATS

KINDS: Final = {
    "author": "masthead.cli.new_author:author",
    "idea": "masthead.cli.new_idea:idea",
    "series": "masthead.cli.new_series:series",
    "site": "masthead.cli.new_site:site",
}
"""What is no piece, by name; each is loaded when it is asked for."""


class _New(click.Group):
    """Everything that has no command of its own is a format: a site may declare more of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted([*KINDS, *(term.id for term in DEFAULT_FORMATS)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if place := KINDS.get(cmd_name):
            module, _, name = place.partition(":")
            command = getattr(import_module(module), name)
            return command if isinstance(command, click.Command) else None
        return piece_command(cmd_name, others=tuple(KINDS))


@click.command(
    cls=_New,
    context_settings={"help_option_names": ["-h", "--help"]},
    short_help="Start a piece, an author, a series, an idea, a whole site.",
)
def new() -> None:
    """Start a piece of any format, an author, a series, an idea, a whole site.

    Besides the formats below, any that `formats:` in mkdocs.yml declares, also by a part of its
    name: `masthead new paper` starts a white paper.

    In a terminal it asks for what the options do not say, with proposals. Elsewhere it asks
    nothing. No file is ever overwritten.

    \b
    Example: masthead new post
             masthead new post "Price the leak" --stage awareness --topic leakage
             masthead new author "Ana Ruiz" --role "Network engineer"
             masthead new site insights
    """
