"""Pelican, with its own theme `simple`."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.posts import Post, Terms
from benchmarks.tools.mkdocs import installed
from benchmarks.tools.tool import THEMES, Site, Tool, replace_in, rival


class Pelican(Tool):
    """Stages are its categories, topics its tags."""

    name = "pelican"
    title = "Pelican"
    install = "make rivals"
    lacks = "lists by format, JSON feeds, archives of feeds, related posts, cards, a sitemap"
    output = "output"
    caches = ("cache",)
    posts_folder = "content/blog"
    kinds: ClassVar[Mapping[str, str]] = {
        "posts": r"^blog/post-\d+/index\.html$",
        "feeds": r"(feed|atom)\.xml$",
        "lists": r"^(blog|topics|authors|stages|archive)/.*index\.html$",
        "theme": r"^theme/",
    }

    def program(self) -> Path | None:
        """Its own program."""
        return rival("pelican", "bin", "pelican")

    def version(self) -> str:
        """Its version, and its renderer's."""
        program = self.program()
        return installed(program, "pelican", "markdown") if program else ""

    def write_site(self, folder: Path, site: Site, terms: Terms) -> None:  # noqa: ARG002 - its lists find them by themselves
        """The settings as they are; without feeds, all of them unset."""
        shutil.copytree(THEMES / "pelican", folder, dirs_exist_ok=True)
        if site is Site.SEARCH:
            settings = folder / "pelicanconf.py"
            text = settings.read_text(encoding="utf-8")
            unset = re.sub(r"^((\w*FEED_\w+_?(?:ATOM|RSS)), (\w+)) = .*$", r"\1 = None, None",
                           text, flags=re.MULTILINE)  # fmt: skip
            settings.write_text(unset, encoding="utf-8")

    def front(self, post: Post) -> str:
        """The head that Pelican reads."""
        return (
            f"Title: {post.title}\nDate: {post.date}\nSlug: {post.name}\n"
            f"Authors: {', '.join(post.authors)}\nTags: {', '.join(post.topics)}\n"
            f"Category: {post.stage}\n\n"
        )

    def body(self, post: Post) -> str:
        """Links to files are marked as such."""
        return re.sub(r"\]\((post-\d+\.md)\)", r"]({filename}\1)", post.body)

    def build(self, program: Path) -> list[str]:
        """`pelican`, with the settings of the folder."""
        return [str(program), "--quiet", "--settings", "pelicanconf.py"]

    def serve(self, program: Path, port: int) -> list[str]:
        """`pelican --listen --autoreload`."""
        return [*self.build(program), "--listen", "--autoreload", "--port", str(port)]

    def configure(self, folder: Path, name: str) -> None:
        """Another `SITENAME`."""
        path = folder / "pelicanconf.py"
        lines = path.read_text(encoding="utf-8").splitlines()
        line = next(line for line in lines if line.startswith("SITENAME"))
        replace_in(path, line, f'SITENAME = "{name}"')
