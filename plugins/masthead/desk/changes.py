"""Which files of a site a branch changes, by git.

In: the folder of mkdocs.yml and a base. Out: the files that differ from the commit in which the
branch left the base, as they lie on the disk now, and that commit's files. What git is given comes
from outside: it is called without a shell, and never takes a name for an option.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

from masthead.diagnostics import MastheadError

_GUESSES: Final = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
QUIET: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
SAFELY: Final = (
    "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false",
    # A folder of files that looks like a repository is content, whose settings count for nothing.
    "-c", "safe.bareRepository=explicit",
)  # fmt: skip
"""What git is told first, so that it runs nothing that a repository names."""


class NoChanges(MastheadError):  # noqa: N818 - read as a sentence
    """Git cannot say what has changed; the message says why."""


class Change(Struct, frozen=True):
    """A file that differs from the base.

    `path` is below the folder of mkdocs.yml, with `/`; `former` is the path that it had at the
    base, "" if it is new. A file that lies outside of that folder is not told of.
    """

    path: str
    former: str
    deleted: bool


def changes_since(root: Path, base: str) -> tuple[Change, ...]:
    """The files below `root` that a branch changes, saved or not, in the order of their paths.

    `base` names a branch or a commit; "" is the upstream's default branch. Raises NoChanges.
    """
    start = merge_base(root, base)
    told = _git(
        root, "diff", "--name-status", "-z", "--find-renames", "--relative", "--no-ext-diff",
        "--ignore-submodules", start, "--",
    )  # fmt: skip
    found = {change.path: change for change in _changes(told)}
    for path in _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--").split("\0"):
        if path:
            found.setdefault(path, Change(path, "", deleted=False))
    return tuple(found[path] for path in sorted(found))


def _changes(told: str) -> Iterator[Change]:
    """The changes in git's words: a letter and a path; of what has moved, the former path first."""
    words = iter(told.split("\0"))
    for letter in words:
        if not letter:
            break
        path = next(words)
        match letter[0]:
            case "R":
                yield Change(next(words), path, deleted=False)
            case "C":
                yield Change(next(words), "", deleted=False)
            case "A":
                yield Change(path, "", deleted=False)
            case "D":
                yield Change(path, path, deleted=True)
            case _:
                yield Change(path, path, deleted=False)


def merge_base(root: Path, base: str) -> str:
    """The commit in which the branch left the base, as its hash. Raises NoChanges."""
    if not _answer(root, "rev-parse", "--git-dir"):
        raise NoChanges("this is no git repository, so that nobody can say what a branch changes")
    guesses = [base] if base else [*_upstreams(root), *_GUESSES]
    commit = next(filter(None, (_commit(root, guess) for guess in guesses)), "")
    if not commit:
        wanted = f"there is no branch or commit `{base}`" if base else "there is no default branch"
        raise NoChanges(
            f"{wanted}: name one that is here (`git branch --all` lists them), or fetch it first; "
            "a shallow clone may have to be deepened (`git fetch --unshallow`)"
        )
    start = _answer(root, "merge-base", "--end-of-options", commit, "HEAD").strip()
    if not start:
        raise NoChanges(
            f"the branch has nothing in common with {base or 'the default branch'}: in a shallow "
            "clone, fetch its history first"
        )
    return start


def _upstreams(root: Path) -> Iterator[str]:
    """The default branches of what this repository was cloned from."""
    for remote in _answer(root, "remote").split():
        yield f"refs/remotes/{remote}/HEAD"


def _commit(root: Path, name: str) -> str:
    return _answer(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    ).strip()


@contextmanager
def tree_of(root: Path, commit: str) -> Iterator[Path]:
    """A copy of the folder as it was in a commit, for as long as it is needed. Raises NoChanges."""
    prefix = _git(root, "rev-parse", "--show-prefix").rstrip("\n")
    top = Path(_git(root, "rev-parse", "--show-toplevel").rstrip("\n"))
    with TemporaryDirectory(prefix="masthead-base-") as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        _git(top, "read-tree", commit, **index)
        _git(top, "checkout-index", "--all", "--quiet", f"--prefix={folder}/tree/", **index)
        yield Path(folder) / "tree" / prefix


def top_of(root: Path) -> str:
    """The way from the repository's top to the folder, such as `site/`; "" without git."""
    try:
        return _answer(root, "rev-parse", "--show-prefix").rstrip("\n")
    except NoChanges:
        return ""


def _answer(root: Path, *words: str) -> str:
    """What git says, "" if it says no."""
    return _run(root, words, {})[1]


def _git(root: Path, *words: str, **environment: str) -> str:
    code, said, fault = _run(root, words, environment)
    if code:
        raise NoChanges(f"git {words[0]} failed: {fault.strip() or code}")
    return said


def _run(root: Path, words: tuple[str, ...], more: dict[str, str]) -> tuple[int, str, str]:
    # Hooks call this too, and git tells them of an index and a folder that are not meant here.
    environment = {k: v for k, v in os.environ.items() if k not in ("GIT_DIR", "GIT_INDEX_FILE")}
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, without a shell
            ["git", *SAFELY, *words],  # noqa: S607 - as it is on the path
            cwd=root, capture_output=True, check=False, stdin=subprocess.DEVNULL,
            env={**environment, **QUIET, **more},
        )  # fmt: skip
    except OSError as error:
        raise NoChanges(f"git cannot be called: {error.strerror or error}") from error
    except ValueError as error:  # a NUL, which no name can have
        return 128, "", str(error)
    if done.returncode:
        return done.returncode, "", os.fsdecode(done.stderr)
    return 0, os.fsdecode(done.stdout), os.fsdecode(done.stderr)
