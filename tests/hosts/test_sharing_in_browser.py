"""A reader without script shares a sentence: in Chromium, by keyboard, on a phone."""

from pathlib import Path
from typing import Final

import pytest

from builders import a_piece
from chromium import a_browser, a_server, browser_path
from hosts.hosted import a_hosted_site

pytestmark = pytest.mark.skipif(not browser_path(), reason="Chromium is not on the path")

_TEXT: Final = "Before. <mark>What is measured is mended.</mark> After.\n\n" + "More words. " * 400
_NAMES: Final = """[...document.querySelectorAll('.mh-quote li a')]
    .filter(link => link.checkVisibility()).map(link => link.textContent)"""


def test_a_sentence_is_shared_without_script(tmp_path: Path) -> None:
    with a_server(tmp_path / "site") as place, a_browser(tmp_path) as browser:
        files = {"docs/posts/one.md": a_piece(body=_TEXT, authors="[ana-ruiz]")}
        theme = {"name": "material", "font": False}
        a_hosted_site(tmp_path, files, theme=theme, site_url=place).build()
        page = browser.open("about:blank")
        page.call("Emulation.setScriptExecutionDisabled", value=True)
        page.size(390)
        page.go(f"{place}blog/one/")
        assert page.run(_NAMES) == []
        page.run("document.querySelector('.mh-quote summary').focus()")
        page.press("Enter")
        page.wait(f"({_NAMES}).length")
        assert page.run(_NAMES) == [
            "LinkedIn", "Bluesky", "Mastodon", "X", "e-mail", "Link to it",
        ]  # fmt: skip
        assert page.run("document.documentElement.scrollWidth") <= 390
        page.press("Tab")
        assert page.run("document.activeElement.host") == "www.linkedin.com"
        page.run("document.querySelector('.mh-quote li:last-child a').focus()")
        page.press("Enter")
        page.wait("location.hash == '#quote-1'")
        top = page.run("document.querySelector('mark:target').getBoundingClientRect().top")
        assert 48 < top < 900
        assert all(url.startswith((place, "data:")) for url in page.requests.values())
