"""Shells: the theme's page rendered once for each kind of page, with holes for what differs.

Material takes two milliseconds for a page of its own, however short; setting an article into a
shell takes a few hundredths of one. A shell filled with values equals the template rendered with
those values (a test holds this byte by byte), because the theme only prints them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import partial
from html import escape
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from masthead.hosts.mkdocs.mends import mend, tighten
from masthead.plan.output import ShellKey
from masthead.ports import Cut
from masthead.render.pages import filled

SLOTS: Final = ("title", "description", "canonical", "head", "contents", "article")
# Private-use characters: no theme prints them, and escaping leaves them alone.
_TOKENS: Final = {slot: f"\ue000{slot}\ue001" for slot in SLOTS}
_HOLE: Final = re.compile("\ue000([a-z]+)\ue001")


class ThemeShell:
    """One shell, cut at its holes; rendered anew for each set of slots that stay empty.

    A theme asks whether there is a description before it prints one, so an empty value is not
    merely printed.
    """

    def __init__(self, render: Callable[[Mapping[str, str]], str]) -> None:
        self._render = render
        self._cuts: dict[tuple[str, ...], Cut] = {}

    def fill(self, slots: dict[str, str]) -> bytes:
        """The page with the slots' values, which are HTML."""
        return filled(self.cut(tuple(slot for slot in SLOTS if not slots[slot])), slots)

    def cut(self, empty: tuple[str, ...]) -> Cut:
        """See `masthead.ports.Shell`."""
        if empty not in self._cuts:
            html = tighten(
                self._render({slot: "" if slot in empty else _TOKENS[slot] for slot in SLOTS})
            )
            cut = _HOLE.split(html)
            self._cuts[empty] = [part.encode() for part in cut[::2]], cut[1::2]
        return self._cuts[empty]


class Shells:
    """Gives out shells, each rendered at its first use. `tabs` are navigation items by section.

    `finish` is done to each page of the theme's.
    """

    def __init__(
        self,
        environment: Environment,
        nav: Navigation,
        files: Files,
        config: MkDocsConfig,
        tabs: Mapping[str, Page],
        finish: Callable[[str], str] = str,
    ) -> None:
        self._finish = finish
        self._environment, self._nav, self._config, self._tabs = environment, nav, config, tabs
        self._shown = as_text(config)
        self._shown.site_author = None  # our pages name their own authors
        self._files = files.documentation_pages()
        self._shells: dict[ShellKey, ThemeShell] = {}

    def __call__(self, key: ShellKey) -> ThemeShell:
        """The shell for a key."""
        shell = self._shells.get(key)
        if shell is None:
            shell = self._shells[key] = ThemeShell(partial(self.render, key))
        return shell

    def render(self, key: ShellKey, slots: Mapping[str, str]) -> str:
        """The shell's template with values in the slots."""
        page = self._page(key, slots)
        tab = self._tabs.get(key.section) or self._tabs.get("blog")
        template = self._environment.get_template(key.template or "masthead/shell.html")
        context: dict[str, Any] = dict(get_context(self._nav, self._files, self._config, page))
        context["config"] = self._shown
        context["slot"] = slots
        context["masthead"] = {"section": key.section, "contents": key.contents}
        if tab is not None:
            tab.active = True
        try:
            with _pruned(self._config.theme):
                return self._finish(mend(template.render(context)))
        finally:
            if tab is not None:
                tab.active = False

    def _page(self, key: ShellKey, slots: Mapping[str, str]) -> Page:
        """A page as the theme expects one, as deep below the root as those that it stands for."""
        depth = key.root.count("../")
        file = File(f"{'~/' * depth}~.md", None, self._config.site_dir, use_directory_urls=False)
        file.generated_by = "masthead"
        page = Page(slots["title"], file, self._config)
        hidden = [part for part in key.hide if part != "toc"]
        page.meta = {
            "title": slots["title"],
            "description": slots["description"],
            "hide": [*dict.fromkeys([*hidden, "navigation", *([] if key.contents else ["toc"])])],
        }
        page.canonical_url = slots["canonical"] or None
        page.edit_url = None
        page.content = slots["article"]
        page.toc = _SkipTarget()  # type: ignore[assignment]  # all that the theme asks of it
        page.parent = None
        return page


@contextmanager
def _pruned(theme: Theme) -> Iterator[None]:
    """Our pages belong to no section: they need the ways into each, not all that is in them."""
    features = theme.get("features")
    theme["features"] = [*dict.fromkeys([*(features or ()), "navigation.prune"])]
    try:
        yield
    finally:
        theme["features"] = features


def as_text(config: MkDocsConfig) -> MkDocsConfig:
    """The configuration with names that are text: the theme prints them as if they were HTML."""
    shown = copy(config)
    for name in ("site_name", "site_description", "site_author"):
        if shown[name]:
            shown[name] = Markup(escape(shown[name]))  # noqa: S704 - escaped here
    return shown


class _SkipTarget(list[Any]):
    """The theme's "skip to content" link leads to the first heading of the contents list."""

    def __init__(self) -> None:
        super().__init__([_Heading()])


class _Heading:
    url, title, level = "#masthead", "", 1
    children: tuple[()] = ()
