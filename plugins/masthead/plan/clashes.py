"""No two outputs answer at one address, also not where a file system folds case.

In: a SitePlan, and the files of the host. Out: findings, at the piece or author that can mend it.
"""

from collections.abc import Iterator, Mapping

from masthead.content.library import Library
from masthead.content.marks import Marks
from masthead.diagnostics import Diagnostic, Position, found
from masthead.diagnostics.rules import ALIAS_CLASH, DUPLICATE_ADDRESS
from masthead.plan.output import Clash, SitePlan


def check_addresses(plan: SitePlan, host_files: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Clashes among outputs, and with the host's: `host_files` gives each file's source."""
    library = plan.catalog.library
    marks = _marks(library) | {piece.path: piece.marks for piece in plan.catalog.retired}
    pieces = {piece.path for piece in library.pieces}
    theirs = {file.casefold(): source for file, source in host_files.items()}
    theirs |= {asset.file.casefold(): asset.source for asset in plan.assets}
    for clash in plan.clashes:
        source = clash.output.depends[0] if clash.output.depends else ""
        page = clash.output.template != "redirect.html"
        if not (page and source in pieces and clash.holder in pieces):  # checks.identity has these
            yield _finding(clash, marks.get(source))
    for output in plan.outputs:
        if holder := theirs.get(output.file.casefold()):
            source = output.depends[0] if output.depends else ""
            yield _finding(Clash(output, holder), marks.get(source))


def _marks(library: Library) -> dict[str, Marks]:
    shelves = (library.authors, library.series, library.ideas)
    others = [thing for shelf in shelves for thing in shelf.values()]
    return {thing.path: thing.marks for thing in (*library.pieces, *others)}


def _finding(clash: Clash, marks: Marks | None) -> Diagnostic:
    output = clash.output
    alias = output.template == "redirect.html"
    source = output.depends[0] if output.depends else "mkdocs.yml"
    at = marks.at("aliases" if alias else "slug") if marks else Position(source)
    remedy = (
        "Take the alias out of one of the two."
        if alias
        else "Give one of the two another `slug`, or move the page."
    )
    return found(
        at,
        ALIAS_CLASH if alias else DUPLICATE_ADDRESS,
        f"the address /{output.address} is also that of {clash.holder}",
        remedy,
    )
