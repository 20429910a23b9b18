"""The command `masthead`: authors', editors' and operators' work, one module per command.

Every command ends with 0 (done), 1 (findings) or 2 (it could not run), has an example in `--help`,
and `--format json` where a machine may read its answer.
"""

from importlib import import_module
from typing import Final

import click

from masthead import __version__

COMMANDS: Final = {
    "build": "masthead.cli.build:build",
    "chain": "masthead.cli.chain:chain",
    "check": "masthead.cli.check:check",
    "due": "masthead.cli.due:due",
    "import": "masthead.cli.import_:importing",
    "interview": "masthead.cli.interview:interview",
    "lsp": "masthead.cli.lsp:lsp",
    "new": "masthead.cli.new:new",
    "preview": "masthead.cli.preview:preview",
    "promote": "masthead.cli.promote:promote",
    "reference": "masthead.cli.reference:reference",
    "review": "masthead.cli.review:review",
    "schema": "masthead.cli.schema:schema",
    "share": "masthead.cli.share:share",
    "status": "masthead.cli.status:status",
}
"""Commands by name; each is loaded when it is asked for, so that `--help` is quick."""


class _Lazy(click.Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="masthead")
def main() -> None:
    """Publish a company's thought leadership from a folder of Markdown.

    \b
    Example: masthead new site insights      a repository of your own
             masthead new post               a piece, half written
             masthead check FILE             what is wrong with it, and what to write
             masthead preview FILE --open    what its readers will see
             masthead review                 what your branch changes for them
             masthead status                 where every piece stands
             masthead COMMAND --help         what each can do, with examples
    """
