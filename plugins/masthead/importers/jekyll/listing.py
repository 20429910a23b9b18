"""What a Jekyll source consists of: posts, drafts, author profiles, data files."""

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from msgspec import Struct

from masthead.importers.files import Tree

MARKDOWN: Final = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown"})
HTML: Final = frozenset({".html", ".htm"})
OTHER: Final = {
    ".textile": "Textile",
    ".rst": "reStructuredText",
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".org": "Org",
    ".haml": "Haml",
    ".slim": "Slim",
}
_DATED: Final = re.compile(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-(.*)(\.[^.]+)", re.S)


class PostFile(Struct, frozen=True):
    """A file below `_posts` or `_drafts`. `categories` are the folders above that folder."""

    path: str
    slug: str
    extension: str
    day: date | None
    categories: tuple[str, ...]
    draft: bool
    fault: str = ""

    @property
    def basename(self) -> str:
        """The file's name without its extension."""
        return PurePosixPath(self.path).name.removesuffix(self.extension)


def list_posts(files: list[str], collections_dir: str) -> list[PostFile]:
    """All posts and drafts of the source, readable or not."""
    found = []
    for path in files:
        parts = path.split("/")
        folder = next((p for p in parts[:-1] if p in ("_posts", "_drafts")), None)
        if folder is None:
            continue
        above = parts[: parts.index(folder)]
        if any(p.startswith(("_", ".")) and p != collections_dir for p in above):
            continue
        categories = tuple(p for p in above if p != collections_dir)
        if post := _post(path, parts[-1], categories, draft=folder == "_drafts"):
            found.append(post)
    return found


def _post(path: str, name: str, categories: tuple[str, ...], *, draft: bool) -> PostFile | None:
    extension = PurePosixPath(name).suffix
    kind = extension.lower()
    known = kind in MARKDOWN or kind in HTML or kind in OTHER
    if not known or name.startswith("."):
        return None
    fault = (
        f"it is {OTHER[kind]}; convert it to Markdown first (pandoc can)" if kind in OTHER else ""
    )
    dated = _DATED.fullmatch(name)
    if not dated:
        stem = name.removesuffix(extension)
        if not draft and not fault:
            fault = (
                "the file's name does not begin with a date, so Jekyll does not publish it either"
            )
        return PostFile(path, stem, extension, None, categories, draft, fault)
    year, month, day, slug, _ = dated.groups()
    try:
        when: date | None = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        when, fault = None, fault or f"there is no day {year}-{month}-{day}"
    return PostFile(path, slug.rstrip("."), extension, when, categories, draft, fault)


def list_profiles(files: list[str], folder: str) -> list[str]:
    """Files of a collection such as `_authors`."""
    return [
        path
        for path in files
        if folder in path.split("/")[:-1]
        and PurePosixPath(path).suffix.lower() in (*MARKDOWN, *HTML)
    ]


def list_data(files: list[str], name: str) -> list[str]:
    """Data files of one name: `_data/authors.yml`, or the files of `_data/authors/`."""
    endings = (".yml", ".yaml", ".json")
    single = [f"_data/{name}{ending}" for ending in endings]
    return [
        path
        for path in files
        if path in single or (path.startswith(f"_data/{name}/") and path.endswith(endings))
    ]


def tree_files(tree: Tree) -> list[str]:
    """All files of the source, in order."""
    return list(tree.walk())
