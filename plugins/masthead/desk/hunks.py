"""Which lines of changed files a diff shows.

In: the folder of mkdocs.yml and a commit. Out: numbers of lines.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from masthead.desk.git import git

_HUNK: Final = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_CONTEXT: Final = 3
"""Lines around a change that hosts show, and take comments on."""


Shown = Mapping[int, int]
"""Lines of a file that a diff shows: the number of each before the change, 0 if it is new."""


def shown_lines(root: Path, commit: str) -> Mapping[str, Shown]:
    """The lines that a diff from `commit` to the files on the disk shows, by path below `root`.

    Lines count from 1. A path with a quote or a control character in it is passed over: git writes
    it in another way. Raises NoGit.
    """
    told = git(
        root, "diff", f"--unified={_CONTEXT}", "--no-color", "--no-ext-diff", "--no-textconv",
        "--find-renames", "--ignore-submodules", "--relative", "--src-prefix=a/",
        "--dst-prefix=b/", commit, "--",
    )  # fmt: skip
    found: dict[str, dict[int, int]] = {}
    path, old, new, end = "", 0, 0, 0
    for line in told.split("\n"):
        if new < end:  # within a hunk, where a line may look like the head of a file
            if line.startswith("+"):
                found.setdefault(path, {})[new] = 0
            elif line.startswith(" "):
                found.setdefault(path, {})[new] = old
            old += line.startswith((" ", "-"))
            new += line.startswith((" ", "+"))
        elif line.startswith("+++ "):
            path = _path(line[4:])
        elif match := _HUNK.match(line):
            old, new = int(match[1]), int(match[2])
            end = new + int(match[3] or 1)
    return {name: lines for name, lines in found.items() if name}


def _path(name: str) -> str:
    return name[2:].rstrip("\t") if name.startswith("b/") else ""


def present_commit(root: Path) -> str:
    """The commit that is checked out. Raises NoGit."""
    return git(root, "rev-parse", "HEAD").strip()
