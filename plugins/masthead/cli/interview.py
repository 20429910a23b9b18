"""`masthead interview`: questions for an expert who would rather talk, and a draft."""

from pathlib import Path
from typing import Final

import click
from msgspec import Struct

from masthead.build.pipeline import Site
from masthead.cli.asking import YES, Asker, can_ask
from masthead.cli.git_user import author_of, git_user
from masthead.cli.newfiles import ending, keep, tell
from masthead.cli.placing import ask_angle, ask_audiences, ask_authors, ask_stages, ask_topics
from masthead.cli.sources import CONFIG_FILE, CannotRun, open_site
from masthead.cli.wishes import format_named, free_key, free_slug, plain, required
from masthead.content.piece import Angle, Contributor
from masthead.desk.frontmatter import one_line
from masthead.desk.heads import Head
from masthead.desk.interviews import (
    ROLE,
    Interview,
    draft_body,
    hints_of,
    questions_of,
    questions_text,
)
from masthead.desk.pieces import new_piece
from masthead.desk.places import NewFile, Wanted
from masthead.settings import Term

_FOLDER: Final = "interviews"
_OTHERWISE: Final = "name another file with --questions or --file, or another address with --slug"
_FOLLOWING: Final = (
    "Next: talk, and write the answers below their questions. Then the draft: its comments say\n"
    "which answers belong where. `mkdocs serve` shows it meanwhile, and nobody else sees it."
)
_WITHOUT: Final = 'say what it is about: masthead interview "Price the leak" --author ana-ruiz'


class _Given(Struct, frozen=True, kw_only=True):
    """What the options say; empty is not said."""

    topic: str
    authors: tuple[str, ...]
    interviewer: str
    angle: str | None
    stages: tuple[str, ...]
    audiences: tuple[str, ...]
    topics: tuple[str, ...]


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]},
    short_help="Prepare an interview: questions, and a draft.",
)
@click.argument("topic", nargs=-1)
@click.option("--author", "authors", multiple=True, metavar="ID", help="The expert: an author.")
@click.option("--interviewer", default="", metavar="ID",
              help="Who asks: an author's id, or a name. Default: git's user.")  # fmt: skip
@click.option("--to", "target", default="post", metavar="FORMAT",
              help="What it is to become. Default: post.")  # fmt: skip
@click.option("--angle", type=click.Choice([a.value for a in Angle]),
              help="What the reader asks: what to do now, or what to prepare for.")  # fmt: skip
@click.option("--stage", "stages", multiple=True, metavar="ID", help="Where the reader stands.")
@click.option("--audience", "audiences", multiple=True, metavar="ID", help="Whom it is for.")
@click.option("--topic", "topics", multiple=True, metavar="ID", help="What it is about.")
@click.option("--slug", default="", help="The last part of the piece's address.")
@click.option("--file", "wanted", type=click.Path(path_type=Path, dir_okay=False),
              help="The draft's file. Default: where pieces of that format lie.")  # fmt: skip
@click.option("--questions", "sheet", type=click.Path(path_type=Path, dir_okay=False),
              help=f"The questions' file. Default: in {_FOLDER}/, beside mkdocs.yml.")  # fmt: skip
@click.option("--print", "printed", is_flag=True, help="Print both, and write nothing.")
@YES
@CONFIG_FILE
def interview(
    topic: tuple[str, ...], authors: tuple[str, ...], interviewer: str, target: str,
    angle: str | None, stages: tuple[str, ...], audiences: tuple[str, ...],
    topics: tuple[str, ...], slug: str, wanted: Path | None, sheet: Path | None, file: Path,
    *, printed: bool, yes: bool,
) -> None:  # fmt: skip
    """Prepare an interview with an expert who would rather talk than write.

    It writes two files. The questions, for whoever asks them, follow the format's outline, the
    angle and the stage, with room for the answers; they lie outside of the site. The draft is in
    the expert's name, credits the interviewer as the one whom it was told to, and says which
    answers belong where.

    TOPIC is what it is about, in your words; if the site has a topic of that name, the draft has
    it too. In a terminal it asks for what the options do not say.

    Ends with 0 (prepared) or 2 (it could not, and why). No file is ever overwritten.

    \b
    Example: masthead interview "Backfill is data" --author tobias-renquist
             masthead interview regulation --author maren-osthoff --to talk --stage confidence
             masthead interview "What the ground knows" --author tobias-renquist --print
    """
    with ending("interview"):
        site = open_site(file, texts=False)
        term = format_named(target, site, "--to")
        given = _Given(topic=" ".join(topic), authors=authors, interviewer=interviewer, angle=angle,
                       stages=stages, audiences=audiences, topics=topics)  # fmt: skip
        place = Wanted(format=term.id, key=free_key(wanted, site), slug=free_slug(slug, site))
        questions, draft = _prepared(given, term, place, sheet, site, Asker(can_ask(yes=yes)))
        if printed:
            for new in (questions, draft):
                click.echo(f"==> {new.path} <==\n{new.text}")
        else:
            _keep_both(questions, draft, site)


def _prepared(
    given: _Given, term: Term, place: Wanted, sheet: Path | None, site: Site, ask: Asker
) -> tuple[NewFile, NewFile]:
    """The questions and the draft."""
    title, known = _topic(
        ask.words("What is it about?", required(_WITHOUT), given.topic, "TOPIC"), site
    )
    authors = ask_authors(given.authors, site, ask, "Who is the expert?", mine=False)
    if not authors:
        raise CannotRun("name the expert with --author; `masthead new author` makes a profile")
    interviewer = _interviewer(given.interviewer, authors, site, ask)
    angle = ask_angle(given.angle, term.id, ask)
    stages = ask_stages(given.stages, site, ask)
    people = site.library.authors
    interview = Interview(
        topic=title, format=term, angle=angle,
        expert=" and ".join(people[id].name for id in authors),
        interviewer=people[interviewer].name if interviewer in people else interviewer,
        stage=next((stage for stage in site.settings.stages if stage.id in stages[:1]), None),
    )  # fmt: skip
    asked = questions_of(interview)
    credit = (Contributor(name=interviewer, role=ROLE),) if interviewer else ()
    lacking = () if credit else (("contributors", f"[{{name: your-id, role: {ROLE}}}]", ""),)
    head = Head(
        title=title, title_comment="give it a title of its own", format=term.id, authors=authors,
        contributors=credit, angle=angle, stages=stages,
        audiences=ask_audiences(given.audiences, site, ask),
        topics=ask_topics(given.topics, authors, site, ask, proposed=known),
        hints=(*lacking, *hints_of(asked)),
    )  # fmt: skip
    wanted = Wanted(format=term.id, words=title, key=place.key, slug=place.slug)
    draft = new_piece(head, wanted, site.library, site.settings, draft_body(interview, asked))
    path = _sheet(sheet, Path(draft.path).stem, site)
    return NewFile(path, questions_text(interview, draft.path)), draft


def _topic(words: str, site: Site) -> tuple[str, tuple[str, ...]]:
    """A title to work with, and the topic if the words are one of the site's."""
    for term in site.settings.topics:
        if words.casefold() in (term.id.casefold(), term.title.casefold()):
            return term.title, (term.id,)
    return words, ()


def _interviewer(given: str, authors: tuple[str, ...], site: Site, ask: Asker) -> str:
    """Who asks: an author's id, else a name. Nobody is told to themselves."""
    user, people = git_user(site.root), site.library.authors
    you = author_of(user, site.library) or one_line(user.name)
    name = ask.words("Who asks?", plain, given, "--interviewer", "" if you in authors else you)
    by_name = {one.name.casefold(): id for id, one in people.items()}
    found = name if name in people else by_name.get(name.casefold(), name)
    if found in authors:
        raise CannotRun(f"{found} cannot be both: the interviewer is another than the expert")
    return found


def _sheet(wanted: Path | None, stem: str, site: Site) -> str:
    """The questions' path below the folder of mkdocs.yml, outside of what is published."""
    root = site.root.resolve()
    if wanted is None:
        names = (
            f"{_FOLDER}/{stem}{f'-{number}' if number > 1 else ''}.md" for number in range(1, 1000)
        )
        return next(name for name in names if not (root / name).exists())
    path = wanted.resolve()
    for folder in (site.settings.docs_dir, site.settings.authors_dir):
        if path.is_relative_to((root / folder).resolve()):
            raise CannotRun(f"--questions {wanted} would be published: put it outside of {folder}")
    if not path.is_relative_to(root):
        raise CannotRun(f"--questions {wanted} lies outside of the site's repository")
    return path.relative_to(root).as_posix()


def _keep_both(questions: NewFile, draft: NewFile, site: Site) -> None:
    """Both files, or neither."""
    keep(questions, site, _OTHERWISE)
    try:
        keep(draft, site, _OTHERWISE)
    except BaseException:
        (site.root / questions.path).unlink()
        raise
    tell(questions, site)
    tell(draft, site, _FOLLOWING)
