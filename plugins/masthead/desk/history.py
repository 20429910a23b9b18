"""What git knows of a site: where a branch left its base, what it changed, what was there before.

Git is called with lists of arguments and never through a shell; what comes from outside stands
behind `--end-of-options` or `--`. No filter, hook or tool that a repository names is run.
"""

import os
import re
import subprocess
import tarfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from masthead.diagnostics import MastheadError

_HUNK: Final = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_PLAIN: Final = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_DEFAULTS: Final = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


class NoHistory(MastheadError):  # noqa: N818 - read as a sentence
    """Git is not there, or does not know what it was asked for; the message says what to do."""


def default_base(root: Path) -> str:
    """The branch that others are compared with. Raises NoHistory if there is none."""
    for name in _DEFAULTS:
        with suppress(NoHistory):
            return git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode()[:40]
    raise NoHistory("there is no branch `main` or `master` to compare with: name one")


def merge_base(root: Path, base: str) -> str:
    """The commit at which the present one left `base`. Raises NoHistory."""
    try:
        named = git(root, "rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}")
    except NoHistory as error:
        if "not a git repository" in str(error) or "no git" in str(error):
            raise
        raise NoHistory(f"git knows no commit `{base}`: fetch it, or name another") from error
    try:
        return git(root, "merge-base", "HEAD", named.decode().strip()).decode().strip()
    except NoHistory as error:
        raise NoHistory(
            f"git finds no commit that this branch shares with `{base}`: a shallow clone lacks it; "
            "fetch the whole history (`fetch-depth: 0`)"
        ) from error


def prefix_of(root: Path) -> str:
    """The folder of mkdocs.yml below the top of the repository: "", or ending in "/"."""
    return os.fsdecode(git(root, "rev-parse", "--show-prefix").rstrip(b"\n"))


def unpack(root: Path, commit: str, folder: Path) -> Path:
    """Write the tree of a commit into `folder`; returns where the folder of mkdocs.yml is in it.

    Links that lead out of it are left out.
    """
    top = os.fsdecode(git(root, "rev-parse", "--show-toplevel").rstrip(b"\n"))
    command = _command(Path(top), "archive", "--format=tar", commit)
    with subprocess.Popen(  # noqa: S603 - a list of arguments, of which `commit` is a number of git's
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment()
    ) as process:
        assert process.stdout is not None  # it is a pipe  # noqa: S101
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
                archive.extractall(folder, filter=_inside)  # noqa: S202 - `_inside` sees to that
        except tarfile.TarError as error:
            raise NoHistory(f"git did not give the files of {commit}: {error}") from error
    return folder / prefix_of(root)


def _inside(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None


def shown_lines(root: Path, commit: str) -> Mapping[str, tuple[range, ...]]:
    """The lines of each changed file that a diff with three lines around changes shows.

    By path below the folder of mkdocs.yml, as the working tree has them.
    """
    options = ("--unified=3", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames")
    names = ("--relative", "--src-prefix=a/", "--dst-prefix=b/")
    found: dict[str, list[range]] = {}
    path = ""
    data = git(root, "-c", "core.quotePath=false", "diff", *options, *names, commit, "--")
    for line in data.split(b"\n"):
        if line.startswith(b"+++ "):
            path = _path(line[4:])
        elif path and (match := _HUNK.match(line)):
            first, count = int(match[1]), int(match[2] or 1)
            found.setdefault(path, []).append(range(first, first + count))
    return {name: tuple(ranges) for name, ranges in found.items()}


def _path(name: bytes) -> str:
    """A path of a diff's head. One with a quote or a control character is not commented on."""
    return os.fsdecode(name[2:].rstrip(b"\t")) if name.startswith(b"b/") else ""


def git(root: Path, *words: str) -> bytes:
    """What git answers. Raises NoHistory with what it complains of."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            _command(root, *words), capture_output=True, check=False, env=_environment()
        )
    except FileNotFoundError as error:
        raise NoHistory("there is no git on this machine: install it") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise NoHistory(said.removeprefix("fatal: ") or f"git {words[0]} failed")
    return done.stdout


def _command(root: Path, *words: str) -> list[str]:
    return ["git", "-C", os.fspath(root), *words]


def _environment() -> dict[str, str]:
    return {**os.environ, **_PLAIN}
