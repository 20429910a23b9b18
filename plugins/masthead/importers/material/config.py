"""The site's mkdocs.yml: blog plugins, extensions, paths; or what Material does without."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import join, normpath
from typing import Any, Final

from msgspec import Struct, field

from masthead.importers.files import Tree
from masthead.importers.frontmatter import Refusal, load_yaml, read_text
from masthead.importers.names import inside
from masthead.importers.report import Ledger

_NAMES: Final = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml")
_BLOGS: Final = ("blog", "material/blog")


class Blog(Struct, frozen=True):
    """One blog plugin's settings. `folder` is its folder below docs, "" for docs itself."""

    options: Mapping[str, Any]
    folder: str

    def text(self, name: str, default: str) -> str:
        """A setting that is a text."""
        value = self.options.get(name)
        return (
            str(value) if isinstance(value, str | int) and not isinstance(value, bool) else default
        )

    @property
    def posts(self) -> str:
        """The folder of posts below docs."""
        return normpath(self.text("post_dir", "{blog}/posts").replace("{blog}", self.folder or "."))

    @property
    def authors_file(self) -> str:
        """The file of authors below docs."""
        return normpath(
            self.text("authors_file", "{blog}/.authors.yml").replace("{blog}", self.folder or ".")
        )


class Config(Struct, frozen=True):
    """What the importer reads of mkdocs.yml."""

    values: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    docs: str = ""
    blogs: tuple[Blog, ...] = ()
    plugins: Mapping[str, Any] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether the source has a mkdocs.yml."""
        return bool(self.path)

    def text(self, name: str) -> str:
        """A setting that is a text."""
        value = self.values.get(name)
        return (
            str(value).strip()
            if isinstance(value, str | int | float) and not isinstance(value, bool)
            else ""
        )

    @property
    def directory_urls(self) -> bool:
        """Whether pages are folders."""
        return self.values.get("use_directory_urls") is not False

    @property
    def meta(self) -> bool:
        """Whether `.meta.yml` files count."""
        return not self.found or "meta" in self.plugins or "material/meta" in self.plugins


def read_config(tree: Tree, files: list[str], ledger: Ledger) -> Config:
    """The source's settings; without mkdocs.yml, what the folders suggest."""
    path = next((name for name in _NAMES if tree.find(name)), "")
    values = _load(tree, path, ledger, 0) if path else {}
    if not values:
        return _guess(files, ledger)
    docs = inside(str(values.get("docs_dir") or "docs")) or ""
    plugins = dict(_named(values.get("plugins")))
    blogs = tuple(
        Blog(options, _folder(options))
        for name, options in _named(values.get("plugins"))
        if re.sub(r"[ #].*", "", name) in _BLOGS and options.get("enabled") is not False
    )
    if not blogs:
        ledger.remarks.append(f"{path} has no blog plugin; its defaults are used (blog_dir: blog).")
        blogs = (Blog({}, "blog"),)
    return Config(
        values, path, docs, blogs, plugins, dict(_named(values.get("markdown_extensions")))
    )


def _folder(options: Mapping[str, Any]) -> str:
    folder = normpath(str(options.get("blog_dir") or "blog"))
    return "" if folder == "." else folder.strip("/")


def _load(tree: Tree, path: str, ledger: Ledger, depth: int) -> dict[str, Any]:
    found = tree.find(path)
    if found is None or depth > 5:
        return {}
    try:
        values = load_yaml(read_text(found))
    except Refusal as refusal:
        ledger.log(path).todo(refusal.line, "configuration", f"not read: {refusal.reason}")
        return {}
    if not isinstance(values, dict):
        return {}
    base = values.pop("INHERIT", None)
    if isinstance(base, str):
        parent = inside(join(str(PurePosixPath(path).parent), base))
        if parent is None or tree.find(parent) is None:
            ledger.log(path).todo(1, "configuration", f"INHERIT: {base} is not in the source")
        else:
            values = _merged(_load(tree, parent, ledger, depth + 1), values)
    return {str(k): v for k, v in values.items()}


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """MkDocs merges mappings key by key; everything else is replaced."""
    result = dict(under)
    for key, value in over.items():
        old = result.get(key)
        both = isinstance(value, dict) and isinstance(old, dict)
        result[key] = _merged(old, value) if both else value  # type: ignore[arg-type]  # both are
    return result


def _named(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Plugins and extensions: names, one-key mappings, or one mapping."""
    items = list(value.items()) if isinstance(value, dict) else []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            items.extend(item.items())
        elif isinstance(item, str):
            items.append((item, {}))
    for name, options in items:
        yield (
            str(name),
            {str(k): v for k, v in options.items()} if isinstance(options, dict) else {},
        )


def _guess(files: list[str], ledger: Ledger) -> Config:
    """Without settings: a folder that holds `posts/`, preferably beside an authors file."""
    folders: dict[str, int] = {}
    for path in files:
        parts = path.split("/")
        if "posts" in parts[:-1] and path.endswith(".md"):
            folder = "/".join(parts[: parts.index("posts")])
            folders[folder] = folders.get(folder, 0) + 1
    authors = {str(PurePosixPath(p).parent) for p in files if p.endswith("/.authors.yml")}
    best = max(folders, key=lambda f: (f in authors, folders[f], f), default="")
    docs, _, blog = best.rpartition("/")
    ledger.remarks.append(
        f"The source has no mkdocs.yml: the blog is taken to be {best or 'the folder itself'}, "
        "with Material's own defaults"
        " (addresses /blog/yyyy/MM/dd/slug/, the slug made from the title)."
    )
    options = {} if blog else {"blog_dir": "."}
    return Config({}, "", docs, (Blog(options, blog),))
