"""Builds tiny whole sites with MkDocs, in this process or, where that matters, in one of its own.

    site = a_hosted_site(tmp_path, {"docs/posts/one.md": a_piece()})
    site.build()
    assert "A title" in site.read("blog/one/index.html")

The lean theme has the blocks that our shell fills and nothing else: a build takes milliseconds.
Tests about the real theme ask for it by `theme="material"`.
"""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, Final

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from builders import CONFIG, Files, a_site

REPOSITORY: Final = Path(__file__).resolve().parents[2]
NOW: Final = "2026-11-20 12:00"
"""The instant at which these sites are built; builders.a_piece is older."""

_MAIN: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
{% block htmltitle %}<title>{{ page.title }}</title>{% endblock %}
{% for sheet in config.extra_css %}<link rel="stylesheet" href="{{ sheet | url }}">{% endfor %}
{% block extrahead %}{% endblock %}</head>
<body>{% block site_nav %}{% include "partials/nav.html" %}{% endblock %}
<main>{% block container %}{{ page.content }}{% endblock %}</main></body></html>
"""
_NAV: Final = """<nav>{% for item in nav.pages %}<a href="{{ item.url | url }}">{{ item.title }}</a>
{% endfor %}</nav>
"""
LEAN_THEME: Final[Files] = {"theme/main.html": _MAIN, "theme/partials/nav.html": _NAV}


class Refused(Exception):  # noqa: N818 - what a test expects, not what went wrong
    """MkDocs ended the build: `text` is all that it said."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


@dataclass(frozen=True)
class HostedSite:
    """A site's source tree, and the folder that it is published to."""

    root: Path
    output: Path = field(default=Path("site"))

    @property
    def site(self) -> Path:
        """The published site."""
        return self.root / self.output

    def build(self, *, now: str = NOW, **options: Any) -> str:
        """Build as `mkdocs build` does; returns what it said. Raises Refused."""
        with _instant(now), _said() as said:
            try:
                config = load_config(str(self.root / "mkdocs.yml"), **options)
                config.plugins.on_startup(command="build", dirty=False)
                build(config)
                config.plugins.on_shutdown()
            except (SystemExit, MkDocsException) as error:
                raise Refused(f"{said.getvalue()}{error}") from error
            finally:
                _forget_warning_counters()
        return said.getvalue()

    def run(self, *command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run a command such as `mkdocs build` in the site's folder, in a process of its own."""
        return subprocess.run(
            argv(*command), cwd=self.root, env=environment_with(**environment),
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def write(self, files: Files) -> None:
        """Write source files."""
        for path, content in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else str(content).encode())

    def read(self, file: str) -> str:
        """A published file's text."""
        return (self.site / file).read_text(encoding="utf-8")

    def has(self, file: str) -> bool:
        """Whether a file is published."""
        return (self.site / file).is_file()

    def bytes(self) -> dict[str, bytes]:
        """Every published file."""
        return tree(self.site)

    def pages(self) -> dict[str, str]:
        """Every published page, by its file."""
        return {
            name: data.decode() for name, data in self.bytes().items() if name.endswith(".html")
        }


def a_hosted_site(
    folder: Path,
    files: Files,
    options: Mapping[str, Any] | None = None,
    *,
    theme: str | Mapping[str, Any] = "lean",
    plugins: list[Any] | None = None,
    **config: Any,
) -> HostedSite:
    """Write a site. `options` are Masthead's, `config` the rest of mkdocs.yml."""
    lean = theme == "lean"
    chosen = {"name": None, "custom_dir": "theme"} if lean else theme
    others = ["search"] if plugins is None else plugins
    text = yaml.safe_dump(
        {
            "site_name": "Test",
            "site_url": "https://example.org/",
            "theme": dict(chosen) if isinstance(chosen, Mapping) else chosen,
            "plugins": [*others, {"masthead": {**CONFIG, **(options or {})}}],
            **config,
        },
        sort_keys=False,
    )
    home = {"docs/index.md": "# Home\n"}
    a_site(folder, {**home, **(LEAN_THEME if lean else {}), **files}, text)
    return HostedSite(folder)


def the_sample_site(folder: Path) -> HostedSite:
    """A copy of the repository's own site, so that a test leaves the repository alone."""
    for name in ("docs", "authors", "overrides"):
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    return HostedSite(folder)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def argv(tool: str, *rest: str) -> list[str]:
    """A Python tool by its module, so that it need not be on the path."""
    module = [sys.executable, "-m", tool] if tool in ("mkdocs", "properdocs") else [tool]
    return [*module, *rest]


def environment_with(**more: str) -> dict[str, str]:
    """The environment of a build in a process of its own."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "MASTHEAD_NOW": NOW, **more}


@contextmanager
def _instant(now: str) -> Iterator[None]:
    before = os.environ.get("MASTHEAD_NOW")
    os.environ["MASTHEAD_NOW"] = now
    try:
        yield
    finally:
        if before is None:
            del os.environ["MASTHEAD_NOW"]
        else:
            os.environ["MASTHEAD_NOW"] = before


@contextmanager
def _said() -> Iterator[StringIO]:
    """What goes to the terminal: findings, and MkDocs's log from warnings up."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)  # as the command does
    try:
        with redirect_stderr(said):
            yield said
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def _forget_warning_counters() -> None:
    """MkDocs leaves the counter of a strict build behind, for good."""
    logger = logging.getLogger("mkdocs")
    for handler in list(logger.handlers):
        if type(handler).__name__ == "CountHandler":
            logger.removeHandler(handler)
