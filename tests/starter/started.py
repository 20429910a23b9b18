"""Starts sites for tests, as somebody would who types `masthead new site`."""

from pathlib import Path
from typing import Final

from click.testing import CliRunner, Result

from masthead.cli import main

DAY: Final = "2026-11-20"
"""On which these sites are started."""


def run(*words: str) -> Result:
    """`masthead new site`, without a terminal."""
    return CliRunner().invoke(main, ["new", "site", *words])


def a_started_site(folder: Path, *options: str, **given: str) -> Path:
    """A new site's folder; options such as name="Example Works" may be given as keywords."""
    values = {
        "name": "Example Works", "url": "https://insights.example.com/", "author": "Ana Ruiz",
        "timezone": "Europe/Berlin", "host": "both", "requirement": "masthead==1.0", "now": DAY,
        **given,
    }  # fmt: skip
    words = [word for name, value in values.items() for word in (f"--{name}", value)]
    result = run(str(folder), *words, *options)
    assert result.exit_code == 0, result.output
    return folder
