"""`masthead new`: start something. A group; each kind is a command of its own."""

import click

from masthead.cli.new_site import site


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def new() -> None:
    """Start something new.

    Example: masthead new site insights
    """


new.add_command(site)
