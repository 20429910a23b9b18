"""What the runner asks of a tool.

A tool turns the same posts into its own source tree, says how it is built and served, and names
what its output files are, so that a reader can judge whether two tools did the same work.
"""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from benchmarks.posts import Post, Terms

ROOT = Path(__file__).parents[2]
RIVALS = ROOT / ".venv" / "rivals"
"""Where `make rivals` installs the other tools, each in a folder of its own."""
THEMES = Path(__file__).parents[1] / "themes"
SITE_NAME = "Made up"


class Site(StrEnum):
    """What a site has besides its pages and lists: comparisons need one or the other."""

    FEEDS = "feeds"
    """Feeds for each collection; no search index."""
    SEARCH = "search"
    """The theme's search index; no feeds."""


class Tool:
    """One tool, as the runner sees it."""

    builds: ClassVar[bool] = True
    """Whether it makes a site at all."""
    name: ClassVar[str]
    title: ClassVar[str]
    install: ClassVar[str]
    """What to type so that it is there."""
    lacks: ClassVar[str] = ""
    """What it does not make that Masthead does, for the handbook."""
    output: ClassVar[str]
    """The folder of the published site, below the site's folder."""
    caches: ClassVar[tuple[str, ...]] = ()
    """What else a first build does not have."""
    posts_folder: ClassVar[str]
    kinds: ClassVar[Mapping[str, str]]
    """Kinds of outputs: their names, and the expressions that their paths match; the first wins."""

    def program(self) -> Path | None:
        """The program, or nothing where it is not installed."""
        raise NotImplementedError

    def version(self) -> str:
        """Its version in words."""
        raise NotImplementedError

    def write_site(self, folder: Path, site: Site, terms: Terms) -> None:
        """Write all but the posts: settings, theme, authors."""
        raise NotImplementedError

    def front(self, post: Post) -> str:
        """The post's front matter, with its fences."""
        raise NotImplementedError

    def body(self, post: Post) -> str:
        """The post's text as the tool wants it."""
        return post.body

    def page(self, post: Post) -> str:
        """The post's path below the address of the site, as a folder."""
        return f"blog/{post.name}/"

    def build(self, program: Path) -> list[str]:
        """The command that builds the site, run in its folder."""
        raise NotImplementedError

    def serve(self, program: Path, port: int) -> list[str]:
        """The command that shows the site on a port of this machine and follows edits."""
        raise NotImplementedError

    def write_post(self, folder: Path, post: Post) -> Path:
        """Write one post's file."""
        path = folder / self.posts_folder / f"{post.name}.md"
        write(path, self.front(post) + self.body(post))
        return path

    def configure(self, folder: Path, name: str) -> None:
        """Give the site another name, which every page shows."""
        raise NotImplementedError

    def count(self, folder: Path) -> tuple[dict[str, int], int]:
        """How many output files of each kind there are, and how many bytes they have in all."""
        found: Counter[str] = Counter()
        size = 0
        root = folder / self.output
        for path in root.rglob("*"):
            if path.is_file():
                found[self.kind(path.relative_to(root).as_posix())] += 1
                size += path.stat().st_size
        return dict(sorted(found.items())), size

    def kind(self, path: str) -> str:
        """The kind of one output file."""
        fitting = (kind for kind, form in self.kinds.items() if re.search(form, path))
        return next(fitting, "other")


def write(path: Path, text: str) -> None:
    """Write a file, and its folder where that is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def replace_in(path: Path, old: str, new: str) -> None:
    """Change a setting in a file. It must be there."""
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{path}: no {old!r} to change")
    write(path, text.replace(old, new, 1))


def beside_python(name: str) -> Path | None:
    """A program of the environment that runs this."""
    path = Path(sys.executable).with_name(name)
    return path if path.is_file() else None


def rival(tool: str, *inside: str) -> Path | None:
    """A program that `make rivals` installed for `tool`: its path inside, or its name in `bin`."""
    found = sorted((RIVALS / tool).glob("/".join(inside)))
    return found[0] if found else None


def on_path(name: str) -> Path | None:
    """A program on the path."""
    found = shutil.which(name)
    return Path(found) if found else None


def first_line(*command: str | Path) -> str:
    """What a program says when asked for its version."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except OSError:
        return "unknown"
    lines = done.stdout.strip().splitlines()
    return lines[0] if lines else "unknown"
