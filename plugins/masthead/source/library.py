"""Read a whole site's sources into a Library.

In: a Tree (files already read) and Settings. Out: the Library and every finding about form.
`masthead.source.tree` is the one that touches the disk.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Final, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from masthead.content.author import Author
from masthead.content.library import Library
from masthead.content.marks import Marks
from masthead.content.piece import Piece
from masthead.content.series import IdeaFile, Series
from masthead.diagnostics import Diagnostic, Findings, Position
from masthead.diagnostics.rules import BAD_ID, DUPLICATE_ID, NOT_UTF8, UNREADABLE
from masthead.ports import Dialects, Memory, NoMemory, Read
from masthead.settings import Settings
from masthead.source.author import read_author, read_idea, read_series
from masthead.source.piece import read_piece
from masthead.source.text import decode
from masthead.source.tree import SourceFile, Tree
from masthead.source.values import is_id

_T = TypeVar("_T", Author, Series, IdeaFile)

_NO_MEMORY: Final = NoMemory()
_RENAME: Final = "Rename the file with letters, digits and hyphens, such as `price-the-leak.md`."
_UNREADABLE: Final = "Check that the file is there, and that the build may read it."
PORTRAITS: Final = (".webp", ".avif", ".jpg", ".jpeg", ".png", ".svg", ".gif")


class _Shelves(Struct):
    pieces: list[Piece] = field(default_factory=list)
    authors: dict[str, Author] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    ideas: dict[str, IdeaFile] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)


def read_library(
    tree: Tree, settings: Settings, dialects: Dialects, memory: Memory = _NO_MEMORY
) -> tuple[Library, list[Diagnostic]]:
    """Everything that could be read, and every finding; files in the order of their paths.

    `memory` knows pieces whose files are as they were.
    """
    findings, shelves = Findings(), _Shelves()
    for declared in settings.series:
        shelves.series[declared.id] = Series(
            path="mkdocs.yml", key="", id=declared.id, marks=Marks("mkdocs.yml"),
            title=declared.title, description=declared.description, parts=declared.parts,
            cadence=declared.cadence,
        )  # fmt: skip
    for source in tree.authors:
        _shelve_author(source, tree, settings, dialects, findings, shelves)
    for source in tree.series:
        if (text := _text(source, findings, shelves)) is not None:
            id = PurePosixPath(source.key).stem
            series = read_series(text, source.path, source.key, id, settings, dialects, findings)
            _keep(series, id, shelves.series, source, findings, shelves)
    for source in tree.ideas:
        if (text := _text(source, findings, shelves)) is not None:
            id = PurePosixPath(source.key).stem
            idea = read_idea(text, source.path, source.key, id, settings, dialects, findings)
            _keep(idea, id, shelves.ideas, source, findings, shelves)
    _shelve_pieces(tree.pieces, partial(_read_one, settings, dialects), memory, findings, shelves)
    library = Library(
        pieces=tuple(shelves.pieces),
        authors=shelves.authors,
        series=shelves.series,
        ideas=shelves.ideas,
        files=tree.files,
        docs_dir=settings.docs_dir,
        broken=frozenset(shelves.broken),
    )
    return library, findings.items


def _shelve_pieces(
    sources: Sequence[SourceFile],
    read: Callable[[SourceFile], Read],
    memory: Memory,
    findings: Findings,
    shelves: _Shelves,
) -> None:
    known = {source.path: memory.recall(source) for source in sources}
    fresh = memory.read([source for source in sources if known[source.path] is None], read)
    for source in sources:
        old = known[source.path]
        one = Read(*old) if old else next(fresh)
        findings.items.extend(one.findings)
        shelves.broken |= {*one.broken}
        if one.piece is not None:
            shelves.pieces.append(one.piece)


def _read_one(settings: Settings, dialects: Dialects, source: SourceFile) -> Read:
    findings, shelves = Findings(), _Shelves()
    if (text := _text(source, findings, shelves)) is None:
        return Read(None, tuple(findings.items), tuple(shelves.broken))
    piece = read_piece(text, source.path, source.key, settings, dialects, findings)
    if piece is None:
        return Read(None, tuple(findings.items), (source.key, *_guess_id(text)))
    # A site's own extensions of Python-Markdown may take in other files, of which nobody knows.
    lasting = (piece.dialect or settings.dialect) == "gfm"
    return Read(piece, tuple(findings.items), lasting=lasting)


def _text(source: SourceFile, findings: Findings, shelves: _Shelves) -> str | None:
    if not source.key.isascii() and not _is_text(source.key):
        name = PurePosixPath(source.key).name
        message = f"the file's name `{name[:80]}` is not UTF-8 text"
        findings.add(Position(source.path), NOT_UTF8, message, _RENAME)
        return None
    if isinstance(source.data, str):
        findings.add(Position(source.path), UNREADABLE, source.data, _UNREADABLE)
        text = None
    else:
        text = decode(source.data, source.path, findings)
    if text is None:
        shelves.broken |= {source.key, PurePosixPath(source.key).stem}
    return text


def _is_text(name: str) -> bool:
    """Whether the system's name for a file is text: it may be any bytes, which Python escapes."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _shelve_author(
    source: SourceFile,
    tree: Tree,
    settings: Settings,
    dialects: Dialects,
    findings: Findings,
    shelves: _Shelves,
) -> None:
    if (text := _text(source, findings, shelves)) is None:
        return
    id = PurePosixPath(source.path).stem
    author = read_author(text, source.path, source.key, id, settings, dialects, findings)
    if author and not author.portrait:
        stem = source.key.rpartition(".")[0]
        portrait = next((stem + end for end in PORTRAITS if stem + end in tree.files), "")
        author = replace(author, portrait=PurePosixPath(portrait).name)
    _keep(author, id, shelves.authors, source, findings, shelves)


def _keep(
    value: _T | None,
    id: str,
    shelf: dict[str, _T],
    source: SourceFile,
    findings: Findings,
    shelves: _Shelves,
) -> None:
    if not is_id(id):
        findings.add(
            Position(source.path),
            BAD_ID,
            f"the file's name `{id[:80]}` is an id, and cannot be part of an address",
            "Rename the file with letters, digits and hyphens, such as `ana-ruiz.md`.",
        )
    if value is None:
        shelves.broken |= {source.key, id}
    elif holder := shelf.get(id):
        findings.add(
            Position(source.path),
            DUPLICATE_ID,
            f'the id "{id}", from the file\'s name, is also that of {holder.path}',
            "Rename one of the two, or keep only one.",
        )
    else:
        shelf[id] = value


def _guess_id(text: str) -> list[str]:
    """The id that a file with broken YAML probably has, so that its readers are not blamed."""
    head = text[:4000].split("\n")
    return [line[3:].strip().strip("'\"") for line in head if line.startswith("id:")]
