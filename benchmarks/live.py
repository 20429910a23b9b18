"""How long an author waits: from saving a file to the new text on the served page.

A tool serves its site on a port of this machine. An edit is saved, the page is fetched again and
again until the new sentence is in it. Of MkDocs, also how long the request takes that its pages
keep open and whose answer makes a browser reload.
"""

import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException

from benchmarks.changes import Change, Expected, Prepared
from benchmarks.results import Sample

BETWEEN = 0.01
"""Seconds between two looks at a page."""
SETTLED = 1.0
"""Seconds of quiet before an edit."""


class NotServedError(Exception):
    """A server did not show its site in time."""


def measure_live(
    prepared: Prepared, rounds: int, timeout: float, environment: Mapping[str, str]
) -> Iterator[Sample]:
    """Serve a site and edit it `rounds` times.

    Raises NotServedError where the server never shows the page.
    """
    prepared.clean()
    path = f"/{prepared.tool.page(prepared.middle)}"
    with served(prepared, environment) as port:
        started = Expected(prepared.middle, prepared.middle.title)
        if wait(port, path, started, timeout) is None:
            raise NotServedError(f"{prepared.tool.title}: no page after {timeout:.0f} s")
        for number in range(1, rounds + 1):
            time.sleep(SETTLED)
            figures = edit(prepared, port, path, number, timeout)
            yield Sample(
                tool=prepared.tool.name,
                site=prepared.site.value,
                posts=prepared.count,
                change=Change.LIVE.value,
                figures=figures,
                late=0.0 if "visible" in figures else timeout,
            )


def edit(prepared: Prepared, port: int, path: str, number: int, timeout: float) -> dict[str, float]:
    """Save one edit, and wait until it is on the page."""
    told: dict[str, float] = {}
    asked = re.search(r"livereload\((\d+), (\d+)\)", fetch(port, path, timeout) or "")
    expected = prepared.apply(Change.LIVE, number)
    saved = time.perf_counter()
    listener = None
    if asked:
        question = f"/livereload/{asked[1]}/{asked[2]}"

        def listen() -> None:
            if fetch(port, question, timeout) is not None:
                told["reload"] = round(time.perf_counter() - saved, 4)

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
    if expected is None:
        raise ValueError("an edit is to be seen")
    seen = wait(port, path, expected, timeout)
    if listener:
        listener.join(timeout)
    return told if seen is None else {"visible": round(seen - saved, 4), **told}


def wait(port: int, path: str, expected: Expected, timeout: float) -> float | None:
    """The instant at which the text is on the page, or nothing after the timeout."""
    end = time.perf_counter() + timeout
    while time.perf_counter() < end:
        if expected.text in (fetch(port, path, timeout) or ""):
            return time.perf_counter()
        time.sleep(BETWEEN)
    return None


def fetch(port: int, path: str, timeout: float) -> str | None:
    """A page of the server on this machine, or nothing where it does not answer well."""
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    return text if response.status == 200 else None


@contextmanager
def served(prepared: Prepared, environment: Mapping[str, str]) -> Iterator[int]:
    """The port on which the tool shows the site, for as long as this is open."""
    port = free_port()
    program = prepared.tool.program()
    if program is None:
        raise NotServedError(f"{prepared.tool.title} is not installed: {prepared.tool.install}")
    process = subprocess.Popen(
        prepared.tool.serve(program, port),
        cwd=prepared.folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that its whole tree can be ended, and nothing else
    )
    try:
        yield port
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server and its children."""
    for number, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, None)):
        if process.poll() is not None:
            return
        os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
