"""`masthead new post`, or any other format: a piece with its outline, ready to be written."""

from copy import copy
from functools import partial
from pathlib import Path
from typing import Any, Final

import click
from msgspec import Struct

from masthead.build.pipeline import Site
from masthead.cli.asking import YES, Asker, can_ask
from masthead.cli.newfiles import deliver, ending, looking
from masthead.cli.placing import ask_angle, ask_audiences, ask_authors, ask_stages, ask_topics
from masthead.cli.sources import CONFIG_FILE, CannotRun, open_site
from masthead.cli.wishes import (
    Choice,
    date_line,
    format_named,
    free_key,
    free_slug,
    id_of,
    required,
    web_address,
)
from masthead.content.piece import ELSEWHERE_FORMATS, Angle
from masthead.content.series import Series
from masthead.desk.frontmatter import spaced
from masthead.desk.heads import Head
from masthead.desk.parts import is_full, next_part, stage_of_part, taken_parts
from masthead.desk.pieces import new_piece
from masthead.desk.places import Wanted
from masthead.settings import Term
from masthead.source.reading import nearest
from masthead.source.values import parse_moment

OTHERWISE: Final = "name another file with --file, or another address with --slug"
_WITHOUT: Final = 'give it a title: masthead new post "Price the leak"'


class _Given(Struct, frozen=True, kw_only=True):
    """What the options say; empty is not said."""

    title: str
    url: str
    authors: tuple[str, ...]
    angle: str | None
    stages: tuple[str, ...]
    audiences: tuple[str, ...]
    topics: tuple[str, ...]
    series: str
    part: int | None
    idea: str
    date: str
    state: str | None
    owner: str
    description: str


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("title", nargs=-1)
@click.option("--author", "authors", multiple=True, metavar="ID",
              help="An author's id or name; may be given again. Default: git's user.")  # fmt: skip
@click.option("--angle", type=click.Choice([a.value for a in Angle]),
              help="What the reader asks: what to do now, or what to prepare for.")  # fmt: skip
@click.option("--stage", "stages", multiple=True, metavar="ID", help="Where the reader stands.")
@click.option("--audience", "audiences", multiple=True, metavar="ID", help="Whom it is for.")
@click.option("--topic", "topics", multiple=True, metavar="ID", help="What it is about.")
@click.option("--series", default="", metavar="ID", help="The series that it belongs to.")
@click.option("--part", type=click.IntRange(1, 999), help="Its number there. Default: the next.")
@click.option("--idea", default="", metavar="ID", help="The idea that it belongs to.")
@click.option("--date", default="", help="When it appears: 2026-03-04, or '2026-03-04 09:30'.")
@click.option("--url", default="", help="Where it stands elsewhere: it is listed, and linked to.")
@click.option("--description", default="", help="One or two sentences for lists and cards.")
@click.option("--state", type=click.Choice(["planned", "draft", "review", "ready"]),
              help="Default: draft; ready for what stands elsewhere.")  # fmt: skip
@click.option("--owner", default="", help="Who brings a planned piece forward.")
@click.option("--slug", default="", help="The last part of its address, and the file's name.")
@click.option("--file", "wanted", type=click.Path(path_type=Path, dir_okay=False),
              help="The file to write. Default: where pieces of that format lie.")  # fmt: skip
@click.option("--print", "printed", is_flag=True, help="Print the file, and write nothing.")
@YES
@CONFIG_FILE
def piece(
    kind: str, others: tuple[str, ...], title: tuple[str, ...], slug: str, wanted: Path | None,
    file: Path, *, printed: bool, yes: bool, **options: Any,
) -> None:  # fmt: skip
    """Start a piece: front matter with the keys that matter, and the outline of its format.

    In a terminal it asks for what the options do not say, and proposes what the site has: authors
    (you first, if git's user has a profile), stages with their question, topics, audiences, series
    with the next part. Elsewhere, or with --yes, it asks nothing; what is missing stands in the
    file as a comment. The piece is a draft until you delete that line.

    A tweet or a forum post stands elsewhere: give its address with --url, or write it here first.

    Ends with 0 (started) or 2 (it could not, and why). No file is ever overwritten.

    \b
    Example: masthead new post
             masthead new post "Price the leak" --stage awareness --topic leakage,pricing
             masthead new talk "Frost night" --series notes-from-the-trench --date 2026-12-15
             masthead new tweet "A leak has a price" --url https://social.example/1
    """
    with ending("new"):
        site = open_site(file, texts=False)
        term = _format(kind, others, site)
        given = _Given(title=" ".join(title), **options)
        key, slug = free_key(wanted, site), free_slug(slug, site)
        head = _head(given, term, site, Asker(can_ask(yes=yes)))
        place = Wanted(
            format=term.id, words=head.title, key=key, slug=slug, date=_day(head.date, site)
        )
        new = new_piece(head, place, site.library, site.settings)
        following = _following(head, looking(new, site, file))
        deliver(new, site, following, OTHERWISE, printed=printed)


def piece_command(kind: str, others: tuple[str, ...]) -> click.Command:
    """The command for one format; `others` are what else can be started, for a slip of the pen."""
    command = copy(piece)
    command.name = kind
    command.callback = partial(piece.callback or piece, kind, others)
    article = "an" if kind[:1] in "aeiou" else "a"
    command.short_help = f"Start {article} {kind.replace('-', ' ')}."
    return command


def _format(kind: str, others: tuple[str, ...], site: Site) -> Term:
    try:
        return format_named(kind, site, "")
    except CannotRun:
        if near := nearest(kind, others):
            raise CannotRun(f"{kind} is no format: did you mean `masthead new {near}`?") from None
        raise


def _head(given: _Given, term: Term, site: Site, ask: Asker) -> Head:
    """Everything that the front matter is to say, in the order in which it is asked for."""
    title = ask.words("Title", required(_WITHOUT), given.title, "TITLE")
    url = _address(given, term, title, site, ask)
    authors = ask_authors(given.authors, site, ask)
    angle = ask_angle(given.angle, term.id, ask)
    series, part = _series(given, site, ask)
    proposed = stage_of_part(series, part, site.settings) if series else ""
    stages = ask_stages(given.stages, site, ask, proposed)
    audiences = ask_audiences(given.audiences, site, ask)
    topics = ask_topics(given.topics, authors, site, ask)
    question = "When did it appear there" if url else "When is it to appear"
    question += ", such as 2026-03-04? (Enter: not known yet)"
    date = ask.words(
        question, lambda text, option: date_line(text, site, option), given.date, "--date"
    )
    state = given.state or ("ready" if url and date else "draft")
    if state == "ready" and not date:
        raise CannotRun("--state ready: say when with --date, or leave it a draft")
    idea, owner = id_of(given.idea, "--idea"), spaced(given.owner)
    return Head(
        title=title, format=term.id, external_url=url, asks_address=term.id in ELSEWHERE_FORMATS,
        authors=authors, angle=angle, stages=stages, audiences=audiences, topics=topics,
        series=series.id if series else "", part=part, idea=idea, date=date,
        state="" if state == "ready" else state, description=spaced(given.description),
        owner=owner or (authors[0] if authors and state == "planned" else ""),
    )  # fmt: skip


def _address(given: _Given, term: Term, title: str, site: Site, ask: Asker) -> str:
    """Where it stands elsewhere, if it does; formats that live elsewhere ask for it."""
    if given.url or (ask.asks and term.id in ELSEWHERE_FORMATS and not given.state):
        url = ask.words(f"The address of “{title}”, with https:// (Enter: it is not out yet)",
                        web_address, given.url, "--url")  # fmt: skip
        holder = site.library.at_address(url) if url else None
        if holder:
            raise CannotRun(f"{url} has a file already: {holder.path}")
        return url
    return ""


def _series(given: _Given, site: Site, ask: Asker) -> tuple[Series | None, int | None]:
    """The series and the part, as far as the series has numbers."""
    library = site.library
    every = {one.id: one for one in library.series.values()}
    choices = [Choice(one.id, (one.title,), _place_in(one, site)) for one in every.values()
               if given.series or not is_full(one, library)]  # fmt: skip
    chosen = ask.some("Is it part of a series?", "series", choices,
                      [given.series] if given.series else [], "--series", one=True,
                      way="`masthead new series` makes one")  # fmt: skip
    if not chosen and given.part:
        raise CannotRun("--part: a part of what? Name the series with --series")
    if not chosen:
        return None, None
    series = every[chosen[0]]
    if is_full(series, library):
        raise CannotRun(
            f"“{series.title}” has its {series.parts} parts: raise `parts` in {series.path}"
        )
    following = next_part(series, library)
    if given.part or following:
        return series, ask.words("Its part", lambda text, _: _part(text, series, site),
                                 str(given.part or ""), "--part", str(following or ""))  # fmt: skip
    return series, None


def _place_in(series: Series, site: Site) -> str:
    number = next_part(series, site.library)
    whole = f" of {series.parts}" if series.parts else ""
    following = f", next: part {number}{whole}" if number else ""
    return f"{series.title}{f', {series.cadence}' if series.cadence else ''}{following}"


def _part(text: str, series: Series, site: Site) -> int | None:
    """A number that no other piece has, within the series."""
    if not text:
        return None
    number = int(text) if text.isdecimal() else 0
    holder = taken_parts(series, site.library).get(number)
    if not 1 <= number <= (series.parts or 999):
        most = f"“{series.title}” has {series.parts} parts" if series.parts else "1 to 999"
        raise CannotRun(f"part {text}: {most}")
    if holder:
        raise CannotRun(f"part {number} of “{series.title}” is {holder.path}")
    return number


def _day(date: str, site: Site) -> str:
    moment = parse_moment(date, site.settings.timezone)
    return moment.date().isoformat() if moment else ""


def _following(head: Head, looks: str) -> str:
    """What to do next, by what is there already; `looks` is what to type to see it."""
    if head.external_url and not head.state:
        return f"Next: look it over. It is listed from its date on, with the next build.\n{looks}"
    if not head.state:
        return (
            "Next: answer the questions in the comments. It is ready, and appears on "
            f"{head.date}.\n{looks}"
        )
    if head.state == "planned":
        return "Next: whoever writes it makes `state: planned` a draft. Only editors know of it."
    date = "" if head.date else " add a date,"
    answer = "" if head.external_url else " answer the questions in the comments,"
    profile = "" if head.authors else "\nNo profile yet? `masthead new author` writes it."
    return (
        f"Next:{answer}{date} and delete `state: {head.state}` when it is ready.\n{looks}\n"
        f"`mkdocs serve` shows it in the site, and nobody else sees it until then.{profile}"
    )
