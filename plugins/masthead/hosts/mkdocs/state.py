"""What MkDocs's own part of a site is made of, so that a server knows when to build it again."""

import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from masthead.hosts.mkdocs.build import State
from masthead.hosts.mkdocs.files import is_ours
from masthead.hosts.mkdocs.settings import template_folders
from masthead.settings import Settings


def host_state(config: MkDocsConfig, settings: Settings) -> State:
    """What MkDocs's own part of the site is made of: any difference calls for its whole build."""
    places = [*template_folders(config), *map(Path, config.watch)]
    found = set(_below(Path(config.docs_dir), "", settings))
    for place in places:
        found.update(_below(place, "", None) if place.is_dir() else _one(place))
    found.update(_one(Path(config.config_file_path or "mkdocs.yml")))
    return frozenset(found)


def _one(file: Path) -> Iterator[tuple[str, int, int]]:
    try:
        about = file.stat()
    except OSError:
        return
    yield str(file), about.st_size, about.st_mtime_ns


def _below(folder: Path, base: str, settings: Settings | None) -> Iterator[tuple[str, int, int]]:
    try:
        entries = [*os.scandir(folder / base)]
    except OSError:
        return
    for entry in entries:
        key = f"{base}{entry.name}"
        if entry.is_dir():
            if settings is None or not is_ours(f"{key}/", settings):
                yield from _below(folder, f"{key}/", settings)
        elif settings is None or not is_ours(key, settings):
            yield from _one(Path(entry.path))
