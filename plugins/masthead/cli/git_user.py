"""Who is at work here, as git knows its user."""

from pathlib import Path

from msgspec import Struct

from masthead.content.library import Library
from masthead.desk.git import NoGit, answer


class GitUser(Struct, frozen=True):
    """Name and address of git's user; empty where git does not say."""

    name: str = ""
    mail: str = ""


def git_user(root: Path) -> GitUser:
    """The user of the repository that holds `root`, or of the machine."""
    told = _said(root, "var", "GIT_AUTHOR_IDENT")
    name, _, rest = told.partition(" <")
    return GitUser(name.strip(), rest.partition(">")[0].strip())


def own_name(root: Path) -> str:
    """The name that somebody has told git, or nothing: unlike the user's, it is no guess."""
    return _said(root, "config", "--get", "user.name").strip()


def _said(root: Path, *words: str) -> str:
    try:
        return answer(root, *words)
    except NoGit:
        return ""


def author_of(user: GitUser, library: Library) -> str:
    """The id of the author that the user is, by address or name, if still there; or nothing."""
    name, mail = user.name.casefold(), user.mail.casefold()
    authors = [author for author in library.authors.values() if not author.alumni]
    by_mail = (author.id for author in authors if mail and author.email.casefold() == mail)
    by_name = (author.id for author in authors if name and author.name.casefold() == name)
    return next(by_mail, "") or next(by_name, "")
