"""A person who opens a feed in a browser sees a readable page, without XSLT and without script."""

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree
from turbohtml import parse_fragment

from builders import a_piece
from hosts.hosted import a_hosted_site

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SHEET: Final = "https://example.org/assets/masthead/feeds.css"
FILES: Final = {
    "docs/posts/one.md": a_piece(title='"Price the <leak>"', description="What it costs."),
    "docs/posts/two.md": a_piece(id="two", title="Two", body="Said.\n\n## Unseen\n\nHidden words."),
}

# Frames from one origin can be read: the page takes what the browser made of a feed.
_ONLOOKER: Final = """<!doctype html><iframe width="900" height="900" src="blog/{feed}"></iframe>
<pre></pre><script>onload = () => {{
  const {{contentDocument: feed, contentWindow: view}} = document.querySelector("iframe")
  const shown = [...feed.querySelectorAll("*")]
    .filter(e => e.getClientRects().length && !e.children.length)
  document.querySelector("pre").textContent = [
    view.getComputedStyle(feed.documentElement, "::before").content,
    ...shown.map(e => e.textContent || view.getComputedStyle(e, "::after").content),
  ].join("\\n")
}}</script>"""


def test_a_feed_names_its_style_sheet_before_its_root(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES)
    site.build()
    for feed in ("blog/feed.xml", "blog/atom.xml"):
        root = etree.fromstring(site.read(feed).encode())
        instruction = root.getprevious()
        assert instruction.target == "xml-stylesheet"
        assert dict(instruction.attrib) == {"type": "text/css", "href": _SHEET}
        assert instruction.getprevious() is None
    assert "@namespace" in site.read("assets/masthead/feeds.css")


def test_a_site_without_feeds_has_no_style_sheet_for_them(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES, site_url="")
    site.build()
    assert not site.has("assets/masthead/feeds.css")


@pytest.mark.parametrize("feed", ["feed.xml", "atom.xml"])
def test_a_browser_shows_what_a_feed_is_and_what_it_holds(tmp_path: Path, feed: str) -> None:
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if not browser:
        pytest.skip(f"none of {', '.join(_BROWSERS)} is on the path")
    with _server(tmp_path / "site") as address:
        site = a_hosted_site(tmp_path, FILES, site_url=address)
        site.build()
        (site.site / "onlooker.html").write_text(_ONLOOKER.format(feed=feed))
        found = re.search(r"<pre>(.*?)</pre>", _dom(browser, address, tmp_path), re.DOTALL)
    assert found
    shown = parse_fragment(found[1]).text
    assert shown.startswith('"This is a web feed')
    for words in ("Price the <leak>", "What it costs.", "Two", "Said.", f"{address}blog/one/"):
        assert words in shown
    for words in ("Hidden words", "tag:", "Masthead", "<p>"):
        assert words not in shown


def _dom(browser: str, address: str, home: Path) -> str:
    return subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync",
            "--disable-component-update", "--disable-default-apps", "--disable-extensions",
            f"--user-data-dir={home / 'profile'}", "--virtual-time-budget=4000", "--dump-dom",
            f"{address}onlooker.html",
        ],
        env={**os.environ, "HOME": str(home)}, timeout=60, check=True,
        capture_output=True, text=True,
    ).stdout  # fmt: skip


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *given: Any) -> None:
            """Nobody reads it."""

    handler = partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
