"""Eleventy, with templates that make the same pages, lists and feeds as Masthead."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.posts import Post, Terms
from benchmarks.tools.tool import SITE_NAME, THEMES, Site, Tool, first_line, on_path, rival, write

FEEDS = ("rss.njk", "atom.njk", "archives.njk", "json.11ty.mjs")


class Eleventy(Tool):
    """Templates in Nunjucks, Markdown by markdown-it."""

    name = "eleventy"
    title = "Eleventy"
    install = "make rivals (needs Node.js and npm)"
    lacks = "tables of contents, structured data, Markdown versions, lists for machines"
    output = "_site"
    caches = (".cache",)
    posts_folder = "blog"
    kinds: ClassVar[Mapping[str, str]] = {
        "posts": r"^blog/post-\d+/index\.html$",
        "feeds": r"(feed|atom(-\d+)?)\.(xml|json)$",
        "lists": r"^(blog|topics|authors|stages|formats|archive)/.*index\.html$",
        "pages": r"^(index|subscribe/index)\.html$",
        "maps": r"^sitemap\.xml$",
    }

    def program(self) -> Path | None:
        """Its own program, where there is a Node.js to run it."""
        return on_path("node") and rival("eleventy", "node_modules", "@11ty", "eleventy", "cmd.cjs")

    def version(self) -> str:
        """Its version, and that of Node.js."""
        program = self.program()
        if program is None:
            return ""
        package = json.loads((program.parent / "package.json").read_text(encoding="utf-8"))
        return f"eleventy {package['version']}, node {first_line('node', '--version')}"

    def write_site(self, folder: Path, site: Site, terms: Terms) -> None:  # noqa: ARG002 - its lists find them by themselves
        """The templates as they are; without feeds, fewer of them."""
        shutil.copytree(THEMES / "eleventy", folder, dirs_exist_ok=True)
        self.configure(folder, SITE_NAME)
        defaults = {"layout": "post.njk"}
        write(folder / "blog" / "blog.json", json.dumps(defaults))
        for name in FEEDS if site is Site.SEARCH else ():
            (folder / "lists" / name).unlink()

    def front(self, post: Post) -> str:
        """Bylines, topics, a stage."""
        return (
            f"---\ntitle: {post.title}\ndate: {post.date}\nid: p{post.number:07}\n"
            f"authors: [{', '.join(post.authors)}]\ntopics: [{', '.join(post.topics)}]\n"
            f"stages: {post.stage}\nformats: post\n---\n\n"
        )

    def build(self, program: Path) -> list[str]:
        """`eleventy`."""
        return ["node", str(program), "--quiet"]

    def serve(self, program: Path, port: int) -> list[str]:
        """`eleventy --serve`."""
        return [*self.build(program), "--serve", f"--port={port}"]

    def configure(self, folder: Path, name: str) -> None:
        """Another name in the data that all templates see."""
        write(folder / "_data" / "site.json", json.dumps({"name": name}))
