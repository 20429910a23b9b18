"""`masthead lsp`: a language server: findings, their answers, completion and hover.

It speaks the Language Server Protocol on its input and output, with the library pygls. What it
knows comes from the same doors as `masthead check` and `masthead schema`.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import click

from masthead import __version__
from masthead.cli.check.run import check_paths
from masthead.cli.schema import schema_for
from masthead.desk.editing import meaning, offers
from masthead.desk.fixes import Fix, fixes_of
from masthead.diagnostics import Diagnostic, MastheadError, Severity


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]},
    short_help="Serve an editor: findings, answers, completion.",
)
def lsp() -> None:
    """Serve an editor: findings, their answers, completion and hover in front matter.

    Editors start it themselves, and speak to it on its input and output. It needs pygls:
    pip install 'masthead[lsp]'. Ends with 0, or 2 if pygls is not there.

    \b
    Example: masthead lsp
    """
    try:
        server = make_server()
    except ModuleNotFoundError:
        click.echo("masthead lsp: it needs pygls: pip install 'masthead[lsp]'", err=True)
        sys.exit(2)
    server.start_io()


def make_server() -> Any:
    """The server. Raises ModuleNotFoundError without pygls."""
    from lsprotocol import types
    from pygls.lsp.server import LanguageServer

    server = LanguageServer("masthead", __version__)
    desk = _Desk(server, types)

    def does(name: str, method: Callable[[Any], Any], *options: Any) -> None:
        # pygls writes its notes on the function that it is given, and a method takes none.
        server.feature(name, *options)(lambda params: method(params))

    does(types.TEXT_DOCUMENT_DID_OPEN, desk.tell)
    does(types.TEXT_DOCUMENT_DID_SAVE, desk.tell)
    does(types.TEXT_DOCUMENT_DID_CLOSE, desk.forget)
    signs = types.CompletionOptions([":", "[", ","])
    does(types.TEXT_DOCUMENT_COMPLETION, desk.complete, signs)
    does(types.TEXT_DOCUMENT_HOVER, desk.explain)
    kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix])
    does(types.TEXT_DOCUMENT_CODE_ACTION, desk.answer, kinds)
    return server


class _Desk:
    """What the server does. Without pygls there are no types to name, so they are handed in."""

    def __init__(self, server: Any, types: Any) -> None:
        self.server, self.types = server, types

    def tell(self, params: Any) -> None:
        """The findings in a file that was opened or saved."""
        uri = params.text_document.uri
        lines = self._lines(uri)
        self._publish(uri, [_as_lsp(f, lines, self.types) for f in _findings(_path_of(uri))])

    def forget(self, params: Any) -> None:
        """A file was closed."""
        self._publish(params.text_document.uri, [])

    def complete(self, params: Any) -> Any:
        """Keys, or the words that a key takes."""
        lines, row, column = self._place(params)
        found = offers(lines, row, column, _schema(_path_of(params.text_document.uri)))
        return [
            self.types.CompletionItem(
                label=offer.word, insert_text=offer.text, documentation=offer.meaning or None
            )
            for offer in found
        ]

    def explain(self, params: Any) -> Any:
        """What a key means."""
        lines, row, column = self._place(params)
        found = meaning(lines, row, column, _schema(_path_of(params.text_document.uri)))
        if found is None:
            return None
        position = self.types.Position
        words = self.types.MarkupContent(self.types.MarkupKind.Markdown, found.text)
        place = self.types.Range(position(row, found.start), position(row, found.end))
        return self.types.Hover(words, place)

    def answer(self, params: Any) -> Any:
        """The answers to findings in some lines, if the file is as it was saved."""
        uri = params.text_document.uri
        file, site = _path_of(uri), _site_of(_path_of(uri))
        if site is None or _text_of(file) != self._source(uri):
            return []
        fixes = fixes_of(_findings(file), site.resolve().parent)
        return [
            _as_action(uri, finding, fix, self.types)
            for finding, fix in fixes.items()
            if params.range.start.line <= finding.position.line - 1 <= params.range.end.line
        ]

    def _publish(self, uri: str, told: list[Any]) -> None:
        self.server.text_document_publish_diagnostics(
            self.types.PublishDiagnosticsParams(uri=uri, diagnostics=told)
        )

    def _source(self, uri: str) -> str:
        return str(self.server.workspace.get_text_document(uri).source)

    def _lines(self, uri: str) -> list[str]:
        return self._source(uri).replace("\r\n", "\n").split("\n")

    def _place(self, params: Any) -> tuple[list[str], int, int]:
        """The lines of a document, and the place in it in characters."""
        lines = self._lines(params.text_document.uri)
        row = min(params.position.line, len(lines) - 1)
        units = lines[row].encode("utf-16-le")[: 2 * params.position.character]
        return lines, row, len(units.decode("utf-16-le", "ignore"))


def _path_of(uri: str) -> Path:
    return Path(url2pathname(urlsplit(uri).path))


def _text_of(file: Path) -> str | None:
    """A file's text as an editor has it."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _site_of(file: Path) -> Path | None:
    """The mkdocs.yml that a file belongs to: the nearest above it."""
    return next((p / "mkdocs.yml" for p in file.parents if (p / "mkdocs.yml").is_file()), None)


def _findings(file: Path) -> list[Diagnostic]:
    """The findings in a file as it was saved; none where nobody can tell."""
    site = _site_of(file)
    if site is None or not file.is_file():
        return []
    try:
        seen = check_paths(site, [file])
    except (MastheadError, OSError):
        return []
    own = file.parent.resolve() / file.name
    return [f for f in seen.findings if (seen.root / f.position.path) == own]


def _schema(file: Path) -> dict[str, Any]:
    """The schema of a file of its kind; one without keys for a file that is no source."""
    site = _site_of(file)
    try:
        return schema_for(site, file) if site else {"properties": {}}
    except (MastheadError, OSError):
        return {"properties": {}}


def _units(line: str, column: int) -> int:
    """A column in characters as one in units of UTF-16, which is what editors count."""
    return len(line[:column].encode("utf-16-le", "surrogatepass")) // 2


def _as_lsp(finding: Diagnostic, lines: list[str], types: Any) -> Any:
    at = finding.position
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    start, end = _units(line, at.column - 1), _units(line, at.column - 1 + at.length)
    error = finding.severity is Severity.ERROR
    levels = types.DiagnosticSeverity
    words = f"{finding.message}. {finding.remedy}" if finding.remedy else finding.message
    return types.Diagnostic(
        range=types.Range(types.Position(at.line - 1, start), types.Position(at.line - 1, end)),
        message=words, severity=levels.Error if error else levels.Information,
        code=finding.rule.code, source="masthead",
    )  # fmt: skip


def _as_action(uri: str, finding: Diagnostic, fix: Fix, types: Any) -> Any:
    text = "".join(f"{line}\n" for line in fix.lines)
    place = types.Range(types.Position(fix.first - 1, 0), types.Position(fix.last, 0))
    return types.CodeAction(
        title=f"Masthead: {(finding.remedy or finding.message)[:80]}",
        kind=types.CodeActionKind.QuickFix,
        edit=types.WorkspaceEdit(changes={uri: [types.TextEdit(place, text)]}),
    )
