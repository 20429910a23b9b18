"""`masthead new author`: somebody's profile."""

from pathlib import Path
from typing import Final

import click

from masthead.build.pipeline import Site
from masthead.cli.asking import YES, Asker, can_ask
from masthead.cli.git_user import author_of, git_user
from masthead.cli.newfiles import deliver, ending
from masthead.cli.placing import ask_topics
from masthead.cli.sources import CONFIG_FILE, CannotRun, open_site
from masthead.cli.wishes import new_id, plain, required, web_address
from masthead.desk.frontmatter import spaced
from masthead.desk.places import slug_of_words
from masthead.desk.profiles import Profile, new_author
from masthead.importers.names import ascii_name
from masthead.source.values import is_mail_address

_OTHERWISE: Final = "somebody else of that name needs another id, with --id"
_WITHOUT: Final = 'give it a name: masthead new author "Ana Ruiz"'


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", nargs=-1)
@click.option("--id", "wanted", default="", help="The file's name. Default: made of the name.")
@click.option("--role", default="", help="What the person does in the company.")
@click.option("--affiliation", default="", help="The house that a guest comes from.")
@click.option("--pronouns", default="", help="Pronouns.")
@click.option("--email", default="", help="Where readers may write to. It is public.")
@click.option("--url", default="", help="A page of the person's own.")
@click.option("--topic", "topics", multiple=True, metavar="ID", help="What the person stands for.")
@click.option("--print", "printed", is_flag=True, help="Print the file, and write nothing.")
@YES
@CONFIG_FILE
def author(
    name: tuple[str, ...], wanted: str, role: str, affiliation: str, pronouns: str, email: str,
    url: str, topics: tuple[str, ...], file: Path, *, printed: bool, yes: bool,
) -> None:  # fmt: skip
    """Write somebody's profile: by default that of git's user.

    In a terminal it asks for what the options do not say; elsewhere, or with --yes, it asks
    nothing. The profile is public once it is merged, so git's address of e-mail is not taken over.

    Ends with 0 (written) or 2 (it could not, and why). No file is ever overwritten.

    \b
    Example: masthead new author
             masthead new author "Ana Ruiz" --role "Network engineer" --topic leakage
             masthead new author "Maren Osthoff" --affiliation "University of Vesterhavn"
    """
    with ending("new author"):
        site, ask = open_site(file, texts=False), Asker(can_ask(yes=yes))
        own = "" if name else _own_name(site, asks=ask.asks)
        called = ask.words(
            "Name, as it stands in bylines", required(_WITHOUT), " ".join(name), "NAME", own
        )
        id = new_id(
            wanted,
            ascii_name(called) or slug_of_words(called),
            site.library.authors,
            "--id",
            _OTHERWISE,
        )
        does = ask.words("Role, such as Network engineer", plain, role, "--role")
        profile = Profile(
            id=id, name=called, role=does, affiliation=spaced(affiliation),
            pronouns=spaced(pronouns), url=web_address(url),
            email=ask.words("An address that readers may write to; it is public (Enter: none)",
                            _mail, email, "--email"),
            expertise=ask_topics(topics, (), site, ask, "What do they stand for?"),
        )  # fmt: skip
        new = new_author(profile, site.settings)
        deliver(new, site, _following(id), _OTHERWISE, printed=printed)


def _own_name(site: Site, *, asks: bool) -> str:
    """The name of git's user, if that has no profile yet."""
    user = git_user(site.root)
    own = author_of(user, site.library)
    if own and not asks:
        path = site.library.authors[own].path
        raise CannotRun(f"you have a profile, {path}: name whom the new one is for")
    return "" if own else spaced(user.name)


def _mail(text: str, option: str) -> str:
    if text and not is_mail_address(text):
        raise CannotRun(f"{option} {text}: write it like ana@example.com".strip())
    return text


def _following(id: str) -> str:
    return (
        "Next: write the sentences for which the comment asks, and put a portrait beside the file."
        f"\nPieces name this author with `authors: [{id}]`."
    )
