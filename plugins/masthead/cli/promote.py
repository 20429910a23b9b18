"""`masthead promote`: draft the next piece of an idea from one of its steps, or from a remark."""

import os
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

import click
from msgspec import Struct
from msgspec.structs import replace

from masthead.build.pipeline import Site
from masthead.cli.sources import (
    CONFIG_FILE,
    DONE,
    CannotRun,
    below_root,
    not_read,
    open_site,
    stop,
)
from masthead.content.characters import possible
from masthead.content.links import is_page
from masthead.content.piece import Angle, InlineStep, Piece
from masthead.content.slug import RESERVED, slug_of_file
from masthead.desk.chains import chains_of
from masthead.desk.drafts import Draft, Origin, Wish, draft_of, taken_slugs
from masthead.desk.elsewhere import channel_of, format_on
from masthead.desk.named import find_chain, find_inline, find_piece, nearest_name
from masthead.diagnostics import Findings, MastheadError
from masthead.diagnostics.show import printable
from masthead.settings import Term
from masthead.source.reading import nearest
from masthead.source.text import split
from masthead.source.values import is_id, is_web_address, parse_moment

_BIGGEST: Final = 20_000_000


class _Given(Struct, frozen=True, kw_only=True):
    """What stands on the command line about a source without a file."""

    url: str = ""
    channel: str = ""
    date: str = ""
    kind: str = ""


_NOTHING: Final = _Given()


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", metavar="PIECE_OR_URL")
@click.option("--to", "target", required=True, metavar="FORMAT",
              help="The format of the draft, such as post, video or white-paper.")  # fmt: skip
@click.option("--angle", type=click.Choice([a.value for a in Angle]),
              help="What the reader asks: what to do now, or what to prepare for.")  # fmt: skip
@click.option("--title", default="", help="The draft's title. Default: a working title.")
@click.option("--slug", default="", help="The last part of its address, and the file's name.")
@click.option("--file", "wanted", type=click.Path(path_type=Path, dir_okay=False),
              help="The file to write. Default: where pieces of that format lie.")  # fmt: skip
@click.option("--url", default="", help="Where pasted words stand on the web.")
@click.option("--channel", default="", help="On which channel, such as x. Default: by the URL.")
@click.option("--date", default="", help="When they appeared there: 2026-03-04.")
@click.option("--as", "kind", default="", metavar="FORMAT",
              help="What they are, such as forum-post. Default: by the channel.")  # fmt: skip
@click.option("--print", "printed", is_flag=True, help="Print the draft, and write nothing.")
@CONFIG_FILE
def promote(
    source: str, target: str, angle: str | None, title: str, slug: str, wanted: Path | None,
    url: str, channel: str, date: str, kind: str, file: Path, *, printed: bool,
) -> None:  # fmt: skip
    """Draft the next piece of an idea from one of its steps.

    PIECE_OR_URL is a piece by id, path, slug or address; an idea, for its highest step; the address
    of something elsewhere; a file with text; or - for text on standard input. An address is never
    fetched: paste what stands there.

    The draft says what it grew `from`, has authors, topics, audiences, stages and series of its
    source, an outline that asks what its format needs, and the source's words as notes in a
    comment, which readers never see. No file is ever overwritten.

    Ends with 0 (drafted) or 2 (it could not, and why).

    \b
    Example: masthead promote price-the-leak --to video
             masthead promote docs/posts/2025-04-23-price-the-leak.md --to white-paper --print
             masthead promote https://social.example/@ana/1 --to post --angle aspirational
             masthead promote - --to post --url https://social.example/@ana/1 < remark.txt
    """
    try:
        site = open_site(file)
        address = url or (source if "://" in source else "")
        given = _Given(url=address, channel=channel, date=date, kind=kind)
        origin = _origin(source, given, site)
        wish = Wish(
            format=_format(target, site, "--to"), key=_key(wanted, site), title=title,
            slug=_slug(slug, site), angle=Angle(angle) if angle else None, author=_asking(site),
        )  # fmt: skip
        draft = draft_of(origin, wish, site.library, site.settings)
        if printed:
            click.echo(draft.text, nl=False)
        else:
            _tell(_written(draft, site), draft, wish)
    except (MastheadError, OSError) as error:
        stop("promote", error)
    sys.exit(DONE)


def _tell(path: Path, draft: Draft, wish: Wish) -> None:
    here = Path.cwd()
    click.echo(path.relative_to(here) if path.is_relative_to(here) else path)
    for remark in draft.remarks:
        click.echo(f"note: {printable(remark)}", err=True)
    title = "" if wish.title else " give it a title,"
    click.echo(
        f"Next:{title} answer the questions in the comments, add a date, and delete `state: draft` "
        "when it is ready.\n`mkdocs serve` shows it meanwhile, and nobody else sees it.",
        err=True,
    )


def _origin(word: str, given: _Given, site: Site) -> Origin:
    """What the draft grows from. Raises CannotRun when there is no such thing."""
    if word == "-":
        return _pasted(_standard_input(), given, site)
    path = below_root(word, site)
    if "://" in word:
        return _pasted("", given, site)
    piece = find_piece(word, site.library, site.settings, path)
    if found := _of_piece(piece, site) if piece else _top(word, site):
        if given != _NOTHING:
            raise CannotRun(
                f"`{word}` says itself where and when it appeared: --url, --channel, --date and "
                "--as are for pasted words and addresses"
            )
        return found
    for finding in not_read(site):
        if finding.position.path in (path, word.removeprefix("./")):
            at = finding.position
            raise CannotRun(f"{at.path}:{at.line} cannot be read: {finding.message}")
    if Path(word).is_file():
        return _pasted(_decoded(Path(word).read_bytes()), given, site)
    near = nearest_name(word, site.library)
    hint = f": did you mean `{near}`?" if near else "; `masthead chain` shows those in chains"
    raise CannotRun(f"there is no piece `{word}`{hint}")


def _top(word: str, site: Site) -> Origin | None:
    """The highest step of the idea that goes by a name."""
    chains = chains_of(site.library, site.settings, site.now)
    chain = find_chain(word, None, chains)
    if chain is None:
        return None
    top = chain.top or chain.steps[-1]
    if piece := site.library.by_key.get(top.key):
        return _of_piece(piece, site)
    return _pasted("", replace(_NOTHING, url=top.url), site)


def _of_piece(piece: Piece, site: Site, text: str = "") -> Origin:
    """A piece with its own words, or those that were pasted for it."""
    raw = (site.root / piece.path).read_bytes().decode("utf-8-sig", "replace")
    parts = split(raw.replace("\r\n", "\n").replace("\r", "\n"), piece.path, Findings(),
                  required=True)  # fmt: skip
    body = parts.body.strip() if parts else ""
    return Origin(text=text or body or piece.summary, name=piece.path, piece=piece)


def _pasted(text: str, given: _Given, site: Site) -> Origin:
    """Words from elsewhere: those of a known piece or step, if the address is one's."""
    if not given.url:
        return Origin(text=text, name="what was pasted")
    if not is_web_address(given.url):
        raise CannotRun(f"`{given.url}` is not a web address: write https://… in full")
    if piece := find_piece(given.url, site.library, site.settings):
        return _of_piece(piece, site, text)
    step = find_inline(given.url, site.library)
    if step is None:
        channel = given.channel.strip() or channel_of(given.url)
        kind = _format(given.kind or format_on(channel, text), site, "--as").id
        step = InlineStep(format=kind, url=given.url, channel=channel, text=text,
                          date=_moment(given.date, site), authors=_authors(site))  # fmt: skip
    elif not step.text:
        step = replace(step, text=text)
    return Origin(text=text or step.text, name=given.url, step=step)


def _standard_input() -> str:
    if sys.stdin.isatty():
        click.echo("Paste the text, then press Ctrl-D on a line of its own.", err=True)
    return _decoded(sys.stdin.buffer.read(_BIGGEST + 1))


def _decoded(data: bytes) -> str:
    """Text of any kind; what is no UTF-8 becomes a sign that says so."""
    if len(data) > _BIGGEST:
        raise CannotRun(f"the text is longer than {_BIGGEST // 1_000_000} MB")
    text = possible(data.decode("utf-8-sig", "replace"))
    if not text.strip():
        raise CannotRun("there is no text: paste some, or name a piece")
    return text


def _format(word: str, site: Site, option: str) -> Term:
    """A format by its id or title, however it is spelled."""
    terms = site.settings.formats
    names = {name.casefold(): term for term in terms for name in (term.title, term.plural, term.id)}
    plain = " ".join(word.replace("_", " ").split()).casefold()
    term = names.get(plain) or names.get(plain.replace(" ", "-"))
    if term is None:
        near = nearest(word, [term.id for term in terms])
        known = ", ".join(term.id for term in sorted(terms, key=lambda term: (term.rank, term.id)))
        meant = f": did you mean `{near}`?" if near else f"; write one of: {known}"
        raise CannotRun(f"{option} {word}: there is no such format{meant}")
    return term


def _moment(date: str, site: Site) -> datetime | None:
    if not date:
        return None
    moment = parse_moment(date, site.settings.timezone)
    if moment is None:
        raise CannotRun(f"--date {date}: write it like 2026-03-04 or '2026-03-04 09:30'")
    return moment


def _slug(slug: str, site: Site) -> str:
    """The slug that was wished for, if it is free and can be part of an address."""
    if not slug:
        return ""
    if not is_id(slug):
        raise CannotRun(f"--slug {slug}: use letters, digits and hyphens, such as price-the-leak")
    if slug.casefold() in taken_slugs(site.library):
        whose = "Masthead's own" if slug.casefold() in RESERVED else "that of another piece"
        raise CannotRun(f"--slug {slug} is {whose}: choose another")
    return slug


def _key(wanted: Path | None, site: Site) -> str:
    """The path below docs of the file that was wished for: Markdown, new, in a folder of pieces."""
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


def _written(draft: Draft, site: Site) -> Path:
    """Write the draft, all of it or nothing, where no file is. Returns its path."""
    path = site.root / site.settings.docs_dir / draft.key
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{token_hex(8)}.tmp")
    try:
        beside.write_text(draft.text, encoding="utf-8", newline="\n")
        try:
            os.link(beside, path)  # unlike a renaming, it never takes another file's place
        except FileExistsError as error:
            raise CannotRun(
                f"{path} is there already, and stays as it is: name another file with --file, or "
                "another address with --slug"
            ) from error
        except OSError:  # a file system without links
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(draft.text)
    finally:
        with suppress(OSError):
            beside.unlink()
    return path


def _authors(site: Site) -> tuple[str, ...]:
    asking = _asking(site)
    return (asking,) if asking else ()


def _asking(site: Site) -> str:
    """The author who is at work here, by what git knows of its user; or nothing."""
    try:
        told = subprocess.run(
            ["git", "var", "GIT_AUTHOR_IDENT"],  # noqa: S607 - whichever git the user runs
            cwd=site.root, capture_output=True, text=True, timeout=10, check=False,
            errors="replace",
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    name, _, rest = told.partition(" <")
    mail = rest.partition(">")[0].casefold()
    authors = [author for author in site.library.authors.values() if not author.alumni]
    by_mail = (author.id for author in authors if mail and author.email.casefold() == mail)
    by_name = (
        author.id for author in authors if name and author.name.casefold() == name.casefold()
    )
    return next(by_mail, "") or next(by_name, "")
