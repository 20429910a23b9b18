"""The search's part of the host: whose box the pages have, and what ordinary pages add to it.

Ours takes the place of the theme's in its header; the theme's own plugin then collects and writes
nothing. Where the theme's is wanted, our records go into its index, which knows MkDocs's own pages
only.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from html import escape
from importlib.resources import files as package_files
from inspect import getfile
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any, Final

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from masthead.plan.catalog import Catalog
from masthead.plan.facts import fingerprint
from masthead.plan.output import PlannedRecord, SearchRecord
from masthead.search.index import FOLDER, Wanted, whole
from masthead.settings import Settings

INDEX: Final = "search/search_index.json"
_BOX: Final = Path(__file__).parent / "box"
"""The folder of templates that a theme gets only when our search takes the place of its own."""
_PARTIAL: Final = "partials/search.html"
_MATERIAL: Final = "material/search"
_STATIC: Final = ("search.js", "search.css")


def takes_over(config: MkDocsConfig, settings: Settings) -> bool:
    """Whether the pages have our search: by the setting, else where the theme shows its own."""
    if settings.search:
        return settings.search == "masthead"
    shown = any(Path(folder, _PARTIAL).is_file() for folder in config.theme.dirs)
    return shown and any(_enabled(plugin) for plugin in _theirs(config))


def lend_box(config: MkDocsConfig) -> list[File]:
    """Put our box in the place of the theme's, and silence its plugin; returns script and style."""
    silence(config)
    plugin = next(_theirs(config), None)
    if _MATERIAL not in config.plugins:  # Material's header asks for it before it shows a search
        stand_in = SimpleNamespace(config=SimpleNamespace(enabled=True))
        dict.__setitem__(config.plugins, _MATERIAL, stand_in)
    elif plugin is not None:
        plugin.config["enabled"] = True
    custom = [config.theme.custom_dir] if config.theme.custom_dir else []
    rest = [folder for folder in config.theme.dirs if folder not in (*custom, str(_BOX))]
    config.theme.dirs = [*custom, str(_BOX), *rest]
    return [_static(name, config) for name in _STATIC]


def silence(config: MkDocsConfig) -> None:
    """Keep the theme's plugin from collecting texts, and from writing its index and scripts."""
    for plugin in _theirs(config):
        for event in ("page_context", "post_build"):
            methods = config.plugins.events[event]
            methods[:] = [one for one in methods if getattr(one, "__self__", None) is not plugin]
        if "enabled" in plugin.config:
            plugin.config["enabled"] = False
        theirs = str(Path(getfile(type(plugin))).parent / "templates")
        config.theme.dirs = [folder for folder in config.theme.dirs if folder != theirs]
    scripts = config.extra_javascript
    scripts[:] = [script for script in scripts if str(script) != "search/main.js"]


def _theirs(config: MkDocsConfig) -> "Iterator[BasePlugin[Any]]":
    """The search plugins of MkDocs, its forks and Material, whatever they go by."""
    for plugin in config.plugins.values():
        if type(plugin).__name__ == "SearchPlugin":
            yield plugin


def _enabled(plugin: "BasePlugin[Any]") -> bool:
    return bool(plugin.config.get("enabled", True))


def _static(name: str, config: MkDocsConfig) -> File:
    """One of our files with its digest in its name, so that browsers may keep it."""
    data = package_files("masthead.render").joinpath(f"static/{name}").read_bytes()
    stem, _, ending = name.partition(".")
    path = f"assets/masthead/{stem}.{sha256(data).hexdigest()[:8]}.{ending}"
    return File.generated(config, path, content=data, inclusion=InclusionLevel.INCLUDED)


def ordinary_records(files: Files) -> Iterator[PlannedRecord]:
    """A record for each of MkDocs's own pages that is to be found."""
    for file in files.documentation_pages():
        page = file.page
        wishes = page.meta.get("search") if page else None
        wishes = wishes if isinstance(wishes, dict) else {}
        if page and page.content and not wishes.get("exclude"):
            record = _record(page, wishes.get("boost", 1.0))
            mark = fingerprint(record)  # the host knows no facts
            yield PlannedRecord(file.src_uri, partial(_given, record), mark)


def _given(record: SearchRecord, _: Catalog) -> SearchRecord:
    return record


def _record(page: Page, boost: Any) -> SearchRecord:
    from masthead.hosts.mkdocs.sections import sections  # lxml.html takes long to import

    text, parts = sections(page.content or "")
    title = str(page.meta.get("title") or page.title or "")
    return SearchRecord(
        address="" if page.url in (".", "./") else page.url,
        title=title,
        text=text,
        boost=float(boost) if isinstance(boost, int | float) and boost > 0 else 1.0,
        kind="Page",
        summary=str(page.meta.get("description") or ""),
        parts=tuple(part for part in parts if part[2] != title),
    )


class OnDemand:
    """While serving: the index's files, made when somebody first asks for one."""

    def __init__(self, wanted: Callable[[], Wanted], mount: str) -> None:
        self._wanted, self._mount = wanted, f"{mount.rstrip('/')}/{FOLDER}"
        self._turn = Lock()
        self._files: dict[str, bytes] | None = None

    def get(self, path: str) -> bytes | None:
        """The file at a path of the server, if it is one of the index's."""
        if not path.startswith(self._mount):
            return None
        with self._turn:
            if self._files is None:
                self._files = whole(self._wanted())
        return self._files.get(f"{FOLDER}{path.removeprefix(self._mount)}")


def links(static: Iterable[File], catalog: Catalog) -> dict[str, str]:
    """What the box leads to: script, style sheet, and the page for those who have no script."""
    script, style = (file.url for file in static)
    dated = bool(catalog.members["archive"])
    home = catalog.addresses.index("archive") if dated else catalog.addresses.hub()
    return {"script": script, "style": style, "home": home}


def with_records(index: bytes, records: Iterable[SearchRecord]) -> bytes:
    """The index of the theme's search with our records."""
    data: Any = msgspec.json.decode(index)
    for record in records:
        if "://" in record.address:  # the theme's results all lie on this site
            continue
        entry: dict[str, Any] = {
            "location": record.address,
            "title": escape(record.title, quote=False),
            "text": escape(record.text, quote=False),
        }
        if record.tags:
            entry["tags"] = [escape(tag, quote=False) for tag in record.tags]
        if record.boost != 1.0:
            entry["boost"] = record.boost
        data["docs"].append(entry)
    return msgspec.json.encode(data, order="sorted")
