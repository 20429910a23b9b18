"""What happens on the way: slow servers, proxies, pictures that know too much."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import urllib3
from PIL import Image

from masthead.posting import Channel, Picture, Result, channel_named, post
from masthead.posting.internet import Internet
from pictures import drawn, encoded, opened
from posting.serving import Answer, Asked
from posting.stations import TOKEN, Station, station


def test_the_intention_is_on_the_disk_before_the_request_goes_out(on: Station) -> None:
    answer, seen = on.fake.answer, []

    def look(asked: Asked) -> Answer:
        if on.posts_by in f"{asked.method} {asked.path}":
            seen.append(on.ledger.path.read_text())
        reply: Answer = answer(asked)
        return reply

    on.fake.answer = look
    on.post()
    (then,) = seen
    assert '"event": "intended"' in then
    assert '"event": "posted"' not in then


def test_a_server_that_does_not_answer_in_time(on: Station) -> None:
    answer = on.fake.answer

    def slow(asked: Asked) -> Answer:
        reply: Answer = answer(asked)
        if on.posts_by in f"{asked.method} {asked.path}":
            time.sleep(1.2)
        return reply

    on.fake.answer = slow
    to = channel_named(on.channel, on.environ, clock=on.clock)
    times = urllib3.Timeout(connect=1, read=0.4)
    wire = Internet(to.scrub, times=times, clock=on.clock)
    outcome = post(on.piece(), Channel(to.network, wire, to.scrub), on.ledger, send=True)
    assert outcome.result is Result.UNDECIDED
    assert "did not answer in time" in outcome.message
    on.fake.answer = answer
    on.clock.pass_by(minutes=3)
    assert on.post().result is Result.POSTED
    assert len(on.texts()) == 1


@contextmanager
def a_proxy(heard: list[bytes]) -> Iterator[str]:
    """A proxy that lets nobody through."""
    server = socket.create_server(("127.0.0.1", 0))

    def work() -> None:
        connection, _ = server.accept()
        with connection:
            heard.append(connection.recv(65_536))
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    with server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join(5)


def test_a_proxy_hears_the_hosts_name_and_no_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bytes] = []
    with station("mastodon", tmp_path) as on, a_proxy(heard) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        on.environ["MASTHEAD_MASTODON_SERVER"] = "https://social.example"
        outcome = on.post()
    assert outcome.result is Result.REFUSED
    assert "the proxy does not lead to social.example" in outcome.message
    (said,) = heard
    assert said.startswith(b"CONNECT social.example:443 ")
    assert TOKEN.encode() not in said


def test_what_is_not_encrypted_goes_through_no_proxy(
    on: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert on.post().result is Result.POSTED


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.example/\x1b[2J", "https://x.example/ y", "x" * 3_000]
)
def test_what_is_no_address_is_not_recorded(tmp_path: Path, url: str) -> None:
    with station("webhook", tmp_path) as on:
        on.fake.fail(Answer(200, {"url": url}), on.posts_by)
        noted: list[Any] = []
        outcome = on.post(record=lambda *copy: noted.append(copy))
        assert (outcome.result, outcome.url, noted) == (Result.POSTED, "", [])
        assert "\x1b" not in outcome.message


def test_where_a_photo_was_taken_stays_here(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "a camera with a name"
    exif.get_ifd(0x8825)[1] = "N"
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(encoded(drawn(200, 100), "JPEG", exif=exif))
    assert b"a camera with a name" in photo.read_bytes()
    for name in ("mastodon", "x", "bluesky", "linkedin"):
        with station(name, tmp_path) as on:
            on.post(on.piece(picture=Picture(photo)))
            (sent,) = [asked.body for asked in on.fake.asked if b"JFIF" in asked.body]
            assert b"a camera with a name" not in sent
            assert b"Exif" not in sent


def test_what_a_network_does_not_know_is_sent_as_jpeg_on_white(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    file = tmp_path / "card.webp"
    file.write_bytes(encoded(picture, "WEBP"))
    with station("linkedin", tmp_path) as on:
        assert on.post(on.piece(picture=Picture(file))).result is Result.POSTED
        (sent,) = on.fake.images.values()
    image = opened(sent)
    assert (image.format, image.size, image.getpixel((0, 0))) == ("JPEG", (40, 20), (255, 255, 255))
