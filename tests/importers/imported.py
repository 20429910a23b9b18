"""Tiny sources in, imported trees out: what the importer's tests share."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from masthead.importers.jekyll.reader import read_jekyll
from masthead.importers.material.reader import read_material
from masthead.importers.model import ImportedBlog
from masthead.importers.report import Ledger, as_json
from masthead.importers.writer import write_blog

NOW = datetime(2026, 6, 1, tzinfo=UTC)
Files = Mapping[str, str | bytes]


def lay(root: Path, files: Files) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@dataclass(frozen=True)
class Imported:
    """An imported tree, with the account of it."""

    root: Path
    ledger: Ledger

    def text(self, path: str) -> str:
        """A file of the tree."""
        return (self.root / path).read_text("utf-8")

    def file_of(self, source: str) -> str:
        """The file that a source post became."""
        return next(e.target for e in self.ledger.settled() if e.source == source and e.target)

    def head(self, source: str) -> dict[str, Any]:
        """The front matter that a source post got."""
        return dict(yaml.safe_load(self.text(self.file_of(source)).split("---\n")[1]))

    def body(self, source: str) -> str:
        """The text that a source post got."""
        return self.text(self.file_of(source)).split("---\n", 2)[2].strip("\n")

    def author(self, ident: str) -> dict[str, Any]:
        """An author's front matter."""
        return dict(yaml.safe_load(self.text(f"authors/{ident}.md").split("---\n")[1]))

    @property
    def options(self) -> dict[str, Any]:
        """The plugin's options in the new mkdocs.yml."""
        loaded = yaml.safe_load(self.text("mkdocs.yml"))
        return dict(loaded["plugins"][1]["masthead"])

    def outcome(self, source: str) -> str:
        """What became of a source file."""
        return next(e.outcome.name for e in self.ledger.settled() if e.source == source)

    def notes(self, topic: str) -> list[str]:
        """Places and messages of one topic."""
        return [
            f"{n.path}:{n.line}: {n.message}"
            for n in self.ledger.sorted_notes()
            if n.topic == topic
        ]

    @property
    def account(self) -> dict[str, Any]:
        """The report for machines."""
        return dict(json.loads(as_json(self.ledger)))


def run(read: Callable[..., ImportedBlog], tmp: Path, files: Files, **options: str) -> Imported:
    """Import a source made of `files`."""
    source = lay(tmp / "source", files)
    ledger = Ledger("test", "source")
    blog = read(source, ledger, **options)
    write_blog(blog, source, tmp / "new", ledger, now=NOW)
    return Imported(tmp / "new", ledger)


def jekyll(tmp: Path, files: Files, **options: str) -> Imported:
    """Import a Jekyll source."""
    return run(read_jekyll, tmp, files, **options)


def material(tmp: Path, files: Files, **options: str) -> Imported:
    """Import a Material source."""
    return run(read_material, tmp, files, **options)


def post(body: str = "Text.", **front: Any) -> str:
    """A file with front matter."""
    return f"---\n{yaml.safe_dump(front) if front else ''}---\n{body}\n"
