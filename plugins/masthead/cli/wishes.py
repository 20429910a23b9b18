"""What options and answers about a new file mean: a format, a slug, a file, a date, an id.

In: words as somebody typed them, the Site. Out: values that the file can hold. Each raises
CannotRun for words that mean nothing here, and says which do. `option` is the option's name for the
message, or empty for an answer to a question.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from masthead.build.pipeline import Site
from masthead.cli.sources import CannotRun
from masthead.content.links import is_page
from masthead.content.slug import RESERVED, slug_of_file
from masthead.desk.frontmatter import spaced
from masthead.desk.places import taken_slugs
from masthead.diagnostics import Findings, Severity
from masthead.settings import Term
from masthead.source.nodes import Node
from masthead.source.reading import Reading, nearest
from masthead.source.values import MOMENT, is_id, is_web_address

_SHOWN: Final = 12
_FEW: Final = 5
_DECLARED: Final = "`formats:` in mkdocs.yml declares others"


class Choice(Struct, frozen=True):
    """Something that can be chosen: by its id, or by one of its `names`. `note` explains it."""

    id: str
    names: tuple[str, ...] = ()
    note: str = ""


def choose(word: str, choices: Sequence[Choice], what: str, option: str = "", way: str = "") -> str:
    """The id of what a word names, however it is spelled, also by a part that only one id has.

    `what` is the word for such a thing; `way` says how to add one.
    """
    plain = " ".join(word.replace("_", " ").split()).casefold()
    hyphened = plain.replace(" ", "-")
    ids = _by_name(choices)
    if found := ids.get(plain) or ids.get(hyphened):
        return found
    partly = _partly_named(hyphened, choices)
    if len(partly) == 1:
        return partly[0]
    said = f"{option} {word}".strip()
    if partly:
        more = ", or another" if len(partly) > _FEW else ""
        raise CannotRun(f"{said}: is that {' or '.join(partly[:_FEW])}{more}?")
    near = nearest(word, ids)
    known = [choice.id for choice in choices]
    if near:
        meant = f": did you mean `{ids[near]}`? "
    elif 0 < len(known) <= _SHOWN:
        meant = f"; write one of: {', '.join(known)}. "
    else:
        meant = ". "
    text = f"{said}: there is no such {what}{meant}{way}".strip()
    raise CannotRun(text if way else text.removesuffix("."))


def _partly_named(word: str, choices: Iterable[Choice]) -> list[str]:
    """Ids that have the word between hyphens; else those that have it in a name."""

    def has(text: str) -> bool:
        return f"-{word}-" in f"-{'-'.join(text.casefold().split())}-"

    listed = [*choices]
    by_id = [choice.id for choice in listed if has(choice.id)]
    return by_id or [choice.id for choice in listed if any(map(has, choice.names))]


def _by_name(choices: Iterable[Choice]) -> Mapping[str, str]:
    """Ids by folded names; an id goes before another's title."""
    listed = [*choices]
    names = {name.casefold(): choice.id for choice in reversed(listed) for name in choice.names}
    return names | {choice.id.casefold(): choice.id for choice in listed}


def choices_of(terms: Iterable[Term]) -> list[Choice]:
    """The terms of a vocabulary."""
    return [
        Choice(term.id, (term.title, *([term.plural] if term.plural else [])),
               term.question or (term.title if term.title.casefold() != term.id else ""))
        for term in terms
    ]  # fmt: skip


def format_named(word: str, site: Site, option: str) -> Term:
    """A format by its id or title, or by a part of its id: `paper` is the white paper."""
    terms = sorted(site.settings.formats, key=lambda term: (term.rank, term.id))
    id = choose(word, choices_of(terms), "format", option, _DECLARED)
    return next(term for term in terms if term.id == id)


def free_slug(slug: str, site: Site, option: str = "--slug") -> str:
    """The slug that was wished for, if it is free and can be part of an address."""
    if not slug:
        return ""
    said = f"{option} {slug}".strip()
    if not is_id(slug):
        raise CannotRun(f"{said}: use letters, digits and hyphens, such as price-the-leak")
    if slug.casefold() in taken_slugs(site.library, site.settings):
        whose = "Masthead's own" if slug.casefold() in RESERVED else "that of another piece or page"
        raise CannotRun(f"{said} is {whose}: choose another")
    return slug


def free_key(wanted: Path | None, site: Site) -> str:
    """The path below docs of the file that was wished for: Markdown, in a folder of pieces."""
    if wanted is None:
        return ""
    settings = site.settings
    docs = (site.root / settings.docs_dir).resolve()
    path = wanted.resolve()
    folders = ", ".join(f"{settings.docs_dir}/{folder}" for folder in settings.pieces)
    if not any(path.is_relative_to(docs / folder) for folder in settings.pieces):
        raise CannotRun(f"--file {wanted} is in no folder of pieces: put it into one of {folders}")
    key = path.relative_to(docs).as_posix()
    if not is_page(key) or any(part.startswith(".") for part in key.split("/")):
        raise CannotRun(f"--file {wanted}: give it a name that ends in .md, and no leading dot")
    if not is_id(slug_of_file(path.name)) or not key.isprintable():
        raise CannotRun(f"--file {wanted}: use letters, digits and hyphens, such as my-piece.md")
    return key


def date_line(text: str, site: Site, option: str = "--date") -> str:
    """A date, or a date and time, as front matter takes it. Empty stays empty."""
    words = " ".join(text.split())
    if not words:
        return ""
    findings = Findings()
    reading = Reading(option, findings, site.settings.timezone)
    moment = MOMENT(reading, Node("text", (1, 1, 1), words), "date")
    for finding in findings.items:
        if finding.severity is Severity.ERROR:
            raise CannotRun(f"{option} {finding.message}. {finding.remedy}".strip())
    return words if ":" in words else moment.date().isoformat()


def web_address(text: str, option: str = "--url") -> str:
    """A whole address on the web. Empty stays empty."""
    if text and not is_web_address(text):
        raise CannotRun(f"{option} {text}: write the whole address, with https://".strip())
    return text


def id_of(text: str, option: str) -> str:
    """An id as it was typed. Empty stays empty."""
    if text and not is_id(text):
        raise CannotRun(f"{option} {text}: use letters, digits and hyphens, such as price-the-leak")
    return text


def new_id(wanted: str, proposed: str, taken: Collection[str], option: str, otherwise: str) -> str:
    """The id of a file to be: the one that was wished for, else the proposed one; nobody has it."""
    id = id_of(wanted, option) or proposed
    if not id:
        raise CannotRun(f"give it an id with {option}, such as {option} price-the-leak")
    if id.casefold() in RESERVED:
        raise CannotRun(f"{id} is Masthead's own: choose another id with {option}")
    if id.casefold() in {other.casefold() for other in taken}:
        raise CannotRun(f"{id} is there already: {otherwise}")
    return id


def plain(text: str, option: str = "") -> str:  # noqa: ARG001 - a reader of words
    """Any words, on one line."""
    return spaced(text)


def required(without: str) -> Callable[[str, str], str]:
    """A reader of words that must not be empty; `without` is said if they are."""

    def read(text: str, option: str) -> str:  # noqa: ARG001 - a reader of words
        if words := spaced(text):
            return words
        raise CannotRun(without)

    return read


def all_of(words: Iterable[str], one: Callable[[str], str]) -> tuple[str, ...]:
    """What each word names, once; a word may be several with commas between them."""
    single = (part.strip() for word in words for part in word.split(","))
    return tuple(dict.fromkeys(one(word) for word in single if word))
