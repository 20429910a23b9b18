"""No two outputs answer at one address, also not where a file system folds case.

In: a SitePlan, and the files of the host. Out: findings, at the piece or author that can mend it.
"""

from collections.abc import Iterator, Mapping

from masthead.content.author import Author
from masthead.content.piece import Piece
from masthead.content.series import IdeaFile, Series
from masthead.content.slug import RESERVED
from masthead.diagnostics import Diagnostic, Position, found
from masthead.diagnostics.rules import ALIAS_CLASH, DUPLICATE_ADDRESS
from masthead.plan.output import Clash, Output, Planned, Resource, SitePlan
from masthead.plan.redirects import alias_file

_Thing = Piece | Author | Series | IdeaFile

_CONFIGURATION = "mkdocs.yml"


def check_addresses(plan: SitePlan, host_files: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Clashes among outputs, and with the host's: `host_files` gives each file's source."""
    things = _by_path(plan)
    theirs = {file.casefold(): source for file, source in host_files.items()}
    theirs |= {asset.file.casefold(): asset.source for asset in plan.assets}
    for clash in plan.clashes:
        if not _is_known(clash, things):
            yield _finding(clash, things)
    for page in plan.pages:
        if holder := theirs.get(page.file.casefold()):
            yield _finding(Clash(page, holder), things)
    taken = {page.file.casefold(): page.source for page in plan.pages} | theirs
    for file in (*plan.files, *plan.last(plan.catalog)):
        holder = taken.get(file.file.casefold())
        # Of two pieces or two authors at one address, the pages have been found already.
        if holder and not (holder in things and file.source in things):
            yield _about_file(file, holder, things)
        taken[file.file.casefold()] = file.source


def _by_path(plan: SitePlan) -> dict[str, _Thing]:
    library = plan.catalog.whole
    shelves = (library.authors, library.series, library.ideas)
    others = [thing for shelf in shelves for thing in shelf.values()]
    return {thing.path: thing for thing in (*library.pieces, *plan.catalog.retired, *others)}


def _is_known(clash: Clash, things: Mapping[str, _Thing]) -> bool:
    """Whether `masthead.checks.identity` finds it: two pieces' slugs, or one that is reserved."""
    if _is_redirect(clash.page):
        return False
    sides = [things.get(path) for path in (clash.page.source, clash.holder)]
    pieces = [side for side in sides if isinstance(side, Piece)]
    return len(pieces) == 2 or any(piece.slug.casefold() in RESERVED for piece in pieces)


def _finding(clash: Clash, things: Mapping[str, _Thing]) -> Diagnostic:
    page, source = clash.page, clash.page.source
    address = page.address.removesuffix("index.html")
    if _is_redirect(page):
        at, rule = _alias_at(page, things.get(source)), ALIAS_CLASH
        remedy = "Take the alias out of one of the two."
    else:
        mendable = things.get(source) or things.get(clash.holder)
        at, rule = mendable.at("slug") if mendable else Position(source), DUPLICATE_ADDRESS
        remedy = "Give one of the two another `slug`, or move the page."
    other = clash.holder if at.path != clash.holder else source
    whose = "a page that Masthead makes" if other == _CONFIGURATION else other
    return found(at, rule, f"the address /{address} is also that of {whose}", remedy)


def _about_file(file: Planned[Resource], holder: str, things: Mapping[str, _Thing]) -> Diagnostic:
    """A file that is no page is in somebody's way; who can mend it is asked to."""
    source = file.source
    mendable = things.get(source) or things.get(holder)
    path = next((path for path in (holder, source) if path != _CONFIGURATION), _CONFIGURATION)
    return found(
        mendable.at("slug") if mendable else Position(path), DUPLICATE_ADDRESS,
        f"Masthead writes a file of its own to /{file.file}",
        "Give this one another name.",
    )  # fmt: skip


def _is_redirect(page: Planned[Output]) -> bool:
    return page.template == "redirect.html"


def _alias_at(page: Planned[Output], thing: _Thing | None) -> Position:
    """Where the former address stands that the page answers."""
    if thing is None:
        return Position(page.source)
    files = [alias_file(alias) for alias in thing.aliases]
    if page.file in files:
        return thing.at("aliases", files.index(page.file))
    return thing.at("idea")  # the address of an idea's other name
