"""The repository's own site shows everything that Masthead does, and asks no other host for it."""

import os
import re
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from builders import SiteOnDisk, settings_of
from fakes import NOON
from hosts.hosted import REPOSITORY, HostedSite, the_sample_site
from masthead.content.chain import find_ideas
from masthead.content.piece import Piece
from masthead.content.state import State, state_of
from masthead.plan.output import SitePlan
from masthead.search.index import read


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> HostedSite:
    site = the_sample_site(tmp_path_factory.mktemp("sample"))
    site.build(strict=False)  # `make strict-site` is about strictness
    return site


@pytest.fixture(scope="module")
def plan() -> SitePlan:
    settings, found = settings_of((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    return SiteOnDisk(REPOSITORY, settings, found, now=NOON).plan()


@pytest.fixture(scope="module")
def all_pieces() -> tuple[Piece, ...]:
    settings, found = settings_of((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    return SiteOnDisk(REPOSITORY, settings, found, now=NOON).read().library.pieces


def test_there_is_enough_to_read(plan: SitePlan) -> None:
    catalog = plan.catalog
    assert len(catalog.pieces) >= 24
    assert len(catalog.members["formats"]) >= 7
    assert len(catalog.library.authors) == 6
    columns = [id for id in catalog.series_order if catalog.library.series[id].column]
    assert (len(catalog.series_order) - len(columns), len(columns)) == (3, 2)
    assert len(catalog.ideas) >= 3


def test_every_stage_and_both_angles_are_served(plan: SitePlan) -> None:
    catalog = plan.catalog
    assert catalog.members["stages"].keys() == {term.id for term in catalog.settings.stages}
    angles = Counter(piece.angle.value for piece in catalog.pieces if piece.angle)
    assert set(angles) == {"aspirational", "practical"}
    assert catalog.partners


def test_every_topic_and_audience_has_a_piece(plan: SitePlan) -> None:
    catalog = plan.catalog
    for axis in ("topics", "audiences"):
        assert catalog.members[axis].keys() == catalog.terms[axis].keys()


_LADDER: Final = ("tweet", "forum-post", "post", "video", "talk", "white-paper", "event")


def test_one_idea_grew_from_a_tweet_to_an_event(plan: SitePlan) -> None:
    ideas = find_ideas(plan.catalog.library)
    walks = [[step.of.format for step in idea.steps] for idea in ideas]
    assert any(_holds(walk, _LADDER) for walk in walks), walks


def _holds(walk: list[str], ladder: tuple[str, ...]) -> bool:
    """Whether the ladder's rungs come in this order, with others between them or not."""
    rest = iter(walk)
    return all(rung in rest for rung in ladder)


def test_pieces_stand_in_every_state(all_pieces: tuple[Piece, ...]) -> None:
    states = Counter(state_of(piece, now=NOON) for piece in all_pieces)
    assert {State.PUBLISHED, State.SCHEDULED, State.DRAFT} <= set(states)


def test_every_page_is_whole(built: HostedSite) -> None:
    for name, html in built.pages().items():
        tree = LexborHTMLParser(html)
        assert tree.css_first("title").text().strip(), name
        assert len(tree.css("main")) <= 1, name
        ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
        assert [id for id, count in ids.items() if count > 1] == [], name


def test_every_page_of_ours_has_one_first_heading(built: HostedSite) -> None:
    for name, html in built.pages().items():
        tree = LexborHTMLParser(html)
        if tree.css_first("#masthead"):
            assert len(tree.css("h1")) == 1, name


_LOADS: Final = (
    ("script[src]", "src"), ("img[src]", "src"), ("iframe[src]", "src"), ("source[src]", "src"),
    ("video[src]", "src"), ("audio[src]", "src"), ("embed[src]", "src"), ("object[data]", "data"),
    ("link[rel=stylesheet]", "href"), ("link[rel=icon]", "href"), ("link[rel=preload]", "href"),
    ("link[rel=preconnect]", "href"), ("link[rel=dns-prefetch]", "href"),
)  # fmt: skip


def test_no_page_loads_anything_from_another_host(built: HostedSite) -> None:
    for name, html in built.pages().items():
        tree = LexborHTMLParser(html)
        for selector, attribute in _LOADS:
            for node in tree.css(selector):
                address = node.attributes[attribute] or ""
                assert not re.match(r"(?:https?:)?//", address), f"{name}: {address}"
        for node in tree.css("[srcset]"):
            assert "//" not in (node.attributes["srcset"] or ""), name


def test_style_sheets_load_nothing_from_another_host(built: HostedSite) -> None:
    for name, data in built.bytes().items():
        if name.endswith(".css"):
            assert not re.search(rb"(?:url\(|@import\s)[\"']?(?:https?:)?//", data), name


def test_the_search_index_holds_every_piece_once(built: HostedSite, plan: SitePlan) -> None:
    texts = (built.site / "search" / "text").iterdir()
    places = Counter(read(file.read_bytes()).get("address", "") for file in texts)
    assert set(places.values()) == {1}
    for piece in plan.catalog.pieces:
        assert places[plan.catalog.address(piece)] == 1, piece.path


def test_the_sitemap_holds_what_can_be_found_and_nothing_else(built: HostedSite) -> None:
    named = set(re.findall(r"<loc>https://example\.com/([^<]*)</loc>", built.read("sitemap.xml")))
    for address in named:
        file = f"{address}index.html" if address.endswith("/") or not address else address
        assert built.has(file), address
        assert 'content="noindex' not in built.read(file), address


def test_every_page_can_be_read_without_a_script(built: HostedSite) -> None:
    for name, html in built.pages().items():
        article = LexborHTMLParser(html).css_first("#masthead")
        if article:
            assert article.text(strip=True), name
            assert not article.css("script"), name


def test_mkdocs_reads_the_configuration_without_complaint() -> None:
    config = load_config(str(REPOSITORY / "mkdocs.yml"))
    assert config.strict


# In a browser

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> str:
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if not found:
        pytest.skip(f"none of {', '.join(_BROWSERS)} is on the path")
    return found


@contextmanager
def web_server(folder: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """A server on a free port: its address, and each request with the status of its answer."""
    seen: list[tuple[str, int]] = []

    class Quiet(SimpleHTTPRequestHandler):
        def log_request(self, code: Any = "-", *_: Any) -> None:
            seen.append((self.path, int(code)))

        def log_message(self, *given: Any) -> None:
            """Errors are in `seen` as well."""

    handler = partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def in_browser(browser: str, address: str, home: Path, *options: str) -> "tuple[str, list[str]]":
    """The page as the browser has it in the end, and every request it made by itself."""
    log = home / "net.json"
    done = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--disable-sync",
            "--disable-component-update", "--disable-default-apps", "--disable-extensions",
            f"--user-data-dir={home / 'profile'}", f"--log-net-log={log}",
            "--virtual-time-budget=4000", *options, "--dump-dom", address,
        ],
        env={**os.environ, "HOME": str(home)}, timeout=60, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    asked = re.findall(r'"url":"((?:https?|wss?)://[^"]*)"', log.read_text(errors="replace"))
    return done.stdout, asked


PAGES: Final = ("blog/", "blog/price-the-leak/")


def test_pages_load_in_a_browser_without_failed_or_foreign_requests(
    built: HostedSite, browser: str, tmp_path: Path
) -> None:
    with web_server(built.site) as (home, seen):
        offline = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
        for page in PAGES:
            dom, _ = in_browser(browser, home + page, tmp_path, offline)
            assert 'id="masthead"' in dom
            assert len(LexborHTMLParser(dom).css("h1")) == 1
    assert {status for _, status in seen} <= {200, 304}
    assert any(path.endswith(".css") for path, _ in seen)


def test_a_page_asks_only_its_own_host(built: HostedSite, browser: str, tmp_path: Path) -> None:
    with web_server(built.site) as (home, _):
        _, asked = in_browser(browser, home + "blog/", tmp_path)
    foreign = {url for url in asked if not url.startswith(home) and "google" not in url}
    assert foreign == set()  # the browser's own calls home are none of the page's


_MENDED: Final = ("index.html", "blog/index.html", "404.html", "handbook/rules/index.html")


@pytest.mark.parametrize("file", _MENDED)
def test_the_small_faults_of_the_theme_are_mended(built: HostedSite, file: str) -> None:
    page = LexborHTMLParser(built.read(file))
    assert page.css("input[type=checkbox]")
    assert not page.css("input[type=checkbox][autocomplete]")
    assert all(dialog.attributes.get("aria-label") for dialog in page.css("[role=dialog]"))
    assert not page.css('[tabindex=""]')
    controls = {element.attributes.get("id") for element in page.css("input[id]")}
    assert {label.attributes.get("for") for label in page.css("label[for]")} <= controls
    assert page.css('[data-md-component="palette"] input[name="__palette"]')
    assert all(form.css("[type=submit]") for form in page.css("form"))
    landmarks = [nav.attributes["aria-label"] for nav in page.css("nav[aria-label]")]
    assert len(landmarks) > 2
    assert len(landmarks) == len(set(landmarks))
