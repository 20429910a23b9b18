"""The drawing of an idea in a browser: within the page, and each circle leads to its step."""

from pathlib import Path

import pytest

from builders import a_piece
from chromium import a_browser, a_server, browser_path
from hosts.hosted import a_hosted_site

FORMATS = ("post", "video", "talk", "case-study", "white-paper", "event")


@pytest.mark.skipif(not browser_path(), reason="there is no Chromium")
def test_each_circle_leads_to_its_step_without_script_and_on_any_screen(tmp_path: Path) -> None:
    files = {
        f"docs/posts/p{n:02}.md": a_piece({
            "id": f"p{n:02}", "title": f"Step {n}", "date": f"2026-0{1 + n // 6}-{1 + n % 28:02}",
            "format": FORMATS[n % 6], "from": f"[p{n - 1:02}, p{max(0, n - 3):02}]" if n else None,
        })
        for n in range(24)
    }  # fmt: skip
    site = a_hosted_site(tmp_path / "site", files)
    site.build()
    with a_server(site.root / "site") as address, a_browser(tmp_path) as browser:
        page = browser.open(f"{address}ideas/p00/")
        page.call("Emulation.setScriptExecutionDisabled", value=True)
        for width in (320, 768, 1440):
            page.size(width, dark=width == 768)
            page.go(f"{address}ideas/p00/#")
            assert page.run("document.documentElement.scrollWidth <= innerWidth")
            page.run("document.querySelector('.mh-road__step[href=\"#step-20\"]').focus()")
            page.press("Enter")
            page.wait("location.hash == '#step-20'")
            place = "document.querySelector('#step-20').getBoundingClientRect().top"
            assert page.wait(f"{place} >= 0 && {place} < innerHeight")
