"""`masthead new idea`: title and description of an idea, for its page."""

from pathlib import Path
from typing import Final

import click

from masthead.build.pipeline import Site
from masthead.cli.asking import YES, Asker, can_ask
from masthead.cli.newfiles import deliver, ending
from masthead.cli.sources import CONFIG_FILE, CannotRun, below_root, open_site
from masthead.cli.wishes import new_id, plain, required
from masthead.desk.chains import Chain, alone, chains_of
from masthead.desk.named import find_chain, find_piece, nearest_name
from masthead.desk.places import NewFile, slug_of_words
from masthead.desk.profiles import new_idea

_OTHERWISE: Final = "an idea has one file"
_WITHOUT: Final = 'give it a title, or a piece with --of: masthead new idea "Price the leak"'


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("title", nargs=-1)
@click.option("--of", "of", default="", metavar="PIECE",
              help="A piece of it: the file gets the id that its idea goes by.")  # fmt: skip
@click.option("--id", "wanted", default="", help="The file's name. Default: made of the title.")
@click.option("--description", default="", help="The idea in one or two sentences.")
@click.option("--print", "printed", is_flag=True, help="Print the file, and write nothing.")
@YES
@CONFIG_FILE
def idea(
    title: tuple[str, ...], of: str, wanted: str, description: str, file: Path,
    *, printed: bool, yes: bool,
) -> None:  # fmt: skip
    """Give an idea a title and a text of its own.

    An idea is a set of pieces that grew from each other. Name one of them with --of, and the file
    belongs to its idea; or begin with the file, and let its pieces say `idea: ID`.

    In a terminal it asks for what the options do not say; elsewhere, or with --yes, it asks
    nothing. Ends with 0 (started) or 2 (it could not, and why). No file is ever overwritten.

    \b
    Example: masthead new idea --of price-the-leak
             masthead new idea "Price the leak" --description "A leak has a price."
    """
    with ending("new idea"):
        site, ask = open_site(file, texts=False), Asker(can_ask(yes=yes))
        if of and wanted:
            raise CannotRun("--of gives the file its id: leave out --id")
        chain = None if wanted else ask.words(
            "A piece of it, by id, path or address (Enter: none yet)",
            lambda word, option: _chain(word, option, site), of, "--of",
        )  # fmt: skip
        called = ask.words(
            "Title", required(_WITHOUT), " ".join(title), "TITLE", chain.title if chain else ""
        )
        id = chain.id if chain else slug_of_words(called)
        id = new_id(wanted, id, site.library.ideas, "--id", _OTHERWISE)
        about = ask.words("The idea in one or two sentences (Enter: later)", plain,
                          description, "--description")  # fmt: skip
        new = new_idea(id, called, about, site.settings)
        deliver(new, site, _following(new, id, chain), _OTHERWISE, printed=printed)


def _chain(word: str, option: str, site: Site) -> Chain | None:
    """The idea that a piece belongs to, also if it is the only one yet."""
    if not word:
        return None
    library, settings = site.library, site.settings
    piece = find_piece(word, library, settings, below_root(word, site))
    chains = chains_of(library, settings, site.now)
    if chain := find_chain(word, piece, chains):
        return chain
    if piece:
        return alone(piece, library, settings, site.now)
    near = nearest_name(word, library, (name for chain in chains for name in chain.names))
    hint = f": did you mean `{near}`?" if near else "; `masthead chain` shows those in chains"
    raise CannotRun(f"{option} {word}: there is no such piece{hint}".strip())


def _following(new: NewFile, id: str, chain: Chain | None) -> str:
    if chain:
        return f"Next: say how it began, in {new.path}. `masthead chain {id}` shows its pieces."
    return (
        f"Next: `masthead new tweet --idea {id}` starts its first piece. An older one belongs to "
        f"it once it says `idea: {id}`."
    )
