"""What happens to a site before a build, and how to see that the build has noticed.

A prepared site is one tool's source tree in a folder. `apply` changes it and returns what a
reader must find afterwards; `noticed` looks for it in the output. Each change carries the number
of its round, so that every one is new.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from benchmarks.posts import Post, one_more, terms, with_sentence, with_title
from benchmarks.tools.tool import SITE_NAME, Site, Tool


class Change(StrEnum):
    """What is different since the last build."""

    COLD = "cold"
    """All: neither output nor cache is there."""
    NOTHING = "nothing"
    SENTENCE = "sentence"
    """One more sentence in the middle of one post."""
    TITLE = "title"
    """Another title of one post: lists, feeds and neighbours show it."""
    NEW = "new piece"
    CONFIGURATION = "configuration"
    """Another name of the site, which every page shows."""
    LIVE = "live"
    """A sentence, saved while the site is being served."""


class NotNoticedError(Exception):
    """A build ended well, but its output is not what it must be, so its time says nothing."""


@dataclass(frozen=True)
class Expected:
    """A text that must be on the page of a post."""

    post: Post
    text: str


@dataclass(frozen=True)
class Prepared:
    """One tool's source tree."""

    tool: Tool
    site: Site
    count: int
    folder: Path
    middle: Post
    """The post that is edited: neither among the newest nor the oldest."""

    def apply(self, change: Change, number: int) -> Expected | None:
        """Make a change to the sources; what must be on which page after the next build."""
        sentence = f"Changed in round {number}."
        match change:
            case Change.COLD:
                self.clean()
                return Expected(self.middle, self.middle.title)
            case Change.NOTHING:
                return None
            case Change.SENTENCE | Change.LIVE:
                self.tool.write_post(self.folder, with_sentence(self.middle, sentence))
                return Expected(self.middle, sentence)
            case Change.TITLE:
                title = f"Another title {number}"
                self.tool.write_post(self.folder, with_title(self.middle, title))
                return Expected(self.middle, title)
            case Change.NEW:
                post = one_more(self.middle, self.count + number, sentence)
                self.tool.write_post(self.folder, post)
                return Expected(post, sentence)
            case Change.CONFIGURATION:
                name = f"{SITE_NAME} {number}"
                self.tool.configure(self.folder, name)
                return Expected(self.middle, name)
            case _:
                assert_never(change)

    def clean(self) -> None:
        """Remove all that builds have made."""
        for name in (self.tool.output, *self.tool.caches):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            path.unlink(missing_ok=True)

    def check(self, expected: Expected) -> None:
        """See that the build has noticed a change.

        Raises NotNoticedError where it has not.
        """
        address = self.tool.page(expected.post)
        page = self.folder / self.tool.output / address / "index.html"
        if not page.is_file() or expected.text not in page.read_text(encoding="utf-8"):
            raise NotNoticedError(f"{self.tool.title}: {address} does not have {expected.text!r}")


def prepare(tool: Tool, site: Site, posts: Sequence[Post], folder: Path) -> Prepared:
    """Write a tool's source tree of posts, at least one, into a folder."""
    tool.write_site(folder, site, terms(len(posts)))
    for post in posts:
        tool.write_post(folder, post)
    return Prepared(tool, site, len(posts), folder, posts[len(posts) // 2])
