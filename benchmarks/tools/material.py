"""Material's blog plugin, and Zensical, which reads the same files."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.posts import Post, Terms
from benchmarks.tools.mkdocs import CONFIG, MkDocs, installed
from benchmarks.tools.tool import Site, rival, write

BLOG = """  - blog:
      post_url_format: "{file}"
      authors_profiles: true
      pagination_per_page: 20
      archive_pagination_per_page: 20
      categories_pagination_per_page: 20
      authors_profiles_pagination_per_page: 20
"""
RSS = """  - rss:
      match_path: blog/posts/.*
      use_git: false
      date_from_meta: {as_creation: date}
      length: 20
      abstract_chars_count: -1 # whole texts, as all the others' feeds
"""
DOCUMENTED = """markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem: {smart_enable: all}
  - pymdownx.caret
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
  - pymdownx.tilde
"""
"""https://squidfunk.github.io/mkdocs-material/setup/extensions/#recommended-configuration"""


class Material(MkDocs):
    """Material with only the Markdown extensions that made-up posts need."""

    name = "material"
    title = "Material's blog, lean"
    install = "make rivals"
    lacks = "lists by stage and format, feeds for each collection (it has one, in RSS and JSON)"
    posts_folder = "docs/blog/posts"
    settings: ClassVar[str] = CONFIG
    kinds: ClassVar[Mapping[str, str]] = {
        "posts": r"^blog/post-\d+/index\.html$",
        "feeds": r"^feed_.*\.(xml|json)$",
        "lists": r"^blog/.*index\.html$",
        "pages": r"^(index|404)\.html$",
        "maps": r"^sitemap\.xml(\.gz)?$",
        "search index": r"^search(/|\.json$)",
        "theme": r"^assets/",
    }

    def program(self) -> Path | None:
        """MkDocs of an environment without Masthead."""
        return rival("material", "bin", "mkdocs")

    def version(self) -> str:
        """The theme's version, and its host's."""
        program = self.program()
        packages = ("mkdocs-material", "mkdocs", "mkdocs-rss-plugin")
        return installed(program, *packages) if program else ""

    def write_site(self, folder: Path, site: Site, terms: Terms) -> None:
        """Settings and authors: categories stand for topics."""
        more = {Site.FEEDS: RSS, Site.SEARCH: "  - search\n"}[site]
        config = f"{self.settings}plugins:\n{more}{BLOG}"
        write(folder / "mkdocs.yml", config)
        people = "".join(
            f"  {author}:\n    name: {author.capitalize()}\n    description: Writer\n"
            f"    avatar: https://example.com/{author}.png\n"
            for author in terms.authors
        )
        write(folder / "docs" / "blog" / ".authors.yml", "authors:\n" + people)
        write(folder / "docs" / "blog" / "index.md", "# Blog\n")
        write(folder / "docs" / "index.md", "# Home\n\nWelcome.\n")

    def front(self, post: Post) -> str:
        """Bylines and categories."""
        return (
            f"---\ntitle: {post.title}\ndate: {post.date}\n"
            f"authors: [{', '.join(post.authors)}]\ncategories: [{', '.join(post.topics)}]\n---\n\n"
        )


class MaterialDocumented(Material):
    """Material with the Markdown extensions that its documentation recommends."""

    name = "material-documented"
    title = "Material's blog, as documented"
    settings = CONFIG[: CONFIG.index("markdown_extensions:")] + DOCUMENTED


class Zensical(Material):
    """Material's successor."""

    name = "zensical"
    title = "Zensical"
    lacks = "lists by stage and format, feeds; it makes a search index in any case"

    def program(self) -> Path | None:
        """Its own program."""
        return rival("zensical", "bin", "zensical")

    def version(self) -> str:
        """Its version."""
        program = self.program()
        return installed(program, "zensical") if program else ""

    def write_site(self, folder: Path, site: Site, terms: Terms) -> None:
        """The same settings, without the plugin for feeds, which it does not have."""
        super().write_site(folder, site, terms)
        config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
        write(folder / "mkdocs.yml", config.replace(RSS, ""))

    def build(self, program: Path) -> list[str]:
        """`zensical build`."""
        return [str(program), "build"]

    def serve(self, program: Path, port: int) -> list[str]:
        """`zensical serve`."""
        return [str(program), "serve", "--dev-addr", f"127.0.0.1:{port}"]
