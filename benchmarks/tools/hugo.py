"""Hugo, with a theme that makes the same pages, lists and feeds as Masthead."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.posts import Post, Terms
from benchmarks.tools.tool import (
    SITE_NAME,
    THEMES,
    Site,
    Tool,
    first_line,
    on_path,
    replace_in,
    rival,
    write,
)

YEARS = range(2016, 2026)
LISTS = {
    "blog": SITE_NAME,
    "topics": "Topics",
    "authors": "Authors",
    "stages": "Stages",
    "formats": "Formats",
    "archive": "Archive",
}


class Hugo(Tool):
    """Hugo's own program, not the wrapper in Python that its package puts before it."""

    name = "hugo"
    title = "Hugo"
    install = "make rivals"
    lacks = "Markdown versions, lists for machines, lists of feeds"
    output = "public"
    caches = ("resources", ".cache", ".hugo_build.lock")
    posts_folder = "content/blog"
    kinds: ClassVar[Mapping[str, str]] = {
        "posts": r"^blog/post-\d+/index\.html$",
        "feeds": r"(feed|atom)\.(xml|json)$",
        "lists": r"^(blog|topics|authors|stages|formats|archive)/.*index\.html$",
        "pages": r"^(index|404|subscribe/index)\.html$",
        "maps": r"^(sitemap\.xml|robots\.txt)$",
        "theme": r"^site\.css$",
    }

    def program(self) -> Path | None:
        """The program of the package, else one on the path."""
        inside = ("lib", "python*", "site-packages", "hugo", "binaries", "hugo")
        return rival("hugo", *inside) or on_path("hugo")

    def version(self) -> str:
        """Its version: what it says begins with `hugo v0.168.0-`, then a commit and options."""
        program = self.program()
        return first_line(program, "version").partition("-")[0] if program else ""

    def write_site(self, folder: Path, site: Site, terms: Terms) -> None:
        """The theme as it is; without feeds, one setting less."""
        shutil.copytree(THEMES / "hugo", folder, dirs_exist_ok=True)
        if site is Site.SEARCH:
            for kind in ("section", "term"):
                line = f'{kind} = ["html", "rss", "atom", "jsonfeed"]'
                replace_in(folder / "hugo.toml", line, f'{kind} = ["html"]')
        content = folder / "content"
        write(content / "_index.md", "---\ntitle: Home\n---\n\nWelcome.\n")
        write(content / "subscribe" / "index.md", "---\ntitle: Subscribe\n---\n\nFeeds.\n")
        for name, title in LISTS.items():
            write(content / name / "_index.md", f"---\ntitle: {title}\n---\n")
        for year in YEARS:  # archives have no feeds
            front = f"---\ntitle: '{year}'\noutputs: [html]\n---\n"
            write(content / "archive" / str(year) / "_index.md", front)
        for author in terms.authors:
            front = f"---\ntitle: {author.capitalize()}\nrole: Writer\n---\n\nWrites here.\n"
            write(content / "authors" / author / "_index.md", front)

    def front(self, post: Post) -> str:
        """Bylines, topics, a stage, and a year as a term, since Hugo has no archives by year."""
        return (
            f"---\ntitle: {post.title}\ndate: {post.date}\nid: p{post.number:07}\n"
            f"authors: [{', '.join(post.authors)}]\ntopics: [{', '.join(post.topics)}]\n"
            f"stages: [{post.stage}]\nformats: [post]\narchive: ['{post.date.year}']\n---\n\n"
        )

    def body(self, post: Post) -> str:
        """Hugo's mark of an excerpt has no spaces."""
        return post.body.replace("<!-- more -->", "<!--more-->")

    def build(self, program: Path) -> list[str]:
        """`hugo build`."""
        return [str(program), "build", "--quiet"]

    def serve(self, program: Path, port: int) -> list[str]:
        """`hugo server`, live reload and fast render as they come."""
        return [str(program), "server", "--bind", "127.0.0.1", "--port", str(port)]

    def configure(self, folder: Path, name: str) -> None:
        """Another `title`."""
        path = folder / "hugo.toml"
        replace_in(path, path.read_text(encoding="utf-8").splitlines()[0], f'title = "{name}"')
