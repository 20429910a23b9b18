"""A site in a git repository: `main` is the base, and the test changes files after it."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from builders import Files, a_site

_WHO: Final = ("-c", "user.name=Ana Ruiz", "-c", "user.email=ana@example.org")


class Repository:
    """The site's folder; what stands in it now is compared with the commit on `main`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *words: str) -> str:
        """What git answers."""
        command = ["git", "-C", str(self.root), *_WHO, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self) -> str:
        """Commit everything; the commit's number."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")
        return self.git("rev-parse", "HEAD")

    def write(self, path: str, text: str) -> None:
        """Write a file below the site's folder."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def move(self, path: str, to: str) -> None:
        """Rename a file."""
        (self.root / path).rename(self.root / to)

    def delete(self, path: str) -> None:
        """Delete a file."""
        (self.root / path).unlink()


def a_repository(
    folder: Path, files: Files, config: Mapping[str, Any] | str | None = None, below: str = ""
) -> Repository:
    """A repository whose `main` has the site, with a branch checked out that begins there.

    `below` is the folder of mkdocs.yml in it.
    """
    root = a_site(folder / below, {**files, ".gitignore": ".cache/\n"}, config).root
    repository = Repository(root)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    repository.commit()
    repository.git("checkout", "--quiet", "-b", "change")
    return repository
