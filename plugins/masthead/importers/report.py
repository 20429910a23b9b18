"""The account of an import: every post and author of the source, and what became of it.

In: what readers, converters and the writer note as they work. Out: Markdown for people, JSON for
machines. Nothing may be dropped in silence, so whoever drops or changes something notes it here.
"""

import json
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import Any

from msgspec import Struct, field


class Outcome(Enum):
    """What became of a post or an author."""

    TAKEN = "taken"
    CHANGED = "taken with a change"
    REFUSED = "refused"


class Weight(Enum):
    """What a note asks of the reader: nothing, a look, or work by hand."""

    CHANGE = "changed"
    LOSS = "dropped"
    TODO = "to do"


class Note(Struct, frozen=True):
    """One thing that was changed, dropped, or left for a person. `topic` groups notes."""

    path: str
    line: int
    weight: Weight
    topic: str
    message: str

    @property
    def key(self) -> tuple[str, int, str, str]:
        """By place."""
        return (self.path, self.line, self.topic, self.message)


class Entry(Struct, frozen=True):
    """One post or author of the source."""

    kind: str
    source: str
    outcome: Outcome
    target: str = ""
    reason: str = ""
    line: int = 1


class Log(Struct):
    """Takes notes about one source file."""

    ledger: "Ledger"
    path: str

    def change(self, line: int, topic: str, message: str) -> None:
        """Something reads differently now, and nothing is lost."""
        self.ledger.note(self.path, line, Weight.CHANGE, topic, message)

    def loss(self, line: int, topic: str, message: str) -> None:
        """Something is gone from what readers see."""
        self.ledger.note(self.path, line, Weight.LOSS, topic, message)

    def todo(self, line: int, topic: str, message: str) -> None:
        """Something could not be decided here."""
        self.ledger.note(self.path, line, Weight.TODO, topic, message)


class Ledger(Struct):
    """All entries and notes of one import."""

    system: str
    source: str
    entries: list[Entry] = field(default_factory=list)
    notes: dict[Note, None] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def log(self, path: str) -> Log:
        """Where to note what happens to the file at `path`."""
        return Log(self, path)

    def note(self, path: str, line: int, weight: Weight, topic: str, message: str) -> None:
        """Note one thing once."""
        self.notes.setdefault(Note(path, line, weight, topic, message[:400]))

    def take(self, kind: str, source: str, target: str, line: int = 1) -> None:
        """A post or an author has a file now."""
        self.entries.append(Entry(kind, source, Outcome.TAKEN, target, line=line))

    def refuse(self, kind: str, source: str, reason: str, line: int = 1) -> None:
        """A post or an author stays behind."""
        self.entries.append(Entry(kind, source, Outcome.REFUSED, reason=reason, line=line))

    def settled(self) -> list[Entry]:
        """Entries by kind and source; what has notes is taken with a change."""
        noted = {(note.path, note.line) for note in self.notes} | {
            (note.path, 0) for note in self.notes
        }
        return sorted(
            (self._settle(entry, noted) for entry in self.entries),
            key=lambda e: (e.kind != "post", e.kind, e.source, e.line),
        )

    def _settle(self, entry: Entry, noted: set[tuple[str, int]]) -> Entry:
        if entry.outcome is not Outcome.TAKEN:
            return entry
        # Several authors share one data file: there, a note belongs to the entry of its line.
        shared = (
            sum(e.source == entry.source for e in self.entries) > 1
            if entry.kind != "post"
            else False
        )
        place = (entry.source, entry.line if shared else 0)
        outcome = Outcome.CHANGED if place in noted else Outcome.TAKEN
        return Entry(entry.kind, entry.source, outcome, entry.target, entry.reason, entry.line)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each kind had which outcome."""
        tally: dict[str, Counter[str]] = {"post": Counter(), "author": Counter()}
        for entry in self.settled():
            tally.setdefault(entry.kind, Counter())[entry.outcome.name.lower()] += 1
        return {
            kind: {"total": sum(c.values()), **{o.name.lower(): c[o.name.lower()] for o in Outcome}}
            for kind, c in tally.items()
        }

    def sorted_notes(self) -> list[Note]:
        """All notes, by place."""
        return sorted(self.notes, key=lambda note: note.key)

    @property
    def refused(self) -> bool:
        """Whether anything stayed behind."""
        return any(entry.outcome is Outcome.REFUSED for entry in self.entries)


def as_json(ledger: Ledger) -> str:
    """The whole account for machines."""
    notes = [
        {
            "path": n.path,
            "line": n.line,
            "weight": n.weight.name.lower(),
            "topic": n.topic,
            "message": n.message,
        }
        for n in ledger.sorted_notes()
    ]
    entries = [
        {
            "kind": e.kind,
            "source": e.source,
            "line": e.line,
            "outcome": e.outcome.name.lower(),
            "target": e.target,
            "reason": e.reason,
        }
        for e in ledger.settled()
    ]
    whole = {
        "system": ledger.system,
        "source": ledger.source,
        "counts": ledger.counts(),
        "remarks": ledger.remarks,
        **ledger.facts,
        "entries": entries,
        "notes": notes,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False, default=str) + "\n"


def as_markdown(ledger: Ledger) -> str:
    """The account for people: figures, assumptions, work to do, then every source file."""
    return "\n".join(_markdown(ledger)) + "\n"


def _markdown(ledger: Ledger) -> Iterator[str]:
    yield f"# Import from {ledger.system}"
    yield ""
    yield "| | in the source | taken | taken with a change | refused |"
    yield "| --- | --: | --: | --: | --: |"
    for kind, c in ledger.counts().items():
        yield f"| {kind}s | {c['total']} | {c['taken']} | {c['changed']} | {c['refused']} |"
    if ledger.remarks:
        yield from ("", "## What was assumed", "", *(f"- {_cell(r)}" for r in ledger.remarks))
    for name, value in ledger.facts.items():
        if value:
            yield from ("", f"## {name.replace('_', ' ').capitalize()}", "")
            yield from (f"- {_cell(str(item))}" for item in value)
    refused = [e for e in ledger.settled() if e.outcome is Outcome.REFUSED]
    if refused:
        yield from ("", "## Refused", "")
        yield from (f"- `{_code(e.source)}:{e.line}`: {_cell(e.reason)}" for e in refused)
    notes = ledger.sorted_notes()
    yield from (
        "",
        "## By kind",
        "",
        "| what | to do | dropped | changed |",
        "| --- | --: | --: | --: |",
    )
    for topic, by in _by_topic(notes).items():
        yield f"| {_cell(topic)} | {by[Weight.TODO]} | {by[Weight.LOSS]} | {by[Weight.CHANGE]} |"
    for weight, heading in (
        (Weight.TODO, "To do by hand"),
        (Weight.LOSS, "Dropped"),
        (Weight.CHANGE, "Changed"),
    ):
        chosen = [n for n in notes if n.weight is weight]
        if chosen:
            yield from ("", f"## {heading}", "")
            yield from (
                f"- `{_code(n.path)}:{n.line}` {_cell(n.topic)}: {_cell(n.message)}" for n in chosen
            )
    yield from (
        "",
        "## Every post and author",
        "",
        "| source | outcome | file |",
        "| --- | --- | --- |",
    )
    for e in ledger.settled():
        line = f":{e.line}" if e.line > 1 else ""
        target = f"`{_code(e.target)}`" if e.target else _cell(e.reason)
        yield f"| `{_code(e.source)}{line}` | {e.outcome.value} | {target} |"


def _by_topic(notes: list[Note]) -> dict[str, Counter[Weight]]:
    table: dict[str, Counter[Weight]] = {}
    for note in notes:
        table.setdefault(note.topic, Counter())[note.weight] += 1
    return dict(sorted(table.items(), key=lambda item: (-sum(item[1].values()), item[0])))


def _cell(text: str) -> str:
    """Text of the source is data here: it must neither format the report nor break its table."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    for mark in "\\`*_[]<>|":
        plain = plain.replace(mark, "\\" + mark)
    return plain


def _code(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain.replace("`", "'").replace("|", "/")
