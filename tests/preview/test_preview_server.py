"""The preview's server: it shows every save, and shows nothing to anybody else."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from socket import create_connection
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site
from masthead.preview.server import Server, _Handler
from pictures import a_picture
from preview.previewed import RunningPreview, a_preview

_PAGE = "site/blog/one/index.html"


@pytest.fixture
def site(tmp_path: Path) -> HostedSite:
    """Two pieces and a picture that neither uses."""
    return a_hosted_site(tmp_path, {
        "docs/posts/one.md": a_piece(title="First", authors="[ana-ruiz]", body="![It](it.png)\n"),
        "docs/posts/two.md": a_piece(id="two", title="Second"),
        "docs/posts/it.png": a_picture(),
        "docs/posts/secret.png": a_picture(9, 9),
    })  # fmt: skip


@pytest.fixture
def preview(site: HostedSite) -> Iterator[RunningPreview]:
    """The preview of the first."""
    with a_preview(site.root, "one") as running:
        yield running


def test_a_saved_piece_author_and_configuration_are_shown(
    site: HostedSite, preview: RunningPreview
) -> None:
    assert "First" in preview.get("").text
    site.write({"docs/posts/one.md": a_piece(title="Better", authors="[ana-ruiz]")})
    preview.wait(lambda page: "Better" in page)
    assert "Better" in preview.get(_PAGE).text
    assert "Better" in preview.get("entry.html").text
    site.write({"authors/ana-ruiz.md": "---\nname: Ana Maria Ruiz\n---\n"})
    preview.wait(lambda page: "Ana Maria Ruiz" in page)
    config = (site.root / "mkdocs.yml").read_text(encoding="utf-8")
    site.write({"mkdocs.yml": config.replace("site_name: Test", "site_name: Renamed")})
    preview.wait(lambda page: "Renamed" in page)
    assert "Renamed" in preview.get(_PAGE).text


def test_a_mistake_is_shown_over_the_last_good_state(
    site: HostedSite, preview: RunningPreview
) -> None:
    site.write({"docs/posts/one.md": "---\ntitle: [\n---\n"})
    page = preview.wait(lambda page: "MH002" in page)
    assert "Not the newest" in page
    assert "First" in preview.get(_PAGE).text
    site.write({"docs/posts/one.md": a_piece(title="Mended", authors="[nobody]")})
    page = preview.wait(lambda page: "Mended" in page)
    assert "MH103" in page
    assert "Not the newest" not in page


def test_a_broken_configuration_is_told_of_until_it_is_mended(
    site: HostedSite, preview: RunningPreview
) -> None:
    config = (site.root / "mkdocs.yml").read_text(encoding="utf-8")
    site.write({"mkdocs.yml": "site_name: ["})
    page = preview.wait(lambda page: "Not the newest" in page)
    assert "mkdocs.yml" in page
    site.write({"mkdocs.yml": config.replace("site_name: Test", "site_name: Back")})
    assert "Not the newest" not in preview.wait(lambda page: "Back" in page)


def test_a_mistake_in_the_configuration_that_keeps_nothing_from_being_seen_is_a_finding(
    site: HostedSite, preview: RunningPreview
) -> None:
    config = (site.root / "mkdocs.yml").read_text(encoding="utf-8")
    site.write({"mkdocs.yml": config.replace("    topics:", "    topicz: {}\n    topics:")})
    assert "Not the newest" not in preview.wait(lambda page: "MH801" in page)


def test_a_piece_is_followed_when_its_file_moves(site: HostedSite, preview: RunningPreview) -> None:
    (site.root / "docs/posts/one.md").rename(site.root / "docs/posts/moved.md")
    page = preview.wait(lambda page: "docs/posts/moved.md" in page)
    assert "First" in page
    assert "docs/posts/one.md" not in page


def test_a_piece_that_cannot_be_read_yet_appears_once_it_can(site: HostedSite) -> None:
    site.write({"docs/posts/new.md": "---\ntitle: [\n---\n"})
    with a_preview(site.root, "docs/posts/new.md") as preview:
        assert "Nothing to show yet" in preview.get("").text
        site.write({"docs/posts/new.md": a_piece(id="new", title="New")})
        preview.wait(lambda page: "blog/new/" in page)


def test_browsers_are_told_of_each_version(site: HostedSite, preview: RunningPreview) -> None:
    place = urlsplit(preview.address)
    asked = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    asked.request("GET", "/events")
    told = asked.getresponse()
    assert told.headers["Content-Type"] == "text/event-stream"
    first = told.readline()
    assert first.decode().removeprefix("data: ").strip() in preview.get("").text
    site.write({"docs/posts/one.md": a_piece(title="Better")})
    lines = iter(told.readline, b"")
    assert next(line for line in lines if line.startswith(b"data: ")) != first
    asked.close()


@pytest.mark.parametrize(
    "path",
    ["site/../mkdocs.yml", "../mkdocs.yml", "%2e%2e/mkdocs.yml", "site/%2e%2e/%2e%2e/mkdocs.yml",
     "/etc/passwd", "site//etc/passwd", "site/..%5cmkdocs.yml", "site/posts/secret.png",
     "site/blog/two/index.html", "site/blog/feed.xml", "docs/posts/one.md", "preview.py", "%00",
     "site/posts/one.md"],
)  # fmt: skip
def test_only_what_the_piece_needs_is_served(preview: RunningPreview, path: str) -> None:
    assert preview.get("site/posts/it.png").status == 200
    assert preview.get(path).status == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[bad", "192.0.2.1"]
)
def test_a_name_that_somebody_bent_to_this_machine_gets_nothing(
    preview: RunningPreview, host: str
) -> None:
    assert preview.get("", Host="localhost:8001").status == 200
    for path in ("", "events", _PAGE):
        answer = preview.get(path, Host=host)
        assert answer.status == 403
        assert "First" not in answer.text


def test_pages_of_others_cannot_embed_it_but_a_link_leads_here(preview: RunningPreview) -> None:
    for site in ("cross-site", "same-site"):
        assert preview.get("", Sec_Fetch_Site=site, Sec_Fetch_Dest="iframe").status == 403
        assert preview.get("preview.js", Sec_Fetch_Site=site, Sec_Fetch_Dest="script").status == 403
        assert preview.get("", Sec_Fetch_Site=site, Sec_Fetch_Dest="document").status == 200
    assert "frame-ancestors 'self'" in preview.get("").headers["Content-Security-Policy"]


def test_frames_may_run_nothing_and_ask_nobody(preview: RunningPreview) -> None:
    for path in (_PAGE, "entry.html", "mail.html", "site/posts/it.png"):
        policy = preview.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert policy.count("sandbox allow-same-origin;") == 1
    own = preview.get("").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in own
    assert "unsafe" not in own


def test_who_says_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Handler, "timeout", 0.05)
    nothing: Any = None
    server = Server(nothing, 0)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        for words in (b"", b"GET / HTTP/1.1\r\nHost: 127"):
            with create_connection(("127.0.0.1", server.server_port), timeout=20) as asked:
                asked.sendall(words)
                assert asked.recv(1) == b""
    finally:
        server.shutdown()
        server.server_close()


def test_a_port_that_is_taken_is_told_of(site: HostedSite, preview: RunningPreview) -> None:
    port = str(urlsplit(preview.address).port)
    with (
        pytest.raises(AssertionError, match=f"port {port} cannot be used"),
        a_preview(site.root, "one", "--port", port),
    ):
        pass
