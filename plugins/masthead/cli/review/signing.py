"""Write a sign-off into the front matter of a piece's file, and say what was done."""

from masthead.build.pipeline import Site
from masthead.cli.git_user import own_name
from masthead.cli.sources import CannotRun
from masthead.cli.words import no_piece, piece_named
from masthead.content.approvals import Standing, standing_of
from masthead.content.piece import Piece
from masthead.settings import ReviewRole
from masthead.source.entries import CannotRecord, Entry, with_entry
from masthead.source.reading import nearest
from masthead.write.source import replace_source


def sign(role: str, word: str, by: str, site: Site) -> tuple[str, bool]:
    """Sign the piece's present words in a role: what was done, and whether it was new.

    Raises CannotRun with what to paste.
    """
    known, piece = _role(role, site), _piece(word, site)
    if standing_of(piece, known.id) is Standing.SIGNED:
        return f"{known.title} has signed off these words of {piece.path} already", False
    who = (("by", name),) if (name := by.strip() or own_name(site.root)) else ()
    values = (
        ("role", known.id), *who, ("date", f"{site.now:%Y-%m-%d}"), ("text", piece.wording)
    )  # fmt: skip
    entry, file = Entry("approvals", values, brief=True), site.root / piece.path
    if not name.isprintable():
        raise CannotRun("a name is made of letters: write it with --by")
    data = file.read_bytes()
    try:
        changed = with_entry(data, entry, same=("role", "text"))
    except CannotRecord as error:
        paste = "\n".join(["", "approvals:", *entry.lines("  ")])
        raise CannotRun(
            f"{error}. Nothing was written to {piece.path}; add this yourself:{paste}"
        ) from error
    replace_source(file, changed)
    signed = f" by {name}" if name else ""
    return f"signed off for {known.title}{signed}: {piece.path}. Commit the file.", True


def _role(word: str, site: Site) -> ReviewRole:
    roles = {role.id: role for role in site.settings.reviews}
    for role in roles.values():
        if word.casefold() in (role.id.casefold(), role.title.casefold()):
            return role
    if not roles:
        raise CannotRun("the site has no reviewers' roles: declare them below `reviews`")
    near = nearest(word, roles)
    raise CannotRun(
        f"there is no role `{word}`: "
        + (f"did you mean `{near}`?" if near else f"write one of {', '.join(roles)}")
    )


def _piece(word: str, site: Site) -> Piece:
    piece = piece_named(word, site)
    if piece is None:
        raise no_piece(word, site)
    return piece
