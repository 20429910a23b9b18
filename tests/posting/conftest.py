"""Nothing here reaches another computer: no proxy, and no address but loopback."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from posting.stations import FAKES, Station, personal_data_server, station

_HERE = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    real = socket.getaddrinfo

    def checked(host: Any, *rest: Any, **named: Any) -> Any:
        if host not in _HERE:
            raise socket.gaierror(socket.EAI_NONAME, f"tests do not look for {host}")
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", checked)


@pytest.fixture(params=FAKES)
def on(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Station]:
    """Each network in turn."""
    with station(request.param, tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def pds() -> Iterator[dict[str, str]]:
    """A real server for Bluesky."""
    with personal_data_server() as server:
        yield server


@pytest.fixture
def bluesky(pds: dict[str, str], tmp_path: Path) -> Iterator[Station]:
    """An account on the real server."""
    with station("bluesky-real", tmp_path, pds) as made:
        yield made
