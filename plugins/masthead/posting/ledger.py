"""What was tried and what came of it: one line of JSON for each event, beside the sources.

An intention is on the disk before its request goes out, the answer as soon as it is there: an
intention without an answer means that nobody knows. Lines are only ever added, and their order does
not matter, so that git may merge two ledgers by keeping all lines (`merge=union`).
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from masthead.posting.faults import CannotPost
from masthead.posting.model import Attempt

LEDGER: Final = ".masthead/posted.jsonl"
"""Where it lies, from the folder of mkdocs.yml."""
_PATIENCE: Final = 90.0
"""Seconds. Another process that posts is done by then: every request has its deadline."""


class Answer(Enum):
    """What is known of an attempt."""

    POSTED = "posted"
    ABSENT = "absent"
    """It made no post: the network refused it, or it was looked for and is not there."""


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line: an intention (with piece, channel, text and link) or an answer."""

    attempt: str
    event: Literal["intended", "posted", "absent"]
    at: datetime
    piece: str = ""
    channel: str = ""
    text: str = ""
    link: str = ""
    sent: datetime | None = None
    url: str = ""


class Entry(Struct, frozen=True):
    """An attempt and its answer, if there is one; `since` is the instant of the answer."""

    attempt: Attempt
    answer: Answer | None = None
    url: str = ""
    since: datetime | None = None


class Ledger:
    """The file at `path`. `lock` is a file of no content that keeps two processes apart."""

    def __init__(self, path: Path, lock: Path) -> None:
        self.path, self._lock = path, lock

    @contextmanager
    def held(self, patience: float = _PATIENCE) -> Iterator[None]:
        """Keep other processes from posting. Raises CannotPost if one goes on for too long."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._lock, timeout=patience):
                yield
        except Timeout:
            raise CannotPost(
                "another process is posting, and does not end",
                f"Look for it and end it; the lock is {self._lock}.",
            ) from None

    def entries(self, piece: str, channel: str) -> list[Entry]:
        """What was tried for a piece on a channel, oldest first. Raises CannotPost."""
        answers: dict[str, Event] = {}
        attempts: dict[str, Attempt] = {}
        for event in self._events():
            if event.event == "intended":
                if (event.piece, event.channel) == (piece, channel):
                    attempts[event.attempt] = _attempt(event, attempts.get(event.attempt))
            elif answers.get(event.attempt) is None or event.event == Answer.POSTED.value:
                answers[event.attempt] = event  # what was posted stays so, whatever was said later
        entries = [_entry(attempt, answers.get(attempt.id)) for attempt in attempts.values()]
        return sorted(entries, key=lambda entry: (entry.attempt.at, entry.attempt.id))

    def intend(self, attempt: Attempt) -> None:
        """Note an intention, so that it survives whatever happens next."""
        self._add(
            Event(
                attempt=attempt.id, event="intended", at=attempt.at, piece=attempt.piece,
                channel=attempt.channel, text=attempt.text, link=attempt.link, sent=attempt.sent,
            )
        )  # fmt: skip

    def answer(self, attempt: Attempt, answer: Answer, at: datetime, url: str = "") -> None:
        """Note what came of it."""
        self._add(Event(attempt=attempt.id, event=answer.value, at=at, url=url))

    def _events(self) -> Iterator[Event]:
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        except OSError as error:
            raise CannotPost(f"{self.path} cannot be read: {error.strerror}") from error
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield msgspec.json.decode(line, type=Event)
            except (msgspec.DecodeError, UnicodeDecodeError):
                if number == len(lines):
                    # The machine stopped in the middle of a line: an intention was not sent then,
                    # and the loss of an answer leaves its intention open, as it should.
                    return
                raise CannotPost(
                    f"{self.path}:{number}: this line is no event of a ledger",
                    "After a merge keep the lines of both sides, and take out the marks between "
                    "them. .gitattributes can say so: .masthead/posted.jsonl merge=union",
                ) from None

    def _add(self, event: Event) -> None:
        """One line at the end, on the disk when this returns. Raises CannotPost."""
        line = json.dumps(_values(event), ensure_ascii=False, sort_keys=True) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = not self.path.exists()
            with self.path.open("a+b") as file:
                _end_last_line(file)
                file.write(line.encode("utf-8", "replace"))
                file.flush()
                os.fsync(file.fileno())
            if fresh:
                _sync_folder(self.path.parent)
        except OSError as error:
            raise CannotPost(f"{self.path} cannot be written: {error.strerror}") from error


def _values(event: Event) -> dict[str, Any]:
    """What a line holds, in plain values."""
    values: dict[str, Any] = msgspec.to_builtins(event)
    for name in ("at", "sent"):
        if (instant := getattr(event, name)) is not None:
            values[name] = instant.astimezone(UTC).isoformat(timespec="microseconds")
    return values


def _end_last_line(file: Any) -> None:
    """A torn line goes; a whole one that an editor left without its end gets it."""
    file.seek(0)
    _, _, last = file.read().rpartition(b"\n")
    if not last:
        return
    try:
        msgspec.json.decode(last, type=Event)
    except (msgspec.DecodeError, UnicodeDecodeError):
        file.truncate(file.tell() - len(last))
    else:
        file.write(b"\n")


def _sync_folder(folder: Path) -> None:
    """So that a new file's name is on the disk as well; not every system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _attempt(event: Event, other: Attempt | None) -> Attempt:
    """The attempt, and what another line knows of it that was written when it was sent again."""
    words = () if other is None else ((other.text, other.link), *other.also)
    times = [at for at in (event.sent, other.sent if other else None) if at is not None]
    return Attempt(
        id=event.attempt, piece=event.piece, channel=event.channel, at=event.at,
        text=event.text, link=event.link, sent=max(times, default=None), also=words,
    )  # fmt: skip


def _entry(attempt: Attempt, event: Event | None) -> Entry:
    if event is None:
        return Entry(attempt)
    return Entry(attempt, Answer(event.event), event.url, event.at)
