"""A shell that is filled equals the theme's page rendered in full, byte by byte.

But for the theme's empty lines and indents, which are taken out of the shell before it is filled.
"""

from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from builders import a_piece
from hosts.hosted import NOW, HostedSite, a_hosted_site, the_sample_site
from masthead.hosts.mkdocs.mends import tighten
from masthead.hosts.mkdocs.shell import SLOTS, Shells
from masthead.plan.output import Output, ShellKey, SitePlan
from masthead.ports import Shell
from masthead.render.environment import make_environment
from masthead.render.pages import Renderer
from masthead.render.site import site_view


class Built:
    """A build's shells, and what its pages put into them."""

    def __init__(self, site: HostedSite, **options: Any) -> None:
        config = load_config(str(site.root / "mkdocs.yml"), strict=False, **options)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        state = config.plugins["masthead"].build  # type: ignore[attr-defined]
        self.plan: SitePlan = state.plan
        self.shells = Shells(state.environment, state.nav, state.files, config, state.tabs)
        folders = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        self.environment = make_environment(folders, "en")

    def slots(self, output: Output) -> dict[str, str]:
        """What the page puts into its shell."""
        seen: list[dict[str, str]] = []

        class Recorder:
            def fill(self, slots: dict[str, str]) -> bytes:
                seen.append(slots)
                return b""

        def recorder(_: ShellKey) -> Shell:
            return Recorder()

        Renderer(self.environment, recorder, site_view(self.plan.catalog)).render(output)
        return seen[0]

    def assert_alike(self, key: ShellKey, slots: dict[str, str], name: str) -> None:
        """Filling the shell is rendering the page."""
        filled = tighten(self.shells(key).fill(slots).decode())
        rendered = tighten(self.shells.render(key, slots))
        if filled != rendered:
            pairs = zip(filled.split("\n"), rendered.split("\n"), strict=False)
            differ = [pair for pair in pairs if pair[0] != pair[1]][:3]
            raise AssertionError(f"{name}: {differ}")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTHEAD_NOW", NOW)


@pytest.mark.parametrize(
    "options",
    [{}, {"site_url": ""}, {"use_directory_urls": False}],
    ids=["usual", "without an address", "addresses that are files"],
)
def test_every_page_of_the_sample_site(tmp_path: Path, options: dict[str, Any]) -> None:
    built = Built(the_sample_site(tmp_path), **options)
    kinds = set()
    for output in built.plan.outputs:
        if output.shell and (options == {} or output.shell not in kinds):
            built.assert_alike(output.shell, built.slots(output), output.file)
            kinds.add(output.shell)
    assert len(kinds) > 10


HOSTILE = (
    "plain", "", "a &amp; b", "&lt;b&gt; &quot;quoted&quot;", "  two   spaces\n and lines ",
    "<b>markup</b>", "{{ 7 * 7 }}", "\u2028 and \u00a0", "a\\b \\1 $1",
)  # fmt: skip


def test_any_value_in_any_slot(tmp_path: Path) -> None:
    files = {
        "docs/posts/one.md": a_piece(id="one", hide="[navigation]", body="## Part\n\nWords.\n"),
        "docs/posts/two.md": a_piece(id="two", hide="[toc, footer]", body="## Part\n\nWords.\n"),
    }
    built = Built(a_hosted_site(tmp_path, files, theme="material"))
    keys = {output.shell for output in built.plan.outputs if output.shell}
    usual = dict.fromkeys(SLOTS, "value")
    for key in sorted(keys, key=repr):
        for slot in SLOTS:
            for value in HOSTILE:
                built.assert_alike(key, {**usual, slot: value}, f"{key} {slot}={value!r}")


def test_pages_with_equal_keys_share_a_shell(tmp_path: Path) -> None:
    files = {f"docs/posts/p{n}.md": a_piece(id=f"p{n}") for n in range(5)}
    built = Built(a_hosted_site(tmp_path, files, theme="material"))
    shells = {id(built.shells(output.shell)) for output in built.plan.outputs if output.shell}
    keys = {output.shell for output in built.plan.outputs if output.shell}
    assert len(shells) == len(keys) < len(built.plan.outputs)


def test_a_piece_with_a_template_of_its_own_is_set_into_it(tmp_path: Path) -> None:
    own = '{% extends "masthead/shell.html" %}{% block site_nav %}<p>Own frame</p>{% endblock %}'
    files = {
        "docs/posts/one.md": a_piece(id="one", template="own.html"),
        "docs/posts/two.md": a_piece(id="two"),
        "theme/own.html": own,
    }
    site = a_hosted_site(tmp_path, files)
    site.build(strict=True)
    assert "Own frame" in site.read("blog/one/index.html")
    assert "Own frame" not in site.read("blog/two/index.html")


def test_the_tab_of_the_section_is_lit_and_no_other(tmp_path: Path) -> None:
    nav = ["index.md", {"Blog": "blog/index.md"}, {"Authors": "authors/index.md"}]
    theme = {"name": "material", "features": ["navigation.tabs"]}
    files = {"docs/posts/one.md": a_piece(id="one")}
    site = a_hosted_site(tmp_path, files, theme=theme, nav=nav)
    site.build(strict=True)
    for file, lit in (("blog/one/index.html", "Blog"), ("authors/ana-ruiz/index.html", "Authors")):
        tabs = site.read(file).split('class="md-tabs__list"')[1].split("</nav>")[0]
        active = [item for item in tabs.split("<li")[1:] if "md-tabs__item--active" in item]
        assert len(active) == 1
        assert lit in active[0]
