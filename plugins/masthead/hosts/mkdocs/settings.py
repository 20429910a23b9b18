"""From MkDocs's configuration to Settings, and what Masthead changes in the configuration."""

import os
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from masthead.diagnostics import Diagnostic, Findings
from masthead.diagnostics.rules import PLUGIN_PASSES_BY
from masthead.settings import Settings
from masthead.source.settings.read import plugin_position, read_settings, sets

THEME: Final = Path(__file__).parent / "theme"
_MATERIAL_FONTS: Final = {"text": "Roboto", "code": "Roboto Mono"}
_PAGE_HOOKS: Final = ("on_page_markdown", "on_page_content", "on_page_context", "on_post_page")
_INHERIT: Final = re.compile(r"^INHERIT:\s*['\"]?(.+?)['\"]?\s*$", re.MULTILINE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_AIR: Final = re.compile(r"\s*([{};,\n])\s*")
_KNOWN_PLUGINS: Final = ("search", "material/search", "masthead")
"""The search's hooks only collect pages; our records are added to its index."""


def root_of(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml, from which all paths in findings count."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def settings_from(
    config: MkDocsConfig, options: dict[str, Any]
) -> tuple[Settings, list[Diagnostic]]:
    """Settings, and what is wrong with the plugin's options."""
    findings = Findings()
    root, text = root_of(config), config_text(config)
    site_url = (config.site_url or "").strip()
    host = Settings(
        site_name=config.site_name,
        site_url=site_url + ("" if site_url.endswith("/") or not site_url else "/"),
        site_description=config.site_description or "",
        site_author=config.site_author or "",
        site_logo=str(config.theme.get("logo") or ""),
        lang=str(config.theme.get("language") or "en"),
        docs_dir=Path(os.path.relpath(config.docs_dir, root)).as_posix(),
        use_directory_urls=config.use_directory_urls,
    )
    path = config_name(config)
    settings = read_settings(options, text, path, host, findings)
    for name in _passing_by(config):
        findings.add(
            plugin_position(text, path, name),
            PLUGIN_PASSES_BY,
            f"the plugin {name} does not see pieces: they are not pages of MkDocs",
            "It goes on working for ordinary pages.",
        )
    return settings, findings.items


def config_text(config: MkDocsConfig) -> str:
    """The text of mkdocs.yml, for positions; empty when it came from somewhere else."""
    try:
        return Path(config.config_file_path or "").read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ""


def _texts(path: str) -> Iterator[str]:
    """The texts of a configuration file and of those that it inherits from."""
    seen: set[Path] = set()
    file = Path(path)
    while path and file not in seen and file.is_file():
        seen.add(file)
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        yield text
        parent = _INHERIT.search(text)
        path = parent[1] if parent else ""
        file = file.parent / path


def config_name(config: MkDocsConfig) -> str:
    """The name of the configuration file as findings show it."""
    return Path(config.config_file_path or "mkdocs.yml").name


def _passing_by(config: MkDocsConfig) -> Iterator[str]:
    """Plugins that work on each page, which pieces are not."""
    for name, plugin in config.plugins.items():
        kind = type(plugin)
        if name not in _KNOWN_PLUGINS and any(hasattr(kind, hook) for hook in _overridden(kind)):
            yield name


def _overridden(kind: type[Any]) -> Iterator[str]:
    from mkdocs.plugins import BasePlugin

    for hook in _PAGE_HOOKS:
        if getattr(kind, hook, None) is not getattr(BasePlugin, hook, None):
            yield hook


def left_out(config: MkDocsConfig, *, serving: bool) -> Callable[[str], bool]:
    """Tells of a file below docs whether `exclude_docs`, or `draft_docs` in a build, names it."""
    specs = (config.exclude_docs, None if serving else config.draft_docs)
    given = [spec for spec in specs if spec]
    return lambda key: any(spec.match_file(key) for spec in given)


def lend_theme(config: MkDocsConfig) -> File:
    """Put our templates behind the site's own and before the theme's; returns our style sheet.

    Material would fetch fonts from another host unless told otherwise. A page asks no other host
    for anything that the site's configuration does not name, so only named fonts are fetched.
    """
    custom = [config.theme.custom_dir] if config.theme.custom_dir else []
    rest = [folder for folder in config.theme.dirs if folder not in (*custom, str(THEME))]
    config.theme.dirs = [*custom, str(THEME), *rest]
    named = any(sets(text, "theme", "font") for text in _texts(config.config_file_path or ""))
    if config.theme.get("font") == _MATERIAL_FONTS and not named:
        config.theme["font"] = False
    text = package_files("masthead.render").joinpath("static/masthead.css").read_text("utf-8")
    sheet = _AIR.sub(r"\1", _COMMENT.sub("", text)).encode()
    name = f"assets/masthead/masthead.{sha256(sheet).hexdigest()[:8]}.css"
    if name not in config.extra_css:
        config.extra_css.insert(0, name)
    return File.generated(config, name, content=sheet, inclusion=InclusionLevel.INCLUDED)


def palettes_of(config: MkDocsConfig) -> list[dict[str, str]]:
    """The palettes that the theme offers; one with nothing in it stands for its usual one."""
    given = config.theme.get("palette") or {}
    return given if isinstance(given, list) else [given]


def template_folders(config: MkDocsConfig) -> list[Path]:
    """Where the site keeps templates of its own."""
    return [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
