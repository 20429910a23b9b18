"""The theme's script comes with a reader's first action, and everything works that needs it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from builders import a_piece
from chromium import Browser, Page, a_browser, a_server, browser_path
from hosts.hosted import a_hosted_site

pytestmark = pytest.mark.skipif(not browser_path(), reason="Chromium is not on the path")

_FILES: Final = {
    "docs/posts/one.md": a_piece(
        id="one", title="Price the leak", body="Words.\n\n" * 90 + "## Far down\n\nThe end.\n"
    ),
    "docs/posts/two.md": a_piece(id="two", title="The second", date="2026-05-06"),
}
_PALETTE: Final = [
    {"media": f"(prefers-color-scheme: {like})", "scheme": scheme,
     "toggle": {"icon": "material/weather-night", "name": f"Switch from {like}"}}
    for like, scheme in (("light", "default"), ("dark", "slate"))
]  # fmt: skip
_MATERIAL: Final = {
    "name": "material", "font": False, "palette": _PALETTE,
    "features": ["navigation.instant", "navigation.tabs"],
}  # fmt: skip
_SCHEME: Final = "document.body.getAttribute('data-md-color-scheme')"
_BUTTON: Final = '[data-md-component="palette"] label:not([hidden])'


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with a_browser(tmp_path_factory.mktemp("chromium")) as running:
        yield running


def _served(folder: Path, options: dict[str, Any]) -> Iterator[str]:
    with a_server(folder / "site", "team/") as place:
        options = {"search": "masthead", **options}
        a_hosted_site(folder, _FILES, options, theme=_MATERIAL, site_url=place).build()
        yield place


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _served(tmp_path_factory.mktemp("late"), {})


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A piece, which nobody has touched yet."""
    tab = browser.open(f"{address}blog/one/")
    assert not _asked(tab)
    yield tab
    assert tab.complaints == []
    tab.close()


def _asked(page: Page) -> bool:
    """Whether the page has asked for the theme's script."""
    return any("/bundle." in url for url in page.requests.values())


def _runs(page: Page) -> None:
    """Wait until the theme's script has begun its work."""
    page.wait("!!(window.document$ && window.component$)")


def _touch(page: Page) -> None:
    page.call("Emulation.setTouchEmulationEnabled", enabled=True)
    page.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": 200, "y": 300}])


def _focus(page: Page) -> None:
    page.call("Emulation.setFocusEmulationEnabled", enabled=True)
    page.run("document.querySelector('article a').focus()")


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.point(), lambda page: page.press("ArrowDown"),
        lambda page: page.run("scrollTo(0, 300)"), _touch, _focus,
    ],
    ids=["pointer", "key", "scroll", "touch", "focus"],
)  # fmt: skip
def test_the_script_comes_with_the_first_action(page: Page, act: Callable[[Page], Any]) -> None:
    assert page.run("window.document$ === undefined")
    act(page)
    _runs(page)
    assert sum("/bundle." in url for url in page.requests.values()) == 1


def test_an_address_with_an_anchor_asks_at_once(browser: Browser, address: str) -> None:
    page = browser.open(f"{address}blog/one/#far-down")
    _runs(page)
    assert _asked(page)
    page.close()


def test_the_colours_are_the_reader_s_before_the_script_and_after(page: Page, address: str) -> None:
    page.size(1280, dark=True)
    page.go(f"{address}blog/one/?")
    page.go(f"{address}blog/one/")
    assert page.run(_SCHEME) == "slate"
    page.click(_BUTTON)
    page.wait(f"{_SCHEME} == 'default'")
    stored = page.wait("Object.entries(localStorage).find(([key]) => key.endsWith('__palette'))")
    assert json.loads(stored[1])["index"] == 0
    page.requests.clear()
    page.go(f"{address}blog/two/")
    assert page.run(_SCHEME) == "default"
    assert page.run(f"document.querySelector({json.dumps(_BUTTON)}).title") == "Switch from light"
    assert not _asked(page)
    page.click(_BUTTON)
    page.wait(f"{_SCHEME} == 'slate'")


def test_the_search_opens_with_the_first_click(page: Page) -> None:
    page.click(".mh-search")
    page.wait("document.querySelector('.mh-find[open]')")
    _runs(page)
    assert _asked(page)


def test_the_drawer_opens_with_the_first_click_on_a_narrow_screen(
    browser: Browser, address: str
) -> None:
    page = browser.open("about:blank")
    page.size(390)
    page.go(f"{address}blog/one/")
    assert not _asked(page)
    left = "document.querySelector('.md-sidebar--primary').getBoundingClientRect().left"
    assert page.run(left) < 0
    page.click('.md-header label[for="__drawer"]')
    page.wait(f"{left} === 0")
    assert page.run("document.querySelector('#__drawer').checked")
    page.close()


def test_links_are_followed_without_a_reload(page: Page, address: str) -> None:
    page.point()
    _runs(page)
    page.run("window.before = true")
    page.wait("performance.getEntriesByType('resource').some(e => /sitemap.xml/.test(e.name))")
    page.click('.md-tabs a[href$="/blog/"]')
    page.wait(f"location.href == {json.dumps(address + 'blog/')}")
    page.wait("document.querySelector('.mh-card')")
    assert page.run("window.before")


def test_a_site_may_have_the_script_with_the_page(browser: Browser, tmp_path: Path) -> None:
    for place in _served(tmp_path, {"late_script": False}):
        page = browser.open(f"{place}blog/one/")
        _runs(page)
        assert _asked(page)
        page.close()
