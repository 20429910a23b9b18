"""What a build would say of a file that is only about to be written."""

from msgspec.structs import replace

from masthead.build.pipeline import Site
from masthead.checks import Subject, check_library
from masthead.content.piece import Piece
from masthead.desk.places import NewFile
from masthead.diagnostics import Diagnostic, Findings, Severity
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.source.piece import read_piece


def piece_in(new: NewFile, site: Site) -> tuple[Piece | None, list[Diagnostic]]:
    """The piece as the site's build reads it, and what it finds about its form."""
    findings, markdown = Findings(), GfmMarkdown()
    dialects = {"gfm": markdown, "mkdocs": markdown}
    key = new.path.removeprefix(f"{site.settings.docs_dir}/")
    piece = read_piece(new.text, new.path, key, site.settings, dialects, findings)
    return piece, findings.items


def errors_of(new: NewFile, site: Site) -> list[str]:
    """The errors that a build would find in it, beside a site's other files."""
    piece, found = piece_in(new, site)
    if piece:
        library = replace(
            site.library,
            pieces=(*site.library.pieces, piece),
            files=site.library.files | {piece.key},
        )
        found += check_library(Subject(library, site.settings, site.now))
    return [
        f"{f.position.path}:{f.position.line} {f.rule.code} {f.message}"
        for f in found
        if f.position.path == new.path and f.severity is Severity.ERROR
    ]
