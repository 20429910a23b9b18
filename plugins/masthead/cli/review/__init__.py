"""`masthead review`: what a branch changes for readers, and who has signed it off.

`signing` writes into a piece's file, `values` says the review to machines.
"""

import re
import sys
from pathlib import Path
from typing import Any, Final

import click

from masthead.build.pipeline import Site
from masthead.build.recording import lend_record
from masthead.cli.review.signing import sign
from masthead.cli.review.values import values_of
from masthead.cli.sources import (
    CONFIG_FILE,
    DONE,
    FINDINGS,
    NOW,
    CannotRun,
    as_json,
    open_site,
    stop,
)
from masthead.desk.changes import changes_since, merge_base, top_of, tree_of
from masthead.desk.hunks import present_commit, shown_lines
from masthead.desk.reviewing import Review, review_of
from masthead.desk.reviewing.comment import comment_of
from masthead.desk.reviewing.lines import github_review, gitlab_discussions, line_comments
from masthead.diagnostics import MastheadError
from masthead.diagnostics.show import printable
from masthead.hosts.mkdocs.reading import read_site

_FORMS: Final = ("markdown", "json", "github-review", "gitlab-discussions")
_ADDRESS: Final = re.compile(r"https?://[\w.:-]+(?:/[\w.~%@:+,=-]*)*", re.ASCII)
"""Addresses that cannot end a link in Markdown, nor hold anything besides one."""


@click.command(
    short_help="Say what this branch changes for readers.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("base", required=False, default="", metavar="[BASE]")
@click.option("--format", "form", type=click.Choice(_FORMS), default=_FORMS[0],
              help="What to print.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
              help="Write into this file instead.")  # fmt: skip
@click.option(
    "--preview",
    default="",
    metavar="URL",
    help="Where a preview of the branch is. One that ends in / or /index.html is a site: "
    "cards link to their pages there.",
)
@click.option("--sign", "signed", nargs=2, metavar="ROLE PIECE",
              help="Write into a piece's file that this role has signed it off.")  # fmt: skip
@click.option("--by", default="", metavar="NAME",
              help="Who signs. Default: the name that git knows.")  # fmt: skip
@NOW
@CONFIG_FILE
def review(
    base: str, form: str, output: Path | None, preview: str, signed: tuple[str, str] | None,
    by: str, now: str, file: Path,
) -> None:  # fmt: skip
    """Say what this branch changes for readers: a comment for a pull request.

    BASE is the branch that it is to be merged into; default: the one that `origin` names, or main.
    The site as it was where this branch left BASE is compared with the site in this folder: a card
    for each changed piece, what is published when, what leaves, addresses that would stop working,
    what is wrong, and which sign-offs are still to come.

    `--format github-review` and `gitlab-discussions` have the findings as comments on lines, with
    suggestions, as these hosts take them. Of private pieces and internal keys nothing is quoted.
    Nothing is built.

    Ends with 0 (done), 1 (there are errors) or 2 (it could not run).

    \b
    Example: masthead review origin/main --output comment.md
             masthead review --preview https://preview.example.com/42/
             masthead review --sign legal docs/posts/price-the-leak.md
    """
    try:
        present = open_site(file, now)
        if signed:
            _sign(*signed, by, present, form)
        text, errors = _said(base, form, _preview(preview), present, file)
        if output:
            output.write_text(text, encoding="utf-8")
        else:
            click.echo(text, nl=False)
    except (MastheadError, OSError) as error:
        stop("review", error, "json" if form != "markdown" else "text")
    sys.exit(FINDINGS if errors else DONE)


def _sign(role: str, word: str, by: str, site: Site, form: str) -> None:
    """Sign, say so, and end."""
    said, new = sign(role, word, by, site)
    click.echo(as_json({"signed": new, "role": role}) if form != "markdown" else printable(said))
    sys.exit(DONE)


def _said(base: str, form: str, preview: str, present: Site, file: Path) -> tuple[str, int]:
    """The review in a form, and how many errors it has."""
    root = present.root
    left = merge_base(root, base)
    made = _review(left, present, file)
    if form == "markdown":
        return comment_of(made, preview), made.errors
    comments = line_comments(made, present, shown_lines(root, left))
    commit = present_commit(root)
    values: Any
    match form:
        case "github-review":
            values = github_review(comments, made, top_of(root), commit)
        case "gitlab-discussions":
            moved = {c.path: c.former for c in changes_since(root, left) if c.former}
            values = gitlab_discussions(comments, moved, top_of(root), left, commit)
        case _:
            values = values_of(made, comments, left, commit)
    return as_json(values) + "\n", made.errors


def _review(left: str, present: Site, file: Path) -> Review:
    changes = changes_since(present.root, left)
    with tree_of(present.root, left) as folder:
        lend_record(present.root, folder)
        former, why = _former(present, folder / file.name)
        return review_of(former, present, changes, why)


def _former(present: Site, file: Path) -> tuple[Site | None, str]:
    """The site as this branch found it; or None, and why. A branch may be what mends it."""
    if not file.is_file():
        return None, "there was none"
    try:
        return read_site(file, present.now.isoformat()), ""
    except MastheadError as error:
        return None, str(error).replace(f"{file.parent}/", "")


def _preview(address: str) -> str:
    if address and not _ADDRESS.fullmatch(address):
        raise CannotRun("--preview wants an address such as https://preview.example.com/42/")
    return address
