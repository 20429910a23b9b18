"""What README tells a new user to type, typed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

import click
import pytest

from hosts.hosted import REPOSITORY, environment_with
from masthead.cli import main
from masthead.cli.check import check
from masthead.cli.new import new

_BLOCK: Final = re.compile(r"## Start a site of your own\n\n```shell\n(.*?)```", re.DOTALL)
_ANSWERS: Final = (
    "--name", "Example Works", "--url", "https://insights.example.com/", "--author", "Ana Ruiz",
)  # fmt: skip


def test_a_handful_of_commands_lead_from_nothing_to_a_site(tmp_path: Path) -> None:
    if new.get_command(click.Context(main), "post") is None or check.params[0].name != "paths":
        pytest.skip("`masthead new post` and `masthead check` are other branches'")
    found = _BLOCK.search((REPOSITORY / "README.md").read_text())
    assert found
    lines = [shlex.split(line, comments=True) for line in found[1].splitlines()]
    assert [line[:3] for line in lines[:3]] == [
        ["pip", "install", "path/to/this/checkout"], ["masthead", "new", "site"], ["cd", "insights"]
    ]  # fmt: skip
    folder = tmp_path
    for line in lines[1:]:
        if line[0] == "cd":
            folder /= line[1]
            continue
        answers = _ANSWERS if line[:3] == ["masthead", "new", "site"] else ()
        done = subprocess.run(
            [str(Path(sys.executable).parent / line[0]), *line[1:], *answers], cwd=folder,
            env=environment_with(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (line, done.stdout, done.stderr)
    assert (folder / "site/index.html").is_file()
