"""Which files a branch changes, as git tells."""

import os
from pathlib import Path

from msgspec import Struct

from masthead.desk.history import git, merge_base


class Change(Struct, frozen=True):
    """A file that differs from the base. `path` counts from the folder of mkdocs.yml, with "/".

    `former` is the path that it had at the base, "" if it is new.
    """

    path: str
    former: str
    deleted: bool


def changes_since(root: Path, base: str) -> tuple[Change, ...]:
    """What differs from the commit at which this branch left `base`, by path.

    What is not committed yet counts too. Raises MastheadError in words when there is no git, or no
    such base.
    """
    commit = merge_base(root, base)
    options = ("--name-status", "-z", "--relative", "--find-renames", "--no-ext-diff")
    words = git(root, "diff", *options, commit, "--").split(b"\0")[:-1]
    names = iter(map(os.fsdecode, words))
    found = {}
    for status in names:
        former = next(names)
        path = next(names) if status[0] in "RC" else former
        found[path] = Change(path, "" if status[0] in "AC" else former, status[0] == "D")
    others = git(root, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")[:-1]
    for path in map(os.fsdecode, others):
        found.setdefault(path, Change(path, "", deleted=False))
    return tuple(found[path] for path in sorted(found))
