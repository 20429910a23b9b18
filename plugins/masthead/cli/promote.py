"""`masthead promote`: draft the next piece of an idea from one of its steps, or from a remark."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import click
from msgspec import Struct
from msgspec.structs import replace

from masthead.build.pipeline import Site
from masthead.cli.git_user import author_of, git_user
from masthead.cli.newfiles import deliver, ending, looking
from masthead.cli.sources import CONFIG_FILE, CannotRun, below_root, not_read, open_site
from masthead.cli.wishes import format_named, free_key, free_slug
from masthead.content.characters import possible
from masthead.content.piece import Angle, InlineStep, Piece
from masthead.desk.chains import chains_of
from masthead.desk.drafts import Origin, Wish, draft_of
from masthead.desk.elsewhere import channel_of, format_on
from masthead.desk.named import find_chain, find_inline, find_piece, nearest_name
from masthead.diagnostics import Findings
from masthead.source.text import split
from masthead.source.values import is_web_address, parse_moment

_BIGGEST: Final = 20_000_000
_OTHERWISE: Final = "name another file with --file, or another address with --slug"


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
    with ending("promote"):
        site = open_site(file)
        address = url or (source if "://" in source else "")
        given = _Given(url=address, channel=channel, date=date, kind=kind)
        origin = _origin(source, given, site)
        wish = Wish(
            format=format_named(target, site, "--to"), key=free_key(wanted, site), title=title,
            slug=free_slug(slug, site), angle=Angle(angle) if angle else None,
            author=author_of(git_user(site.root), site.library),
        )  # fmt: skip
        draft = draft_of(origin, wish, site.library, site.settings)
        following = _following(wish, looking(draft, site, file))
        deliver(draft, site, following, _OTHERWISE, printed=printed)


def _following(wish: Wish, looks: str) -> str:
    title = "" if wish.title else " give it a title,"
    return (
        f"Next:{title} answer the questions in the comments, add a date, and delete `state: draft` "
        f"when it is ready.\n{looks}\n"
        "`mkdocs serve` shows it in the site, and nobody else sees it until then."
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
        kind = format_named(given.kind or format_on(channel, text), site, "--as").id
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


def _moment(date: str, site: Site) -> datetime | None:
    if not date:
        return None
    moment = parse_moment(date, site.settings.timezone)
    if moment is None:
        raise CannotRun(f"--date {date}: write it like 2026-03-04 or '2026-03-04 09:30'")
    return moment


def _authors(site: Site) -> tuple[str, ...]:
    asking = author_of(git_user(site.root), site.library)
    return (asking,) if asking else ()
