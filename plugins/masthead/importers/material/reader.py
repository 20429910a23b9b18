"""Read a blog of Material for MkDocs into the neutral model.

In: a folder, the ledger. Out: an ImportedBlog. mkdocs.yml is only read: its `!!python` tags name
functions, which are recognised and never run.
"""

from collections.abc import Callable
from pathlib import Path
from posixpath import normpath
from typing import Any, Final
from urllib.parse import quote, urlsplit

from msgspec.structs import replace

from masthead.importers.files import Tree
from masthead.importers.frontmatter import Refusal, read_text, split
from masthead.importers.markdown.converted import split_title
from masthead.importers.markdown.plain import plain
from masthead.importers.markdown.python_markdown import Options
from masthead.importers.material.addresses import page_address, slugifier
from masthead.importers.material.authors import author_pages, read_authors
from masthead.importers.material.config import Blog, Config, read_config
from masthead.importers.material.posts import Reader
from masthead.importers.model import ImportedAuthor, ImportedBlog, ImportedPost, lines_of
from masthead.importers.names import inside, topic_id
from masthead.importers.report import Ledger
from masthead.importers.values import description_text, is_text, texts

Progress = Callable[[int, int], None]
_RSS_FILES: Final = {
    "rss_created": "feed_rss_created.xml",
    "rss_updated": "feed_rss_updated.xml",
    "json_created": "feed_json_created.json",
    "json_updated": "feed_json_updated.json",
}


def read_material(
    root: Path, ledger: Ledger, *, url: str = "", zone: str = "", progress: Progress | None = None
) -> ImportedBlog:
    """All blogs of the site as one."""
    tree = Tree(root)
    files = list(tree.walk())
    for link in tree.outside():
        ledger.log(link).loss(1, "symbolic link", "it leads out of the source and is not followed")
    config = read_config(tree, files, ledger)
    options = _options(tree, config)
    ledger.remarks.append("Dates without a zone are read in UTC, as Material does.")
    reader = Reader(tree, config, ledger, options, _appended(tree, config), _redirects(config))
    listed = [(path, blog) for blog in config.blogs for path in _post_files(files, blog, config)]
    authors = _authors(tree, files, config, options, ledger)
    host, base = _site(url or config.text("site_url"))
    feeds = _former_feeds(config)
    posts = _posts(listed, reader, ledger, progress)
    if feeds and host:
        posts = tuple(replace(p, guid=_canonical(host, base, p.address)) for p in posts)
    if len(config.blogs) > 1:
        ledger.remarks.append(
            f"{len(config.blogs)} blogs are one now, at {config.blogs[0].folder or '/'}; the "
            "others' addresses are aliases."
        )
    titles, descriptions = _categories(tree, files, config, ledger)
    _note_pages(files, config, {path for path, _ in listed}, ledger)
    return ImportedBlog(
        name=config.text("site_name") or host.partition("://")[2] or "Blog",
        system="Material for MkDocs",
        url=host,
        base=base,
        description=config.text("site_description"),
        lang=_language(config),
        timezone=zone or "UTC",
        hub=config.blogs[0].folder,
        posts=posts,
        authors=authors,
        image_roots=_image_roots(config),
        pages=_pages(files, config),
        docs=config.docs,
        directory_urls=config.directory_urls,
        feed="the plugin rss" if feeds else "",
        feeds=feeds,
        topic_titles=titles,
        topic_descriptions=descriptions,
    )


def _options(tree: Tree, config: Config) -> Options:
    """How the site's Markdown is read: its snippets, its headings' anchors, its formulas."""
    toc = config.extensions.get("toc") or config.extensions.get("markdown.extensions.toc") or {}
    anchor = (
        slugifier(toc["slugify"], "-", default_case="none")
        if toc.get("slugify")
        else slugifier({"!": "toc.slugify"}, "-")
    )
    tex = "pymdownx.arithmatex" in config.extensions
    return Options(include=_including(tree, config), anchor=anchor, tex=tex)


def _authors(
    tree: Tree, files: list[str], config: Config, options: Options, ledger: Ledger
) -> tuple[ImportedAuthor, ...]:
    """The authors of all blogs; of one described twice, the first."""
    authors: dict[str, ImportedAuthor] = {}
    for blog in config.blogs:
        for author in read_authors(tree, files, blog, config, options, ledger):
            if author.key in authors:
                ledger.log(author.source).change(
                    author.line,
                    "author",
                    f"“{author.key}” is described for several blogs; the first is used",
                )
            authors.setdefault(author.key, author)
    return tuple(authors.values())


def _posts(
    listed: list[tuple[str, Blog]], reader: Reader, ledger: Ledger, progress: Progress | None
) -> tuple[ImportedPost, ...]:
    """The posts that can be read, in the order of their files."""
    posts: list[ImportedPost] = []
    for number, (path, blog) in enumerate(listed):
        if post := reader.post(path, blog):
            posts.append(post)
            ledger.take("post", path, "")
        if progress:
            progress(number + 1, len(listed))
    return tuple(posts)


def _former_feeds(config: Config) -> dict[str, str]:
    """The files of mkdocs-rss-plugin, with their formats. Source: its config.py."""
    options = config.plugins.get("rss")
    if options is None or options.get("enabled") is False:
        return {}
    given = options.get("feeds_filenames")
    names = {**_RSS_FILES, **(given if isinstance(given, dict) else {})}
    enabled = {form: options.get(f"{form}_feed_enabled") is not False for form in ("rss", "json")}
    return {
        f"/{str(name).strip('/')}": key.partition("_")[0]
        for key, name in names.items()
        if enabled.get(str(key).partition("_")[0]) and inside(str(name)) == str(name)
    }


def _canonical(host: str, base: str, address: str) -> str:
    """A page's `canonical_url`, which the plugin writes as the guid."""
    return f"{host}{base}{quote(address)}" if address else ""


def _image_roots(config: Config) -> tuple[str, ...]:
    """Where an image's path may count from: docs, a blog's folder, the site's own."""
    blogs = (f"{config.docs}/{blog.folder}".strip("/") for blog in config.blogs)
    return tuple(dict.fromkeys((config.docs, *blogs, "")))


def _site(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return "", ""
    base = parts.path.strip("/")
    return f"{parts.scheme}://{parts.netloc}", f"/{base}" if base else ""


def _language(config: Config) -> str:
    theme = config.values.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    return str(language) if is_text(language) else ""


def _post_files(files: list[str], blog: Blog, config: Config) -> list[str]:
    folder = normpath(f"{config.docs}/{blog.posts}".lstrip("/"))
    prefix = "" if folder == "." else f"{folder}/"
    return [
        p
        for p in files
        if p.startswith(prefix)
        and p.endswith((".md", ".markdown"))
        and not any(part.startswith(".") for part in p.split("/"))
    ]


def _pages(files: list[str], config: Config) -> dict[str, str]:
    prefix = f"{config.docs}/" if config.docs else ""
    return {
        p: page_address(p.removeprefix(prefix), config)
        for p in files
        if p.startswith(prefix) and p.endswith((".md", ".markdown"))
    }


def _including(tree: Tree, config: Config) -> Callable[[str], str | None]:
    """Where snippets are looked for: the extension's base paths, then the site and its docs."""
    options = config.extensions.get("pymdownx.snippets") or {}
    bases = [*texts(options.get("base_path")), "", config.docs]

    def include(name: str) -> str | None:
        if "://" in name:
            return None
        path, _, section = name.partition(":")
        for base in bases:
            clean = inside(f"{base.removeprefix('!relative').strip() or '.'}/{path}")
            found = tree.find(clean) if clean else None
            if found is None:
                continue
            try:
                text = read_text(found)
            except Refusal:
                return None
            body = split(text).body if path.endswith(".md") and text.startswith("---\n") else text
            return _section(body, section) if section else body
        return None

    return include


def _section(text: str, section: str) -> str | None:
    """A part of a snippet: `name` between its marks, or lines `2:5`."""
    lines = text.split("\n")
    first, _, last = section.partition(":")
    if first.isdigit() or (not first and last.isdigit()):
        return "\n".join(lines[max(0, int(first or 1) - 1) : int(last) if last.isdigit() else None])
    start = next((n for n, t in enumerate(lines) if f"[start:{section}]" in t), None)
    end = next((n for n, t in enumerate(lines) if f"[end:{section}]" in t), None)
    return "\n".join(lines[start + 1 : end]) if start is not None and end is not None else None


def _appended(tree: Tree, config: Config) -> str:
    """`auto_append` of the snippets extension, most often a glossary of abbreviations."""
    options = config.extensions.get("pymdownx.snippets") or {}
    include = _including(tree, config)
    return "\n".join(text for name in texts(options.get("auto_append")) if (text := include(name)))


def _redirects(config: Config) -> dict[str, tuple[str, ...]]:
    """Former addresses from the redirects plugin, by the page that they lead to."""
    maps = (config.plugins.get("redirects") or {}).get("redirect_maps")
    found: dict[str, tuple[str, ...]] = {}
    for old, new in maps.items() if isinstance(maps, dict) else []:
        if is_text(new):
            key = str(new).partition("#")[0]
            found[key] = (*found.get(key, ()), page_address(str(old), config))
    return found


def _categories(
    tree: Tree, files: list[str], config: Config, ledger: Ledger
) -> tuple[dict[str, str], dict[str, str]]:
    """Titles and descriptions of topics from category pages written by hand."""
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    for blog in config.blogs:
        folder = f"{config.docs}/{blog.folder}/category/".replace("//", "/").lstrip("/")
        for path in [p for p in files if p.startswith(folder) and p.endswith(".md")]:
            found = tree.find(path)
            try:
                parts = split(read_text(found)) if found else None
            except Refusal:
                continue
            if parts is None:
                continue
            heading, _, _ = split_title(lines_of(parts.body))
            ident = topic_id(path.rsplit("/", 1)[-1].removesuffix(".md"))
            title: Any = parts.data.get("title") or plain(heading)
            if is_text(title):
                titles[ident] = str(title)
            if is_text(parts.data.get("description")):
                descriptions[ident] = description_text(
                    parts.data["description"], ledger.log(path), 1
                )
            ledger.log(path).change(
                1,
                "category page",
                "its title and description are the topic's; its text is not taken",
            )
    return titles, descriptions


def _note_pages(files: list[str], config: Config, posts: set[str], ledger: Ledger) -> None:
    """Pages of the blog's folder that are neither posts nor authors nor categories."""
    left: list[str] = []
    for blog in config.blogs:
        folder = f"{config.docs}/{blog.folder}".strip("/")
        prefix = f"{folder}/" if folder else ""
        taken = posts | author_pages(files, folder)
        left += [
            p
            for p in files
            if p.startswith(prefix)
            and p.endswith(".md")
            and p not in taken
            and not p.startswith(f"{prefix}category/")
        ]
    ledger.facts["pages_not_imported"] = sorted(set(left)) if config.blogs[0].folder else []
