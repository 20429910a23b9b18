"""Ask git, which is called as a program: without a shell, hooks or other tools that it is told of.

In: a folder and git's words. Out: what git says. What git is given may come from outside: whoever
asks sees to it that no name is taken for an option.
"""

import os
import subprocess
from pathlib import Path
from typing import Final

from masthead.diagnostics import MastheadError

_QUIET: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_SET: Final = (
    "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false",
    # A folder of files that looks like a repository is content, whose settings count for nothing.
    "-c", "safe.bareRepository=explicit", "-c", "core.quotePath=false",
)  # fmt: skip


class NoGit(MastheadError):  # noqa: N818 - read as a sentence
    """Git is not there, or cannot do what it was asked for; the message says why."""


def git(root: Path, *words: str, **environment: str) -> str:
    """What git says. Raises NoGit."""
    code, said, fault = _run(root, words, environment)
    if code:
        raise NoGit(f"git {words[0]} failed: {fault.strip() or code}")
    return said


def answer(root: Path, *words: str) -> str:
    """What git says, "" if it says no. Raises NoGit where there is none."""
    return _run(root, words, {})[1]


def _run(root: Path, words: tuple[str, ...], more: dict[str, str]) -> tuple[int, str, str]:
    # Hooks call this too, and git tells them of an index and a folder that are not meant here.
    environment = {k: v for k, v in os.environ.items() if k not in ("GIT_DIR", "GIT_INDEX_FILE")}
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, without a shell
            ["git", *_SET, *words],  # noqa: S607 - as it is on the path
            cwd=root, capture_output=True, check=False, stdin=subprocess.DEVNULL,
            env={**environment, **_QUIET, **more},
        )  # fmt: skip
    except OSError as error:
        raise NoGit(f"git cannot be called: {error.strerror or error}") from error
    except ValueError as error:  # a NUL, which no name can have
        return 128, "", str(error)
    if done.returncode:
        return done.returncode, "", os.fsdecode(done.stderr)
    return 0, os.fsdecode(done.stdout), os.fsdecode(done.stderr)
