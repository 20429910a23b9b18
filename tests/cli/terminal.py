"""Somebody at a terminal: answers are typed as soon as a command reads them."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

from msgspec import Struct

_TOO_LONG = 60
_END = "\x04"


class Said(Struct, frozen=True):
    """How a command ended, what is on its standard output, and what was on the screen."""

    code: int
    out: str
    screen: str


def at_a_terminal(root: Path, words: list[str], answers: list[str]) -> Said:
    """Run `masthead` in a folder; after the last answer, whoever answers has left."""
    master, slave = os.openpty()
    command = [sys.executable, "-c", "from masthead.cli import main; main()", *words]
    process = subprocess.Popen(
        command, cwd=root, stdin=slave, stderr=slave, stdout=subprocess.PIPE, text=True
    )
    os.close(slave)
    screen: list[bytes] = []
    reader = Thread(target=_read, args=(master, screen), daemon=True)
    reader.start()
    os.write(master, "".join(f"{answer}\n" for answer in [*answers, _END]).encode())
    try:
        out, _ = process.communicate(timeout=_TOO_LONG)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    reader.join(_TOO_LONG)
    os.close(master)
    return Said(process.returncode, out, b"".join(screen).decode("utf-8", "replace"))


def _read(master: int, screen: list[bytes]) -> None:
    """Everything until the command closes its end, which Linux reports as an error."""
    try:
        while data := os.read(master, 4096):
            screen.append(data)
    except OSError:
        return
