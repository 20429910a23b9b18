"""Read a Jekyll source into the neutral model.

In: a folder, the ledger. Out: an ImportedBlog. Files are only read, never run.
"""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, Final

from msgspec.structs import replace

from masthead.importers.files import Tree
from masthead.importers.frontmatter import Refusal, load_yaml, read_text
from masthead.importers.jekyll.authors import People, read_people
from masthead.importers.jekyll.config import Config, read_config
from masthead.importers.jekyll.feeds import read_feed
from masthead.importers.jekyll.liquid import strict_environment
from masthead.importers.jekyll.listing import list_posts, tree_files
from masthead.importers.jekyll.posts import Draft, Writer, open_post
from masthead.importers.jekyll.tags import plain_filters, url_filters
from masthead.importers.markdown.html import watch_address
from masthead.importers.model import ImportedBlog
from masthead.importers.report import Ledger
from masthead.importers.values import texts

Progress = Callable[[int, int], None]
_DATA_BUDGET: Final = 400


def read_jekyll(
    root: Path, ledger: Ledger, *, url: str = "", zone: str = "", progress: Progress | None = None
) -> ImportedBlog:
    """The blog of a Jekyll site."""
    tree = Tree(root)
    files = tree_files(tree)
    for link in tree.outside():
        ledger.log(link).loss(1, "symbolic link", "it leads out of the source and is not followed")
    config = read_config(tree, ledger, url=url, zone=zone)
    drafts = _open_all(files, tree, config, ledger)
    people = read_people(tree, files, config, ledger, _wanted(drafts))
    addresses = {d.file.basename: d.address for d in drafts if d.address}
    by_path = {d.file.path: d.address for d in drafts if d.address}
    pages = _pages(files)
    environment = strict_environment()
    environment.filters.update({**plain_filters(), **url_filters(config.url, config.base)})
    environment.filters.update(_people_filters(people))
    writer = Writer(
        tree,
        config,
        ledger,
        people,
        environment,
        _site(tree, files, config),
        addresses,
        {**pages, **by_path},
    )
    feed = read_feed(tree, files, config, drafts)
    entry_ids = feed.ids(drafts, config, ledger) if feed else {}
    posts = []
    for number, draft in enumerate(drafts):
        posts.append(replace(writer.post(draft), guid=entry_ids.get(draft.file.path, "")))
        ledger.take("post", draft.file.path, "")
        if progress:
            progress(number + 1, len(drafts))
    if not any((d.data.get("render_with_liquid") is False) for d in drafts) and config.kramdown:
        ledger.remarks.append(
            "kramdown's dashes and ellipses are written out; its curly quotes are not: GitHub's "
            "Markdown shows quotes as written."
        )
    ledger.facts["pages_not_imported"] = sorted(pages)
    return ImportedBlog(
        name=config.text("title", "name") or _host(config) or "Blog",
        system="jekyll",
        url=config.url,
        base=config.base,
        description=config.text("description"),
        lang=config.text("lang", "locale"),
        timezone=config.zone.key,
        hub="blog",
        posts=tuple(posts),
        authors=tuple(people.profiles.values()),
        pages=pages,
        feed=feed.source if feed else "",
        feeds=feed.addresses if feed else {},
        topic_feeds=feed.of_labels if feed else {},
        remarks=(),
    )


def _host(config: Config) -> str:
    return config.url.split("://")[-1].split("/")[0]


def _open_all(files: list[str], tree: Tree, config: Config, ledger: Ledger) -> list[Draft]:
    listed = list_posts(files, config.text("collections_dir"))
    return [
        draft for file in listed if (draft := open_post(file, tree, config, ledger)) is not None
    ]


def _wanted(drafts: list[Draft]) -> set[str]:
    return {
        key for d in drafts for name in ("authors", "author") for key in texts(d.data.get(name))
    }


def _pages(files: list[str]) -> dict[str, str]:
    """Addresses of ordinary pages, which stay outside the import."""
    found = {}
    for path in files:
        pure = PurePosixPath(path)
        if any(part.startswith(("_", ".")) for part in pure.parts) or pure.suffix not in (
            ".md",
            ".markdown",
            ".html",
        ):
            continue
        stem = pure.with_suffix("").as_posix()
        found[path] = "/" if stem == "index" else f"/{stem.removesuffix('/index')}/"
    return found


def _people_filters(people: People) -> dict[str, Callable[..., Any]]:
    """Filters that sites write for themselves: an author's name as a link, an embed."""

    def link(value: Any, *_: Any) -> str:
        author = people.profiles.get(str(value).strip())
        if author is None:
            return str(value)
        page = next((a for a in author.aliases), "")
        name = author.name.replace("<", "&lt;")
        return f'<a href="{page}">{name}</a>' if page else name

    def embed(value: Any, title: Any = "", *_: Any) -> str:
        address = watch_address(str(value))
        words = str(title or "").replace("[", "(").replace("]", ")").strip()
        return f"[{words}]({address})" if words else f"<{address}>"

    def photo(*_: Any) -> str:
        return ""  # the portrait is on the author's own page

    return {"team_link": link, "author_link": link, "team_photo": photo, "embed": embed}


def _site(tree: Tree, files: list[str], config: Config) -> dict[str, Any]:
    return {
        **config.values,
        "url": config.url,
        "baseurl": config.base,
        "data": _data(tree, files),
    }


def _data(tree: Tree, files: list[str]) -> dict[str, Any]:
    """`site.data`, from `_data/**`."""
    data: dict[str, Any] = {}
    for path in [f for f in files if f.startswith("_data/")][:_DATA_BUDGET]:
        found = tree.find(path)
        loader = _LOADERS.get(PurePosixPath(path).suffix)
        if found is None or loader is None:
            continue
        try:
            value = loader(read_text(found))
        except (Refusal, ValueError, csv.Error, RecursionError):
            continue
        place = data
        parts = PurePosixPath(path).with_suffix("").parts[1:]
        for part in parts[:-1]:
            inner = place.setdefault(part, {})
            place = inner if isinstance(inner, dict) else {}
        place[parts[-1]] = value
    return data


def _rows(delimiter: str) -> Callable[[str], Any]:
    return lambda text: list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


_LOADERS: Final[dict[str, Callable[[str], Any]]] = {
    ".yml": load_yaml,
    ".yaml": load_yaml,
    ".json": json.loads,
    ".csv": _rows(","),
    ".tsv": _rows("\t"),
}
