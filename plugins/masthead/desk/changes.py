"""Which files of a site a branch changes, by git.

In: the folder of mkdocs.yml and a base. Out: the files that differ from the commit in which the
branch left the base, as they lie on the disk now, and that commit's files. What git is given comes
from outside, and it never takes a name for an option; `masthead.desk.git` calls it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

from masthead.desk.git import NoGit, answer, git

_GUESSES: Final = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


class NoChanges(NoGit):
    """There is no base to compare with; the message says why."""


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

    `base` names a branch or a commit; "" is the upstream's default branch. Raises NoGit.
    """
    start = merge_base(root, base)
    told = git(
        root, "diff", "--name-status", "-z", "--find-renames", "--relative", "--no-ext-diff",
        "--ignore-submodules", start, "--",
    )  # fmt: skip
    found = {change.path: change for change in _changes(told)}
    for path in git(root, "ls-files", "-z", "--others", "--exclude-standard", "--").split("\0"):
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
    """The commit in which the branch left the base, as its hash. Raises NoGit."""
    if not answer(root, "rev-parse", "--git-dir"):
        raise NoChanges("this is no git repository, so that nobody can say what a branch changes")
    guesses = [base] if base else [*_upstreams(root), *_GUESSES]
    commit = next(filter(None, (_commit(root, guess) for guess in guesses)), "")
    if not commit:
        wanted = f"there is no branch or commit `{base}`" if base else "there is no default branch"
        raise NoChanges(
            f"{wanted}: name one that is here (`git branch --all` lists them), or fetch it first; "
            "a shallow clone may have to be deepened (`git fetch --unshallow`)"
        )
    start = answer(root, "merge-base", "--end-of-options", commit, "HEAD").strip()
    if not start:
        raise NoChanges(
            f"the branch has nothing in common with {base or 'the default branch'}: in a shallow "
            "clone, fetch its history first"
        )
    return start


def _upstreams(root: Path) -> Iterator[str]:
    """The default branches of what this repository was cloned from."""
    for remote in answer(root, "remote").split():
        yield f"refs/remotes/{remote}/HEAD"


def _commit(root: Path, name: str) -> str:
    return answer(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    ).strip()


@contextmanager
def tree_of(root: Path, commit: str) -> Iterator[Path]:
    """A copy of the folder as it was in a commit, for as long as it is needed. Raises NoGit."""
    prefix = git(root, "rev-parse", "--show-prefix").rstrip("\n")
    top = Path(git(root, "rev-parse", "--show-toplevel").rstrip("\n"))
    with TemporaryDirectory(prefix="masthead-base-") as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        git(top, "read-tree", commit, **index)
        git(top, "checkout-index", "--all", "--quiet", f"--prefix={folder}/tree/", **index)
        yield Path(folder) / "tree" / prefix


def top_of(root: Path) -> str:
    """The way from the repository's top to the folder, such as `site/`; "" without git."""
    try:
        return answer(root, "rev-parse", "--show-prefix").rstrip("\n")
    except NoGit:
        return ""
