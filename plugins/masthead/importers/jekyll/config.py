"""A Jekyll site's settings: `_config.yml`, or what Jekyll does without one."""

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, Final
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from masthead.importers.dates import zone_named
from masthead.importers.files import Tree
from masthead.importers.frontmatter import Refusal, load_yaml, read_text
from masthead.importers.report import Ledger

_NAMES: Final = ("_config.yml", "_config.yaml", "_config.toml")


class Config(Struct, frozen=True):
    """What the importer reads of it. `found` is false when the source has no configuration."""

    values: Mapping[str, Any] = field(default_factory=dict)
    found: bool = False
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def text(self, *keys: str) -> str:
        """The first of these settings that is a text."""
        for key in keys:
            value = self.values.get(key)
            if (
                isinstance(value, str | int | float)
                and not isinstance(value, bool)
                and str(value).strip()
            ):
                return str(value).strip()
        return ""

    @property
    def url(self) -> str:
        """The site's address without a path."""
        return self.text("url").rstrip("/")

    @property
    def base(self) -> str:
        """The site's path, without a slash at the end."""
        base = self.text("baseurl").strip("/")
        return f"/{base}" if base else ""

    @property
    def permalink(self) -> str:
        """The template of posts' addresses."""
        posts = self.collection("posts").get("permalink")
        if isinstance(posts, str):
            return posts
        # Jekyll's own default is `date`; sources without settings were published by other means.
        return self.text("permalink") or ("date" if self.found else "pretty")

    @property
    def kramdown(self) -> bool:
        """Whether posts are kramdown; else they are CommonMark already."""
        return self.text("markdown").lower() in ("", "kramdown")

    @property
    def plugins(self) -> frozenset[str]:
        """The names of plugins."""
        listed = self.values.get("plugins") or self.values.get("gems") or []
        return frozenset(str(p) for p in listed) if isinstance(listed, list) else frozenset()

    def collection(self, name: str) -> Mapping[str, Any]:
        """A collection's settings."""
        collections = self.values.get("collections")
        value = collections.get(name) if isinstance(collections, dict) else None
        return value if isinstance(value, dict) else {}

    def defaults(self, path: str, kind: str) -> dict[str, Any]:
        """Front matter defaults for a file; the longer path wins, then the one with a type."""
        listed = self.values.get("defaults")
        chosen: list[tuple[int, bool, dict[str, Any]]] = []
        for entry in listed if isinstance(listed, list) else []:
            scope = entry.get("scope") if isinstance(entry, dict) else None
            values = entry.get("values") if isinstance(entry, dict) else None
            if not isinstance(values, dict):
                continue
            scope = scope if isinstance(scope, dict) else {}
            prefix = str(scope.get("path") or "").strip("/")
            type_ = scope.get("type")
            if (type_ in (None, "", kind)) and _covers(prefix, path):
                chosen.append((len(prefix), bool(type_), values))
        merged: dict[str, Any] = {}
        for _, _, values in sorted(chosen, key=lambda c: c[:2]):
            merged.update({str(k): v for k, v in values.items()})
        return merged


def _covers(prefix: str, path: str) -> bool:
    if not prefix:
        return True
    if "*" in prefix:
        return fnmatchcase(path, prefix) or fnmatchcase(path, f"{prefix}/*")
    return path == prefix or path.startswith(prefix + "/")


def read_config(tree: Tree, ledger: Ledger, *, url: str, zone: str) -> Config:
    """The source's settings; `url` and `zone` from the command line win."""
    values: dict[str, Any] = {}
    found = False
    for name in _NAMES:
        path = tree.find(name)
        if path is None:
            continue
        try:
            text = read_text(path)
            loaded = tomllib.loads(text) if name.endswith("toml") else load_yaml(text)
        except (Refusal, tomllib.TOMLDecodeError) as error:
            ledger.log(name).todo(getattr(error, "line", 1), "configuration", f"not read: {error}")
            continue
        if isinstance(loaded, dict):
            values, found = {str(k): v for k, v in loaded.items()}, True
            break
    if url:
        values["url"] = url
    if not found:
        ledger.remarks.append(
            "The source has no _config.yml: addresses are taken to be "
            "/:categories/:year/:month/:day/:title/ (permalink: pretty), the text kramdown."
        )
    named = zone or str(values.get("timezone") or "")
    chosen = zone_named(named) if named else None
    if chosen is None:
        why = (
            f"“{named}” is not a time zone"
            if named
            else "the source sets none (Jekyll then uses the zone of the machine that builds)"
        )
        ledger.remarks.append(f"Dates are read in UTC: {why}. Give another with --timezone.")
        chosen = ZoneInfo("UTC")
    return Config(values, found, chosen)
