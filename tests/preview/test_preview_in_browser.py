"""The preview in Chromium: it renews itself where one reads, and nothing in a piece can act."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from builders import a_piece
from chromium import Browser, Page, a_browser, a_server, browser_path
from hosts.hosted import HostedSite, a_hosted_site
from pictures import a_picture
from preview.previewed import RunningPreview, a_preview, previewed

pytestmark = pytest.mark.skipif(not browser_path(), reason="Chromium is not on the path")

_MATERIAL: Final = {"name": "material", "font": False}
_LONG: Final = "\n\n".join(f"Paragraph {n} of many.\n\n## Heading {n}" for n in range(90))
_FRAMES: Final = "[...document.querySelectorAll('iframe')]"
_ACT: Final = "top.acted=1;parent.acted=1;window.acted=1;document.title='acted'"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with a_browser(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture
def site(tmp_path: Path) -> HostedSite:
    return a_hosted_site(tmp_path, {
        "docs/posts/one.md": a_piece(
            title="First", description="What it costs.", authors="[ana-ruiz]", image="it.png",
            image_alt="It", topics="[leakage]", body=_LONG,
        ),
        "docs/posts/two.md": a_piece(id="two", title="Second"),
        "docs/posts/it.png": a_picture(1200, 630),
    }, theme=_MATERIAL)  # fmt: skip


def opened(browser: Browser, preview: RunningPreview, path: str = "") -> Page:
    """The preview, once its frames have loaded."""
    page = browser.open(preview.address + path)
    if not path:
        page.wait(f"{_FRAMES}.length && {_FRAMES}.every(f => f.contentDocument.readyState == "
                  "'complete' && f.contentDocument.URL != 'about:blank')")  # fmt: skip
    return page


def _frame(name: str) -> str:
    return f"document.querySelector('.frame--{name} iframe:last-of-type')"


def test_a_save_is_shown_where_one_was_reading(browser: Browser, site: HostedSite) -> None:
    with a_preview(site.root, "one") as preview:
        page = opened(browser, preview)
        page.run(f"{_frame('page')}.contentWindow.scrollTo(0, 1234); scrollTo(0, 200)")
        page.run("document.querySelector('[data-key=\"tags\"]').open = true")
        before = page.run(f"{_frame('page')}.contentWindow.scrollY")
        assert before > 1000
        text = (site.root / "docs/posts/one.md").read_text(encoding="utf-8")
        site.write({"docs/posts/one.md": text.replace("title: First", "title: Better")})
        page.wait("document.querySelector('h1').textContent == 'Better'")
        page.wait(f"{_frame('page')}.contentDocument.querySelector('h1').textContent == 'Better'")
        page.wait("document.querySelectorAll('.frame--page iframe').length == 1")
        assert page.run(f"{_frame('page')}.contentWindow.scrollY") == before
        assert page.run("scrollY") == 200
        assert page.run("document.querySelector('[data-key=\"tags\"]').open")
        assert page.run("document.title") == "Better – preview"
        assert page.complaints == []
        page.close()


def test_frames_that_say_the_same_as_before_stay(browser: Browser, site: HostedSite) -> None:
    with a_preview(site.root, "one") as preview:
        page = opened(browser, preview)
        page.run(f"{_frame('search')}.mark = 'same'; {_frame('page')}.mark = 'same'")
        site.write({"authors/ana-ruiz.md": "---\nname: Ana Ruiz\nrole: Hydrologist\n---\n"})
        page.wait(f"{_frame('page')}.mark === undefined")
        assert page.run(f"{_frame('search')}.mark") == "same"
        page.close()


def test_a_finding_appears_and_goes(browser: Browser, site: HostedSite) -> None:
    with a_preview(site.root, "one") as preview:
        page = opened(browser, preview)
        text = (site.root / "docs/posts/one.md").read_text(encoding="utf-8")
        site.write({"docs/posts/one.md": "---\ntitle: [\n---\n"})
        page.wait("document.querySelector('.finding--error')?.textContent.includes('MH002')")
        assert page.run("document.querySelector('h1').textContent") == "First"
        site.write({"docs/posts/one.md": text})
        page.wait("!document.querySelector('.finding, .fault')")
        page.close()


def test_links_are_told_of_and_not_followed(browser: Browser, site: HostedSite) -> None:
    text = a_piece(title="First", body="[Out](https://elsewhere.example/) [In](two.md)\n")
    site.write({"docs/posts/one.md": text})
    with a_preview(site.root, "one") as preview:
        page = opened(browser, preview)
        for link in ("a[href^=https\\\\:\\\\/\\\\/elsewhere]", "a[href*=two]"):
            page.run(f"{_frame('page')}.contentDocument.querySelector('article a, .mh a')")
            page.run(f"{_frame('page')}.contentDocument.querySelector('{link}').click()")
            page.wait("document.querySelector('#status').textContent.includes('not followed')")
        assert page.run(f"{_frame('page')}.contentDocument.querySelector('h1').textContent")
        assert all(url.startswith((preview.address, "data:")) for url in page.requests.values())
        page.close()


def test_the_result_is_the_one_that_the_sites_search_shows(
    browser: Browser, tmp_path: Path, site: HostedSite
) -> None:
    with a_preview(site.root, "one") as preview:
        page = opened(browser, preview)
        card = f"{_frame('search')}.contentDocument.querySelector('article')"
        ours = page.run(f"{card}.innerText"), page.run(f"getComputedStyle({card}).display")
        page.close()
    with a_server(site.site) as address:
        config = (site.root / "mkdocs.yml").read_text(encoding="utf-8")
        site.write({"mkdocs.yml": config.replace("https://example.org/", address)})
        site.build()
        page = browser.open(f"{address}blog/?q=First")
        page.wait("document.querySelector('.mh-find article')")
        card = "document.querySelector('.mh-find article')"
        theirs = page.run(f"{card}.innerText"), page.run(f"getComputedStyle({card}).display")
        assert theirs == ours
        page.close()


def test_the_page_is_shown_in_the_widths_of_a_desk_and_of_a_hand(
    browser: Browser, site: HostedSite
) -> None:
    with a_preview(site.root, "one") as preview:
        page = opened(browser, preview)
        assert page.run(f"{_frame('page')}.contentWindow.innerWidth") == 1280
        page.click(".widths label:last-of-type span")
        page.wait(f"{_frame('page')}.contentWindow.innerWidth == 390")
        for width in (1280, 390, 320):
            page.size(width)
            assert page.run("document.documentElement.scrollWidth <= innerWidth")
        page.close()


def test_a_reader_who_likes_it_dark_sees_the_sites_dark_colours(
    browser: Browser, site: HostedSite
) -> None:
    config = json.loads(json.dumps(_MATERIAL)) | {"palette": [
        {"media": f"(prefers-color-scheme: {kind})", "scheme": scheme,
         "toggle": {"icon": "material/weather-night", "name": "Switch"}}
        for kind, scheme in (("light", "default"), ("dark", "slate"))
    ]}  # fmt: skip
    dark = a_hosted_site(site.root / "dark", {"docs/posts/one.md": a_piece()}, theme=config)
    with a_preview(dark.root, "one") as preview:
        page = opened(browser, preview)
        scheme = f"{_frame('page')}.contentDocument.body.dataset.mdColorScheme"
        assert page.run(scheme) == "default"
        page.size(1280, dark=True)
        page.wait(f"{scheme} == 'slate'")
        page.close()


@pytest.fixture
def stranger() -> Iterator[tuple[str, list[int]]]:
    """Another server on this machine, and the connections that it was asked for."""
    asked: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                asked.append(1)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", asked
        server.shutdown(socket.SHUT_RDWR)


def _hostile(stranger: str) -> dict[str, Any]:
    """A piece that tries what it can, in every field and in its text."""
    script = f'<script>{_ACT}</script><img src=x onerror="{_ACT}">'
    text = f"""{script}
<svg onload="{_ACT}"><script>{_ACT}</script></svg>
<iframe src="javascript:{_ACT}"></iframe><iframe srcdoc="<script>{_ACT}</script>"></iframe>
<iframe src="{stranger}frame"></iframe><object data="{stranger}object"></object>
<meta http-equiv="refresh" content="0;url={stranger}refresh">
<link rel="stylesheet" href="{stranger}sheet"><link rel="preload" as="image" href="{stranger}load">
<link rel="preconnect" href="{stranger}"><link rel="dns-prefetch" href="{stranger}">
<link rel="prefetch" href="{stranger}fetch"><link rel="modulepreload" href="{stranger}module">
<style>@import "{stranger}import"; body {{ background: url({stranger}back) }}</style>
<img src="{stranger}image"><video src="{stranger}video" autoplay></video>
<form action="{stranger}form"><button autofocus onfocus="{_ACT}">Press</button></form>
<details open ontoggle="{_ACT}">Words</details><a href="javascript:{_ACT}" id="js">Follow</a>
<base href="{stranger}base/"><a target="_top" href="{stranger}top" id="top">Up</a>
"""
    yaml = json.dumps  # what is JSON is YAML, too
    head = "</title></script></textarea></style>" + script + "{{ 7*7 }}"
    return {
        "title": yaml(head), "description": yaml(head), "image": "it.png", "image_alt": yaml(head),
        "quotes": yaml([head]), "authors": "[ana-ruiz]", "topics": yaml([head]),
        "share": yaml({"x": head}), "disclosure": yaml(head), "question": yaml(head),
        "extra": yaml({head: head}), "body": text, "slug": "one",
    }  # fmt: skip


@pytest.mark.parametrize("dialect", ["gfm", "mkdocs"])
@pytest.mark.parametrize("files", [False, True])
def test_nothing_in_a_piece_runs_or_asks_another_host(
    browser: Browser, tmp_path: Path, stranger: tuple[str, list[int]], dialect: str, files: bool
) -> None:
    address, asked = stranger
    name = "docs/posts/\"><img src=x onerror='acted=1'>.md"
    piece = a_piece(dialect=dialect, **_hostile(address))
    author = f"---\nname: {json.dumps('<script>' + _ACT + '</script>')}\n---\n"
    site = a_hosted_site(
        tmp_path / "source", {
            name: piece, "docs/posts/it.png": a_picture(1200, 630), "authors/ana-ruiz.md": author,
        }, theme=_MATERIAL,
    )  # fmt: skip
    if files:
        previewed(site.root, "one", "--output", str(tmp_path / "out"))
        with a_server(tmp_path / "out") as place:
            _try_everything(browser, RunningPreview(place))
    else:
        with a_preview(site.root, "one") as preview:
            _try_everything(browser, preview)
    assert asked == []


def _try_everything(browser: Browser, preview: RunningPreview) -> None:
    page = opened(browser, preview)
    assert page.run("document.querySelector('h1').textContent.includes('onerror')")
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    for way in ("#js", "#top"):
        page.run(f"{_FRAMES}.forEach(f => f.contentDocument.querySelector('{way}')?.click())")
    time.sleep(0.5)
    assert page.run("window.acted") is None
    assert page.run(f"{_FRAMES}.some(f => f.contentWindow.acted)") is False
    assert page.run("document.title").endswith("preview")
    assert page.run("location.href") == preview.address
    _stays_at_home(page, preview)
    page.close()
    for path in ("site/blog/one/index.html", "entry.html", "mail.html", "search.html"):
        page = opened(browser, preview, path)
        time.sleep(0.3)  # timers do not run where scripts do not
        assert page.run("window.acted") is None
        _stays_at_home(page, preview)
        page.close()


def _stays_at_home(page: Page, preview: RunningPreview) -> None:
    """Chromium tells of requests that a policy refused as well: none of those was answered."""
    answered = [page.requests[request] for request in page.bytes if request in page.requests]
    assert all(url.startswith((preview.address, "data:")) for url in answered)
