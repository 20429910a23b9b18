"""A running `masthead preview`, as a person starts it.

with a_preview(site.root, "one") as preview:
    assert preview.get("index.html").status == 200
"""

import http.client
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from click.testing import CliRunner, Result

from hosts.hosted import NOW, environment_with
from masthead.cli import main

_PATIENCE: Final = 30.0
_COMMAND: Final = [sys.executable, "-c", "from masthead.cli import main; main()", "preview"]


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    text: str
    headers: dict[str, str]


@dataclass(frozen=True)
class RunningPreview:
    """The server at `address`."""

    address: str
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path as it stands, which a client's library might tidy up."""
        place = urlsplit(self.address)
        asked = http.client.HTTPConnection(place.hostname or "", place.port, timeout=_PATIENCE)
        try:
            asked.putrequest("GET", f"/{path}", skip_host="Host" in headers)
            for name, value in headers.items():
                asked.putheader(name.replace("_", "-"), value)
            asked.endheaders()
            got = asked.getresponse()
            return Answer(got.status, got.read().decode("utf-8", "replace"), dict(got.getheaders()))
        finally:
            asked.close()

    def wait(self, seen: Callable[[str], bool]) -> str:
        """The page as soon as it is so."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if seen(text := self.get("").text):
                return text
            time.sleep(0.05)
        raise AssertionError(f"never seen; the last page was {text}")


@contextmanager
def a_preview(root: Path, piece: str, *options: str, now: str = NOW) -> Iterator[RunningPreview]:
    """Start it in a process of its own, on a free port, and interrupt it in the end."""
    process = subprocess.Popen(
        [*_COMMAND, piece, "--port", "0", *options], cwd=root,
        env=environment_with(MASTHEAD_NOW=now), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)
        if address is None:
            raise AssertionError(said + (process.stderr.read() if process.stderr else ""))
        yield RunningPreview(address[0])
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=_PATIENCE)
    assert "Traceback" not in errors, errors


def previewed(root: Path, *options: str, now: str = NOW) -> Result:
    """The command in this process, for what ends by itself."""
    command = ["preview", "-f", str(root / "mkdocs.yml"), *options]
    return CliRunner(env={"MASTHEAD_NOW": now}).invoke(main, command)


def seen(root: Path, piece: str, *options: str, now: str = NOW) -> dict[str, Any]:
    """What the command tells a machine."""
    values: dict[str, Any] = json.loads(
        previewed(root, piece, "--format", "json", *options, now=now).stdout
    )
    return values
