"""What README tells a new user to type, typed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

from hosts.hosted import REPOSITORY, environment_with

_BLOCK: Final = re.compile(r"## Start a site of your own\n\n```shell\n(.*?)```", re.DOTALL)
_ANSWERS: Final = (
    "--name", "Example Works", "--url", "https://insights.example.com/", "--author", "Ana Ruiz",
)  # fmt: skip


def test_a_handful_of_commands_lead_from_nothing_to_a_site(tmp_path: Path) -> None:
    found = _BLOCK.search((REPOSITORY / "README.md").read_text())
    assert found
    lines = [shlex.split(line, comments=True) for line in found[1].splitlines()]
    assert [line[:3] for line in lines[:4]] == [
        ["python3", "-m", "venv"], ["pip", "install", "path/to/this/checkout"],
        ["masthead", "new", "site"], ["cd", "insights"],
    ]  # fmt: skip
    folder = tmp_path
    for line in lines[2:]:
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
