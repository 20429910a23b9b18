"""Masthead, in MkDocs with Material."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.posts import Post, Terms
from benchmarks.tools.mkdocs import CONFIG, MkDocs, installed
from benchmarks.tools.tool import ROOT, Site, beside_python, first_line, write

AS_MATERIAL = "      search: theme\n      markdown: false\n      latest: false\n      llms: false\n"
"""What Material's blog makes, and no more; our own search is compared by itself."""

LENIENT = (
    "      rules: {MH501: advice, MH502: advice, MH503: advice, MH504: advice, MH505: advice, "
    "MH506: advice}\n"
)
"""Real texts may break rules that would stop a build."""


class Masthead(MkDocs):
    """What this repository makes."""

    name = "masthead"
    title = "Masthead"
    install = "make serve"
    posts_folder = "docs/posts"
    kinds: ClassVar[Mapping[str, str]] = {
        "posts": r"^blog/post-\d+/index\.html$",
        "feeds": r"^(blog|topics|authors|stages|formats)/.*(feed|atom(-\d+)?)\.(xml|json)$",
        "lists": r"^(blog|topics|authors|stages|formats)/.*index\.html$",
        "pages": r"^(index|404|subscribe/index)\.html$",
        "maps": r"^(sitemap\.xml(\.gz)?|robots\.txt)$",
        "search index": r"^search/",
        "theme": r"^assets/",
        "Markdown versions": r"^blog/post-\d+/index\.md$",
        "lists of the latest": r"latest\.(html|json)$",
        "lists of feeds": r"\.opml$",
    }

    def program(self) -> Path | None:
        """MkDocs of this environment."""
        return beside_python("mkdocs")

    def version(self) -> str:
        """Its version and commit, and the versions of host and theme."""
        program = self.program()
        if program is None:
            return ""
        commit = first_line("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD")
        return f"{installed(program, 'masthead', 'mkdocs', 'mkdocs-material')}, commit {commit}"

    def write_site(self, folder: Path, site: Site, terms: Terms) -> None:
        """Settings and authors; what else it has is its default."""
        search = "  - search\n" if site is Site.SEARCH else ""
        options = "collections: []" if site is Site.SEARCH else 'authority: "example.com,2026"'
        topics = "".join(f"        {topic}: {topic.capitalize()}\n" for topic in terms.topics)
        plugins = f"plugins:\n{search}  - masthead:\n      feeds: {{{options}}}\n{LENIENT}"
        if site is Site.SEARCH:
            plugins += AS_MATERIAL
        write(folder / "mkdocs.yml", f"{CONFIG}{plugins}      topics:\n{topics}")
        for author in terms.authors:
            profile = f"---\nname: {author.capitalize()}\nrole: Writer\n---\n\nWrites here.\n"
            write(folder / "authors" / f"{author}.md", profile)
        write(folder / "docs" / "index.md", "# Home\n\nWelcome.\n")

    def front(self, post: Post) -> str:
        """Ids, bylines, topics and a stage."""
        return (
            f"---\ntitle: {post.title}\ndate: {post.date}\nid: p{post.number:07}\n"
            f"authors: [{', '.join(post.authors)}]\ntopics: [{', '.join(post.topics)}]\n"
            f"stages: [{post.stage}]\n---\n\n"
        )


class Alone(Masthead):
    """The same in one process: two of them take less time, but some of the work twice."""

    name = "masthead-alone"
    title = "Masthead, one process"

    def build(self, program: Path) -> list[str]:
        """`mkdocs build`, as the handbook says it."""
        return ["env", "MASTHEAD_WORKERS=1", *super().build(program)]
