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
from masthead.plan.output import Clash, Output, Resource, SitePlan
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
    for output in plan.outputs:
        if holder := theirs.get(output.file.casefold()):
            yield _finding(Clash(output, holder), things)
    taken = {output.file.casefold(): _source(output) for output in plan.outputs} | theirs
    for resource in plan.resources:
        holder = taken.get(resource.file.casefold())
        # Of two pieces or two authors at one address, the pages have been found already.
        if holder and not (holder in things and _source(resource) in things):
            yield _about_file(resource, holder, things)
        taken[resource.file.casefold()] = _source(resource)


def _by_path(plan: SitePlan) -> dict[str, _Thing]:
    library = plan.catalog.library
    shelves = (library.authors, library.series, library.ideas)
    others = [thing for shelf in shelves for thing in shelf.values()]
    return {thing.path: thing for thing in (*library.pieces, *plan.catalog.retired, *others)}


def _is_known(clash: Clash, things: Mapping[str, _Thing]) -> bool:
    """Whether `masthead.checks.identity` finds it: two pieces' slugs, or one that is reserved."""
    if _is_redirect(clash.output):
        return False
    sides = [things.get(path) for path in (_source(clash.output), clash.holder)]
    pieces = [side for side in sides if isinstance(side, Piece)]
    return len(pieces) == 2 or any(piece.slug.casefold() in RESERVED for piece in pieces)


def _finding(clash: Clash, things: Mapping[str, _Thing]) -> Diagnostic:
    output, source = clash.output, _source(clash.output)
    address = output.address.removesuffix("index.html")
    if _is_redirect(output):
        at, rule = _alias_at(output, things.get(source)), ALIAS_CLASH
        remedy = "Take the alias out of one of the two."
    else:
        mendable = things.get(source) or things.get(clash.holder)
        at, rule = mendable.at("slug") if mendable else Position(source), DUPLICATE_ADDRESS
        remedy = "Give one of the two another `slug`, or move the page."
    other = clash.holder if at.path != clash.holder else source
    whose = "a page that Masthead makes" if other == _CONFIGURATION else other
    return found(at, rule, f"the address /{address} is also that of {whose}", remedy)


def _about_file(resource: Resource, holder: str, things: Mapping[str, _Thing]) -> Diagnostic:
    """A file that is no page is in somebody's way; who can mend it is asked to."""
    source = _source(resource)
    mendable = things.get(source) or things.get(holder)
    path = next((path for path in (holder, source) if path != _CONFIGURATION), _CONFIGURATION)
    return found(
        mendable.at("slug") if mendable else Position(path), DUPLICATE_ADDRESS,
        f"Masthead writes a file of its own to /{resource.file}",
        "Give this one another name.",
    )  # fmt: skip


def _source(output: Output | Resource) -> str:
    return output.depends[0] if output.depends else _CONFIGURATION


def _is_redirect(output: Output) -> bool:
    return output.template == "redirect.html"


def _alias_at(output: Output, thing: _Thing | None) -> Position:
    """Where the former address stands that the output answers."""
    if thing is None:
        return Position(_source(output))
    files = [alias_file(alias) for alias in thing.aliases]
    if output.file in files:
        return thing.at("aliases", files.index(output.file))
    return thing.at("idea")  # the address of an idea's other name
