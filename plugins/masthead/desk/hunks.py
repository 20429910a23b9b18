"""Which lines of changed files a diff shows, and two more things that only git knows.

In: the folder of mkdocs.yml and a commit. Out: numbers of lines. See `masthead.desk.changes`, which
calls git in the same way: without a shell, and without any tool that a repository names.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from masthead.desk.changes import QUIET, SAFELY, NoChanges

_HUNK: Final = re.compile(rb"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_CONTEXT: Final = 3
"""Lines around a change that hosts show, and take comments on."""


Shown = Mapping[int, int]
"""Lines of a file that a diff shows: the number of each before the change, 0 if it is new."""


def shown_lines(root: Path, commit: str) -> Mapping[str, Shown]:
    """The lines that a diff from `commit` to the files on the disk shows, by path below `root`.

    Lines count from 1. A path with a quote or a control character in it is passed over: git writes
    it in another way. Raises NoChanges.
    """
    data = _git(
        root, "-c", "core.quotePath=false", "diff", f"--unified={_CONTEXT}", "--no-color",
        "--no-ext-diff", "--no-textconv", "--find-renames", "--ignore-submodules", "--relative",
        "--src-prefix=a/", "--dst-prefix=b/", commit, "--",
    )  # fmt: skip
    found: dict[str, dict[int, int]] = {}
    path, old, new, end = "", 0, 0, 0
    for line in data.split(b"\n"):
        if new < end:  # within a hunk, where a line may look like the head of a file
            if line.startswith(b"+"):
                found.setdefault(path, {})[new] = 0
            elif line.startswith(b" "):
                found.setdefault(path, {})[new] = old
            old += line.startswith((b" ", b"-"))
            new += line.startswith((b" ", b"+"))
        elif line.startswith(b"+++ "):
            path = _path(line[4:])
        elif match := _HUNK.match(line):
            old, new = int(match[1]), int(match[2])
            end = new + int(match[3] or 1)
    return {name: lines for name, lines in found.items() if name}


def _path(name: bytes) -> str:
    return os.fsdecode(name[2:].rstrip(b"\t")) if name.startswith(b"b/") else ""


def present_commit(root: Path) -> str:
    """The commit that is checked out. Raises NoChanges."""
    return _git(root, "rev-parse", "HEAD").decode("ascii", "replace").strip()


def own_name(root: Path) -> str:
    """The name that git signs commits with, or nothing."""
    try:
        return _git(root, "config", "user.name").decode("utf-8", "replace").strip()
    except NoChanges:
        return ""


def _git(root: Path, *words: str) -> bytes:
    # Hooks call this too, and git tells them of an index and a folder that are not meant here.
    around = {k: v for k, v in os.environ.items() if k not in ("GIT_DIR", "GIT_INDEX_FILE")}
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, without a shell
            ["git", *SAFELY, *words],  # noqa: S607 - as it is on the path
            cwd=root, capture_output=True, check=False, stdin=subprocess.DEVNULL,
            env={**around, **QUIET},
        )  # fmt: skip
    except OSError as error:
        raise NoChanges(f"git cannot be called: {error.strerror or error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise NoChanges(f"git failed: {said or done.returncode}")
    return done.stdout
